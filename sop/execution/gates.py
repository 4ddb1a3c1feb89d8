"""What must hold before a run may start or pass into other hands."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from sop.commands import BaseCommand, Start
from sop.effective import effective_from
from sop.events import Person
from sop.execution.refusal import Refusal
from sop.procedure import Procedure


def may_start(procedure: Procedure, command: Start) -> Refusal | None:
    """In force, and meant for this product and place. Who may work on it: `coaching`."""
    return _applies(procedure, command) or _in_force(procedure, command)


def is_qualified(procedure: Procedure, person: Person) -> Refusal | None:
    """Every skill the procedure requires, at its level (21 CFR 11.10(i))."""
    short = [
        required
        for required in procedure.skills
        if person.skills.get(required.skill, 0) < required.level
    ]
    if not short:
        return None
    return Refusal(
        "skill_missing",
        {
            "name": person.name,
            "expected": ", ".join(f"{each.skill} {each.level}" for each in short),
            "seen": ", ".join(f"{each.skill} {person.skills.get(each.skill, 0)}" for each in short),
        },
    )


def has_role(person: Person, role: str) -> Refusal | None:
    if role in person.roles:
        return None
    return Refusal(
        "role_missing", {"name": person.name, "expected": role, "seen": ", ".join(person.roles)}
    )


def local_date(command: BaseCommand, latest_at: int = 0) -> date:
    """What day it is at the station when the command is given, and was at `latest_at` already."""
    at = max(command.at, latest_at)
    return datetime.fromtimestamp(at / 1000, _zone(command)).date()


def _zone(command: BaseCommand) -> timezone:
    return timezone(timedelta(minutes=command.offset_minutes))


def _applies(procedure: Procedure, command: Start) -> Refusal | None:
    where, order = procedure.applies_to, command.work_order
    return (
        _listed("not_for_product", where.products, order.product if order else None)
        or _listed("not_for_variant", where.variants, order.variant if order else None)
        or _listed("not_for_station", where.stations, command.station)
        or _listed("not_for_operation", where.operations, command.operation)
    )


def _listed(code: str, allowed: Sequence[str], seen: str | None) -> Refusal | None:
    if not allowed or seen in allowed:
        return None
    return Refusal(code, {"expected": ", ".join(allowed), "seen": seen or "–"})


def _in_force(procedure: Procedure, command: Start) -> Refusal | None:
    """What cannot be read as a date never comes into force."""
    try:
        since = effective_from(procedure.effective, _zone(command))
        if since.timestamp() * 1000 <= command.at:
            return None
    except (ValueError, OverflowError):
        pass
    return Refusal(
        "not_in_force",
        {"expected": procedure.effective, "seen": local_date(command).isoformat()},
    )
