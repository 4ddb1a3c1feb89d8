"""How long ago the roster was last known to be the newest, by clocks that cannot be turned back.

What has passed is added up: within one boot by whichever of the wall's and the machine's clock
went further (the machine's stands still while it sleeps), across boots by the wall's. A wall clock
set back adds nothing and takes nothing away; one set forward lets the roster end too early, which
the next contact mends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from kiosk.operations.station import Station

AGE = "roster_age"
LASTS = "roster_lasts_hours"
_HOUR_MS = 3_600_000
_WRITTEN_EVERY_MS = 60_000


class RosterExpired(KnownError):
    """Nobody can be identified until the hub, a stick or a file confirms who works here."""

    def __init__(self, hours: int) -> None:
        super().__init__(
            "roster_expired",
            "人员名单已超过 {hours} 小时未经确认，暂不能识别工牌。请连接中心服务器，或用 U 盘更新名单；"
            "正在执行的作业可以做完。",
            "The list of people was not confirmed for {hours} hours: badges are not accepted. "
            "Connect to the hub, or bring a new list on a stick; a run under way may be finished.",
            hours=hours,
        )


class Age(Struct, frozen=True):
    """`used_ms` had passed since the confirmation when the clocks stood as told here.
    `confirmed_at` is the hub's own time of it (ISO 8601, UTC); empty for a file."""

    confirmed_at: str
    used_ms: int
    wall_ms: int
    machine_ms: int
    boot: str


def lasts(station: Station, hours: int) -> None:
    """From now on people are known for so long after a confirmation."""
    station.store.settings.put(LASTS, hours)


def confirm(station: Station, at: str, used_ms: int = 0) -> None:
    """It was the newest `used_ms` ago, by the hub's word of `at`."""
    _keep(station, _look(station, at, max(0, used_ms)))


def confirmed_at(station: Station) -> str:
    """The hub's time of the last confirmation; empty if never."""
    known = _age(station)
    return "" if known is None else known.confirmed_at


def age_ms(station: Station) -> int:
    """What has passed since the last confirmation, remembered from time to time."""
    known = _age(station)
    if known is None:
        return 0
    now = _look(station, known.confirmed_at, 0)
    passed = now.wall_ms - known.wall_ms
    if now.boot == known.boot:
        passed = max(passed, now.machine_ms - known.machine_ms)
    used = known.used_ms + max(0, passed)
    is_set_back = now.wall_ms < known.wall_ms
    if used - known.used_ms >= _WRITTEN_EVERY_MS or now.boot != known.boot or is_set_back:
        _keep(station, msgspec.structs.replace(now, used_ms=used))
    return used


def is_expired(station: Station) -> bool:
    """Never for a station whose people were put in by hand."""
    hours = station.store.settings.get(LASTS)
    return hours is not None and age_ms(station) > hours * _HOUR_MS


def require_confirmed(station: Station) -> None:
    """Raises `RosterExpired`."""
    if is_expired(station):
        raise RosterExpired(int(station.store.settings.get(LASTS)))


def _look(station: Station, confirmed: str, used_ms: int) -> Age:
    clock = station.clock
    machine = clock.monotonic_ns() // 1_000_000
    return Age(confirmed, used_ms, station.now_ms(), machine, clock.boot_id())


def _age(station: Station) -> Age | None:
    told = station.store.settings.get(AGE)
    return None if told is None else msgspec.convert(told, Age)


def _keep(station: Station, age: Age) -> None:
    station.store.settings.put(AGE, msgspec.to_builtins(age))
