"""Who may sign a step, and when. That the signer is who they say was proved before (PIN)."""

from sop.events import Person
from sop.execution.gates import has_role, is_qualified
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal
from sop.procedure import SignOff
from sop.state import CheckState, ExecutionState


def may_sign(state: ExecutionState, step_id: str, check: SignOff, signer: Person) -> Refusal | None:
    """After what is signed, by the right person, who is qualified."""
    return (
        _is_after_its_checks(state, step_id, check)
        or _is_right_person(state, step_id, check, signer)
        or _is_qualified(state, check, signer)
    )


def _is_after_its_checks(state: ExecutionState, step_id: str, check: SignOff) -> Refusal | None:
    """A signature says that what stands before it in the step is so; then it must be so."""
    answered = state.step_state(step_id).checks
    left = []
    for check_id in plan_of(state.procedure).checks[step_id]:
        if check_id == check.id:
            break
        if not answered.get(check_id, CheckState()).passed:
            left.append(check_id)
    return Refusal("sign_after_checks", {"expected": ", ".join(left)}) if left else None


def _is_right_person(
    state: ExecutionState, step_id: str, check: SignOff, signer: Person
) -> Refusal | None:
    """The second person is neither at work here nor recorded anything of this visit."""
    operator = state.operator
    performs = operator is not None and operator.id == signer.id
    if check.by == "performer":
        expected = operator.name if operator else ""
        details = {"expected": expected, "seen": signer.name}
        return None if performs else Refusal("signer_not_performer", details)
    if performs or signer.id in state.step_state(step_id).performers:
        return Refusal("signer_performed", {"seen": signer.name})
    return None


def _is_qualified(state: ExecutionState, check: SignOff, signer: Person) -> Refusal | None:
    """By the role the check names; where it names none, by the procedure's skills."""
    if check.role is not None:
        return has_role(signer, check.role)
    return is_qualified(state.procedure, signer)
