"""Prints every stored event, one line each, byte for byte as stored: the lines whose SHA-256
chain them together. Reads only; the station may be running.
按存储的原样逐行输出全部记录（参与校验链的正是这些字节）；只读，工位运行时也可以使用。"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.commands.numbers import at_least

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--jsonl", action="store_true", default=True, help="one JSON object a line 每行一条 JSON"
    )
    parser.add_argument(
        "--after",
        metavar="SEQ",
        type=at_least(0),
        default=0,
        help="only events after this number 只输出此序号之后的记录",
    )


def run(args: Namespace) -> int:
    from kiosk.record.archive import archive_of

    out = sys.stdout.buffer
    with archive_of(args.data) as archive:
        for body in archive.bodies(args.after):
            out.write(body + b"\n")
    out.flush()
    return 0
