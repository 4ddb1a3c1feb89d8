"""Who may sign a step, and when. That the signer is who they say was proved before (PIN).

Whoever vouches for a step, as its second person or as the team lead who lets it go on, is never
one who performed it. The performers of a step are those who recorded something of it in its
present visit: a confirmed warning, an answer, a correction, the completion; and the operator in
whose hands the run is now, who answers for it from the moment of taking over. Who only had the
step in hand and passed the run on unworked is none: the record knows of nothing they did, and a
shift that signs over at the wrong moment must not run out of second persons. A block keeps its
performers through rework, so that nobody frees their own failure by going back and handing over.
"""

from sop.events import Person
from sop.execution.asking import checks_of
from sop.execution.gates import has_role, is_qualified
from sop.execution.refusal import Refusal
from sop.procedure import SignOff
from sop.state import CheckState, ExecutionState

LEAD = "team_lead"


def may_sign(state: ExecutionState, step_id: str, check: SignOff, signer: Person) -> Refusal | None:
    """After what is signed, by the right person, who is qualified."""
    return (
        _is_after_its_checks(state, step_id, check)
        or _is_right_person(state, step_id, check, signer)
        or _may_vouch(state, check, signer)
    )


def _is_after_its_checks(state: ExecutionState, step_id: str, check: SignOff) -> Refusal | None:
    """A signature says that what stands before it in the step is so; then it must be so."""
    answered = state.step_state(step_id).checks
    left = []
    for check_id in checks_of(state, step_id):
        if check_id == check.id:
            break
        if not answered.get(check_id, CheckState()).passed:
            left.append(check_id)
    return Refusal("sign_after_checks", {"expected": ", ".join(left)}) if left else None


def _is_right_person(
    state: ExecutionState, step_id: str, check: SignOff, signer: Person
) -> Refusal | None:
    operator = state.operator
    if check.by == "second":
        performed = performs(state, step_id, signer)
        return Refusal("signer_performed", {"seen": signer.name}) if performed else None
    if operator is not None and operator.id == signer.id:
        return None
    expected = operator.name if operator else ""
    return Refusal("signer_not_performer", {"expected": expected, "seen": signer.name})


def may_authorise(state: ExecutionState, step_id: str, lead: Person) -> Refusal | None:
    """Whether a team lead's word counts on this step: never on work of their own."""
    if refusal := has_role(lead, LEAD):
        return refusal
    performed = performs(state, step_id, lead)
    return Refusal("lead_performed", {"seen": lead.name}) if performed else None


def performs(state: ExecutionState, step_id: str, person: Person) -> bool:
    """Whether the person works on the step now, or has in its present visit."""
    at_work = state.operator is not None and state.operator.id == person.id
    return at_work or person.id in state.step_state(step_id).performers


def _may_vouch(state: ExecutionState, check: SignOff, signer: Person) -> Refusal | None:
    """By the role the check names; where it names none, by the procedure's skills. For their own
    work a trainee signs under the eyes of the coach, who answers for it."""
    if check.role is not None:
        return has_role(signer, check.role)
    if check.by == "performer" and state.coach is not None:
        return None
    return is_qualified(state.procedure, signer)
