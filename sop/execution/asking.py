"""What a step asks for in this run: the checks of the procedure, and now and then a photograph.

Whether a visit is spot-checked follows from the run, the step and the visit alone: nobody can
guess it beforehand without the run's id, and everybody can work it out again afterwards.
"""

from collections.abc import Mapping
from hashlib import sha256
from itertools import takewhile

from sop.execution.plan import plan_of
from sop.procedure import Check, Photo, SignOff, Step
from sop.state import ExecutionState

SPOT_PHOTO = "spot_photo"
"""The id of the check. Where a step has a check of that name itself, that one is asked for."""

SPOT_TITLE = {"zh": "抽查拍照", "en": "Spot photograph"}

SPOT_CHECK = Photo(id=SPOT_PHOTO, title=SPOT_TITLE)


def checks_of(state: ExecutionState, step_id: str) -> Mapping[str, Check]:
    """Every check the step asks for in its present visit, by id, in the order of answering."""
    plan = plan_of(state.procedure)
    own = plan.checks.get(step_id, {})
    if not own and step_id not in plan.steps:
        return own
    return _with_photograph(own) if is_spot_checked(state, step_id) else own


def is_spot_checked(state: ExecutionState, step_id: str) -> bool:
    """Whether this visit of the step is asked for a photograph, or an earlier one gave it."""
    step = plan_of(state.procedure).steps.get(step_id)
    if (
        step is None
        or not step.photo_rate
        or SPOT_PHOTO in plan_of(state.procedure).checks[step_id]
    ):
        return False
    at = state.step_state(step_id)
    given = at.checks.get(SPOT_PHOTO)
    return (given is not None and given.passed) or is_spot_visit(state.execution, step, at.visit)


def is_spot_visit(execution: str, step: Step, visit: int) -> bool:
    """The digest of run, step and visit, as a fraction of one, lies below the step's rate."""
    digest = sha256(f"{execution}\n{step.id}\n{visit}".encode()).digest()
    return int.from_bytes(digest, "big") < step.photo_rate * 2**256


def _with_photograph(own: Mapping[str, Check]) -> dict[str, Check]:
    """Before the signatures, which vouch for it as for everything else."""
    before = dict(takewhile(lambda each: not isinstance(each[1], SignOff), own.items()))
    after = {each: check for each, check in own.items() if each not in before}
    return {**before, SPOT_PHOTO: SPOT_CHECK, **after}
