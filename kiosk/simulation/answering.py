"""How a virtual operator answers each kind of check: rightly mostly, wrongly now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kiosk.operations import running
from kiosk.scanner.gs1 import parse_gs1
from kiosk.simulation import sensible
from kiosk.simulation.labels import fitting_label, labels_again, wrong_label
from kiosk.simulation.patterns import text_fitting
from kiosk.simulation.photographs import photograph
from sop import commands as c
from sop import procedure as p
from sop.answers import Answer, Measured, Scanned, Written
from sop.execution.refusal import Refused
from sop.execution.scanning import judge_scan
from sop.patterns import matches_whole
from sop.state import CheckState

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from kiosk.operations.station import Outcome, Station
    from kiosk.scanner import Scan
    from kiosk.simulation.people import Crew
    from sop.state import ExecutionState

Act = tuple["Callable[..., Outcome]", tuple[Any, ...], dict[str, Any]]
"""An operation and what it is called with, after the station and the execution."""

MISTAKES = 0.06


class Situation(Struct, frozen=True):
    """What the virtual operator has before their eyes. `wait` lets time pass, in seconds."""

    station: Station
    state: ExecutionState
    step: p.Step
    crew: Crew
    rng: Random
    mistakes: float
    wait: Callable[[float], None]

    def check_state(self, check: p.Check) -> CheckState:
        return self.state.step_state(self.step.id).checks.get(check.id, CheckState())

    def errs(self) -> bool:
        return self.rng.random() < self.mistakes

    def do(self, command: type[c.BaseCommand], check: p.Check, **fields: Any) -> Act:
        return running.do, (command,), {"step": self.step.id, "check": check.id, **fields}


def answer(at: Situation, check: p.Check) -> Act:
    """The next thing to do for this check."""
    match check:
        case p.Acknowledge():
            return at.do(c.AcknowledgeCheck, check)
        case p.Scan():
            return _scan(at, check)
        case p.Measurement():
            source = "gauge" if check.source == "gauge" else "typed"
            return at.do(c.RecordSample, check, value=reading(at, check), source=source)
        case p.Choice():
            return at.do(c.Choose, check, options=(_option(at, check),))
        case p.Checklist():
            ticked = at.check_state(check).ticked
            item = next(item.id for item in check.items if item.id not in ticked)
            return at.do(c.TickItem, check, item=item)
        case p.TextEntry():
            return at.do(c.WriteText, check, text=_text(at, check))
        case p.Photo():
            jpeg = photograph(at.rng, at.step.id)
            return running.add_photo, (at.step.id, check.id, jpeg), {}
        case p.Timer():
            return _timer(at, check)
        case p.Calculation():
            return at.do(c.ConfirmCalculation, check)
        case p.SignOff():
            badge, pin = at.crew.credentials(_signer(at, check))
            return running.sign, (at.step.id, check.id, badge, pin), {}


def reading(at: Situation, check: p.Measurement) -> float:
    """A value within the limits that agrees with the others; now and then just beyond one."""
    if at.errs():
        lower, upper = _limits(check)
        beyond = (upper - lower) * at.rng.uniform(0.05, 0.3) + 10**-check.decimals
        value = lower - beyond if check.lower is not None else upper + beyond
        return float(round(value, check.decimals))
    taken = at.check_state(check).samples
    if len(taken) + 1 < check.samples:
        return _good(at, check)
    candidates = [_good(at, check) for _ in range(8)]
    left = [round(value, check.decimals) for value in sensible.what_is_left(at)]
    fitting = [value for value in left if check.lower is None or value >= check.lower]
    chosen = sensible.first_sensible(
        at,
        check,
        [*candidates, *(fitting if sensible.is_count(check) else [])],
        lambda value: _measured(check, (*taken, value)),
    )
    return chosen if chosen is not None else candidates[0]


def _good(at: Situation, check: p.Measurement) -> float:
    """Mostly near the middle of the limits."""
    lower, upper = _limits(check)
    value = min(max(at.rng.gauss((lower + upper) / 2, (upper - lower) / 8), lower), upper)
    if sensible.is_count(check):
        value = max(sensible.count(at, check), lower)
    return float(round(value, check.decimals))


def _measured(check: p.Measurement, samples: tuple[float, ...]) -> Measured:
    return Measured(samples, round(sum(samples) / len(samples), check.decimals), check.unit)


def _text(at: Situation, check: p.TextEntry) -> str:
    """What a label at hand says where that fits and agrees, else words."""
    made = words(check, at.rng)
    if not check.pattern:
        return made
    at_hand = [text for text in sensible.codes_at_hand(at) if _fits(check, text)]
    return sensible.first_sensible(at, check, [*at_hand, made], Written) or made


def _fits(check: p.TextEntry, text: str) -> bool:
    if not check.minimum <= len(text) <= check.maximum:
        return False
    return check.pattern is None or matches_whole(check.pattern, text)


def words(check: p.TextEntry, rng: Random) -> str:
    if check.pattern:
        return text_fitting(check.pattern, rng)
    said = "正常，无异常 OK"
    if check.phrases:
        said = next(iter(rng.choice(check.phrases).values()))
    return said.ljust(check.minimum, "。")[: check.maximum]


def _limits(check: p.Measurement) -> tuple[float, float]:
    middle = check.target if check.target is not None else 10.0
    lower, upper = check.lower, check.upper
    if lower is None:
        lower = (upper if upper is not None else middle) - abs(middle) * 0.2 - 0.5
    if upper is None:
        upper = max(lower, middle) + abs(middle) * 0.2 + 0.5
    return lower, upper


def _scan(at: Situation, check: p.Scan) -> Act:
    today = at.station.clock.now().date()
    if at.errs():
        return running.record_scan, (at.step.id, check.id, wrong_label(check, at.rng)), {}
    made = fitting_label(at.state, check, today, at.rng)
    again = [] if check.unused else labels_again(at.state, check, sensible.codes_at_hand(at))
    label = sensible.first_sensible(at, check, [made, *again], lambda it: _scanned(at, check, it))
    return running.record_scan, (at.step.id, check.id, label or made), {}


def _scanned(at: Situation, check: p.Scan, label: Scan) -> Answer:
    """What the rules would record of this label."""
    read = parse_gs1(label.text, label.symbology, gs1=label.gs1)
    assert at.state.operator is not None
    command = c.RecordScan(
        at=0,
        by=at.state.operator,
        step=at.step.id,
        check=check.id,
        text=label.text,
        symbology=str(label.symbology),
        gs1=dict(read.values) if read else {},
    )
    try:
        return judge_scan(at.state, check, command)[0]
    except Refused:
        return Scanned(label.text, str(label.symbology), label.source)


def _option(at: Situation, check: p.Choice) -> str:
    wrong = at.errs()
    fitting = [o.id for o in check.options if o.passes is not wrong]
    return at.rng.choice(fitting or [o.id for o in check.options])


def _timer(at: Situation, check: p.Timer) -> Act:
    if at.check_state(check).timer_started_at is None:
        return at.do(c.StartTimer, check)
    at.wait(check.seconds + 1)
    if check.mode == "hold":
        held = int(check.seconds * 1000) + 200
        return running.finish_hold, (at.step.id, check.id, held), {}
    return running.finish_timer, (at.step.id, check.id), {}


def _signer(at: Situation, check: p.SignOff) -> str:
    """The performer, or somebody who did nothing in this step."""
    operator = at.state.operator
    assert operator is not None
    if check.by == "performer":
        return operator.id
    if check.role == "team_lead" and at.crew.lead != operator.id:
        return at.crew.lead
    performers = at.state.step_state(at.step.id).performers
    others = [who for who in at.crew.ids if who != operator.id and who not in performers]
    return at.rng.choice(others or at.crew.ids)
