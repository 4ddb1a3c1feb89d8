"""Puts a published release in force: an earlier revision again, a staged one for more stations, a
halted one on. Stations see it as a higher count.
指定现行版本：退回旧版本、扩大分批下发范围、恢复已暂停的下发。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import describe, language_of, telling


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "assign",
        help="put a published release in force 指定现行版本",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("revision", metavar="REVISION")
    parser.add_argument("--station", metavar="S", default="", help="only there 只用于该工位")
    parser.add_argument("--percent", metavar="N", type=int, default=100)
    parser.add_argument("--effective", metavar="DATE", default="")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.releases.deciding import assign
    from hub.releases.publishing import find

    release = find(args.code, args.revision)
    assign(release, args.station, args.percent, args.effective)
    print(describe(release, language_of(args), args.effective))
    return 0
