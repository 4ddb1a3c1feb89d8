"""The station's clocks: the wall's, which may be wrong, and the machine's, which only goes on."""

import sys
import time
import uuid
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Protocol

_ZONE_IS_GOOD_FOR = 10.0  # seconds


class Clock(Protocol):
    """What an event needs to know of time. Order never comes from here, it comes from `seq`."""

    def now(self) -> datetime:
        """The wall clock, with its UTC offset."""
        ...

    def monotonic_ns(self) -> int:
        """Nanoseconds since some moment of this boot; never goes back while `boot_id` stays."""
        ...

    def boot_id(self) -> str:
        """Changes when the machine restarts: monotonic times compare only within one boot."""
        ...


class SystemClock:
    """The clocks of the machine this runs on."""

    def __init__(self) -> None:
        self._zone: tzinfo | None = None
        self._look_again = 0.0

    def now(self) -> datetime:
        """Its offset is looked up once in a while: asking costs more than the time itself."""
        if time.monotonic() >= self._look_again:
            self._zone = datetime.now().astimezone().tzinfo
            self._look_again = time.monotonic() + _ZONE_IS_GOOD_FOR
        return datetime.now(self._zone)

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def boot_id(self) -> str:
        return _boot_id()


if sys.platform == "win32":
    import winreg

    _BOOTS = (
        r"SYSTEM\CurrentControlSet\Control\Session Manager"
        r"\Memory Management\PrefetchParameters"
    )

    @cache
    def _boot_id() -> str:
        """Windows has no boot UUID, but counts its boots where every account may read it."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _BOOTS) as key:
                boots, _kind = winreg.QueryValueEx(key, "BootId")
        except OSError:
            return _unknown_boot_id()
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{uuid.getnode():012x}/{boots}"))

else:

    @cache
    def _boot_id() -> str:
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return _unknown_boot_id()


def _unknown_boot_id() -> str:
    """One per process: times of two processes then never compare, which is the safe side."""
    return str(uuid.uuid4())
