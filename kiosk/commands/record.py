"""Exports one run as a self-contained record, in both languages, with photographs, times and
signatures. All three formats carry the exact stored events and can be verified offline.
EXECUTION is its id, the beginning of it, or the serial number of the unit. Reads only.
导出一份完整的作业记录（中英双语，含照片、时间、签名）；三种格式都可以脱机验证。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kiosk.record.archive import Archive
    from kiosk.record.model import Record

FORMATS = ("json", "html", "pdf")
WRITTEN = {
    "zh": "已导出 {path}。指纹 {fingerprint}",
    "en": "{path} written. Fingerprint {fingerprint}",
}
WITHOUT = {
    "zh": "注意：{count} 张照片已不在本工位的磁盘上，记录中没有。",
    "en": "Note: {count} photograph(s) are not on this station's disk any more and are missing.",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("execution", metavar="EXECUTION", nargs="?")
    parser.add_argument(
        "--list", action="store_true", default=False, help="list the runs 列出全部作业"
    )
    parser.add_argument("--format", choices=FORMATS, help="else by FILE's ending, else json")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="default: print it")


def run(args: Namespace) -> int:
    from kiosk.record.archive import archive_of

    with archive_of(args.data) as archive:
        if args.list or not args.execution:
            return _list(archive, args.language)
        return _export(archive, args)


def _list(archive: Archive, language: str) -> int:
    for run in archive.events.runs(limit=10_000):
        title = run.title.get(language) or next(iter(run.title.values()), "")
        print(
            f"{run.execution}  {run.started_at:%Y-%m-%d %H:%M}  {run.status:<9}  "
            f"{run.code} {run.revision}  {run.unit or '-'}  {title}"
        )
    return 0


def _export(archive: Archive, args: Namespace) -> int:
    from datetime import datetime

    from kiosk.commands.speaking import say
    from kiosk.record.files import format_of, rendered
    from kiosk.record.gathering import find_execution, gather
    from kiosk.record.verifying import missing_photos

    execution = find_execution(archive, args.execution)
    record = gather(archive, execution, datetime.now().astimezone())
    _write(rendered(record, args.format or format_of(args.output)), args.output)
    if missing := missing_photos(record):
        say(WITHOUT[args.language].format(count=len(missing)))
    _tell(record, args)
    return 0


def _write(content: bytes, output: Path | None) -> None:
    from kiosk.commands.writing import print_bytes, write_file

    if output is None:
        print_bytes(content)
    else:
        write_file(output, content)


def _tell(record: Record, args: Namespace) -> None:
    from kiosk.commands.speaking import say

    if args.output is not None:
        say(WRITTEN[args.language].format(path=args.output, fingerprint=record.fingerprint))
