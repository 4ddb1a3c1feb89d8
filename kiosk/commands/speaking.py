"""Talking to the person at the terminal: in which language, and so that Windows can show it."""

from __future__ import annotations

import contextlib
import json
import locale
import os
import sys
from typing import TYPE_CHECKING, TextIO

from sop.messages.numbers import several

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from kiosk.operations.station import Station


def speak_utf8() -> None:
    """Windows consoles default to a code page that has no Chinese, or no ✓."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def language_of(args: Namespace) -> str:
    """`zh` or `en`: what was asked for, else the station's setting, else this system's."""
    return str(args.language or _of_station(args.data) or language_of_system())


def say(text: str, file: TextIO | None = None) -> None:
    """To a person, on standard error: standard output is for what other programs read."""
    print(text, file=file or sys.stderr, flush=True)


def counted(number: int, what: str, language: str) -> str:
    """`3 steps`, `1 step`; in Chinese the number alone, for its sentence has the measure word."""
    if language.startswith("zh"):
        return str(number)
    return several(number, what)


def tell_notices(station: Station, language: str) -> None:
    """What opening the station found that somebody should hear of."""
    for notice in station.store.notices:
        say(notice.text(language))


def _of_station(data: Path) -> str | None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        found = json.loads((data / "preferences.json").read_text(encoding="utf-8")).get("language")
        return found if found in ("zh", "en") else None
    return None


def language_of_system() -> str:
    named = next(
        (os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), ""
    )
    if not named and sys.platform == "win32":
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
