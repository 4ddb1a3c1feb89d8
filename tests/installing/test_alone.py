"""The hub installs without Qt, the kiosk without Django, and the floor below needs neither: each
part runs with nothing but what its own extra brings."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installing.alone import ROOT, modules_of, not_brought_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHERS = {
    "": {"PySide6", "django", "httpx", "pysqlite3", "cv2", "kiosk", "hub"},
    "hub": {"PySide6", "shiboken6", "cv2", "pyzbar", "zxingcpp", "apscheduler", "kiosk"},
    "kiosk": {"django", "ninja", "granian", "psycopg", "obstore", "hub"},
}


@pytest.mark.parametrize(("extra", "package"), [("", "sop"), ("hub", "hub"), ("kiosk", "kiosk")])
def test_every_module_loads_with_what_its_own_extra_brings(
    extra: str, package: str, tmp_path: Path
) -> None:
    assert OTHERS[extra] <= not_brought_by(extra)

    loaded = alone(tmp_path, extra, "import", package).split()

    assert loaded == modules_of(package)


def test_a_hub_begins_and_publishes_without_qt(tmp_path: Path) -> None:
    procedure = ROOT / "tests" / "data" / "procedures" / "flange"
    told = ["--data", str(tmp_path / "hub"), "--language", "en"]

    assert "password" in alone(tmp_path, "hub", "run", "hub", "init", *told)
    assert alone(tmp_path, "hub", "run", "hub", "publish", str(procedure), *told)


def test_a_kiosk_works_a_run_without_django(tmp_path: Path) -> None:
    told = alone(tmp_path, "kiosk", "run", "kiosk", "simulate", "--executions", "1", "--seed", "1",
                 "--data", str(tmp_path / "kiosk"))  # fmt: skip

    assert len(told.splitlines()) > 20  # its events


@pytest.mark.parametrize(("extra", "package"), [("", "sop"), ("hub", "hub"), ("kiosk", "kiosk")])
def test_what_is_imported_late_is_brought_too(extra: str, package: str) -> None:
    """A function that imports when it is called fails only then, far from here."""
    missing = not_brought_by(extra)
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / package).rglob("*.py")
        for name in imports_of(ast.parse(file.read_text(encoding="utf-8")))
        if name.partition(".")[0] in missing
    ]
    assert wrong == []


def imports_of(node: ast.AST) -> Iterator[str]:
    """Wherever it stands; what only types need is left out."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (it.name for it in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield node.module or ""
    for child in ast.iter_child_nodes(node):
        yield from imports_of(child)


def test_what_is_not_brought_cannot_be_imported(tmp_path: Path) -> None:
    """The proof itself can fail."""
    for name in ("kiosk", "PySide6", "cv2"):
        with pytest.raises(AssertionError, match=f"No module named '{name}'"):
            alone(tmp_path, "hub", "run", name)


def alone(folder: Path, *arguments: str) -> str:
    """What the process printed."""
    environ = {
        **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        "SOP_HUB_FOLDER": str(folder / "hub"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.installing.alone", *arguments],
        cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout
