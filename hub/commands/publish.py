"""Checks a procedure package, stores it, signs it and assigns it to the stations it applies to.
With too few signatures it waits for `sop-hub approve`. PATH is a procedure folder or a .sop
package. 校验、入库、签名并下发；签名不足时等待审批。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import describe, keys_in, language_of, telling

if TYPE_CHECKING:
    from sop.language import Loaded, Problem


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "publish",
        help="sign and release a procedure package 签名并发布作业指导书",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", type=Path)
    parser.add_argument(
        "--key", metavar="FILE", type=Path, action="append",
        help="a release key; without one those of this hub 发布密钥，默认用本机的",
    )  # fmt: skip
    parser.add_argument(
        "--running", choices=("finish", "restart"), default="finish",
        help="what executions under an earlier revision do 正在执行的旧版本如何处理",
    )  # fmt: skip
    parser.add_argument("--effective", metavar="DATE", default="", help="later 推迟生效")
    parser.add_argument(
        "--percent", metavar="N", type=int, default=100,
        help="of the stations at first 先下发给百分之几的工位",
    )  # fmt: skip
    parser.add_argument("--min-kiosk", metavar="VERSION", default="0.1.0")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.releases.publishing import Terms, publish

    language = language_of(args)
    loaded = _checked(args.path, language)
    if loaded is None:
        return 1
    terms = Terms(
        running=args.running,
        effective=args.effective,
        percent=args.percent,
        min_kiosk=args.min_kiosk,
    )
    print(describe(publish(loaded, terms, keys_in(args.key)), language))
    return 0


def _checked(path: Path, language: str) -> Loaded | None:
    """Every problem is told, with file and line, as `sop-kiosk check` does."""
    from sop.language import ProcedureProblems, load_procedure

    folder = path.parent if path.name == "sop.yaml" else path
    try:
        loaded = load_procedure(folder)
    except ProcedureProblems as found:
        _list(found.problems, folder, language)
        return None
    _list(loaded.warnings, folder, language)
    return loaded


def _list(problems: list[Problem], folder: Path, language: str) -> None:
    """Under the path that was given, so that an editor can follow it."""
    for problem in problems:
        of_package_itself = problem.file == folder.name and not folder.is_dir()
        print((folder.parent if of_package_itself else folder) / problem.located(language))
