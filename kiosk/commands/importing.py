"""A Markdown work instruction with its pictures becomes a procedure folder: parts and tools,
steps by heading or number, pictures. What could not be placed is listed; nothing is dropped.
带图片的 Markdown 作业文件转为作业指导书文件夹;放不进去的内容逐条列出,不会悄悄丢弃。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)


def run(args: Namespace) -> int:
    from kiosk.importing import import_document

    report = import_document(args.document, args.out)
    print(report.text(args.language))
    return 0
