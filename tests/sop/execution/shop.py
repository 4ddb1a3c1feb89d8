"""People, procedures and a run to drive: what the tests of the rules stand on."""

from typing import Any

from sop.commands import BaseCommand, Command, CompleteStep, Start
from sop.events import Event, Person, Unit, WorkOrder
from sop.execution import Refusal, apply, begin, decide
from sop.procedure import Check, Contingency, Procedure, Section, Step
from sop.state import CheckState, ExecutionState, StepState

MORNING = 1_767_254_400_000
"""2026-01-01 08:00 UTC."""

LI = Person("li", "李伟", skills={"torque": 2})
WANG = Person("wang", "王芳", skills={"torque": 3})
CHEN = Person("chen", "陈静", roles=("operator", "team_lead"), skills={"torque": 3})
SUN = Person("sun", "孙丽", roles=("operator", "team_lead"), skills={"torque": 3})
QA = Person("qa", "赵敏", roles=("operator", "qa"))
TRAINEE = Person("trainee", "小刘")

ORDER = WorkOrder(
    number="WO-7", product="FLANGE-80", variant="DN80", lot="L1", fields={"customer": "ACME"}
)


def step(step_id: str, *checks: Check, control: Any = "critical", **fields: Any) -> Step:
    return Step(id=step_id, title=named(step_id), control=control, checks=list(checks), **fields)


def flexible(step_id: str, *checks: Check, **fields: Any) -> Step:
    return step(step_id, *checks, control="flexible", **fields)


def procedure(*steps: Step, contingency: tuple[Step, ...] = (), **fields: Any) -> Procedure:
    aside = Contingency(
        id="rush", title=named("rush"), purpose=named("rush"), steps=list(contingency)
    )
    return Procedure(
        format=1,
        code="FLANGE",
        revision="2",
        languages=["zh", "en"],
        title=named("flange"),
        owner="me",
        effective=fields.pop("effective", "2026-01-01"),
        sections=[Section(id="main", title=named("main"), steps=list(steps))],
        contingencies=[aside] if contingency else [],
        **fields,
    )


def named(name: str) -> dict[str, str]:
    return {"zh": f"《{name}》", "en": f"the {name}"}


class Run:
    """One execution, driven by commands a second apart. `events` is everything recorded."""

    def __init__(self, document: Procedure, started: bool = True, **start: Any) -> None:
        self.state: ExecutionState = begin(document)
        self.events: list[Event] = []
        self.at = MORNING
        self.by = LI
        if started:
            self.start(**start)

    def start(self, **fields: Any) -> tuple[Event, ...]:
        given = {
            "execution": "run-1",
            "release": "sha",
            "station": "ST-1",
            "work_order": ORDER,
            "unit": Unit(serial="SN-1", lot="L1"),
        }
        return self.do(Start, **{**given, **fields})

    def ask(self, kind: type[BaseCommand], **fields: Any) -> tuple[Event, ...] | Refusal:
        self.at = fields.pop("at", self.at + 1000)
        command: Command = kind(at=self.at, by=fields.pop("by", self.by), **fields)  # type: ignore[assignment]
        return decide(self.state, command)

    def do(self, kind: type[BaseCommand], **fields: Any) -> tuple[Event, ...]:
        decision = self.ask(kind, **fields)
        assert not isinstance(decision, Refusal), decision
        for event in decision:
            self.state = apply(self.state, event)
        self.events += decision
        return decision

    def refused(self, kind: type[BaseCommand], **fields: Any) -> Refusal:
        decision = self.ask(kind, **fields)
        assert isinstance(decision, Refusal), decision
        return decision

    def complete(self, *steps: str) -> None:
        for each in steps:
            self.do(CompleteStep, step=each)

    def step(self, step_id: str) -> StepState:
        return self.state.step_state(step_id)

    def check(self, step_id: str, check_id: str) -> CheckState:
        return self.step(step_id).checks.get(check_id, CheckState())


def kinds(events: tuple[Event, ...]) -> list[str]:
    return [type(event).__name__ for event in events]
