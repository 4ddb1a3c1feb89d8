"""Installs demo people, work orders and procedures, then opens the kiosk on them. The demo has
a folder of its own unless --data says otherwise. With no display it runs the tour instead.
演示数据放在单独的文件夹；没有显示器时改为保存全部画面。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NO_DISPLAY = {
    "zh": "没有可用的显示器，改为走一遍全部画面并保存图片到 {folder}。",
    "en": "There is no display here: running the tour instead, its pictures go to {folder}.",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--windowed", action="store_true", default=False, help="in a window 在窗口中运行"
    )
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", default="build/tour", type=Path,
        help="where the tour's pictures go without a display 无显示器时图片存放处",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.commands.display import has_display
    from kiosk.commands.speaking import say

    if not has_display():
        from kiosk.commands import tour

        say(NO_DISPLAY[args.language].format(folder=args.output))
        return tour.run(args)
    from kiosk.app import run_demo

    return run_demo(demo_folder(args.data), windowed=args.windowed)


def demo_folder(data: Path) -> Path:
    """Another one than the station's: a visitor's taps must never end up in its journal."""
    from kiosk.commands.arguments import default_data

    return data.with_name("sop-kiosk-demo") if data == default_data() else data
