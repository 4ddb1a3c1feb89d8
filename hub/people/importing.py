"""People from a CSV file, as a personnel office writes it: all of it or none."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from msgspec import Struct

from hub.people import rules
from hub.people.auditing import change
from hub.people.models import Person
from hub.people.refusals import PeopleRefused
from hub.problems import HubProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("id", "name_zh", "name_en", "badge", "roles", "team", "skills")
"""`roles` and `skills` separated by semicolons; a skill is `name:level:expires`. `id` is needed,
and a name in one language. An empty field says nothing: what is known stays."""


class Imported(Struct, frozen=True):
    added: int
    altered: int


def import_csv(who: str, text: str, why: str = "import") -> Imported:
    """Raises `PeopleRefused` naming the line; then nothing was taken in."""
    added = altered = 0
    with change():
        for number, row in _rows(text):
            try:
                if _take(who, row, why):
                    added += 1
                else:
                    altered += 1
            except HubProblem as problem:
                told = {"reason_zh": problem.zh, "reason_en": problem.en}
                raise PeopleRefused("bad_line", 422, line=number, **told) from problem
    return Imported(added, altered)


def _take(who: str, row: dict[str, str], why: str) -> bool:
    """Whether somebody new came in."""
    name = row.get("id", "")
    known = Person.objects.filter(pk=name).first()
    names = {it: row[f"name_{it}"] for it in ("zh", "en") if row.get(f"name_{it}")}
    told = {
        "names": {**(known.names if known else {}), **names},
        **({"badge": row["badge"]} if row.get("badge") else {}),
        **({"roles": _several(row["roles"])} if row.get("roles") else {}),
        **({"team": row["team"]} if row.get("team") else {}),
    }
    if known is None:
        rules.add(who, name, why=why, **told)  # type: ignore[arg-type]
    else:
        rules.alter(who, name, why, **told)
    for skill in _several(row.get("skills", "")):
        rules.grant(who, name, *rules.read_skill(skill), why=why)
    return known is None


def _rows(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """With the number of their line in the file."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown or "id" not in (reader.fieldnames or ()):
        seen = ", ".join(sorted(map(str, unknown))) or "id?"
        raise PeopleRefused("bad_person", 422, reason=f"{seen} ({','.join(COLUMNS)})")
    for row in reader:
        if None in row:
            raise PeopleRefused("bad_person", 422, reason=f"{reader.line_num}: {row[None]}")
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}


def _several(text: str) -> list[str]:
    return [it.strip() for it in text.replace("；", ";").split(";") if it.strip()]
