"""The virtual shift: people who are visibly not real, and nobody's default account.

Their PINs are drawn anew in every process and told to no one, and they are taken off the roster
when the shift ends.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from kiosk.operations.signing import sign_in
from kiosk.store import Person, Skill
from sop.procedure import SignOff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.operations.station import Station
    from sop.procedure import Procedure

PREFIX = "virtual-"
NAMES = (
    ("一", "One"),
    ("二", "Two"),
    ("三", "Three"),
    ("四", "Four"),
)
LEAD = 3  # the last of them


class Crew:
    """Four people: three operators and a team lead, with every skill and role asked for."""

    def __init__(self, station: Station, procedures: Iterable[Procedure]) -> None:
        self._station = station
        self._pins: dict[str, str] = {}
        procedures = list(procedures)
        self._skills = {r.skill: Skill(4) for p in procedures for r in p.skills}
        self._roles = sorted({"operator", *(role for p in procedures for role in _roles(p))})
        for number in range(len(NAMES)):
            station.store.people.put(self._person(number, active=True))

    @property
    def ids(self) -> list[str]:
        return [_id(number) for number in range(len(NAMES))]

    @property
    def lead(self) -> str:
        return _id(LEAD)

    def credentials(self, person: str) -> tuple[str, str]:
        """Badge and PIN. Made when first needed: a verifier takes some 50 ms by design."""
        if person not in self._pins:
            self._pins[person] = f"{secrets.randbelow(10**6):06d}"
            self._station.store.people.set_pin(person, self._pins[person])
        return _badge(person), self._pins[person]

    def sign_in(self, person: str) -> None:
        if self._station.person is None or self._station.person.id != person:
            self._station.submit(sign_in, _badge(person)).result()

    def dismiss(self) -> None:
        """Off the roster: from here on their badges are unknown."""
        for number in range(len(NAMES)):
            self._station.store.people.put(self._person(number, active=False))

    def _person(self, number: int, active: bool) -> Person:
        chinese, english = NAMES[number]
        lead = ("team_lead",) if number == LEAD else ()
        return Person(
            id=_id(number),
            badge=_badge(_id(number)),
            names={"zh": f"虚拟操作员{chinese}", "en": f"Virtual Operator {english}"},
            roles=tuple(dict.fromkeys((*self._roles, *lead))),
            skills=self._skills,
            active=active,
        )


def is_virtual(person: str) -> bool:
    return person.startswith(PREFIX)


def _id(number: int) -> str:
    return f"{PREFIX}{number + 1}"


def _badge(person: str) -> str:
    return f"BADGE-{person.upper()}"


def _roles(procedure: Procedure) -> Iterable[str]:
    paths = [None, *(each.id for each in procedure.contingencies)]
    for step in (step for path in paths for step in procedure.steps(path)):
        for check in step.checks:
            if isinstance(check, SignOff) and check.role and check.role != "team_lead":
                yield check.role
