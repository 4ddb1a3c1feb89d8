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
    "en": "Note: {count} no longer on this station's disk, and missing from the record.",
}

WHICH = {
    "zh": "没有导出：请写明 EXECUTION，即上面某份作业记录的编号。",
    "en": "Nothing was exported: name the EXECUTION, one of the ids above.",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "execution", metavar="EXECUTION", nargs="?", help="default: list them 缺省时列出全部作业"
    )
    parser.add_argument(
        "--list", action="store_true", default=False, help="list the runs 列出全部作业"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by FILE's ending 缺省时按文件扩展名，否则 json"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="default: print it 缺省时输出到屏幕"
    )


def run(args: Namespace) -> int:
    from kiosk.commands.speaking import say
    from kiosk.record.archive import archive_of

    with archive_of(args.data) as archive:
        if args.execution and not args.list:
            return _export(archive, args)
        _list(archive, args.language)
    if args.list or not (args.output or args.format):
        return 0
    say(WHICH[args.language])
    return 2


def _list(archive: Archive, language: str) -> None:
    from kiosk.record.listing import lines_of

    for line in lines_of(archive.events.runs(limit=10_000), language):
        print(line)


def _export(archive: Archive, args: Namespace) -> int:
    from datetime import datetime

    from kiosk.commands.speaking import counted, say
    from kiosk.record.files import format_of, rendered
    from kiosk.record.gathering import find_execution, gather
    from kiosk.record.verifying import missing_photos

    execution = find_execution(archive, args.execution)
    record = gather(archive, execution, datetime.now().astimezone())
    _write(rendered(record, args.format or format_of(args.output)), args.output)
    if missing := missing_photos(record):
        count = counted(len(missing), "photograph", args.language)
        say(WITHOUT[args.language].format(count=count))
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
