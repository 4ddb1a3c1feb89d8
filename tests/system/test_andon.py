"""Two kiosks in windows of their own and no hub: a call on one is answered on the other, both
journals say so, and later the hub is told one story."""

from __future__ import annotations

import contextlib
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.operations.demo import install_demo
from kiosk.operations.opening import open_station
from kiosk.operations.roster import accept_roster
from kiosk.sync.link import link_of
from kiosk.sync.rotation import keys_of
from sop.wire.documents import Peer, Roster
from tests.andon.conftest import free_port
from tests.system.glass import Display, Glass, missing_tools
from tests.system.plant import Plant, plant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPEARS_WITHIN_S = 5.0
"""Under a second on a machine of its own: `python -m benchmarks.andon`."""
_TOLD = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
import hub, django
django.setup()
from hub.ingest.models import Event
for body in Event.objects.order_by("log_id", "seq").values_list("body", flat=True):
    print(bytes(body).decode())
"""

pytestmark = pytest.mark.skipif(
    bool(missing_tools()),
    reason=f"NOT TESTED in real windows: apt install xvfb xdotool ({missing_tools()} missing)",
)


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Plant]:
    with plant(tmp_path) as made:
        yield made


@pytest.fixture
def folders(works: Plant) -> dict[str, Path]:
    """Two stations of one line, enrolled; then the hub goes."""
    with works.served():
        made = {name: works.enrolled(name) for name in ("A-01", "A-02")}
    ports = {name: free_port() for name in made}
    peers = [_prepared(name, folder) for name, folder in made.items()]
    for name, folder in made.items():
        _join_line(name, folder, peers, ports)
    return made


def _prepared(name: str, folder: Path) -> Peer:
    with contextlib.closing(open_station(folder, name=name)) as station:
        install_demo(station)
        link = link_of(station.store)
        assert link is not None
        key = keys_of(link)[0].public
    return Peer(device=link.device, station=name, key=key, line="L1")


def _join_line(name: str, folder: Path, peers: list[Peer], ports: dict[str, int]) -> None:
    own = next(peer for peer in peers if peer.station == name)
    issued = "2026-11-23T08:00:00+00:00"
    roster = Roster(device=own.device, count=1, issued=issued, peers=peers)
    with contextlib.closing(open_station(folder, name=name)) as station:
        station.submit(accept_roster, roster, "0" * 64).result()
    told = {
        "language": "en",
        "station": name,
        "andon_port": ports[name],
        "andon_addresses": [f"{it}=127.0.0.1:{port}" for it, port in ports.items() if it != name],
    }
    (folder / "preferences.json").write_text(json.dumps(told), encoding="utf-8")


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Glass]:
    display = Display()
    glass = Glass(display, folder, "start", "--windowed")
    try:
        glass.until(lambda: glass.screen == "badge", "the badge screen")
        yield glass
    finally:
        glass.close()
        display.close()


def journal(folder: Path, kind: str) -> list[dict[str, Any]]:
    with contextlib.closing(open_station(folder)) as station:
        told = [stored for stored in station.store.tail(0, 100_000) if stored.kind == kind]
        return [json.loads(bytes(stored.data)) for stored in told]


def call_for_help(glass: Glass) -> float:
    """A run is begun, and its machine fails; the monotonic time of the tap."""
    glass.scan("BADGE-101")
    glass.until(lambda: glass.screen == "home", "home")
    glass.tap("WO-260417")
    glass.until(lambda: glass.screen == "run", "the run")
    glass.tap("Exception")
    glass.tap("Major")
    glass.tap("Machine")
    return time.monotonic()


def test_a_call_without_a_hub_is_answered_at_the_other_station_and_all_tell_one_story(
    works: Plant, folders: dict[str, Path]
) -> None:
    with opened(folders["A-01"]) as a, opened(folders["A-02"]) as b:
        began = call_for_help(a)
        b.until(lambda: "A-01" in b.texts and b.find("I am coming"), "the call")
        assert time.monotonic() - began < APPEARS_WITHIN_S
        assert "Machine" in b.texts
        a.until(lambda: a.find("This station is calling"), "the strip of the own call")
        b.until(lambda: b.find("I am coming").enabled, "a call that takes a badge")
        b.scan("BADGE-201")
        b.until(lambda: b.find("A-01 · Machine"), "the strip that is left of it")
        a.until(lambda: "陈静 Chen Jing is coming" in str(a.find("This station").name), "who comes")
        errors = [*a.errors, *b.errors]
    assert not [line for line in errors if "Traceback" in line]

    (raised,) = journal(folders["A-01"], "ExceptionRaised")
    (at_a,) = journal(folders["A-01"], "ExceptionAnswered")
    (shown,) = journal(folders["A-02"], "CallShown")
    (at_b,) = journal(folders["A-02"], "CallAnswered")
    assert (raised["severity"], raised["category"]) == ("major", "machine")
    assert {it["exception"] for it in (raised, at_a, shown, at_b)} == {raised["exception"]}
    assert at_a["person"]["id"] == at_b["person"]["id"] == "tl-201"
    assert (at_a["station"], at_b["station"]) == ("A-02", "A-01")

    with works.served():
        for folder in folders.values():
            works.sync(folder)
        lines = works.hub.python("-c", _TOLD).splitlines()
    told = [json.loads(line) for line in lines]
    story = [
        (it["kind"], it["data"].get("person", {}).get("id"), it["data"].get("station"))
        for it in sorted(told, key=lambda it: it["at"])
        if it["data"].get("exception") == raised["exception"]
    ]
    assert sorted(story[:2]) == sorted(
        [("ExceptionRaised", None, None), ("CallShown", None, "A-01")]
    )
    assert sorted(story[2:]) == sorted(
        [("CallAnswered", "tl-201", "A-01"), ("ExceptionAnswered", "tl-201", "A-02")]
    )
