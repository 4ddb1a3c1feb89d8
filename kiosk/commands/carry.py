"""The exchange with the hub by a USB stick, for a station without a network. Takes in what the
hub left on it for this station, then puts on it what the hub has not acknowledged. Then take it
to the hub, run `sop-hub accept STICK`, and bring it back.
用 U 盘与中心服务器交换：先接收服务器留下的内容，再写入尚未确认的记录和照片。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DONE = {
    "zh": "已写入 {events} 条记录、{photographs} 张照片；服务器已确认到第 {have} 条",
    "en": "{events} and {photographs} are on the stick; the hub has confirmed "
    "everything up to event {have}",
}
RECEIVED = {"zh": "已接收服务器的回执和发布内容", "en": "the hub's receipt and releases are in"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("stick", metavar="STICK", type=Path, help="a folder on it U 盘上的文件夹")


def run(args: Namespace) -> int:
    from kiosk.commands.opening import opened
    from kiosk.commands.speaking import counted
    from kiosk.sync.carrying import exchange

    with opened(args) as station:
        done = exchange(station, args.stick)
    if done.received:
        print(RECEIVED[args.language])
    events = counted(done.events, "event", args.language)
    photographs = counted(done.photographs, "photograph", args.language)
    print(DONE[args.language].format(events=events, photographs=photographs, have=done.have))
    return 0
