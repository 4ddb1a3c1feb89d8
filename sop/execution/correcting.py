"""Corrections: a later entry with a reason; the earlier one stays in the record.

The new answer is judged like any other. What rested on the old one falls and is given again:
signatures over it, calculations that used it, and a deviation that let its step stand.

A signature stands over what comes before it in its step; with nothing but signatures before it,
or as an approval by a second person, over the steps before it on its path as well.
"""

from msgspec import Struct
from msgspec.structs import replace

from sop import commands as c
from sop import events as e
from sop.answers import Answer, Chosen, Measured, Written
from sop.execution.apply import apply, fold
from sop.execution.conditions import depends_on, is_due
from sop.execution.failing import consequences
from sop.execution.judging import judge_choice, judge_sample, judge_text, readable
from sop.execution.lateness import late_by
from sop.execution.numbers import Failure, mean
from sop.execution.order import on_path, path_of, settle
from sop.execution.plan import plan_of
from sop.execution.refusal import Refusal, insist, refuse
from sop.execution.stating import stated
from sop.execution.stepping import signed_by_others_only
from sop.procedure import Check, Choice, Measurement, SignOff, TextEntry
from sop.state import CheckState, ExecutionState


class _Judged(Struct, frozen=True):
    answer: Answer
    failure: Failure | None


def correct_answer(state: ExecutionState, command: c.CorrectAnswer) -> tuple[e.Event, ...]:
    check, old = _correctable(state, command)
    judged = _judge(check, command.answer)
    if judged.answer == old:
        raise refuse("nothing_corrected")
    fallen = fallen_with(state, command.step, command.check)
    if judged.failure is not None or fallen:
        # What opens again must be on the path in hand, or nobody would come by to do it.
        for step_id in {command.step, *(each.partition(".")[0] for each in fallen)}:
            insist(on_path(state, step_id))
    late = late_by(state, command.step, command.at)
    corrected = replace(_event(command, old, judged, fallen), late_ms=late)
    after = apply(state, corrected)
    insist(_keeps_the_order(state, after))
    return corrected, *_follow(after, command, judged)


def _follow(
    state: ExecutionState, command: c.CorrectAnswer, judged: _Judged
) -> tuple[e.Event, ...]:
    at, by = command.at, command.by.id
    if judged.failure is None:
        return settle(state, at, by)
    reason = judged.failure.reason
    followed = consequences(state, command.step, command.check, reason, at, by)
    return *followed, *settle(fold(state, followed), at, by)


def _event(
    command: c.CorrectAnswer, old: Answer, judged: _Judged, fallen: tuple[str, ...]
) -> e.AnswerCorrected:
    failed = judged.failure
    return e.AnswerCorrected(
        at=command.at,
        by=command.by.id,
        step=command.step,
        check=command.check,
        old=old,
        new=judged.answer,
        passed=failed is None,
        reason=stated(command.reason),
        failure=failed.reason if failed else None,
        details=failed.details if failed else {},
        fallen=fallen,
    )


def _keeps_the_order(before: ExecutionState, after: ExecutionState) -> Refusal | None:
    """A step that becomes due must not belong before critical work already done.

    That is no slip of the pen but another route; it is taken by going back.
    """
    for steps in plan_of(before.procedure).paths.values():
        critical = [step for step in steps if step.control == "critical"]
        is_done = [after.step_state(step.id).status != "open" for step in critical]
        for number, step in enumerate(critical):
            missed = not is_done[number] and any(is_done[number + 1 :])
            if missed and is_due(after, step) and not is_due(before, step):
                return Refusal("correction_out_of_order", {"expected": step.id})
    return None


def _correctable(state: ExecutionState, command: c.CorrectAnswer) -> tuple[Check, Answer]:
    """The check and its standing answer. An answer that failed is simply given again."""
    plan = plan_of(state.procedure)
    if command.step not in plan.steps:
        raise refuse("unknown_step", seen=command.step)
    check = plan.checks[command.step].get(command.check)
    if check is None:
        raise refuse("unknown_check", seen=command.check)
    answered = state.step_state(command.step).checks.get(command.check, CheckState())
    if not answered.passed or answered.answer is None:
        raise refuse("nothing_to_correct", seen=command.check)
    insist(signed_by_others_only(state, command.step, command.by))
    return check, answered.answer


def _judge(check: Check, new: Answer) -> _Judged:
    """Only what was typed or chosen; a scan, a photograph or a signature is made anew."""
    match check, new:
        case Measurement(), Measured():
            return _judge_samples(check, new)
        case TextEntry(), Written():
            text = new.text.strip()
            return _Judged(Written(text), judge_text(check, text))
        case Choice(), Chosen():
            return _Judged(new, judge_choice(check, new.options))
        case _:
            raise refuse("not_correctable", seen=check.id)


def _judge_samples(check: Measurement, new: Measured) -> _Judged:
    if len(new.samples) != check.samples:
        raise refuse("samples_missing", expected=str(check.samples), seen=str(len(new.samples)))
    samples = tuple(readable(check, value, new.source) for value in new.samples)
    answer = Measured(samples, mean(samples, check.decimals), check.unit, new.source)
    failures = filter(None, (judge_sample(check, value) for value in samples))
    return _Judged(answer, next(failures, None))


# --- what rests on an answer ------------------------------------------------------------------


def fallen_with(state: ExecutionState, step_id: str, check_id: str) -> tuple[str, ...]:
    """Every check, as `step.check`, that counts and rests on this answer, directly or not."""
    fallen: list[tuple[str, str]] = []
    waiting = [(step_id, check_id)]
    while waiting:
        answer = waiting.pop()
        resting = (*_signatures_over(state, *answer), *_calculations_from(state, *answer))
        given = [each for each in resting if _counts(state, *each)]
        rested = (*given, *_let_stand_with(state, answer[0]))
        new = [each for each in rested if each not in fallen]
        fallen += new
        waiting += new
    return tuple(f"{step}.{check}" for step, check in fallen)


def _signatures_over(state: ExecutionState, step_id: str, check_id: str) -> list[tuple[str, str]]:
    plan = plan_of(state.procedure)
    checks = plan.checks[step_id]
    ids = list(checks)
    after = ids[ids.index(check_id) + 1 :]
    over = [(step_id, each) for each in after if isinstance(checks[each], SignOff)]
    on, position = plan.place[step_id]
    moved_behind = _behind(state, on, step_id)
    for review in plan.reviews:
        path, later = plan.place[review[0]]
        if path == on and (later > position or review[0] in moved_behind):
            over.append(review)
    return over


def _behind(state: ExecutionState, on: str | None, step_id: str) -> frozenset[str]:
    """The steps that a team lead's order for this run has after this one."""
    if (on or "") not in state.orders:
        return frozenset()
    ids = [step.id for step in path_of(state, on)]
    return frozenset(ids[ids.index(step_id) + 1 :])


def _calculations_from(state: ExecutionState, step_id: str, check_id: str) -> list[tuple[str, str]]:
    return [
        (each_step, calculation.id)
        for each_step, calculation in plan_of(state.procedure).calculations
        if depends_on(calculation.expression, step_id, check_id)
    ]


def _let_stand_with(state: ExecutionState, step_id: str) -> list[tuple[str, str]]:
    """A team lead signed for the step as it was: what they let stand of it falls with the rest."""
    step = state.step_state(step_id)
    if step.status != "deviated":
        return []
    checks = plan_of(state.procedure).checks[step_id]
    return [(step_id, each) for each in checks if not step.checks.get(each, CheckState()).passed]


def _counts(state: ExecutionState, step_id: str, check_id: str) -> bool:
    step = state.step_state(step_id)
    check = step.checks.get(check_id, CheckState())
    return check.passed or (check.answer is not None and step.status == "deviated")
