"""How a virtual operator answers each kind of check: rightly mostly, wrongly now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kiosk.operations import running
from kiosk.simulation.labels import fitting_label, wrong_label
from kiosk.simulation.patterns import text_fitting
from kiosk.simulation.photographs import photograph
from sop import commands as c
from sop import procedure as p
from sop.state import CheckState

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from kiosk.operations.station import Outcome, Station
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
            return at.do(c.WriteText, check, text=words(check, at.rng))
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
    """A value within the limits, mostly near the middle; now and then just beyond one."""
    lower, upper = _limits(check)
    spread = upper - lower
    if at.errs():
        beyond = spread * at.rng.uniform(0.05, 0.3) + 10**-check.decimals
        value = lower - beyond if check.lower is not None else upper + beyond
    else:
        value = min(max(at.rng.gauss((lower + upper) / 2, spread / 8), lower), upper)
    return float(round(value, check.decimals))


def words(check: p.TextEntry, rng: Random) -> str:
    if check.pattern:
        return text_fitting(check.pattern, rng)
    said = "正常,无异常 OK"
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
    fitting = fitting_label(at.state, check, today, at.rng)
    label = wrong_label(check, at.rng) if at.errs() else fitting
    return running.record_scan, (at.step.id, check.id, label), {}


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
