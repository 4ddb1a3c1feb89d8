"""Demo content: people with PINs, work orders and procedures, for a folder of its own."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.operations.installing import install_procedure
from kiosk.resources import resources
from kiosk.store import Person, Skill, WorkOrder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.operations.station import Station


class DemoPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """`skills` are levels 1 to 4 by skill. The PIN stands here because nobody real has it."""

    id: str
    badge: str
    names: dict[str, str]
    pin: str
    roles: tuple[str, ...] = ("operator",)
    skills: dict[str, int] = {}


class DemoOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """`due_in_days` counts from the day of installation, so that a demo is never out of date."""

    number: str
    product: str
    part_number: str | None = None
    variant: str | None = None
    lot: str | None = None
    quantity: float = 1
    fields: dict[str, str | float | bool] = {}
    due_in_days: int | None = None


class DemoStation(Struct, frozen=True, forbid_unknown_fields=True):
    name: str = "A-01"
    operation: str | None = None


class DemoLabel(Struct, frozen=True, forbid_unknown_fields=True):
    """A printed label of the tray. `text` is the exact content, GS as \\x1d; `procedure` and
    `step` say where it belongs, None for badges and work orders."""

    text: str
    symbology: str
    caption: str = ""
    procedure: str | None = None
    step: str | None = None
    wrong: bool = False
    gs1: bool = False


class DemoExpiry(Struct, frozen=True, forbid_unknown_fields=True):
    """`in_days` counts from the day of installation."""

    person: str
    skill: str
    in_days: int


class DemoContent(Struct, frozen=True, forbid_unknown_fields=True):
    people: tuple[DemoPerson, ...]
    work_orders: tuple[DemoOrder, ...]
    station: DemoStation = DemoStation()
    labels: tuple[DemoLabel, ...] = ()
    expiring: tuple[DemoExpiry, ...] = ()


def demo_content() -> DemoContent:
    """What `resources/demo/demo.yaml` says."""
    import yaml

    text = (resources() / "demo" / "demo.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), DemoContent)


def demo_procedures() -> Iterator[Path]:
    """Every demo procedure in each of its revisions, the older ones first."""
    for sheet in sorted((resources() / "procedures").rglob("sop.yaml")):
        yield sheet.parent


def install_demo(station: Station) -> None:
    """Install all of it. Twice is as good as once, and an order that was closed stays closed."""
    content = demo_content()
    for person in content.people:
        _put_person(station, person, _expiries(content, person.id, station.clock.now().date()))
    for order in content.work_orders:
        if station.store.work_orders.get(order.number) is None:
            station.store.work_orders.put(_work_order(order, station.clock.now()))
    for package in demo_procedures():
        install_procedure(station, package)
    _put_settings(station, content.station)
    station.store.keep_copy()


def _expiries(content: DemoContent, person: str, today: date) -> dict[str, date]:
    """When that person's skills expire; those left out never do."""
    mine = [it for it in content.expiring if it.person == person]
    return {it.skill: today + timedelta(days=it.in_days) for it in mine}


def _put_person(station: Station, person: DemoPerson, expires: dict[str, date]) -> None:
    known = station.store.people.get(person.id)
    station.store.people.put(
        Person(
            id=person.id,
            badge=person.badge,
            names=person.names,
            roles=person.roles,
            skills={name: Skill(level, expires.get(name)) for name, level in person.skills.items()},
        )
    )
    if known is None or not known.has_pin:
        station.store.people.set_pin(person.id, person.pin)


def _work_order(order: DemoOrder, now: datetime) -> WorkOrder:
    values = msgspec.structs.asdict(order)
    days = values.pop("due_in_days")
    due = None
    if days is not None:
        day: date = now.date() + timedelta(days=days)
        due = datetime.combine(day, time(17), now.tzinfo)
    return WorkOrder(**values, due=due)


def _put_settings(station: Station, settings: DemoStation) -> None:
    """The station's place, where it has not been given one."""
    file = station.store.folder / "preferences.json"
    if not file.exists():
        said = {"station": settings.name, "operation": settings.operation}
        file.write_text(json.dumps(said, ensure_ascii=False, indent=2), encoding="utf-8")
    station.name, station.operation = settings.name, settings.operation
