"""What must hold before a run may start or pass into other hands."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone

from sop.commands import BaseCommand, Start
from sop.events import Person
from sop.execution.refusal import Refusal
from sop.procedure import Procedure


def may_start(procedure: Procedure, command: Start) -> Refusal | None:
    """In force, meant for this product and place, and the operator qualified."""
    return (
        _applies(procedure, command)
        or _in_force(procedure, command)
        or is_qualified(procedure, command.by)
    )


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


def local_date(command: BaseCommand) -> date:
    """What day it is at the station when the command is given."""
    zone = timezone(timedelta(minutes=command.offset_minutes))
    return datetime.fromtimestamp(command.at / 1000, UTC).astimezone(zone).date()


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
    """A date without an hour begins at midnight at the station; what cannot be read never does."""
    since = effective_from(procedure.effective, command.offset_minutes)
    if since is not None and since <= command.at:
        return None
    return Refusal(
        "not_in_force",
        {"expected": procedure.effective, "seen": local_date(command).isoformat()},
    )


def effective_from(effective: str, offset_minutes: int) -> int | None:
    """The moment a revision comes into force, UTC in milliseconds; None when unreadable."""
    zone = timezone(timedelta(minutes=offset_minutes))
    try:
        if len(effective) <= 10:
            moment = datetime.combine(date.fromisoformat(effective), time(), zone)
        else:
            moment = datetime.fromisoformat(effective)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return int(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
