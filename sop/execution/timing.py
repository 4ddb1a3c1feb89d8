"""Work time at a step: from entering to leaving it, pauses not counted. Milliseconds throughout.

Wall clocks get set back; a stretch that would be negative counts as nothing.
"""

from typing import Literal

from msgspec.structs import replace

from sop.procedure import Step
from sop.state import StepState

Timing = Literal["within", "under", "over"]


def worked(step: StepState, now: int) -> int:
    """What was worked at the step in its present visit, up to `now`."""
    running = 0 if step.clock_from is None else max(0, now - step.clock_from)
    return step.worked_ms + running


def stop_clock(step: StepState, at: int) -> StepState:
    if step.clock_from is None:
        return step
    return replace(step, worked_ms=worked(step, at), clock_from=None)


def start_clock(step: StepState, at: int) -> StepState:
    return replace(stop_clock(step, at), clock_from=at)


def timing_of(step: Step, duration_ms: int) -> Timing:
    """Compared with the step's minimum and maximum; both still count as within."""
    minimum, maximum = step.time.minimum, step.time.maximum
    if minimum is not None and duration_ms < minimum * 1000:
        return "under"
    if maximum is not None and duration_ms > maximum * 1000:
        return "over"
    return "within"
