"""Who works under supervision, and who supervises: a coach, who signs before the run ends.

The coach watches and never performs. Should the coach have left, another who could be one signs:
the record names who did, and a shift that ends leaves no run behind that nobody can finish.
"""

from typing import Literal

from sop import commands as c
from sop import events as e
from sop.execution.gates import is_qualified
from sop.execution.order import nothing_left
from sop.execution.refusal import Refusal, insist, refuse
from sop.procedure import Procedure
from sop.state import ExecutionState

TEACHES = 3
"""From this level on one may watch over somebody else."""

Want = Literal["skill", "unread"]


def supervision(procedure: Procedure, command: c.Start) -> tuple[Want, ...]:
    """For want of what the run is watched over; refuses where the procedure allows no such run."""
    wanting: list[Want] = []
    if short := is_qualified(procedure, command.by):
        if procedure.trainees == "block":
            insist(short)
        wanting.append("skill")
    if command.unread:
        if procedure.unread == "block":
            raise refuse("revision_unread", seen=procedure.revision)
        wanting.append("unread")
    if command.coach is not None:
        insist(may_coach(procedure, command.coach, command.by))
    elif wanting:
        raise refuse("coach_missing", name=command.by.name)
    return tuple(wanting)


def may_coach(procedure: Procedure, coach: e.Person, operator: e.Person | None) -> Refusal | None:
    """Somebody else, who holds every skill required, and each at a level to teach it."""
    if operator is not None and coach.id == operator.id:
        return Refusal("coach_is_operator", {"seen": coach.name})
    if refusal := is_qualified(procedure, coach):
        return refusal
    short = [it for it in procedure.skills if coach.skills.get(it.skill, 0) < TEACHES]
    if not short:
        return None
    return Refusal(
        "coach_level",
        {
            "name": coach.name,
            "expected": ", ".join(f"{it.skill} {max(it.level, TEACHES)}" for it in short),
            "seen": ", ".join(f"{it.skill} {coach.skills.get(it.skill, 0)}" for it in short),
        },
    )


def may_take_over(state: ExecutionState, to: e.Person) -> Refusal | None:
    """Qualified, or watched over by the coach of this run, who does not take it over."""
    if state.coach is not None and state.coach.id == to.id:
        return Refusal("coach_is_operator", {"seen": to.name})
    if state.coach is not None and state.procedure.trainees == "supervised":
        return None
    return is_qualified(state.procedure, to)


def sign_as_coach(state: ExecutionState, command: c.SignAsCoach) -> tuple[e.Event, ...]:
    """After all that the coach vouches for; never by somebody who did any of it."""
    if state.coach is None:
        raise refuse("no_coach_needed")
    if state.coached:
        raise refuse("coach_already_signed")
    insist(nothing_left(state))
    insist(may_coach(state.procedure, command.coach, state.operator))
    if any(command.coach.id in step.performers for step in state.steps.values()):
        raise refuse("signer_performed", seen=command.coach.name)
    return (
        e.CoachSigned(
            at=command.at, by=command.by.id, coach=command.coach, note=command.note.strip()
        ),
    )
