"""Puts a station in a line. The stations of one line show one another's calls for help.
指定工位所在产线：同一产线的工位互相显示呼叫。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.person import who
from hub.commands.releasing import language_of, telling

DONE = {"zh": "{station} 现属于产线“{line}”", "en": "{station} stands in line {line}"}
NONE = {"zh": "{station} 不再属于任何产线", "en": "{station} stands in no line"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "line",
        help="which line a station stands in 工位所在产线",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("station", metavar="STATION")
    parser.add_argument("line", metavar="LINE", help='"" for none 空串表示不属于产线')
    parser.add_argument("--by", metavar="WHO", default="", help="操作人")
    parser.add_argument("--why", metavar="TEXT", default="", help="原因")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.people.lines import put_in_line

    put_in_line(who(args), args.station, args.line, args.why)
    words = DONE if args.line else NONE
    print(words[language_of(args)].format(station=args.station, line=args.line))
    return 0
