"""Makes the readable rows again from the bytes that came up. 根据原始记录重建查询数据。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import counted, language_of, telling

DONE = {"zh": "已根据 {count} 条记录重建", "en": "made again from {count}"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "rebuild",
        help="make the readable rows again 重建查询数据",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.records.projecting import rebuild

    language = language_of(args)
    print(DONE[language].format(count=counted(rebuild(), "event", language)))
    return 0
