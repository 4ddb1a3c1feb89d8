"""What happens on a real shift between two confirmations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.operations import exceptions, running
from kiosk.simulation.answering import reading, words
from kiosk.simulation.deciding import another_order
from kiosk.simulation.photographs import photograph
from sop import commands as c
from sop.answers import Measured, Written
from sop.execution.queries import step_overview
from sop.procedure import Measurement, TextEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.simulation.answering import Act, Situation

BREAKS = ("换班休息 break", "等待物料 waiting for material", "设备保养 machine service")
CORRECTIONS = ("读数录入错误 misread the gauge", "单位看错 wrong digit typed")
SKIPS = ("上道工序已完成 done upstream", "本批不适用 not applicable to this lot")
REWORK = ("发现划伤，返工 scratch found, rework", "装配顺序有误 assembled in the wrong order")
NOTES = ("来料外观有压痕 dent on incoming part", "扳手示值跳动 wrench reading unsteady")
SEVERITIES = ("minor", "minor", "major", "critical")
CATEGORIES = ("man", "machine", "material", "method", "environment", "measurement")


def surprise(at: Situation) -> Act | None:
    """Something other than the next check, or None as nearly always."""
    luck = at.rng.random()
    for chance, happening in _HAPPENINGS:
        if luck < chance:
            return happening(at)
        luck -= chance
    return None


def _pause(at: Situation) -> Act:
    return running.do, (c.Pause,), {"reason": at.rng.choice(BREAKS)}


def _exception(at: Situation) -> Act:
    photos = (photograph(at.rng, at.step.id),) if at.rng.random() < 0.5 else ()
    fields: dict[str, Any] = {"step": at.step.id, "note": at.rng.choice(NOTES), "photos": photos}
    fields["severity"] = at.rng.choice(SEVERITIES)
    return exceptions.raise_in_run, (at.rng.choice(CATEGORIES),), fields


def _hand_over(at: Situation) -> Act:
    operator = at.state.operator
    others = [who for who in at.crew.ids[:-1] if operator is None or who != operator.id]
    badge, _pin = at.crew.credentials(at.rng.choice(others))
    return running.hand_over, (badge,), {}


def _go_back(at: Situation) -> Act | None:
    if at.state.contingency is not None:
        return None
    done = [
        step.id
        for step in at.state.procedure.steps()
        if at.state.step_state(step.id).status == "completed"
    ]
    if not done:
        return None
    return running.do, (c.GoBack,), {"to": done[-1], "reason": at.rng.choice(REWORK)}


def _contingency(at: Situation) -> Act | None:
    paths = at.state.procedure.contingencies
    if not paths or at.state.contingency is not None:
        return None
    badge, pin = at.crew.credentials(at.crew.lead)
    path = at.rng.choice(paths)
    return running.enter_contingency, (path.id, badge, pin, "紧急插单 rush order"), {}


def _abort(_at: Situation) -> Act:
    return running.do, (c.Abort,), {"reason": "工件报废 unit scrapped"}


def _skip(at: Situation) -> Act | None:
    if at.step.control != "flexible" or at.state.step_state(at.step.id).checks:
        return None
    return running.do, (c.SkipStep,), {"step": at.step.id, "reason": at.rng.choice(SKIPS)}


def _out_of_turn(at: Situation) -> Act | None:
    rows = [
        row.step
        for row in step_overview(at.state)
        if row.status == "open" and not row.locked and row.control == "flexible"
    ]
    if not rows:
        return None
    reason = "治具先空出来 fixture is free now"
    return running.do, (c.EnterStep,), {"step": at.rng.choice(rows), "reason": reason}


def _correct(at: Situation) -> Act | None:
    """A typed answer given earlier turns out to be wrong, and another is right."""
    found: list[tuple[str, str, Any]] = []
    for step in at.state.procedure.steps():
        answered = at.state.step_state(step.id).checks
        for check in step.checks:
            given = answered.get(check.id)
            if given is None or not given.passed:
                continue
            if isinstance(check, Measurement) and isinstance(given.answer, Measured):
                samples = tuple(reading(at, check) for _ in given.answer.samples)
                new = Measured(samples, 0.0, check.unit, given.answer.source)
                found.append((step.id, check.id, new))
            elif isinstance(check, TextEntry) and isinstance(given.answer, Written):
                found.append((step.id, check.id, Written(words(check, at.rng))))
    if not found:
        return None
    step_id, check_id, new = at.rng.choice(found)
    fields = {"step": step_id, "check": check_id, "answer": new}
    return running.do, (c.CorrectAnswer,), {**fields, "reason": at.rng.choice(CORRECTIONS)}


_HAPPENINGS: tuple[tuple[float, Callable[[Situation], Act | None]], ...] = (
    (0.006, _pause),
    (0.008, _exception),
    (0.006, _hand_over),
    (0.004, _go_back),
    (0.003, _contingency),
    (0.001, _abort),
    (0.020, _skip),
    (0.010, _out_of_turn),
    (0.010, _correct),
    (0.004, another_order),
)
