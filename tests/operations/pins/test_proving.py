"""Ten tries are the most, whatever is done to clocks, settings and the plug."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.operations.pins.counting import MOST
from kiosk.operations.pins.errors import NoPinHere, PinIsLocked, SignatureRefused
from kiosk.operations.signing import authenticate
from kiosk.operations.station import Change, Station
from kiosk.store import DiskGuard, Person, open_store
from kiosk.store import pins as kept
from tests.operations.conftest import LI, WANG, WallClock

RIGHT, WRONG = "284917", "000000"


class CountingHasher:
    """The real one; it says how often a PIN was really evaluated."""

    def __init__(self) -> None:
        self.real, self.evaluated = kept.HASHER, 0

    def hash(self, secret: str) -> str:
        return self.real.hash(secret)

    def verify(self, encoded: str, secret: str) -> bool:
        self.evaluated += 1
        return self.real.verify(encoded, secret)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    counting = CountingHasher()
    monkeypatch.setattr(kept, "HASHER", counting)
    return counting


def guess(station: Station, pin: str = WRONG, badge: str = WANG) -> None:
    with pytest.raises((SignatureRefused, PinIsLocked)):
        authenticate(station, badge, pin)


def opened_again(station: Station) -> Station:
    folder = station.store.folder
    clock = station.clock
    station.close()
    guard = DiskGuard(folder, warn_below=0, refuse_below=0)
    return Station(open_store(folder, device="A01", clock=clock, guard=guard), clock, "A01")


def kinds(station: Station) -> list[str]:
    return [stored.kind for stored in station.store.tail(0, 10_000)]


def test_of_ten_thousand_guesses_ten_are_evaluated(
    station: Station, clock: WallClock, hasher: CountingHasher
) -> None:
    """Twenty restarts, the clock set back and forth, the remembered counts taken away."""
    for start in range(20):
        for number in range(500):
            guess(station, f"{start * 500 + number:06d}")
            clock.set_forward += timedelta(hours=-7 if number % 2 else 3)
        if start % 3 == 0:
            station.store.settings.remove("pin_tries")
        station = opened_again(station)
    assert hasher.evaluated == MOST
    guess(station, RIGHT)
    assert hasher.evaluated == MOST
    assert kinds(station).count("PinTried") == MOST
    assert kinds(station).count("PinLocked") == 1
    station.close()


def test_a_right_pin_begins_the_count_anew(station: Station, hasher: CountingHasher) -> None:
    for _ in range(MOST - 1):
        guess(station)
    assert authenticate(station, WANG, RIGHT).id == "E1001"
    for _ in range(MOST - 1):
        guess(station)
    assert authenticate(station, WANG, RIGHT).id == "E1001"
    assert hasher.evaluated == 2 * MOST


def test_a_try_is_durable_before_it_is_evaluated(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> bool:
        raise SystemExit

    monkeypatch.setattr(station.store.people, "check_pin", power_cut)
    for _ in range(MOST):
        with pytest.raises(SystemExit):
            authenticate(station, WANG, RIGHT)
    again = opened_again(station)
    with pytest.raises(PinIsLocked):
        authenticate(again, WANG, RIGHT)
    assert kinds(again)[-1] == "PinLocked"
    again.close()


def test_a_lock_is_told_at_once_and_once(station: Station) -> None:
    heard: list[Change] = []
    station.on_change(heard.append)
    for _ in range(MOST + 5):
        guess(station)
    assert heard == [Change("pin_locked")]
    assert station.locked_pins == ("王晓燕",)
    assert authenticate(station, LI, RIGHT).id == "E1002"


def test_remembered_counts_written_by_another_hand_are_not_believed(
    station: Station, hasher: CountingHasher
) -> None:
    for _ in range(MOST):
        guess(station)
    settings = station.store.settings
    told = settings.get("pin_tries")
    settings.put("pin_tries", told | {"told": told["told"].replace('"tries":10', '"tries":0')})
    station = opened_again(station)
    guess(station, RIGHT)
    assert hasher.evaluated == MOST
    station.close()


def test_an_older_copy_of_the_station_database_gives_no_new_tries(
    station: Station, hasher: CountingHasher
) -> None:
    folder = station.store.folder
    guess(station)
    station.close()
    before = (folder / "station.db").read_bytes()
    station = opened_again(station)
    for _ in range(MOST - 1):
        guess(station)
    station.close()
    (folder / "station.db").write_bytes(before)
    station = opened_again(station)
    guess(station, RIGHT)
    assert hasher.evaluated == MOST
    station.close()


def test_an_older_copy_of_the_journal_gives_no_new_tries(
    station: Station, hasher: CountingHasher
) -> None:
    folder = station.store.folder
    station.close()
    before = (folder / "journal.db").read_bytes()
    station = opened_again(station)
    for _ in range(MOST):
        guess(station)
    station.close()
    (folder / "journal.db").write_bytes(before)
    station = opened_again(station)
    guess(station, RIGHT)
    assert hasher.evaluated == MOST
    station.close()


def test_a_reset_by_the_hub_unlocks_nothing_before_a_new_pin(station: Station) -> None:
    for _ in range(MOST):
        guess(station)
    known = station.store.people.get("E1001")
    assert known is not None
    reset = Person(
        id="E1001", badge=WANG, names=known.names, roles=known.roles, pin_since=known.pin_since + 1
    )
    station.store.people.put(reset)
    with pytest.raises(NoPinHere):
        authenticate(station, WANG, RIGHT)


def test_a_copied_database_verifies_no_pin(station: Station, tmp_path: Path) -> None:
    """The right one neither, and nothing is evaluated: it was made with another key."""
    folder = station.store.folder
    station.close()
    stolen = tmp_path / "stolen"
    stolen.mkdir()
    for name in ("station.db", "journal.db", "station.copy.db"):
        (stolen / name).write_bytes((folder / name).read_bytes())
    guard = DiskGuard(stolen, warn_below=0, refuse_below=0)
    clock = WallClock()
    copied = Station(open_store(stolen, device="X", clock=clock, guard=guard), clock, "A01")
    assert [it.id for it in copied.store.people.all() if it.has_pin] == []
    for person in ("E1001", "E1002", "E1003"):
        assert not copied.store.people.check_pin(person, RIGHT)
    with pytest.raises(NoPinHere):
        authenticate(copied, WANG, RIGHT)
    copied.close()


def test_the_key_is_in_a_file_of_its_own_for_nobody_else_to_read(station: Station) -> None:
    file = station.store.folder / "pin.key"
    assert file.stat().st_mode & 0o077 == 0
    key = file.read_bytes()
    station.store.keep_copy()
    for database in station.store.folder.glob("*.db*"):
        assert key not in database.read_bytes()
        assert key.hex().encode() not in database.read_bytes()
