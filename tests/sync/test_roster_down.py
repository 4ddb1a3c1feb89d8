"""Who works here comes down before any release, only signed, only newer, and by any way."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import msgspec
import pytest

from kiosk.operations import roster_age
from kiosk.operations.roster import line_of, peers_of, roster_of
from kiosk.operations.roster_age import RosterExpired
from kiosk.operations.signing import UnknownBadge, identify
from kiosk.store import Person
from kiosk.sync.errors import NotBelieved, Refused
from kiosk.sync.link import link_of
from sop.signing import SigningKey, canonical_bytes, payload_of, seal
from sop.wire.documents import PAYLOAD_ROSTER, Roster
from sop.wire.messages import ChosenPin
from tests.operations.rosters import TwoClocks
from tests.sync.proxy import Fault

WHO = "Chen, personnel"
SEALED = b64encode(b"only that device can open it").decode()


@pytest.fixture
def people(live) -> None:
    from hub.people import rules

    rules.add(WHO, "E1001", {"zh": "王晓燕"}, "B-1001")
    rules.add(WHO, "E1002", {"zh": "李强"}, "B-1002", ["operator", "team_lead"])


def known(one) -> dict[str, str]:
    """By badge who is identified."""
    badges = {it.badge for it in one.store.people.all() if it.badge}
    return {badge: identify(one.station, badge).id for badge in badges}


def device(one) -> str:
    link = link_of(one.store)
    assert link is not None
    return link.device


def issued(one):
    """The newest roster as the hub signed it for that station, its row."""
    from hub.devices.models import Device
    from hub.people.telling import newest_for

    return newest_for(Device.objects.get(pk=device(one)))


def put_in_its_place(one, envelope: bytes, count: int) -> None:
    """The hub's database was tampered with."""
    row = issued(one)
    row.pk, row.count, row.envelope = None, count, envelope
    row.save(force_insert=True)


def forged(one, count: int, key: SigningKey | None = None, **changes: object) -> bytes:
    """As the hub would say it; signed by the hub when no key is given."""
    from hub.releases.keyring import held_of
    from hub.releases.trust import document

    told = msgspec.json.decode(payload_of(bytes(issued(one).envelope)), type=Roster)
    told = msgspec.structs.replace(told, count=count, **changes)
    keys = [key] if key else held_of(document().assignment.keys)
    return canonical_bytes(seal(told, PAYLOAD_ROSTER, *keys))


# --- what comes down ---


@pytest.mark.usefixtures("people")
def test_people_of_the_hub_are_known_here_and_others_no_more(station) -> None:
    one = station()
    one.store.people.put(Person(id="local", badge="B-9", names={"en": "Local"}))
    one.until_sent()
    assert known(one) == {"B-1001": "E1001", "B-1002": "E1002"}
    kinds = [it.kind for it in one.store.tail(0, 100)]
    assert kinds.index("RosterAccepted") < kinds.index("AssignmentAccepted")


def test_a_station_whose_hub_keeps_no_people_goes_on_with_its_own(live, station) -> None:
    one = station()
    one.store.people.put(Person(id="local", badge="B-9", names={"en": "Local"}))
    one.until_sent()
    assert known(one) == {"B-9": "local"}
    assert roster_of(one.station) is None


@pytest.mark.usefixtures("people")
def test_a_lost_badge_and_who_left_are_nobody_from_the_next_contact_on(station) -> None:
    from hub.people import rules

    one = station()
    one.until_sent()
    rules.lose_badge(WHO, "B-1001", "left on the bus")
    rules.revoke(WHO, "E1002", "left")
    one.until_sent()
    for badge in ("B-1001", "B-1002"):
        with pytest.raises(UnknownBadge):
            identify(one.station, badge)


@pytest.mark.usefixtures("people")
def test_the_stations_around_and_the_own_line_come_with_it(station) -> None:
    from hub.people.lines import put_in_line

    one, other = station("one"), station("other")
    put_in_line(WHO, device(one), "L1")
    one.until_sent()
    told = {it.device: it.line for it in peers_of(one.station)}
    assert told == {device(one): "L1", device(other): ""}
    assert line_of(one.station) == "L1"


@pytest.mark.usefixtures("people")
def test_a_pin_chosen_at_one_station_comes_down_at_the_other_sealed_for_it(station) -> None:
    one, other = station("one"), station("other")
    one.until_sent()
    hub = one.connected()
    sealed = {device(other): SEALED}
    hub.chosen_pin(ChosenPin(person="E1001", since=0, sealed=sealed))
    with pytest.raises(Refused):
        hub.chosen_pin(ChosenPin(person="E1001", since=5, sealed=sealed))
    hub.close()
    for it in (one, other):
        it.until_sent()
    assert other.store.people.get("E1001").pins == SEALED
    assert one.store.people.get("E1001").pins is None


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("after", range(9))
def test_a_roster_cut_anywhere_comes_whole_or_not_at_all(station, network, after: int) -> None:
    from hub.people import rules

    one = station()
    one.until_sent()
    rules.revoke(WHO, "E1002", "left")
    network.faults.extend([Fault()] * after + [Fault("cut_down", 700)])
    for _ in range(4):
        one.try_to_sync()
        assert known(one) in ({"B-1001": "E1001", "B-1002": "E1002"}, {"B-1001": "E1001"})
    assert known(one) == {"B-1001": "E1001"}


# --- what is not believed ---


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("attack", ["stranger", "rollback", "elsewhere", "altered"])
def test_a_roster_that_is_not_the_hubs_word_for_this_station_changes_nothing(
    station, attack: str
) -> None:
    one = station()
    one.until_sent()
    before = (known(one), roster_of(one.station))
    envelope = {
        "stranger": lambda: forged(one, 9, SigningKey.make(), people=[]),
        "rollback": lambda: forged(one, 1, lost=["B-1001"]),
        "elsewhere": lambda: forged(one, 9, device="another"),
        "altered": lambda: _flipped(forged(one, 9)),
    }[attack]()
    put_in_its_place(one, envelope, 9)
    assert isinstance(one.try_to_sync(), NotBelieved)
    assert (known(one), roster_of(one.station)) == before


def _flipped(envelope: bytes) -> bytes:
    told = msgspec.json.decode(envelope)
    payload = bytearray(b64decode(told["payload"]))
    payload[len(payload) // 2] ^= 1
    told["payload"] = b64encode(payload).decode()
    return canonical_bytes(told)


@pytest.mark.usefixtures("people")
def test_a_roster_that_is_doubted_keeps_no_withdrawal_waiting(station) -> None:
    from kiosk.operations.governing import in_force
    from tests.sync.test_releases_down import publish

    one = station()
    one.until_sent()
    put_in_its_place(one, forged(one, 9, SigningKey.make()), 9)
    publish("A")
    assert isinstance(one.try_to_sync(), NotBelieved)
    assert [it.revision for it in in_force(one.station)] == ["A"]


@pytest.mark.usefixtures("people")
def test_a_doubted_roster_confirms_nobody(station) -> None:
    clock = TwoClocks()
    one = station(clock=clock)
    one.until_sent()
    put_in_its_place(one, forged(one, 9, SigningKey.make()), 9)
    clock.pass_by(hours=73)
    one.try_to_sync()
    with pytest.raises(RosterExpired):
        identify(one.station, "B-1001")


# --- how long, and after a restore ---


@pytest.mark.usefixtures("people")
def test_every_contact_confirms_it_and_without_one_it_ends(station) -> None:
    clock = TwoClocks()
    one = station(clock=clock)
    one.until_sent()
    clock.pass_by(hours=71)
    one.until_sent()
    clock.pass_by(hours=71)
    assert known(one)["B-1001"] == "E1001"
    clock.pass_by(hours=2)
    with pytest.raises(RosterExpired):
        identify(one.station, "B-1001")
    one.until_sent()
    assert roster_age.age_ms(one.station) < 60_000
    assert known(one)["B-1001"] == "E1001"


@pytest.mark.usefixtures("people")
def test_a_hub_restored_from_a_backup_counts_on_and_is_believed(
    live, station, tmp_path: Path
) -> None:
    from hub.people import rules

    one = station()
    one.until_sent()
    backup = live.back_up(tmp_path / "backups")
    rules.add(WHO, "E1003", {"zh": "赵敏"}, "B-1003")
    one.until_sent()
    rules.alter(WHO, "E1003", team="B")
    one.until_sent()
    before = roster_of(one.station).count
    live.restore(backup)
    one.until_sent()
    assert roster_of(one.station).count > before
    assert known(one) == {"B-1001": "E1001", "B-1002": "E1002"}
    rules.revoke(WHO, "E1002", "left")
    one.until_sent()
    assert known(one) == {"B-1001": "E1001"}


# --- by file ---


@pytest.mark.usefixtures("people")
def test_a_file_serves_where_there_is_no_network(station, tmp_path: Path) -> None:
    from hub.people.carrying import provision_for
    from kiosk.sync.provisioning import provision

    one = station()
    content = provision_for(device(one))
    roster, is_news = provision(one.station, content)
    assert (len(roster.people), is_news) == (2, True)
    assert known(one)["B-1001"] == "E1001"
    assert provision(one.station, content)[1] is False
    other = station("other")
    with pytest.raises(NotBelieved):
        provision(other.station, content)
    assert roster_of(other.station) is None


@pytest.mark.usefixtures("people")
def test_a_bare_envelope_is_a_file_too(station) -> None:
    from hub.people.telling import count_for
    from kiosk.sync.provisioning import provision

    one = station()
    row = __import__("hub.devices.models", fromlist=["Device"]).Device.objects.get(pk=device(one))
    count_for(row)
    assert provision(one.station, bytes(issued(one).envelope))[1] is True


@pytest.mark.usefixtures("people")
def test_a_station_that_was_never_enrolled_believes_the_trust_somebody_typed_in(
    station, tmp_path: Path
) -> None:
    from hub.people.carrying import provision_for
    from hub.releases.trust import digest
    from kiosk.commands.arguments import parse
    from kiosk.errors import KnownError
    from kiosk.operations.opening import open_station

    one = station()
    file = tmp_path / "roster.json"
    file.write_bytes(provision_for(device(one)))
    words = ["roster", str(file), "--data", str(tmp_path / "alone"), "--language", "zh"]
    for wrong in ([], ["--trust", "0" * 64]):
        args = parse([*words, *wrong])
        with pytest.raises(KnownError):
            args.run(args)
    args = parse([*words, "--trust", digest()])
    assert args.run(args) == 0
    alone = open_station(tmp_path / "alone")
    try:
        assert identify(alone, "B-1001").id == "E1001"
    finally:
        alone.close()


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[1]", b"{}", b"\xff", b'{"trust":[],"roster":{}}']
)
def test_what_is_no_such_file_is_told_calmly(live, station, content: bytes) -> None:
    from kiosk.sync.provisioning import provision

    one = station()
    with pytest.raises(NotBelieved):
        provision(one.station, content)
    assert roster_of(one.station) is None
