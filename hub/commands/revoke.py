"""A station that must not talk to this hub any more: stolen, scrapped, or enrolled anew.
吊销工位终端：立即失效。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import counted, language_of, telling

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
    print(DONE[language].format(count=counted(count, "device", language)))
    return 0 if count else 1
