"""People, work orders, settings and releases come back as they were given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from pysqlite3 import dbapi2 as sqlite

from kiosk.store import Person, Release, Skill, Store, WorkOrder

LI = Person(
    id="p-17",
    badge="B-17",
    names={"zh": "李伟", "en": "Li Wei"},
    roles=("operator", "team_lead"),
    skills={"torque": Skill(3, date(2026, 5, 1)), "esd": Skill(1)},
)
WANG = Person(id="p-18", badge="B-18", names={"zh": "王芳"})
ORDER = WorkOrder(
    number="WO-4711",
    product="Flange DN50",
    part_number="FL-50",
    variant="left",
    lot="L-9",
    quantity=12,
    fields={"colour": "red", "torque": 42.5, "export": True},
    due=datetime(2025, 3, 2, 14, tzinfo=UTC),
)


def release(code: str, revision: str, effective_at: datetime) -> Release:
    return Release(
        digest=(revision.lower() + code[0].lower()) * 32,
        code=code,
        revision=revision,
        effective_at=effective_at,
        installed_at=datetime(2025, 3, 1, tzinfo=UTC),
        body=b"canonical " + code.encode() + revision.encode(),
    )


def test_people_are_known_by_id_and_badge(store: Store) -> None:
    store.people.put(LI)
    store.people.put(WANG)
    assert store.people.all() == [LI, WANG]
    assert store.people.get("p-17") == store.people.by_badge("B-17") == LI
    assert (store.people.get("x"), store.people.by_badge("x")) == (None, None)


def test_a_badge_belongs_to_one_person(store: Store) -> None:
    store.people.put(LI)
    with pytest.raises(sqlite.IntegrityError):
        store.people.put(msgspec.structs.replace(WANG, badge="B-17"))
    assert store.people.all() == [LI]


def test_somebody_who_left_cannot_badge_in(store: Store) -> None:
    store.people.put(msgspec.structs.replace(LI, active=False))
    store.people.set_pin("p-17", "2580")
    assert store.people.by_badge("B-17") is None
    assert not store.people.check_pin("p-17", "2580")
    assert store.people.get("p-17") is not None


def test_a_pin_is_checked_and_never_stored(store: Store) -> None:
    store.people.put(LI)
    assert not store.people.check_pin("p-17", "")
    store.people.set_pin("p-17", "2580")
    assert store.people.check_pin("p-17", "2580")
    assert not store.people.check_pin("p-17", "2581")
    assert not store.people.check_pin("p-99", "2580")
    store.people.put(LI)  # an update of the roster leaves the PIN
    assert store.people.check_pin("p-17", "2580")
    assert store.people.get("p-17") == msgspec.structs.replace(LI, has_pin=True)
    (row,) = store._station.reader().query("SELECT pin FROM people")
    assert "2580" not in row["pin"]


def test_what_a_roster_says_of_a_person_comes_back(store: Store) -> None:
    told = msgspec.structs.replace(
        LI, team="A", first_use="$argon2id$x", pin_since=1_790_000_000, pins="c2VhbGVk"
    )
    store.people.put(told)
    assert store.people.get("p-17") == told


def test_who_is_not_on_the_roster_any_more_is_inactive_and_badges_change_hands(
    store: Store,
) -> None:
    store.people.put(LI)
    store.people.set_pin("p-17", "2580")
    store.people.put(WANG)
    store.people.govern([msgspec.structs.replace(WANG, badge="B-17")])
    assert store.people.by_badge("B-17").id == "p-18"  # type: ignore[union-attr]
    assert store.people.by_badge("B-18") is None
    gone = store.people.get("p-17")
    assert gone is not None
    assert (gone.active, gone.badge, gone.has_pin) == (False, None, True)


def test_a_roster_with_one_badge_twice_changes_nothing(store: Store) -> None:
    store.people.put(LI)
    twice = [msgspec.structs.replace(LI, id=it, badge="B-9") for it in ("p-1", "p-2")]
    with pytest.raises(sqlite.IntegrityError):
        store.people.govern(twice)
    assert store.people.all() == [LI]


def test_two_people_with_one_pin_have_different_verifiers(store: Store) -> None:
    for person in (LI, WANG):
        store.people.put(person)
        store.people.set_pin(person.id, "2580")
    pins = [row["pin"] for row in store._station.reader().query("SELECT pin FROM people")]
    assert pins[0] != pins[1]


def test_work_orders_come_by_their_due_date(store: Store) -> None:
    someday = WorkOrder(number="WO-1", product="Flange")
    later = msgspec.structs.replace(ORDER, number="WO-2", due=ORDER.due + timedelta(1))  # type: ignore[operator]
    done = msgspec.structs.replace(ORDER, number="WO-3", status="done")
    for order in (someday, later, done, ORDER):
        store.work_orders.put(order)
    assert store.work_orders.all("open") == [ORDER, later, someday]
    assert (store.work_orders.get("WO-3"), store.work_orders.get("x")) == (done, None)
    store.work_orders.put(msgspec.structs.replace(ORDER, status="done"))
    assert store.work_orders.all("open") == [later, someday]


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "相机", [1, 2], {"index": 0}])
def test_settings_keep_any_json_value(
    store: Store, opened: Callable[[], Store], value: object
) -> None:
    store.settings.put("camera", "another")
    store.settings.put("camera", value)
    store.close()
    again = opened()
    assert again.settings.get("camera", "nothing") == value
    assert again.settings.all() == {"camera": value}
    again.settings.remove("camera")
    again.settings.remove("camera")
    assert again.settings.get("camera", "nothing") == "nothing"


def test_a_release_is_installed_once_and_never_changed(store: Store) -> None:
    first = release("FLG", "A", datetime(2025, 1, 1, tzinfo=UTC))
    store.releases.install(first)
    store.releases.install(msgspec.structs.replace(first, body=b"something else"))
    assert store.releases.get(first.digest) == first
    assert store.releases.get("0" * 64) is None


def test_a_release_takes_over_by_itself_at_its_effective_date(store: Store) -> None:
    now = datetime(2025, 3, 1, tzinfo=UTC)
    old = release("FLG", "A", now - timedelta(days=90))
    current = release("FLG", "B", now - timedelta(days=1))
    coming = release("FLG", "C", now + timedelta(days=1))
    other = release("PCB", "A", now)
    for it in (coming, old, other, current):
        store.releases.install(it)
    assert store.releases.all() == [coming, current, old, other]
    assert store.releases.in_force(now) == [current, other]
    assert store.releases.in_force(now + timedelta(days=2)) == [coming, other]
    assert store.releases.in_force(now - timedelta(days=10)) == [old]


def test_effective_dates_of_different_time_zones_are_in_order(store: Store) -> None:
    east = timezone(timedelta(hours=8))
    earlier = release("FLG", "A", datetime(2025, 3, 1, 7, tzinfo=east))  # 23:00 UTC the day before
    later = release("FLG", "B", datetime(2025, 3, 1, 0, tzinfo=UTC))
    store.releases.install(earlier)
    store.releases.install(later)
    assert store.releases.in_force(datetime(2025, 3, 1, 1, tzinfo=UTC)) == [later]


def test_what_was_given_survives_a_power_cut_of_the_station_database(store: Store) -> None:
    writer = store._station.writer
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    assert writer.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_what_belongs_together_is_given_together_or_not_at_all(store: Store) -> None:
    first, second = (release("FLG", it, datetime(2025, 1, 1, tzinfo=UTC)) for it in "AB")
    with store.together():
        store.releases.install(first)
        store.settings.put("cursor", 1)
    with pytest.raises(ZeroDivisionError), store.together():
        give_half(store, second)
    assert (store.releases.all(), store.settings.get("cursor")) == ([first], 1)


def give_half(store: Store, second: Release) -> None:
    store.releases.install(second)
    store.settings.put("cursor", 2)
    raise ZeroDivisionError
