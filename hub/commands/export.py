"""Every event as the station stored it, one a line, log by log: what `sop-kiosk verify` reads.
With --execution only those of one run. 按原样导出记录。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import telling

if TYPE_CHECKING:
    from collections.abc import Iterator


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "export",
        help="print stored events as stored 按原样导出记录",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--log", metavar="LOG", help="else all of them")
    parser.add_argument("--execution", metavar="EXECUTION")
    parser.add_argument("-o", "--output", metavar="FILE", help="else standard output")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from pathlib import Path

    lines = _lines(args.log, args.execution)
    if args.output:
        with Path(args.output).open("wb") as file:
            file.writelines(lines)
    else:
        sys.stdout.buffer.writelines(lines)
    return 0


def _lines(log: str | None, execution: str | None) -> Iterator[bytes]:
    from hub.ingest.models import Event, Log
    from sop.journal import decode

    logs = Log.objects.filter(pk=log) if log else Log.objects.order_by("began_at")
    for name in logs.values_list("pk", flat=True):
        rows = Event.objects.filter(log_id=name).order_by("seq").values_list("body", flat=True)
        for body in map(bytes, rows.iterator(chunk_size=1000)):
            if execution is None or decode(body).execution == execution:
                yield body + b"\n"
