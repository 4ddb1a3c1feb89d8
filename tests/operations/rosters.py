"""Rosters as a hub tells them, and clocks somebody can set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.operations.roster import accept_roster
from kiosk.operations.station import Station
from sop.signing import SigningKey
from sop.wire.documents import Member, Peer, Roster, Skill

DEVICE, OTHER = "d-1", "d-2"
KEY = SigningKey.make().public
AT = "2026-11-22T08:00:00+00:00"
WANG = Member(
    id="E1001", badge="B-1001", names={"zh": "王晓燕"}, skills={"torque": Skill(2, "2027-06-30")}
)
LI = Member(id="E1002", badge="B-1002", names={"zh": "李强"}, skills={"torque": Skill(2)})


def roster(count: int = 1, **changes: Any) -> Roster:
    told: dict[str, Any] = {
        "device": DEVICE,
        "count": count,
        "issued": AT,
        "people": [WANG, LI],
        "peers": [
            Peer(device=DEVICE, station="A01", key=KEY, line="L1"),
            Peer(device=OTHER, station="A02", key=KEY, line="L1"),
        ],
    }
    return Roster(**(told | changes))


def given(station: Station, count: int = 1, **changes: Any) -> bool:
    """The hub told it just now."""
    return accept_roster(station, roster(count, **changes), f"digest {count}", AT)


class TwoClocks:
    """The wall's, which anybody can set, and the machine's, which only goes on."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
        self.machine = timedelta(hours=1)
        self.boot = "boot-1"

    def now(self) -> datetime:
        return self.wall

    def monotonic_ns(self) -> int:
        return int(self.machine.total_seconds() * 1e9)

    def boot_id(self) -> str:
        return self.boot

    def pass_by(self, **time: float) -> None:
        self.wall += timedelta(**time)
        self.machine += timedelta(**time)

    def set(self, **time: float) -> None:
        """The wall clock alone, by so much."""
        self.wall += timedelta(**time)

    def boot_again(self) -> None:
        self.boot += "+"
        self.machine = timedelta(seconds=5)
