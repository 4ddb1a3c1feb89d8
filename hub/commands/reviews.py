"""What needs a human eye, and the reviews that were signed. With --signed the reviews themselves,
one JSON object a line, after their chain was proved.
待审核内容；--signed 则输出已签署的审核（先校验签名链）。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import language_of, telling


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "reviews",
        help="what is to be reviewed, and reviews 审核",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--state", default="due", help="due, changed, reviewed, all 状态")
    parser.add_argument("--kind", default="", help="类别")
    parser.add_argument("--station", default="", help="工位")
    parser.add_argument("--signed", action="store_true", help="已签署的审核")
    parser.add_argument("--execution", metavar="EXECUTION", help="with --signed: of that run")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    return _signed(args) if args.signed else _due(args)


def _signed(args: Namespace) -> int:
    import msgspec

    from hub.reviewing.models import Review
    from hub.reviewing.signing import told, verify_reviews

    problems = verify_reviews()
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    found = Review.objects.order_by("pk")
    if args.execution:
        found = found.filter(subject=args.execution)
    for it in found:
        print(msgspec.json.encode(told(it)).decode())
    return 1 if problems else 0


def _due(args: Namespace) -> int:
    from hub.reviewing import listing
    from hub.reviewing.matters import KINDS

    place = 0 if language_of(args) == "zh" else 1
    for row in listing.shown(listing.cases(listing.filter_of(vars(args)))):
        case = row["case"]
        kinds = (KINDS.get(it.kind, (it.kind,) * 2)[place] for it in row["matters"])
        said = ", ".join(dict.fromkeys(kinds))
        print(case.at.isoformat(timespec="seconds"), case.station, case.code or "-", case.pk,
              case.state, said, sep="\t")  # fmt: skip
    return 0
