"""The chapters in which the station stands in a line: a newcomer's first PIN, one that is locked,
and a call of another station, answered here."""

from __future__ import annotations

import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kiosk.operations.demo import demo_content
from kiosk.operations.exceptions import raise_exception
from kiosk.operations.pins.counting import MOST
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.tour.content import CHEN_JING, LI_NA, WANG_LEI
from kiosk.tour.standing_in import tell_roster
from kiosk.ui.pins.alarm import LockedSheet
from kiosk.ui.pins.sheet import PinSheet
from kiosk.ui.widgets.buttons import Button
from sop.signing import SigningKey
from sop.wire.documents import Member, Peer, Skill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.tour.crew import Crew

HERE, THERE, LINE = "A-07", "A-08", "L1"
NEWCOMER = "BADGE-104"
CODE, PIN, OBVIOUS, WRONG = "4821907356", "570983", "570318", "905172"


def a_first_pin(crew: Crew) -> None:
    """Somebody new wears a badge, has a code from personnel, and a team lead stands by."""
    crew.hands.until(lambda: crew.app.desk.is_open, "the station to open")
    station = crew.app.desk.station
    station.submit(tell_roster, _members(), [_peer(HERE), _peer(THERE)]).result()
    _come_in(crew, NEWCOMER)
    sheet = _pin_sheet(crew)
    crew.photo.take("pin-code")
    sheet._code.field.setText(CODE)
    _next(crew, sheet, "witness")
    crew.photo.take("pin-witness")
    crew.anybody().hold_up(CHEN_JING)
    crew.hands.until(lambda: sheet.page == "witness_pin", "the witness's badge")
    _type(crew, sheet, crew.people[CHEN_JING].pin)
    _next(crew, sheet, "new")
    _type(crew, sheet, OBVIOUS)
    crew.hands.tap(sheet._go)
    crew.hands.until(lambda: sheet._problem.isVisible(), "the obvious PIN to be refused")
    crew.photo.take("pin-obvious")
    _type(crew, sheet, PIN)
    _next(crew, sheet, "again")
    _type(crew, sheet, PIN)
    crew.hands.tap(sheet._go)
    crew.hands.until(lambda: crew.app.shell.sheet is None, "the PIN to be kept")
    crew.photo.take("pin-kept", keep_message=True)


def a_pin_is_locked(crew: Crew) -> None:
    """Ten wrong ones at the sheet where one's own is changed."""
    crew.go_home()
    crew.tap_part("_mine")
    mine = crew.sheet("what concerns the newcomer")
    crew.hands.tap(next(iter(mine.findChildren(Button, "own_pin"))))
    sheet = _pin_sheet(crew)
    crew.photo.take("pin-change")
    for _ in range(MOST):
        _type(crew, sheet, WRONG)
        _next(crew, sheet, "new")
        _type(crew, sheet, PIN)
        _next(crew, sheet, "again")
        _type(crew, sheet, PIN)
        crew.hands.tap(sheet._go)
        crew.hands.until(
            lambda: crew.app.shell.sheet is not sheet or sheet.page == "old", "the PIN to be tried"
        )
        if crew.app.shell.sheet is not sheet:
            break
    crew.hands.until(lambda: isinstance(crew.app.shell.sheet, LockedSheet), "the alarm")
    crew.photo.take("pin-locked")
    crew.app.shell.close_sheet()


def a_call_of_the_line(crew: Crew) -> None:
    """Another station stops: its call stands over everything here, and is answered by badge. Then
    this one calls, and sees that the line hears it."""
    crew.sign_in(LI_NA)
    with _another_station(crew) as other:
        other.submit(_call, "machine", "critical").result()
        cover = crew.app.cover
        crew.hands.until(lambda: cover.over is not None, "the other station's call")
        crew.hands.rest(1.0)
        crew.photo.take_all("call-of-the-line")
        crew.anybody().hold_up(CHEN_JING)
        crew.hands.until(lambda: cover.over is None, "the call to be answered")
        crew.put_down()
        crew.photo.take("call-answered")
        other.submit(_call, "material", "major").result()
        crew.hands.until(lambda: cover.over is not None, "a second call")
        crew.hands.rest(1.0)
        crew.photo.take("two-calls")
        assert cover.over is not None
        crew.hands.tap(cover.over._small)
        crew.photo.take("call-shown-small")


# --- the newcomer -------------------------------------------------------------------------------


def _come_in(crew: Crew, badge: str) -> None:
    """The number typed, for the newcomer's badge is no label of the tray."""
    crew.go_home()
    crew.app.shell.lock("switch")
    crew.tap_part("_type")
    sheet = crew.sheet("the badge's number")
    sheet._field.setText(badge)
    sheet._field.returnPressed.emit()
    crew.hands.until(lambda: crew.app.shell.current_name == "home", "home")


def _pin_sheet(crew: Crew) -> PinSheet:
    crew.hands.until(lambda: isinstance(crew.app.shell.sheet, PinSheet), "the sheet for a PIN")
    crew.hands.rest(0.2)
    return cast("PinSheet", crew.app.shell.sheet)


def _type(crew: Crew, sheet: PinSheet, pin: str) -> None:
    keys = {key.accessibleName(): key for key in sheet._pad.findChildren(Button)}
    for figure in pin:
        crew.hands.tap(keys[figure])


def _next(crew: Crew, sheet: PinSheet, page: str) -> None:
    crew.hands.tap(sheet._go)
    crew.hands.until(lambda: sheet.page == page, f"the page {page}")


# --- the line -----------------------------------------------------------------------------------


def _members() -> list[Member]:
    """The demo's people as a hub tells them, and somebody who began today."""
    from kiosk.store.pins import HASHER

    known = [
        Member(
            id=it.id,
            badge=it.badge,
            names=it.names,
            roles=it.roles,
            skills={name: Skill(level) for name, level in it.skills.items()},
        )
        for it in demo_content().people
    ]
    names = {"zh": "张伟", "en": "Zhang Wei"}
    first_use = HASHER.hash(CODE)
    return [*known, Member(id="op-104", badge=NEWCOMER, names=names, first_use=first_use)]


_KEYS = {name: SigningKey.make() for name in (HERE, THERE)}


def _peer(station: str) -> Peer:
    return Peer(device=station, station=station, key=_KEYS[station].public, line=LINE)


@contextmanager
def _another_station(crew: Crew) -> Iterator[Station]:
    """A whole station beside this one, which knows it by the roster alone; no hub is anywhere."""
    from kiosk.andon.andon import Andon
    from kiosk.andon.here import here_of
    from kiosk.andon.settings import Settings
    from kiosk.operations.opening import open_station

    peers = [_peer(HERE), _peer(THERE)]
    ours, theirs = _free_port(), _free_port()
    crew.app.desk.station.submit(_join, HERE).result()
    crew.app.preferences["andon_port"] = ours
    crew.app.preferences["andon_addresses"] = [f"{THERE}=127.0.0.1:{theirs}"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        other = open_station(Path(folder), THERE)
        other.submit(tell_roster, _members(), peers, THERE).result()
        here = here_of(THERE, [_KEYS[THERE].text], LINE, peers)
        settings = Settings(port=theirs, addresses=(f"{HERE}=127.0.0.1:{ours}",))
        andon = Andon(other, lambda: here, settings, lambda _status: None)
        andon.start()
        try:
            yield other
        finally:
            andon.stop()
            other.close()


def _join(station: Station, name: str) -> None:
    """Enrolled at a hub that is away."""
    from kiosk.sync.link import Link, keep_link

    keep_link(
        station.store, Link(url="http://127.0.0.1:9", device=name, hub="tour", key=_KEYS[name].text)
    )


def _call(station: Station, category: str, severity: str) -> None:
    sign_in(station, WANG_LEI)
    raise_exception(station, None, category, severity=severity)  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
