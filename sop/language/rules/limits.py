"""Numbers, times and dates that make sense together."""

from datetime import UTC
from itertools import pairwise

from sop.effective import effective_from
from sop.language.rules.finding import (
    Findings,
    PlacedStep,
    doubted,
    found,
    placed_checks,
    placed_steps,
)
from sop.language.sheet import Path
from sop.procedure import (
    Calculation,
    Check,
    Choice,
    Measurement,
    Procedure,
    Step,
    StepTime,
    TextEntry,
    Timer,
)


def check_limits(procedure: Procedure) -> Findings:
    yield from _effective(procedure.effective)
    for placed in placed_steps(procedure):
        yield from _times(placed.step.time, (*placed.path, "time"))
        yield from _control(placed)
    for path, check, placed in placed_checks(procedure):
        yield from _check(check, path, placed.step)


def _effective(written: str) -> Findings:
    try:
        effective_from(written, UTC)
    except ValueError:
        yield found(("effective",), "effective_date", seen=written[:60])


def _times(time: StepTime, path: Path) -> Findings:
    given = {"minimum": time.minimum, "standard": time.standard, "maximum": time.maximum}
    known = [(name, value) for name, value in given.items() if value is not None]
    for (low_name, low), (high_name, high) in pairwise(known):
        if low > high:
            shown = {"low": _number(low), "high": _number(high)}
            yield found((*path, low_name), "times_order", a=low_name, b=high_name, **shown)


def _control(placed: PlacedStep) -> Findings:
    if placed.step.control == "critical" and not placed.step.checks:
        yield doubted(placed.path, "critical_without_check", name=placed.step.id)


def _check(check: Check, path: Path, step: Step) -> Findings:
    match check:
        case Measurement():
            yield from _order(check.lower, check.upper, path)
            yield from _target(check, path)
            yield from _decimals(check, path)
        case Calculation():
            yield from _order(check.lower, check.upper, path)
            yield from _decimals(check, path)
        case TextEntry() if check.minimum > check.maximum:
            yield found((*path, "minimum"), "lengths_order", low=check.minimum, high=check.maximum)
        case TextEntry():
            yield from _phrases(check, path)
        case Timer():
            yield from _timer(check, path, step)
        case Choice() if check.options and not any(option.passes for option in check.options):
            yield found((*path, "options"), "choice_never_passes")
        case _:
            pass


def _order(lower: float | None, upper: float | None, path: Path) -> Findings:
    if lower is not None and upper is not None and lower > upper:
        shown = {"lower": _number(lower), "upper": _number(upper)}
        yield found((*path, "lower"), "limits_order", **shown)


def _target(check: Measurement, path: Path) -> Findings:
    if check.target is None:
        return
    below = check.lower is not None and check.target < check.lower
    above = check.upper is not None and check.target > check.upper
    if below or above:
        between = f"{_number(check.lower)} … {_number(check.upper)}"
        shown = {"target": _number(check.target), "limits": between}
        yield found((*path, "target"), "target_outside", **shown)


def _decimals(check: Measurement | Calculation, path: Path) -> Findings:
    for name in ("lower", "upper"):
        limit = getattr(check, name)
        if limit is not None and abs(round(limit, check.decimals) - limit) > 1e-9:
            shown = {"limit": _number(limit), "decimals": check.decimals}
            yield doubted((*path, name), "limit_finer_than_decimals", **shown)


def _phrases(check: TextEntry, path: Path) -> Findings:
    """A phrase that is offered can also be given."""
    for n, phrase in enumerate(check.phrases):
        for language, words in phrase.items():
            if not check.minimum <= len(words) <= check.maximum:
                shown = {"length": len(words), "low": check.minimum, "high": check.maximum}
                yield doubted((*path, "phrases", n, language), "phrase_does_not_fit", **shown)


def _timer(check: Timer, path: Path, step: Step) -> Findings:
    most = step.time.maximum
    if most is not None and check.seconds > most:
        shown = {"seconds": _number(check.seconds), "maximum": _number(most)}
        yield doubted((*path, "seconds"), "timer_beyond_maximum", **shown)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
