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


def print_problems(problems: Iterable[Problem], path: Path, language: str) -> None:
    """One a line, under the path that was given, so that an editor can follow it."""
    package = package_of(path)
    for problem in problems:
        of_package_itself = problem.file == package.name and not package.is_dir()
        print((package.parent if of_package_itself else package) / problem.located(language))
