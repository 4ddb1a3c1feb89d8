"""Errors of ours while the station runs: each is written down once, and the work goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from kiosk.version import version

log = logging.getLogger(__name__)

_KEPT = 50


class CrashLog:
    """Reports in `folder`. The same error at the same place is written once per start: one in a
    repaint would otherwise fill the disk within the hour."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def write(self, error: BaseException) -> Path | None:
        """The report's file; None when this error is already in one, or nothing can be written."""
        where = traceback.extract_tb(error.__traceback__)
        key = f"{type(error).__name__} {where[-1] if where else ''}"
        if key in self._seen or len(self._seen) >= _KEPT:
            return None
        self._seen.add(key)
        log.critical("unexpected error", exc_info=error)
        try:
            return self._put(error)
        except OSError:
            return None

    def _put(self, error: BaseException) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(self._folder.glob("crash-*.txt"))[: -_KEPT + 1]:
            old.unlink(missing_ok=True)
        now = datetime.now().astimezone()
        file = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        told = [
            f"sop-kiosk {version()}",
            f"Python {sys.version} on {platform.platform()}",
            now.isoformat(),
            "".join(traceback.format_exception(error)),
        ]
        file.write_text("\n".join(told), encoding="utf-8")
        return file
