"""Reading the audit trail: filtered, and as rows that a spreadsheet or a program takes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

import msgspec
from django.utils import timezone as django_timezone
from msgspec import Struct

from hub.people.models import Audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

COLUMNS = ("number", "at", "local", "who", "what", "about", "old", "new", "why", "device")


class Asked(Struct, frozen=True, kw_only=True):
    """Empty is any. `since` and `until` are days of the plant, the last one included."""

    who: str = ""
    what: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None


def asked_in(said: Any) -> Asked:
    """What was asked; what cannot be understood is not asked."""
    names = ("who", "what", "about")
    told = {it: (said.get(it) or "").replace("\0", "").strip()[:150] for it in names}
    return Asked(since=_day(said.get("since")), until=_day(said.get("until")), **told)


def entries(asked: Asked) -> QuerySet[Audit]:
    """The latest first."""
    found = Audit.objects.order_by("-pk")
    for name in ("who", "what", "about"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.since:
        found = found.filter(at__gte=_begin(asked.since))
    if asked.until:
        found = found.filter(at__lt=_begin(asked.until) + timedelta(days=1))
    return found


def told(it: Audit) -> dict[str, Any]:
    """`at` in UTC, `local` as the clock there showed it, with its offset."""
    zone = timezone(timedelta(minutes=it.offset))
    return {
        "number": it.pk,
        "at": it.at.astimezone(timezone.utc).isoformat(timespec="milliseconds"),  # noqa: UP017
        "local": it.at.astimezone(zone).isoformat(timespec="seconds"),
        "who": it.who,
        "what": it.what,
        "about": it.about,
        "old": it.old,
        "new": it.new,
        "why": it.why,
        "device": it.device,
    }


def as_json(found: Iterable[Audit]) -> Iterator[bytes]:
    """One object a line."""
    for it in found:
        yield msgspec.json.encode(told(it)) + b"\n"


def as_csv(found: Iterable[Audit]) -> Iterator[bytes]:
    """With a heading; what a spreadsheet would take for a formula is told to be text."""
    yield b"\xef\xbb\xbf" + _line(COLUMNS)
    for it in found:
        yield _line([_cell(value) for value in told(it).values()])


def _cell(value: Any) -> str:
    if not isinstance(value, str | int):
        value = "" if value is None else msgspec.json.encode(value).decode()
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _line(cells: Iterable[str]) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerow(cells)
    return kept.getvalue().encode()


def _day(said: str | None) -> date | None:
    try:
        day = date.fromisoformat(said or "")
    except ValueError:
        return None
    return day if date(1971, 1, 1) <= day <= date(9000, 1, 1) else None


def _begin(day: date) -> datetime:
    return django_timezone.make_aware(datetime.combine(day, time()))
