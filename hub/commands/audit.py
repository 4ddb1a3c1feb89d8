"""The audit trail: every change at this hub, who made it, old and new, why, when and where.
审计追踪：谁在何时何处作了什么更改、原值与新值、原因。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import telling


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "audit",
        help="every change, who made it and why 审计追踪",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--who", metavar="WHO", help="操作人")
    parser.add_argument("--what", metavar="CHANGE", help="变更")
    parser.add_argument("--about", metavar="OF", help="对象")
    parser.add_argument("--since", metavar="DATE", help="自")
    parser.add_argument("--until", metavar="DATE", help="至")
    parser.add_argument("--csv", action="store_true", help="else one JSON object a line")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.people import trail

    found = trail.entries(trail.asked_in(vars(args))).iterator(chunk_size=1000)
    sys.stdout.buffer.writelines((trail.as_csv if args.csv else trail.as_json)(found))
    sys.stdout.flush()
    return 0
