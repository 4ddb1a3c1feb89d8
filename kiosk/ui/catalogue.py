"""Keeps the catalogue of translations complete. A developer's tool; the kiosk never loads it."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copyfile
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "kiosk_zh_CN.ts"
#: lupdate leaves these attributes on a message that is not a finished translation.
_UNFINISHED, _GONE = "unfinished", ("vanished", "obsolete")


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when complete; otherwise 1 and every gap on its own line."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.i18n", description=__doc__)
    doing = parser.add_mutually_exclusive_group(required=True)
    doing.add_argument("--update", action="store_true", help="take up new words and compile")
    doing.add_argument("--check", action="store_true", help="exit 1 when anything is missing")
    if parser.parse_args(arguments).update:
        update(CATALOGUE)
        problems = unfinished(CATALOGUE)
    else:
        problems = check()
    print("\n".join(problems) or "translations: complete")
    return 1 if problems else 0


def update(catalogue: Path) -> None:
    """Take up the words now in the sources, forget those gone, compile."""
    sources = sorted(str(path) for path in (ROOT / "kiosk").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-disable-heuristic", "similartext"]
    _run("lupdate", *sources, "-ts", str(catalogue), *options)
    compile_catalogue(catalogue, catalogue.with_suffix(".qm"))


def compile_catalogue(catalogue: Path, target: Path) -> None:
    _run("lrelease", str(catalogue), "-qm", str(target))


def check() -> list[str]:
    """What is missing: words without Chinese, words not taken up, a stale compiled file."""
    problems = [*computed_words(ROOT / "kiosk"), *unfinished(CATALOGUE)]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CATALOGUE.name
        copyfile(CATALOGUE, fresh)
        update(fresh)
        missing = sorted(messages(fresh).keys() - messages(CATALOGUE).keys())
        stale = sorted(messages(CATALOGUE).keys() - messages(fresh).keys())
        problems += [f"not in the catalogue: {context}: {words}" for context, words in missing]
        problems += [f"no longer in the sources: {context}: {words}" for context, words in stale]
        compiled = CATALOGUE.with_suffix(".qm")
        if not problems and fresh.with_suffix(".qm").read_bytes() != compiled.read_bytes():
            problems.append(f"{compiled.name} is older than {CATALOGUE.name}: run --update")
    return problems


def messages(catalogue: Path) -> dict[tuple[str, str], ElementTree.Element]:
    """The translation of every (context, English words)."""
    found = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            translation = message.find("translation")
            if translation is not None and translation.get("type") not in _GONE:
                found[key] = translation
    return found


def unfinished(catalogue: Path) -> list[str]:
    """Words that have no Chinese yet, one line each."""
    return [
        f"no Chinese: {context}: {words}"
        for (context, words), translation in messages(catalogue).items()
        if translation.get("type") == _UNFINISHED or not "".join(translation.itertext()).strip()
    ]


def computed_words(folder: Path) -> list[str]:
    """Calls of `tr` that no catalogue can ever match: their words are put together on the run."""
    problems = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _words_of(node) is False:
                where = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
                problems.append(f"{where}: tr() takes the words themselves; use .format() after it")
    return problems


def _words_of(call: ast.Call) -> bool | None:
    """False when the call is a `tr` or `translate` whose words are not plain text."""
    position = {"tr": 0, "translate": 1}.get(getattr(call.func, "attr", ""))
    if position is None or len(call.args) <= position:
        return None
    if position and getattr(getattr(call.func, "value", None), "id", "") != "QCoreApplication":
        return None
    return isinstance(call.args[position], ast.Constant)


def _run(tool: str, *arguments: str) -> None:
    """One of Qt's own tools, as the PySide6 wheel brings it."""
    code = f"from PySide6.scripts.pyside_tool import {tool}; {tool}()"
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
