"""Procedures as they are named on the command line, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sop.language import Problem


def package_of(path: Path) -> Path:
    """The folder or .sop file that is meant; the sheet stands for its folder."""
    return path.parent if path.name == "sop.yaml" else path


def packages_of(paths: Iterable[Path]) -> list[Path]:
    """As given; a folder of procedures, such as a USB stick, stands for all that are in it."""
    return [package for path in paths for package in _in_folder(path) or [path]]


def _in_folder(folder: Path) -> list[Path]:
    """At its top, by code, or by code and revision; none when it is a procedure itself."""
    if not folder.is_dir() or (folder / "sop.yaml").exists():
        return []
    sheets = [*folder.glob("*/sop.yaml"), *folder.glob("*/*/sop.yaml")]
    zipped = [*folder.glob("*.sop"), *folder.glob("*/*.sop")]
    return sorted([*(sheet.parent for sheet in sheets), *zipped])


def print_problems(problems: Iterable[Problem], path: Path, language: str) -> None:
    """One a line, under the path that was given, so that an editor can follow it."""
    package = package_of(path)
    for problem in problems:
        of_package_itself = problem.file == package.name and not package.is_dir()
        print((package.parent if of_package_itself else package) / problem.located(language))
