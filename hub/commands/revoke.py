"""A station that must not talk to this hub any more: stolen, scrapped, or enrolled anew.
吊销工位终端：立即失效。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import counted, language_of, telling

NONE = {
    "zh": "没有名为 {station} 的工位终端，或它已被吊销",
    "en": "There is no device of {station}, or it is revoked already",
}
DONE = {"zh": "已吊销 {count} 台终端", "en": "{count} revoked"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "revoke",
        help="shut a station out 吊销工位终端",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("station", metavar="STATION")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.devices.enrolling import revoke

    count = revoke(args.station)
    language = language_of(args)
    if not count:
        print(NONE[language].format(station=args.station), file=sys.stderr)
        return 1
    print(DONE[language].format(count=counted(count, "device", language)))
    return 0
