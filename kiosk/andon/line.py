"""What the other stations of the line said, and what each of them has heard. No socket in here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from kiosk.operations.andon import HeardCall, Neighbour
from sop.wire.andon import Call, Calls, Coming, Heard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.operations.andon import WaitingAnswer
    from sop.wire.andon import Said

SOON_S, LATEST_S = 0.4, 3.0
"""Between two times of saying what was not acknowledged, longer each time."""
BEAT_S = 4.0
"""All is said again so often: so everybody knows who is there."""
SILENT_S = 13.0
_SEVERITY = {"critical": 0, "major": 1, "minor": 2}


class Other(Struct):
    """Another station, as far as it was heard. `heard_s` is when it last said anything, on the
    clock of whoever tells it to `Line`; `acked` what of ours it has, as (its session, number)."""

    device: str
    station: str
    session: str = ""
    number: int = 0
    calls: tuple[Call, ...] = ()
    at_ns: int = 0
    heard_s: float | None = None
    since_s: float = 0.0
    acked: tuple[str, int] = ("", -1)
    said_s: float | None = None
    pause_s: float = SOON_S

    def is_heard(self, now_s: float) -> bool:
        return self.heard_s is not None and now_s - self.heard_s < SILENT_S


class Line:
    """`session` is ours. All times in seconds of one monotonic clock."""

    def __init__(self, station: str) -> None:
        self.session = uuid4().hex
        self.station = station
        self.own: tuple[Call, ...] = ()
        self.number = 0
        self.others: dict[str, Other] = {}
        self.answers: list[WaitingAnswer] = []
        self.refused: dict[str, dict[str, str]] = {}

    def consists_of(self, stations: dict[str, str], now_s: float) -> None:
        """Devices and what their stations are called; whoever is no more among them is forgotten,
        with all they called."""
        self.others = {
            device: self.others.get(device, Other(device, name, since_s=now_s))
            for device, name in stations.items()
        }
        for device, name in stations.items():
            self.others[device].station = name

    def call(self, own: tuple[Call, ...]) -> None:
        """These are our open calls from now on."""
        self.own, self.number = own, self.number + 1
        for other in self.others.values():
            other.said_s, other.pause_s = None, SOON_S

    # --- hearing ---

    def heard(self, device: str, said: Said, now_s: float, now_ns: int) -> None:
        """Something was said by that device: twice or late, it changes nothing."""
        other = self.others.get(device)
        if other is None:
            return
        other.heard_s = now_s
        anew = said.session != other.session
        if anew:  # it remembers nothing
            other.session, other.number = said.session, -1
        if isinstance(said, Calls) and said.number > other.number:
            other.number, other.calls, other.at_ns = said.number, said.calls, now_ns
        elif isinstance(said, Heard) and said.of == self.session:
            before = other.acked[1] if other.acked[0] == said.session else -1
            other.acked = (said.session, max(before, said.number))
        if anew and not self.all_heard(device):
            self.hurry(device)

    def all_heard(self, device: str) -> bool:
        """Whether that station has all we call."""
        other = self.others[device]
        return other.acked == (other.session, self.number)

    # --- saying ---

    def due(self, now_s: float) -> list[tuple[str, Said]]:
        """What is to be said now, and to whom. Asked a moment later it is due no more."""
        found: list[tuple[str, Said]] = []
        for device, other in self.others.items():
            pause = BEAT_S if self._is_settled(device) else other.pause_s
            if other.said_s is None or now_s - other.said_s >= pause:
                found += [(device, said) for said in self._sayings(device)]
                other.pause_s = min(other.pause_s * 1.5, LATEST_S)
                other.said_s = now_s
        return found

    def hurry(self, device: str) -> None:
        """There is something new for that station, or a new way to it: it is said at once."""
        if device in self.others:
            self.others[device].said_s, self.others[device].pause_s = None, SOON_S

    def _is_settled(self, device: str) -> bool:
        return self.all_heard(device) and all(one.device != device for one in self.answers)

    def _sayings(self, device: str) -> Iterable[Said]:
        yield Calls(session=self.session, station=self.station, number=self.number, calls=self.own)
        for one in self.answers:
            if one.device == device:
                yield Coming(
                    session=self.session,
                    exception=one.exception,
                    person=one.person,
                    station=self.station,
                )

    def to_dial(self, now_s: float, patience_s: float) -> list[str]:
        """Those not heard for so long, since the last time this was asked of them."""
        found = []
        for device, other in self.others.items():
            if now_s - max(other.heard_s or 0.0, other.since_s) >= patience_s:
                other.since_s = now_s
                found.append(device)
        return found

    # --- showing ---

    def neighbours(self, now_s: float) -> tuple[Neighbour, ...]:
        others = sorted(self.others.values(), key=lambda other: other.station)
        return tuple(Neighbour(other.station, other.is_heard(now_s)) for other in others)

    def calls(self, now_s: float) -> list[HeardCall]:
        """Of the others, in no order."""
        return [
            self._heard_call(other, call, now_s)
            for other in self.others.values()
            for call in other.calls
        ]

    def _heard_call(self, other: Other, call: Call, now_s: float) -> HeardCall:
        coming = [one for one in self.answers if one.exception == call.exception]
        known = {taken.person for taken in call.taken}
        return HeardCall(
            station=other.station,
            device=other.device,
            call=call,
            own=False,
            at_ns=other.at_ns,
            silent=not other.is_heard(now_s),
            coming=tuple(one.name for one in coming if one.person not in known),
            refused=self.refused.get(call.exception, {}),
        )


def in_order(calls: Iterable[HeardCall], now_ns: int) -> tuple[HeardCall, ...]:
    """The gravest first, of these the oldest."""

    def weight(heard: HeardCall) -> tuple[int, float, str]:
        return _SEVERITY[heard.call.severity], -heard.open_s(now_ns), heard.id

    return tuple(sorted(calls, key=weight))
