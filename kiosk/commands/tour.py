"""Drives the real screens through a whole shift with demo content, in Chinese and English, and
saves a PNG of each. Works without a display. Touches no station's data.
用演示内容把真实画面走一整班，中英文各存一套图片；不需要显示器。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", required=True, type=Path,
        help="where the pictures go 图片存放文件夹",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.tour.shift import run_tour

    return run_tour(args.output)
