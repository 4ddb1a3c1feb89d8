"""What just became true, for eye and ear: read from the events of a confirmed command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from sop import events as e
from sop.execution import SPOT_CHECK, SPOT_PHOTO
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sop.procedure import Procedure

Kind = Literal[
    "passed",
    "failed",
    "progressed",
    "step_done",
    "blocked",
    "went_back",
    "exception",
    "disposed",
    "adjusted",
    "coached",
    "handed_over",
    "ended",
    "other",
]

#: What an outcome is told as, the gravest first.
_ORDER: Sequence[tuple[type, Kind]] = (
    (e.ExecutionCompleted, "ended"),
    (e.ExecutionAborted, "ended"),
    (e.StepBlocked, "blocked"),
    (e.ExecutionHalted, "blocked"),
    (e.CheckFailed, "failed"),
    (e.WentBack, "went_back"),
    (e.StepCompleted, "step_done"),
    (e.StepSkipped, "step_done"),
    (e.DeviationSigned, "step_done"),
    (e.CheckPassed, "passed"),
    (e.ExceptionDisposed, "disposed"),
    (e.ExceptionRaised, "exception"),
    (e.OrderAdjusted, "adjusted"),
    (e.CoachSigned, "coached"),
    (e.HandedOver, "handed_over"),
    (e.SampleTaken, "progressed"),
    (e.ItemTicked, "progressed"),
    (e.PhotoTaken, "progressed"),
    (e.TimerStarted, "progressed"),
)


class Happening(Struct, frozen=True):
    """`name` is the title of the step, the category or the person it is about; `title` that of
    the check."""

    kind: Kind
    name: str = ""
    check: str = ""
    result: str = ""
    title: str = ""


def happening_in(
    procedure: Procedure, events: Sequence[e.Event], language: str
) -> Happening | None:
    """The one thing worth telling about these events; None when there are none."""
    for kind, told in _ORDER:
        for event in events:
            if isinstance(event, kind):
                return Happening(
                    told,
                    _name(procedure, event, language),
                    getattr(event, "check", ""),
                    getattr(event, "result", ""),
                    _check_title(procedure, event, language),
                )
    return Happening("other") if events else None


def _name(procedure: Procedure, event: e.Event, language: str) -> str:
    if isinstance(event, e.ExceptionRaised):
        return event.category
    if isinstance(event, e.HandedOver):
        return event.to.name
    step = procedure.step(getattr(event, "to", "") or getattr(event, "step", ""))
    return title(step.title, language) if step else ""


def _check_title(procedure: Procedure, event: e.Event, language: str) -> str:
    step = procedure.step(getattr(event, "step", None) or "")
    asked = getattr(event, "check", "") or ""
    check = step.check(asked) if step else None
    if step is not None and asked == SPOT_PHOTO:
        check = check or SPOT_CHECK
    return title(check.title, language) if check else ""
