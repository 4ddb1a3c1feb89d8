"""Opens the kiosk full screen on the station's folder, which is made when it is not there yet.
在工位数据文件夹上全屏打开终端；文件夹不存在时自动创建。"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--windowed", action="store_true", default=False, help="in a window 在窗口中运行"
    )


def run(args: Namespace) -> int:
    from kiosk.commands.display import require_display

    require_display()
    from kiosk.app import run_station

    return run_station(args.data, partial(_tell, language=args.language), windowed=args.windowed)


def _tell(error: BaseException, language: str) -> None:
    """At the terminal too: whoever looks after stations from afar sees no screen."""
    from kiosk.commands.speaking import say

    say(error.text(language) if isinstance(error, KnownError) else repr(error))
