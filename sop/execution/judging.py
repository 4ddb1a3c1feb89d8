"""Judging what was read, chosen, written, held or calculated. Scans are judged in `scanning`.

A judgement is None when the answer passes, or a `Failure` with what was expected and seen. What
cannot be an answer at all (three decimals where one is asked for) raises `Refused`: it is put
right at the key pad and is no failure of the product.
"""

from collections.abc import Sequence

from sop.execution.numbers import (
    Failure,
    decimals_of,
    failure,
    is_usable,
    outside,
    shown,
)
from sop.execution.refusal import Refusal, Refused, refuse
from sop.patterns import PatternError, matches_whole
from sop.procedure import Calculation, Choice, Measurement, TextEntry, Timer


def readable(check: Measurement, value: float, source: str) -> float:
    """The reading, if this check takes it: a number, of no more decimals, from the right source."""
    if check.source not in ("either", source):
        raise refuse("source_not_allowed", expected=check.source, seen=source)
    if not is_usable(value):
        raise refuse("value_not_a_number", seen=str(value))
    if decimals_of(value) > check.decimals:
        raise refuse("too_many_decimals", expected=str(check.decimals), seen=shown(value, 0))
    return float(value) + 0.0


def judge_sample(check: Measurement, value: float) -> Failure | None:
    return outside(value, check.lower, check.upper, check.decimals, check.unit)


def judge_value(check: Calculation, value: float) -> Failure | None:
    return outside(value, check.lower, check.upper, check.decimals, check.unit)


def judge_choice(check: Choice, options: Sequence[str]) -> Failure | None:
    """Passes when every chosen option does. Details name options by id."""
    known = {option.id: option for option in check.options}
    if unknown := [each for each in options if each not in known]:
        raise refuse("unknown_option", seen=", ".join(unknown))
    if not options or len(set(options)) < len(options):
        raise refuse("option_missing")
    if len(options) > 1 and not check.multiple:
        raise refuse("one_option_only", seen=", ".join(options))
    if all(known[each].passes for each in options):
        return None
    passing = [option.id for option in check.options if option.passes]
    return failure("choice_fails", ", ".join(passing), ", ".join(options))


def judge_text(check: TextEntry, text: str) -> Failure | None:
    if len(text) < check.minimum:
        raise refuse("text_too_short", expected=str(check.minimum), seen=str(len(text)))
    if len(text) > check.maximum:
        raise refuse("text_too_long", expected=str(check.maximum), seen=str(len(text)))
    try:
        if check.pattern is None or matches_whole(check.pattern, text):
            return None
    except PatternError as error:
        raise Refused(Refusal(error.key, error.details)) from error
    return failure("text_no_match", check.pattern, text)


def judge_hold(check: Timer, elapsed_ms: int) -> Failure | None:
    """Seconds as shown to people; the comparison is in milliseconds."""
    if elapsed_ms >= check.seconds * 1000:
        return None
    held = max(0, elapsed_ms) // 100 / 10
    return failure("held_too_short", f"{shown(check.seconds, 0)} s", f"{shown(held, 1)} s")
