"""Takes in who works here from a FILE that `sop-hub person roster` wrote: for a station without a
network, or before its first contact. Only what the hub signed for this station is believed.
从 sop-hub person roster 导出的文件接收人员名单，用于没有网络的工位。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DONE = {
    "zh": "人员名单 {count} 已采用：{people} 人，有效 {hours} 小时（自 {issued} 起）",
    "en": "roster {count} is in force: {people}, for {hours} hours from {issued}",
}
KNOWN = {"zh": "人员名单 {count} 早已采用", "en": "roster {count} was in force already"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--trust", metavar="DIGEST", default="",
        help="the trust document to believe, for a station that was never enrolled "
        "从未接入过的工位：信任文件的摘要",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.commands.opening import opened
    from kiosk.sync.provisioning import provision
    from sop.messages.numbers import several

    with opened(args) as station:
        roster, is_news = provision(station, args.file.read_bytes(), args.trust)
    number = len(roster.people)
    people = str(number) if args.language == "zh" else several(number, "person", "people")
    print(
        (DONE if is_news else KNOWN)[args.language].format(
            count=roster.count, people=people, hours=roster.lasts_hours, issued=roster.issued
        )
    )
    return 0
