"""A copy of the database, the keys and every object, read back before it counts. Stations may
then let go of what it holds. FOLDER may be the same each time: objects are kept there once.
备份数据库、密钥和全部文件，并回读校验。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import language_of, telling

DONE = {"zh": "备份完成并已校验：{path}", "en": "backed up and read back: {path}"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "backup",
        help="copy everything, and prove the copy 备份",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.backup.making import make

    print(DONE[language_of(args)].format(path=make(args.folder)))
    return 0
