"""By stick what goes by network: a real station, a real hub, and a folder between them."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.operations.opening import open_station
from kiosk.operations.station import Station
from kiosk.simulation.shift import work
from kiosk.sync.carrying import Exchange, exchange
from kiosk.sync.enrolment import TRUST
from kiosk.sync.errors import NotBelieved
from kiosk.sync.link import Link, keep_link
from sop.signing import SigningKey
from tests.hub.worked import lines, worked

PROCEDURE = Path(__file__).parents[3] / "resources" / "procedures" / "FLG-M12-080" / "B"


@pytest.fixture
def station(hub: Path, tmp_path: Path) -> Iterator[Station]:
    """After a shift, enrolled at the hub of this process, without a network."""
    from hub.devices.identity import begin
    from hub.releases import trust

    trust.begin(str(begin().pk))
    shutil.copytree(worked(), tmp_path / "station")
    opened = open_station(tmp_path / "station")
    keep_link(opened.store, _enrolled())
    opened.store.settings.put(TRUST, trust.current())
    yield opened
    opened.close()


def _enrolled() -> Link:
    import uuid

    from django.utils import timezone

    from hub.devices.models import Device

    key = SigningKey.make()
    device = Device.objects.create(
        id=uuid.uuid4(), station="A-07", enrolled_at=timezone.now(), public_key=key.public
    )
    return Link(url="http://nowhere", device=str(device.pk), hub="h", key=key.text)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def accept(stick: Path) -> int:
    """What `sop-hub accept` does; the event it then holds everything up to."""
    from hub.carrying.giving import give
    from hub.carrying.taking import stations_on, take

    (name,) = stations_on(stick)
    taken = take(stick, name)
    give(stick, taken)
    return taken.have


def bodies() -> list[bytes]:
    from hub.ingest.models import Event

    return [bytes(it) for it in Event.objects.order_by("seq").values_list("body", flat=True)]


def test_a_shift_arrives_byte_for_byte_and_the_station_hears_of_it(
    station: Station, stick: Path
) -> None:
    from hub.evidence import lacking
    from sop.journal import evidence_named_in

    before = exchange(station, stick)
    assert before.events == station.store.head().seq >= len(lines())
    assert not before.received
    assert accept(stick) == before.events
    assert bodies()[: len(lines())] == lines()
    assert not lacking(name for line in lines() for name in evidence_named_in(line))
    after = exchange(station, stick)
    assert after.received
    assert after.have >= before.events


def test_a_stick_read_twice_doubles_nothing(station: Station, stick: Path) -> None:
    done = exchange(station, stick)
    accept(stick)
    accept(stick)
    assert len(bodies()) == done.events


def test_a_stick_that_is_lost_costs_nothing(station: Station, stick: Path, tmp_path: Path) -> None:
    exchange(station, stick)
    another = tmp_path / "another"
    another.mkdir()
    done = exchange(station, another)
    assert accept(another) == done.events == len(bodies())


def test_a_release_comes_home_on_it(station: Station, stick: Path) -> None:
    from hub.releases.publishing import Terms, publish
    from sop.language import load_procedure

    release = publish(load_procedure(PROCEDURE), Terms())
    exchange(station, stick)
    accept(stick)
    exchange(station, stick)
    from kiosk.operations.governing import assignment_of, in_force

    assignment = assignment_of(station)
    assert assignment is not None
    assert [it.release for it in assignment.releases] == [release.digest]
    assert release.digest in {it.digest for it in in_force(station)}


@pytest.mark.parametrize("name", ["carried.json", "batches", "photographs"])
def test_an_altered_stick_is_refused_by_the_hub(station: Station, stick: Path, name: str) -> None:
    from hub.problems import HubProblem

    exchange(station, stick)
    for path in sorted(stick.rglob("*")):
        if path.is_file() and name in path.as_posix():
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)
    with pytest.raises(HubProblem):
        accept(stick)


def test_a_forged_receipt_is_refused_by_the_station(station: Station, stick: Path) -> None:
    exchange(station, stick)
    accept(stick)
    (path,) = stick.rglob("receipt.json")
    envelope = msgspec.json.decode(path.read_bytes())
    envelope["payload"] = envelope["payload"][::-1]
    path.write_bytes(msgspec.json.encode(envelope))
    with pytest.raises(NotBelieved):
        exchange(station, stick)


def test_a_path_that_leads_off_the_stick_is_refused(station: Station, stick: Path) -> None:
    from hub.problems import HubProblem
    from kiosk.sync.link import link_of
    from sop.signing import open_sealed, seal
    from sop.wire.documents import PAYLOAD_CARRIED, Carried, CarriedFile, Role

    exchange(station, stick)
    link = link_of(station.store)
    assert link is not None
    key = SigningKey.of(link.key)
    (path,) = stick.rglob("carried.json")
    told = open_sealed(
        path.read_bytes(), PAYLOAD_CARRIED, Carried, {key.id: key.public}, Role(keys=[key.id])
    ).document
    bad = [CarriedFile("../../../../etc/passwd", it.sha256, it.size) for it in told.batches]
    forged = msgspec.structs.replace(told, batches=bad)
    path.write_bytes(msgspec.json.encode(seal(forged, PAYLOAD_CARRIED, key)))
    with pytest.raises(HubProblem):
        accept(stick)


def test_work_goes_on_between_two_visits(station: Station, stick: Path, tmp_path: Path) -> None:
    exchange(station, stick)
    accept(stick)
    station.close()
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        work(tmp_path / "station", seed=1, executions=1)
    opened = open_station(tmp_path / "station")
    try:
        done: Exchange = exchange(opened, stick)
        assert 0 < done.events < opened.store.head().seq
        assert accept(stick) == len(bodies()) == opened.store.head().seq
    finally:
        opened.close()


def test_people_travel_by_stick_and_count_from_when_the_hub_wrote_it(
    station: Station, stick: Path
) -> None:
    from hub.people import rules
    from kiosk.operations import roster_age
    from kiosk.operations.roster import roster_of
    from kiosk.operations.signing import identify

    rules.add("Chen", "E1001", {"zh": "王晓燕"}, "B-1001")
    exchange(station, stick)
    accept(stick)
    exchange(station, stick)
    assert identify(station, "B-1001").id == "E1001"
    told = roster_age.confirmed_at(station)
    assert told
    exchange(station, stick)
    assert roster_age.confirmed_at(station) == told
    rules.revoke("Chen", "E1001", "left")
    accept(stick)
    exchange(station, stick)
    assert roster_of(station).revoked == ["E1001"]
    assert station.store.people.by_badge("B-1001") is None
    assert roster_age.confirmed_at(station) > told
