"""Reads every event and every object again: chains, heads, digests. Of the hub, or of a backup.
校验全部记录链与文件；也可校验备份。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import counted, language_of, telling

SOUND = {
    "zh": "已检查 {events} 条记录、{logs} 本账本：未发现问题",
    "en": "{events} of {logs} examined: nothing was altered",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "verify",
        help="prove that nothing was altered 校验",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("backup", metavar="BACKUP", nargs="?", type=Path)
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.backup import layout, verifying
    from hub.reviewing.signing import verify_reviews

    if args.backup is None:
        found = verifying.verify_live()
        found.problems += verifying.verify_objects()
        found.problems += verify_reviews()
    else:
        found = verifying.verify_backup(layout.newest_in(args.backup))
    for problem in found.problems:
        print(problem)
    if found.problems:
        return 1
    language = language_of(args)
    events = counted(found.events, "event", language)
    print(SOUND[language].format(events=events, logs=counted(len(found.heads), "log", language)))
    return 0
