"""Packages made for a test: the sample procedure with one thing changed."""

import shutil
import zipfile
from pathlib import Path

from sop.language import Problem, check

SAMPLE = Path(__file__).parents[2] / "data" / "procedures" / "flange"
SHEET = (SAMPLE / "sop.yaml").read_text(encoding="utf-8")
MINIMAL = """\
format: 1
code: MIN-1
revision: A
languages: [en]
title: {en: Least}
owner: Works
effective: 2026-03-01
sections:
  - id: only
    title: {en: Only}
    steps:
      - {id: do, title: {en: Do}, control: flexible}
"""


def sample_copy(folder: Path) -> Path:
    """The sample procedure in a folder of its own, free to be spoilt."""
    return shutil.copytree(SAMPLE, folder / "flange")


def with_sheet(folder: Path, sheet: str | bytes) -> Path:
    """The sample's files with another sheet."""
    package = sample_copy(folder)
    content = sheet.encode("utf-8") if isinstance(sheet, str) else sheet
    (package / "sop.yaml").write_bytes(content)
    return package


def changed(old: str, new: str) -> str:
    """The sample's sheet with one place changed; the place must be there exactly once."""
    assert SHEET.count(old) == 1, f"{old!r} is there {SHEET.count(old)} times"
    return SHEET.replace(old, new)


def minimal(folder: Path) -> Path:
    package = folder / "minimal"
    package.mkdir()
    (package / "sop.yaml").write_text(MINIMAL, encoding="utf-8")
    return package


def zip_of(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def seen(package: Path) -> list[tuple[str, str]]:
    """Each problem as its code and the line of the sheet it points at."""
    lines = (package / "sop.yaml").read_bytes().decode("utf-8", "replace").split("\n")
    return [
        (problem.code, lines[problem.line - 1].strip() if problem.line else problem.file)
        for problem in check(package)
    ]
