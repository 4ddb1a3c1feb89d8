"""A bug: keep what is needed to find it, tell the person in one line, lose nothing."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.speaking import say
from kiosk.version import version

if TYPE_CHECKING:
    from argparse import Namespace

SAID = {
    "zh": "程序出错了。已确认的记录没有丢失。报告已存到 {path}，请把它交给技术支持。",
    "en": "The program failed. Nothing that was confirmed is lost. "
    "The report is in {path}; please give it to support.",
}


def report_crash(args: Namespace, error: BaseException) -> Path:
    """Write the traceback into the data folder, or the temporary one when that cannot be used."""
    name = f"crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in (args.data / "crashes", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(_report(error), encoding="utf-8")
        except OSError:
            continue
        say(SAID[args.language].format(path=folder / name))
        return Path(folder / name)
    say(_report(error))
    return Path(name)


def _report(error: BaseException) -> str:
    told = [
        f"sop-kiosk {version()}",
        f"Python {sys.version} on {platform.platform()}",
        f"{datetime.now().astimezone().isoformat()}",
        f"command: {' '.join(sys.argv[1:2])}",
        "".join(traceback.format_exception(error)),
    ]
    return "\n".join(told)
