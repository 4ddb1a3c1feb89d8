"""A folder to write documents and pictures in, and one call that imports them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from PIL import Image

from kiosk.importing import ImportReport, import_document
from sop.procedure import Procedure


@dataclass(frozen=True)
class Imported:
    procedure: Procedure
    report: ImportReport

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Title and text of every step."""
        language = self.report.language
        return [(s.title[language], s.text.get(language, "")) for s in self.procedure.steps()]

    @property
    def reasons(self) -> list[str]:
        return [entry.reason for entry in self.report.unplaced]


Importing = Callable[..., Imported]


def picture(path: Path, size: tuple[int, int] = (40, 30), **options: object) -> None:
    """A small real picture of the kind its suffix says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (90, 120, 130)).save(path, **options)  # type: ignore[arg-type]


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    """Import a text (or bytes) standing in `doc/`, as a person would from the command line."""

    def run(content: str | bytes, name: str = "document.md", **options: object) -> Imported:
        document = tmp_path / "doc" / name
        document.parent.mkdir(exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        document.write_bytes(data)
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        report = import_document(document, out, effective=date(2026, 1, 2), **options)  # type: ignore[arg-type]
        return Imported(load(out), report)

    return run


def load(folder: Path) -> Procedure:
    """The written `sop.yaml` as the language's own type."""
    plain = yaml.safe_load((folder / "sop.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(plain, Procedure)
