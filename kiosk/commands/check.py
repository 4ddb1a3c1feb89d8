"""Reports every problem at once, each with file, line, what is wrong and what would be right.
Exit code 1 if there is any. PATH is a procedure folder, its sop.yaml, or a .sop package.
一次列出全部问题：文件、行号、错在哪里、应当怎样。有问题时返回 1。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sop.language import Problem

SOUND = {
    "zh": "{path}: 合格 — {code} 版本 {revision},{steps} 个工步，发布包 {digest}",
    "en": "{path}: sound — {code} revision {revision}, {steps} steps, release {digest}",
}
TALLY = {
    "zh": "{path}: {count} 个问题",
    "en": "{path}: {count} problem(s)",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)


def run(args: Namespace) -> int:
    sound = [_check(path, args.language) for path in args.paths]
    return 0 if all(sound) else 1


def _check(path: Path, language: str) -> bool:
    from sop.language import ProcedureProblems, load_procedure

    try:
        loaded = load_procedure(path.parent if path.name == "sop.yaml" else path)
    except ProcedureProblems as found:
        _list(found.problems, path, language)
        print(TALLY[language].format(path=path, count=len(found.problems)))
        return False
    _list(loaded.warnings, path, language)
    procedure = loaded.procedure
    print(
        SOUND[language].format(
            path=path, code=procedure.code, revision=procedure.revision,
            steps=len(procedure.steps()), digest=loaded.digest[:12],
        )
    )  # fmt: skip
    return True


def _list(problems: list[Problem], path: Path, language: str) -> None:
    """Under the path that was given, so that an editor can follow it."""
    folder = path.parent if path.name == "sop.yaml" else path
    for problem in problems:
        print(folder / problem.located(language))
