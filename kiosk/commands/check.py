"""Reports every problem at once, each with file, line, what is wrong and what would be right.
Exit code 1 if there is any. PATH is a procedure folder, its sop.yaml, a .sop package,
or a folder of such.
一次列出全部问题：文件、行号、错在哪里、应当怎样。有问题时返回 1。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SOUND = {
    "zh": "{path}：合格 — {code} 版本 {revision}，{steps} 个工步，发布包 {digest}",
    "en": "{path}: sound — {code} revision {revision}, {steps}, release {digest}",
}
TALLY = {
    "zh": "{path}：{count} 个问题",
    "en": "{path}: {count}",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path,
        help="a procedure: folder, sop.yaml or .sop; or a folder of such "
        "作业指导书文件夹、sop.yaml、.sop，或其上级文件夹",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.commands.packages import packages_of

    sound = [_check(path, args.language) for path in packages_of(args.paths)]
    return 0 if all(sound) else 1


def _check(path: Path, language: str) -> bool:
    from kiosk.commands.packages import package_of, print_problems
    from kiosk.commands.speaking import counted
    from sop.language import ProcedureProblems, load_procedure

    try:
        loaded = load_procedure(package_of(path))
    except ProcedureProblems as found:
        print_problems(found.problems, path, language)
        count = counted(len(found.problems), "problem", language)
        print(TALLY[language].format(path=path, count=count))
        return False
    print_problems(loaded.warnings, path, language)
    procedure = loaded.procedure
    print(
        SOUND[language].format(
            path=path, code=procedure.code, revision=procedure.revision,
            steps=counted(len(procedure.steps()), "step", language), digest=loaded.digest[:12],
        )
    )  # fmt: skip
    return True
