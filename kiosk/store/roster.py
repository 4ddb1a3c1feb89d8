"""What the station was given to work with: people, work orders, settings, releases."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, cast

import msgspec
from msgspec import Struct
from sqlite_utils import Database
from sqlite_utils.db import Table

from kiosk.store.connection import Connections
from kiosk.store.documents import read_document
from kiosk.store.pins import PinKey, adopted, is_old, make_verifier, read_verifier, verifies
from kiosk.store.trouble import telling_disk_errors


class Skill(Struct, frozen=True, omit_defaults=True):
    level: int
    expires: date | None = None


class Person(Struct, frozen=True, kw_only=True):
    """Somebody on the roster. `names` by language; `has_pin` says whether one is good here.

    `first_use`: the hub's one-time code (Argon2id); `pin_since`: the reset a PIN must have been
    chosen under; `pins`: the PIN chosen at another station, sealed for this one (base64).
    """

    id: str
    badge: str | None
    names: dict[str, str]
    roles: tuple[str, ...] = ("operator",)
    skills: dict[str, Skill] = {}
    active: bool = True
    has_pin: bool = False
    team: str = ""
    first_use: str | None = None
    pin_since: int = 0
    pins: str | None = None


class WorkOrder(Struct, frozen=True, kw_only=True):
    """`fields` are the plant's own, readable in a procedure's expressions."""

    number: str
    product: str
    part_number: str | None = None
    variant: str | None = None
    lot: str | None = None
    quantity: float = 1
    fields: dict[str, str | float | bool] = {}
    due: datetime | None = None
    status: str = "open"


class Release(Struct, frozen=True, kw_only=True):
    """A procedure installed here. `body` is its canonical document, named by `digest`."""

    digest: str
    code: str
    revision: str
    effective_at: datetime
    installed_at: datetime
    body: bytes


class Given:
    """A table of the station's database. Writes are commits of their own."""

    table = ""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def _rows(self, where: str = "1", values: Collection[Any] = ()) -> list[dict[str, Any]]:
        sql = f"SELECT * FROM {self.table} WHERE {where}"
        with telling_disk_errors(self._connections.path):
            return list(self._connections.reader().query(sql, list(values)))

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with telling_disk_errors(self._connections.path), self._connections.writing() as database:
            yield database

    def _upsert(self, key: str, row: dict[str, Any]) -> None:
        with self._writing() as database:
            cast(Table, database[self.table]).upsert(row, pk=key)

    def _remove(self, key: str) -> None:
        with self._writing() as database:
            cast(Table, database[self.table]).delete(key)


class People(Given):
    """The local roster. Of PINs only verifiers are kept (`kiosk.store.pins`)."""

    table = "people"

    def __init__(self, connections: Connections, key: PinKey) -> None:
        super().__init__(connections)
        self._key = key
        self._adopt()

    def put(self, person: Person) -> None:
        """Add or replace; the PIN stays. Raises an integrity error if the badge is another's."""
        row = _encoded(person, ("names", "roles", "skills"))
        del row["has_pin"]
        self._upsert("id", row)

    def govern(self, people: Collection[Person]) -> None:
        """From now on these are the people; who is not among them is inactive, without a badge.
        PINs stay. Raises an integrity error when two of them wear one badge; nothing changed."""
        with self._writing() as database:
            database.execute("UPDATE people SET active = 0, badge = NULL")
            for person in people:
                self.put(person)

    def get(self, person_id: str) -> Person | None:
        return self._one("id = ?", person_id)

    def by_badge(self, badge: str) -> Person | None:
        """The active person who wears this badge."""
        return self._one("badge = ? AND active", badge)

    def all(self) -> list[Person]:
        return [self._known(row) for row in self._rows("1 ORDER BY id")]

    def set_pin(self, person_id: str, pin: str) -> None:
        """Good until the hub resets it. Takes some 50 ms by design."""
        since = next((row["pin_since"] for row in self._rows("id = ?", [person_id])), 0)
        self.keep_pin(person_id, self.verifier_of(person_id, since, pin))

    def verifier_of(self, person_id: str, since: int, pin: str) -> str:
        """Of a PIN chosen under that reset, for `keep_pin`. Takes some 50 ms by design."""
        return str(make_verifier(self._key, person_id, since, pin))

    def check_pin(self, person_id: str, pin: str) -> bool:
        """Takes some 50 ms by design: keep it off the screen's thread. Tries are counted
        elsewhere (`kiosk.operations.pins`)."""
        rows = self._rows("id = ? AND active", [person_id])
        if not rows or not self._known(rows[0]).has_pin:
            return False
        verifier = read_verifier(rows[0]["pin"])
        if not verifies(self._key, person_id, verifier, pin):
            return False
        if is_old(verifier):
            self.set_pin(person_id, pin)
        return True

    def keep_pin(self, person_id: str, verifier: str) -> None:
        with self._writing() as database:
            database.execute("UPDATE people SET pin = ? WHERE id = ?", (verifier, person_id))

    def _one(self, where: str, value: str) -> Person | None:
        rows = self._rows(where, [value])
        return self._known(rows[0]) if rows else None

    def _known(self, row: dict[str, Any]) -> Person:
        """A PIN of another key, or from before the last reset, is none."""
        person = _person(row)
        if not person.has_pin:
            return person
        verifier = read_verifier(row["pin"])
        good = verifier.key == self._key.id and verifier.since >= person.pin_since
        return msgspec.structs.replace(person, has_pin=good)

    def _adopt(self) -> None:
        """Put verifiers of earlier versions under the key; nothing of them stays on the disk."""
        old = [row for row in self._rows("pin IS NOT NULL") if row["pin"].count(":") == 1]
        for row in old:
            self.keep_pin(row["id"], str(adopted(self._key, row["id"], row["pin"])))
        if old:
            with telling_disk_errors(self._connections.path), self._connections.turn:
                self._connections.writer.execute("VACUUM")
                self._connections.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class WorkOrders(Given):
    table = "work_orders"

    def put(self, order: WorkOrder) -> None:
        row = _encoded(order, ("fields",))
        row["due"] = order.due.isoformat() if order.due else None
        self._upsert("number", row)

    def get(self, number: str) -> WorkOrder | None:
        rows = self._rows("number = ?", [number])
        return _work_order(rows[0]) if rows else None

    def all(self, status: str | None = None) -> list[WorkOrder]:
        """Those due first come first; undated ones last."""
        where = "status = coalesce(?, status) ORDER BY due IS NULL, due, number"
        return [_work_order(row) for row in self._rows(where, [status])]


class Settings(Given):
    """Keys to any JSON value."""

    table = "settings"

    def get(self, key: str, default: Any = None) -> Any:
        rows = self._rows("key = ?", [key])
        return msgspec.json.decode(rows[0]["value"]) if rows else default

    def put(self, key: str, value: Any) -> None:
        self._upsert("key", {"key": key, "value": msgspec.json.encode(value).decode()})

    def remove(self, key: str) -> None:
        if self._rows("key = ?", [key]):
            self._remove(key)

    def all(self) -> dict[str, Any]:
        return {row["key"]: msgspec.json.decode(row["value"]) for row in self._rows()}


class Releases(Given):
    """Installed procedures. One that was begun stays here: executions are pinned to its digest."""

    table = "releases"

    def install(self, release: Release) -> None:
        """Visible as a whole when this returns. Installing it twice changes nothing."""
        row = msgspec.structs.asdict(release)
        row["effective_at"] = _utc(release.effective_at)
        row["installed_at"] = _utc(release.installed_at)
        with self._writing() as database:
            cast(Table, database[self.table]).insert(row, pk="digest", ignore=True)

    def get(self, digest: str) -> Release | None:
        rows = self._rows("digest = ?", [digest])
        return _release(rows[0]) if rows else None

    def all(self) -> list[Release]:
        """By code, the latest effective first."""
        where = "1 ORDER BY code, effective_at DESC, installed_at DESC"
        return [_release(row) for row in self._rows(where)]

    def in_force(self, at: datetime, without: Collection[str] = ()) -> list[Release]:
        """Of each code the one whose effective date came last, as of `at`; `without` those."""
        latest: dict[str, Release] = {}
        for release in self.all():
            if release.effective_at <= at and release.digest not in without:
                latest.setdefault(release.code, release)
        return list(latest.values())


def check_rows(database: Database) -> None:
    """Raises what reading them raises (`ValueError`, SQLite's own errors) when a person, work
    order, setting or procedure can no longer be read, or a procedure's document was altered."""
    for row in database.query("SELECT * FROM people"):
        _person(row)
        if row["pin"] is not None:
            _check_verifier(row["pin"])
    for row in database.query("SELECT * FROM work_orders"):
        _work_order(row)
    for row in database.query("SELECT * FROM settings"):
        msgspec.json.decode(row["value"])
    for row in database.query("SELECT * FROM releases"):
        release = _release(row)
        named = read_document(release.body, release.digest).procedure
        if (named.code, named.revision) != (release.code, release.revision):
            raise ValueError(f"release {release.digest} is filed under another procedure")


def _check_verifier(text: str) -> None:
    """Raises `ValueError` when it is none, of this version or of the one before."""
    if text.count(":") == 1:
        _salt, _value = (bytes.fromhex(part) for part in text.split(":"))
    else:
        read_verifier(text)


def _encoded(value: Struct, as_json: tuple[str, ...]) -> dict[str, Any]:
    row = msgspec.structs.asdict(value)
    return row | {key: msgspec.json.encode(row[key]).decode() for key in as_json}


def _person(row: dict[str, Any]) -> Person:
    values = {key: msgspec.json.decode(row[key]) for key in ("names", "roles", "skills")}
    values |= {key: row[key] for key in ("id", "badge", "team", "first_use", "pin_since", "pins")}
    values |= {"has_pin": row["pin"] is not None}
    return msgspec.convert(values | {"active": bool(row["active"])}, Person)


def _work_order(row: dict[str, Any]) -> WorkOrder:
    return msgspec.convert(row | {"fields": msgspec.json.decode(row["fields"])}, WorkOrder)


def _release(row: dict[str, Any]) -> Release:
    return msgspec.convert(row, Release, builtin_types=(bytes,))


def _utc(at: datetime) -> str:
    """In UTC, so that the text sorts as the time does."""
    return at.astimezone(UTC).isoformat()
