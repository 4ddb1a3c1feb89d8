"""Late entries: what is said of a step after it was done, or of a run after its end.

Values are captured at the step, when the activity is performed (21 CFR 211.188(b), EU GMP 4.8);
what is entered afterwards is marked so, with how much later (MHRA GXP data integrity, 2018, 5.1:
contemporaneous). The mark is in the event itself, so that it is in every copy.
"""

from sop.state import ExecutionState


def late_by(state: ExecutionState, step: str | None, at: int) -> int:
    """How long after the step was done, in ms; of no step, after the end of the run. 0: in time.

    A step opened again by rework is in hand again: what is entered then is in time. A clock that
    was set back makes nothing timely.
    """
    done = state.step_state(step).done_at if step is not None else None
    done = state.ended_at if done is None else done
    return 0 if done is None else max(1, at - done)
