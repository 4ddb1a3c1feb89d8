"""Goes back to a backup: stop the hub first. BACKUP is one of them, or the folder of all, of
which the newest is taken. Stations then send again whatever came after it.
恢复到备份（先停止服务）：之后的记录由各工位自动重新上传。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import counted, language_of, telling

if TYPE_CHECKING:
    from hub.backup.layout import Report

DONE = {
    "zh": "已恢复到 {at} 的备份；{lost} 张照片将由工位重新上传",
    "en": "back to the state of {at}; {lost} to be sent again",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "restore",
        help="go back to a backup 恢复备份",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("backup", metavar="BACKUP", type=Path)
    parser.add_argument("--force", action="store_true", help="over the hub that is there 覆盖")
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Files first: the settings are read from what they say."""
    from hub.backup.layout import BackupTrouble, newest_in
    from hub.backup.restoring import place_files

    try:
        args.backup = newest_in(args.backup)
        report = place_files(args.backup, args.force)
    except BackupTrouble as trouble:
        print(trouble.zh if language_of(args) == "zh" else trouble.en, file=sys.stderr)
        return 1
    args.report = report
    return _restore(args)


@telling
def _restore(args: Namespace) -> int:
    from hub.backup.restoring import restore

    report: Report = args.report
    language = language_of(args)
    lost = counted(restore(args.backup, report, args.force), "photograph", language)
    print(DONE[language].format(at=report.at, lost=lost))
    return 0
