"""A bug: keep what is needed to find it, tell the person in one line, lose nothing."""

from __future__ import annotations

import os
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


def report_crash(args: Namespace, error: BaseException) -> Path | None:
    """Write the traceback into the data folder, or the temporary one when that cannot be used;
    None when neither can, and it was printed instead."""
    report = _report(error)
    for folder in (args.data / "crashes", Path(tempfile.gettempdir())):
        try:
            path = _put(folder, report)
        except OSError:
            continue
        say(SAID[args.language].format(path=path))
        return path
    say(report)
    return None


def _put(folder: Path, report: str) -> Path:
    """In a file of its own: several commands may fail in the same second."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    with path.open("x", encoding="utf-8") as file:
        file.write(report)
    return path


def _report(error: BaseException) -> str:
    told = [
        f"sop-kiosk {version()}",
        f"Python {sys.version} on {platform.platform()}",
        f"{datetime.now().astimezone().isoformat()}",
        f"command: {' '.join(sys.argv[1:2])}",
        "".join(traceback.format_exception(error)),
    ]
    return "\n".join(told)
