"""Random procedures, random commands, sense and nonsense: what must hold whatever is done."""

import inspect
from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sop import commands as c
from sop import events as e
from sop.answers import Acknowledged, Chosen, Measured, Signed, Written
from sop.execution import (
    SPOT_PHOTO,
    Refusal,
    apply,
    begin,
    checks_of,
    decide,
    due_steps,
    go_back_targets,
    may_enter,
    open_checks,
    open_steps,
    pace,
    progress,
    ready_to_complete,
    ready_to_finish,
    ready_to_leave,
    replay,
    rework_targets,
    step_overview,
)
from sop.execution.order import path_of
from sop.messages.execution import EXECUTION
from sop.messages.expressions import EXPRESSIONS
from sop.procedure import (
    Acknowledge,
    Calculation,
    Check,
    Checklist,
    Choice,
    Contingency,
    Item,
    Measurement,
    OnException,
    OnFail,
    Option,
    Photo,
    Procedure,
    Requirement,
    Scan,
    Section,
    SignOff,
    Step,
    TextEntry,
    Timer,
    Warn,
)
from sop.state import CheckState, ExecutionState
from tests.sop.execution.shop import (
    CHEN,
    LI,
    MORNING,
    ORDER,
    QA,
    SUN,
    TRAINEE,
    WANG,
    named,
)

PEOPLE = (LI, WANG, CHEN, SUN, QA, TRAINEE)
STEPS = ("a", "b", "c", "d", "e")
ASIDE = ("x", "y")

CHECKS: dict[str, Check] = {
    "tick": Acknowledge(id="tick", title=named("tick")),
    "scan": Scan(id="scan", title=named("scan"), pattern="OK.*", unused=True, unexpired=True),
    "size": Measurement(
        id="size", title=named("size"), unit="mm", lower=1, upper=5, decimals=0, samples=2
    ),
    "look": Choice(
        id="look",
        title=named("look"),
        options=[Option("good", named("g")), Option("bad", named("b"), passes=False)],
    ),
    "list": Checklist(id="list", title=named("l"), items=[Item("i", {}), Item("j", {})]),
    "note": TextEntry(id="note", title=named("note"), pattern="ok.*"),
    "photo": Photo(id="photo", title=named("photo"), count=2),
    "hold": Timer(id="hold", title=named("hold"), seconds=1, mode="hold"),
    "sum": Calculation(
        id="sum", title=named("sum"), expression="answers.a.size.value + 1", upper=5
    ),
    "mine": SignOff(id="mine", title=named("mine")),
    "second": SignOff(id="second", title=named("second"), by="second"),
}

CONDITIONS = (None, None, None, "answers.a.look.value == 'good'", "variant == 'DN50'", "1 / 0 > 1")

RULES = (OnException(), OnException(), OnException(minor="hold", critical="continue"))
TORQUE = [Requirement("torque", 2)]


@st.composite
def steps(draw: st.DrawFn, step_id: str, earlier: tuple[str, ...]) -> Step:
    then = draw(st.sampled_from(("retry", "block", "exception", "go_back")))
    return Step(
        id=step_id,
        title=named(step_id),
        control=draw(st.sampled_from(("critical", "flexible"))),
        warnings=[Warn(level="danger", text={})] if draw(st.integers(0, 4)) == 0 else [],
        when=draw(st.sampled_from(CONDITIONS)),
        on_fail=OnFail(
            then=then,
            retries=draw(st.integers(0, 2)),
            to=draw(st.sampled_from((*earlier, step_id))),
        ),
        on_exception=draw(st.sampled_from(RULES)),
        photo_rate=draw(st.sampled_from((0, 0, 0.5, 1))),
        checks=[
            CHECKS[each]
            for each in draw(st.lists(st.sampled_from(list(CHECKS)), max_size=4, unique=True))
        ],
    )


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    main = [draw(steps(each, STEPS[:n])) for n, each in enumerate(STEPS)]
    aside = [draw(steps(each, ASIDE[:n])) for n, each in enumerate(ASIDE)]
    return Procedure(
        format=1,
        code="P",
        revision="1",
        languages=["en"],
        title=named("p"),
        owner="o",
        effective="2020-01-01",
        sections=[Section(id="s", title=named("s"), steps=main[: draw(st.integers(1, 5))])],
        contingencies=[Contingency(id="rush", title={}, purpose={}, steps=aside)],
        trainees=draw(st.sampled_from(("block", "supervised"))),
        unread=draw(st.sampled_from(("block", "supervised"))),
        skills=draw(st.sampled_from(([], TORQUE))),
    )


people = st.sampled_from(PEOPLE)
any_step = st.sampled_from((*STEPS, *ASIDE, "nowhere"))
any_check = st.sampled_from((*CHECKS, "nothing"))
reasons = st.sampled_from(("because", "because", " "))
picks = st.integers(0, 9)
roles = st.sampled_from(("team_lead", "supervisor", "owner"))
severities = st.sampled_from(("minor", "minor", "major", "critical"))
dispositions = st.sampled_from(("continue", "continue", "rework", "hold", "scrap"))
values = st.sampled_from((1, 2.0, 3, 5, 6, 0.5, float("nan")))


DONE: Counter[str] = Counter()
"""How often each command was carried out and each refusal given, over all shifts."""


class Shift(RuleBasedStateMachine):
    """One execution under any hands. Refusals are as welcome as events; both must be lawful."""

    state: ExecutionState
    events: list[e.Event]

    @initialize(document=procedures(), by=people, coach=people, unread=st.booleans())
    def start(
        self,
        document: Procedure,
        by: e.Person,
        coach: e.Person | None = None,
        unread: bool = False,
        execution: str = "run",
    ) -> None:
        """As asked; and where that is refused, as somebody qualified would start it."""
        self.document, self.state, self.events = document, begin(document), []
        self.at = MORNING
        run = {"execution": execution, "release": "r", "station": "s", "work_order": ORDER}
        self.ask(c.Start, by, **run, coach=coach if coach != by else None, unread=unread)
        if not self.events:
            self.ask(c.Start, LI, **run)

    def ask(self, kind: type[c.BaseCommand], by: e.Person | None = None, **fields: Any) -> None:
        command: Any = kind(at=self.at, by=by or self.state.operator or LI, **fields)
        before = self.state
        decision = decide(before, command)
        assert decision == decide(before, command), "the same question has the same answer"
        DONE[decision.code if isinstance(decision, Refusal) else kind.__name__] += 1
        if isinstance(decision, Refusal):
            assert decision.code in EXECUTION or decision.code in EXPRESSIONS, decision
            return
        assert decision, "what is accepted leaves a record"
        assert before.ended_at is None or kind in CLOSING, "after the end, only closing"
        for each in decision:
            judge(self.state, each)
            assert vouched_for_by_another(self.state, self.events, each)
            assert has_a_try_left(self.document, self.events, each)
            assert moves_nothing_while_held(self.events, each)
            self.state = apply(self.state, each)
            self.events.append(each)

    @property
    def here(self) -> str:
        return self.state.current or "a"

    @rule(ms=st.sampled_from((1, 500, 60_000, -30_000)))
    def time_goes_by(self, ms: int) -> None:
        self.at += ms

    # --- sense: what the screen would offer ---------------------------------------------------

    @precondition(lambda self: self.state.current is not None)
    @rule(tries=st.integers(1, 8), second=people)
    def work_well(self, tries: int, second: e.Person) -> None:
        """Go through the step in hand as one should, at most so far."""
        if self.state.status == "paused":
            self.ask(c.Resume)
        self.ask(c.AcknowledgeWarnings, step=self.here)
        for _ in range(tries):
            checks = open_checks(self.state)
            if not checks:
                self.done()
                return
            answer(self, checks[0], True, second)

    @precondition(lambda self: self.state.status == "running" and self.state.current is not None)
    @rule(right=st.booleans(), second=people, pick=picks)
    def work(self, right: bool, second: e.Person, pick: int) -> None:
        """Answer an open check of the step in hand, rightly or wrongly."""
        self.ask(c.AcknowledgeWarnings, step=self.here)
        if checks := open_checks(self.state):
            answer(self, checks[pick % len(checks)], right, second)

    @precondition(lambda self: self.state.current is not None)
    @rule()
    def done(self) -> None:
        ticks = tuple(k.id for k in open_checks(self.state) if isinstance(k, Acknowledge))
        ready = ready_to_complete(self.state)
        before = len(self.events)
        signed = {each.id for each in PEOPLE} & seconds(self.state, self.here)
        self.ask(c.CompleteStep, step=self.here, acknowledge=ticks)
        operator = self.state.operator
        if operator is not None and operator.id not in signed:
            assert ready is (len(self.events) > before), "Done is offered when it would be done"

    @rule()
    def finish(self) -> None:
        ready = ready_to_finish(self.state)
        self.ask(c.Finish)
        assert (self.state.status == "completed") >= ready

    @rule(pick=picks, reason=reasons)
    def go_back(self, pick: int, reason: str) -> None:
        targets = go_back_targets(self.state) or ("a",)
        self.ask(c.GoBack, to=targets[pick % len(targets)], reason=reason)

    @precondition(lambda self: self.state.status == "running" and self.state.current is not None)
    @rule(second=people)
    def dodge(self, second: e.Person) -> None:
        """Fail, and go back one step and forth again for another try."""
        for _ in range(3):
            targets = go_back_targets(self.state)
            if self.state.status != "running" or self.state.current is None or not targets:
                return
            failing = self.here
            self.ask(c.AcknowledgeWarnings, step=failing)
            fallible = [k for k in open_checks(self.state) if isinstance(k, Choice | TextEntry)]
            for check in fallible[:1]:
                answer(self, check, False, second)
            self.ask(c.GoBack, to=targets[-1], reason="another try")
            for _ in range(3):
                if self.state.current not in (None, failing):
                    self.work_well(12, second)

    @rule(step=any_step, reason=reasons)
    def move(self, step: str, reason: str) -> None:
        may = self.state.status == "running" and may_enter(self.state, step) is None
        self.ask(c.EnterStep, step=step, reason=reason)
        assert not may or not reason.strip() or self.state.current == step

    @rule(reason=reasons)
    def skip(self, reason: str) -> None:
        self.ask(c.SkipStep, step=self.here, reason=reason)

    @rule(lead=people, reason=reasons, deviate=st.integers(0, 3))
    def lead(self, lead: e.Person, reason: str, deviate: int) -> None:
        kind = c.ReleaseStep if deviate else c.SignDeviation
        self.ask(kind, step=self.here, lead=lead, reason=reason)

    @rule(lead=people, reason=reasons)
    def contingency(self, lead: e.Person, reason: str) -> None:
        if self.state.contingency is None:
            self.ask(c.EnterContingency, contingency="rush", lead=lead, reason=reason)
        elif ready_to_leave(self.state):
            self.ask(c.LeaveContingency)
            assert self.state.contingency is None
        else:
            self.ask(c.LeaveContingency, lead=lead, reason=reason)

    @rule(to=people, lead=people, reason=reasons, pick=picks)
    def hand_over(self, to: e.Person, lead: e.Person, reason: str, pick: int) -> None:
        if pick < 7:
            self.ask(c.HandOver, to=to)
        else:
            self.ask(c.HandOver, to=to, lead=lead, reason=reason)

    @rule(chance=st.integers(0, 3))
    def pause_or_resume(self, chance: int) -> None:
        paused = self.state.status == "paused"
        if paused or chance == 0:
            self.ask(c.Resume if paused else c.Pause)

    @rule(chance=st.integers(0, 3), lead=people)
    def halt_or_lift(self, chance: int, lead: e.Person) -> None:
        """The hub withdraws the release now and then; a team lead lets the run go on."""
        if self.state.halted is not None:
            self.ask(c.LiftHalt, lead=lead, reason="agreed")
        elif chance == 0:
            self.ask(c.Halt, because={"en": "withdrawn"})

    @precondition(lambda self: self.state.status == "running")
    @rule(pick=picks, value=st.sampled_from((1, 4, 9)), reason=reasons)
    def correct(self, pick: int, value: float, reason: str) -> None:
        answered = [("a", "size")] + [
            (step_id, check_id)
            for step_id, step in self.state.steps.items()
            for check_id, check in step.checks.items()
            if check.passed and check_id in ("look", "note", "size")
        ]
        step, check = answered[-1 - pick % len(answered)]
        new = {
            "look": Chosen(("good",) if value < 9 else ("bad",)),
            "note": Written("ok 2" if value < 9 else "no"),
        }.get(check, Measured((value, value), value, "mm"))
        self.ask(c.CorrectAnswer, step=step, check=check, answer=new, reason=reason)

    # --- nonsense: anything, by anybody, anywhere ---------------------------------------------

    @rule(step=any_step, check=any_check, by=people, kind=st.integers(0, 5), value=values)
    def nonsense(self, step: str, check: str, by: e.Person, kind: int, value: float) -> None:
        at = {"step": step, "check": check}
        kinds: tuple[tuple[type[c.BaseCommand], dict[str, Any]], ...] = (
            (c.AcknowledgeCheck, at),
            (c.RecordSample, {**at, "value": value}),
            (c.Sign, {**at, "signer": by}),
            (c.Choose, {**at, "options": (check,)}),
            (c.CompleteStep, {"step": step, "acknowledge": (check,)}),
            (c.CorrectAnswer, {**at, "answer": Acknowledged(), "reason": "x"}),
        )
        command, fields = kinds[kind]
        self.ask(command, by, **fields)

    @rule(step=any_step, by=people, number=st.integers(0, 3), severity=severities)
    def exception(self, step: str, by: e.Person, number: int, severity: Any) -> None:
        self.ask(
            c.RaiseException,
            by,
            exception=str(number),
            category="man",
            step=step if step != "nowhere" or number else None,
            severity=severity,
        )

    @property
    def case(self) -> str:
        """The first open exception, or one there never was."""
        return next((each for each, it in self.state.cases.items() if it.is_open), "none")

    @rule(by=people, role=roles, pick=picks)
    def call(self, by: e.Person, role: str, pick: int) -> None:
        if pick % 2:
            self.ask(c.AnswerException, exception=self.case, person=by)
        else:
            self.ask(c.EscalateException, exception=self.case, to=role)

    @precondition(lambda self: self.state.cases)
    @rule(lead=people, reason=reasons, disposition=dispositions, pick=picks)
    def dispose(self, lead: e.Person, reason: str, disposition: Any, pick: int) -> None:
        targets = (*rework_targets(self.state), "a")
        self.ask(
            c.DisposeException,
            exception=self.case,
            disposition=disposition if disposition != "scrap" or pick == 0 else "continue",
            lead=lead,
            reason=reason,
            to=targets[pick % len(targets)] if pick < 8 else None,
        )

    @rule(lead=people, reason=reasons, pick=picks)
    def note(self, lead: e.Person, reason: str, pick: int) -> None:
        about = self.case if pick % 3 == 0 else None
        self.ask(c.AddNote, note=reason, exception=about, lead=lead if pick % 2 else None)

    @rule(lead=people, reason=reasons, pick=picks)
    def adjust(self, lead: e.Person, reason: str, pick: int) -> None:
        wanted = list(open_steps(self.state))
        Random(pick).shuffle(wanted)
        self.ask(c.AdjustOrder, steps=tuple(wanted), lead=lead, reason=reason)

    @rule(coach=people)
    def coach(self, coach: e.Person) -> None:
        self.ask(c.SignAsCoach, coach=coach)

    @rule(reason=reasons, chance=st.integers(0, 30))
    def abort(self, reason: str, chance: int) -> None:
        if chance == 0:
            self.ask(c.Abort, reason=reason)

    # --- what always holds --------------------------------------------------------------------

    @invariant()
    def the_record_leads_to_the_same_state(self) -> None:
        stored = msgspec.json.encode(self.events)
        events = msgspec.json.decode(stored, type=list[e.Event])
        assert events == self.events
        assert replay(self.document, events) == self.state

    @invariant()
    def nothing_passed_twice_without_being_reopened(self) -> None:
        assert passes_since_reopening(self.events) <= {1}

    @invariant()
    def no_signature_is_older_than_a_correction_of_what_it_stands_over(self) -> None:
        given = {
            (x.step, x.check): n for n, x in enumerate(self.events) if isinstance(x, e.CheckPassed)
        }
        for n, each in enumerate(self.events):
            if not isinstance(each, e.AnswerCorrected):
                continue
            for step, check in signatures_over(self.document, each.step, each.check):
                signed = self.state.step_state(step).checks.get(check, CheckState()).passed
                assert not signed or given[step, check] > n

    @invariant()
    def work_time_is_never_negative(self) -> None:
        assert all(step.worked_ms >= 0 for step in self.state.steps.values())
        assert all(x.duration_ms >= 0 for x in self.events if isinstance(x, e.StepCompleted))

    @invariant()
    def what_the_screen_shows_agrees_with_the_rules(self) -> None:
        rows = step_overview(self.state)
        for row in rows:
            if row.status == "open" and self.state.status == "running":
                assert row.locked is (may_enter(self.state, row.step) is not None)
        done, due = progress(self.state)
        assert 0 <= done <= due == len(due_steps(self.state)) <= len(rows)
        assert pace(self.state, self.at).worked_ms >= 0

    @invariant()
    def a_run_under_way_always_has_a_next_thing_to_do(self) -> None:
        if self.state.status == "running" and self.state.current is None:
            ready = ready_to_finish(self.state) or ready_to_leave(self.state)
            waits = self.state.halted is not None or self.state.held_by is not None
            assert ready or waits or (self.state.coach is not None and not self.state.coached)

    @invariant()
    def critical_steps_stand_in_the_order_of_the_procedure(self) -> None:
        for contingency in (None, "rush"):
            steps = self.document.steps(contingency)
            adjusted = path_of(self.state, contingency)
            assert sorted(step.id for step in adjusted) == sorted(step.id for step in steps)
            assert critical(adjusted) == critical(steps)

    def teardown(self) -> None:
        if self.state.result == "passed":
            assert not any(
                isinstance(x, (e.StepSkipped, e.DeviationSigned)) and not undone(x, self.events)
                for x in self.events
            )


def answer(shift: Shift, check: Check, right: bool, second: e.Person) -> None:
    at = {"step": shift.here, "check": check.id}
    match check:
        case Acknowledge():
            shift.ask(c.AcknowledgeCheck, **at)
        case Scan():
            text = f"OK {shift.here} {len(shift.events)}" if right else "NO"
            expiry = date(2030, 1, 1)
            shift.ask(c.RecordScan, **at, text=text, symbology="qrcode", expiry=expiry)
        case Measurement():
            shift.ask(c.RecordSample, **at, value=3 if right else 8)
        case Choice():
            shift.ask(c.Choose, **at, options=("good",) if right else ("bad",))
        case Checklist():
            ticked = shift.state.step_state(shift.here).checks.get(check.id, CheckState()).ticked
            shift.ask(c.TickItem, **at, item="j" if "i" in ticked else "i")
        case TextEntry():
            shift.ask(c.WriteText, **at, text="ok" if right else "no")
        case Photo():
            shift.ask(c.AddPhoto, **at, photo=str(len(shift.events)))
        case Timer():
            shift.ask(c.StartTimer, **at)
            shift.ask(c.FinishTimer, **at, elapsed_ms=1000 if right else 400)
        case Calculation():
            shift.ask(c.ConfirmCalculation, **at)
        case SignOff():
            operator = shift.state.operator or LI
            shift.ask(c.Sign, **at, signer=operator if right == (check.id == "mine") else second)


# --- what each event may say, in the state it came upon -----------------------------------------


def judge(state: ExecutionState, event: e.Event) -> None:
    """Written from the promise, not from the code: looks only at what was recorded."""
    match event:
        case e.StepCompleted(step=step):
            assert state.current == step
            own = state.procedure.step(step)
            assert own is not None
            for check in checks_of(state, step):
                assert state.step_state(step).checks[check].passed, "completed with an open check"
            if own.photo_rate == 1:
                assert state.step_state(step).checks[SPOT_PHOTO].passed, "no photograph was asked"
            assert not own.warnings or state.step_state(step).warned
            assert state.step_state(step).blocked_by is None
            if own.control == "critical":
                assert earlier_critical_are_done(state, step)
        case e.StepEntered(step=step, visit=visit, reason=reason):
            own = state.procedure.step(step)
            assert own is not None
            assert visit > 1 or own.control == "flexible" or later_critical_are_open(state, step)
            assert state.step_state(step).status == "open"
            assert own in state.procedure.steps(state.contingency)
            assert reason is None or reason.strip()
            if own.control == "critical":
                assert earlier_critical_are_done(state, step)
        case e.CheckPassed(step=step, check=check, by=by, answer=answer):
            assert state.current == step
            assert not state.step_state(step).checks.get(check) or not (
                state.step_state(step).checks[check].passed
            )
            own = state.procedure.step(step)
            assert own is not None
            asked = own.check(check)
            if isinstance(asked, SignOff) and isinstance(answer, Signed):
                second = answer.signer not in {by, *state.step_state(step).performers}
                assert second is (asked.by == "second")
            assert by not in seconds(state, step), "a second signer performs"
        case e.CheckFailed(details=details):
            assert {"expected", "seen"} <= set(details)
        case e.StepSkipped(step=step, reason=reason):
            own = state.procedure.step(step)
            assert own is not None
            assert own.control == "flexible"
            assert reason.strip()
        case e.DeviationSigned(lead=lead, reason=reason) | e.StepReleased(lead=lead, reason=reason):
            assert "team_lead" in lead.roles
            assert reason.strip()
        case e.ExceptionRaised(step=step, severity=severity, effect=effect):
            own = state.procedure.step(step) if step else None
            rule = own.on_exception if own else OnException()
            automatic = event.automatic and effect == "continue"
            assert automatic or effect == getattr(rule, severity)
        case e.ExceptionDisposed(lead=lead, reason=reason, exception=exception):
            assert "team_lead" in lead.roles, "a disposition by nobody who may"
            assert reason.strip()
            assert state.cases[exception].is_open
            assert state.operator is None or state.operator.id != lead.id
        case e.ExceptionAnswered(exception=exception) | e.ExceptionEscalated(exception=exception):
            assert state.cases[exception].is_open
        case e.OrderAdjusted(lead=lead, reason=reason):
            assert "team_lead" in lead.roles
            assert reason.strip()
        case e.NoteAdded(note=note, photos=photos):
            assert note.strip() or photos
        case e.CoachSigned(coach=coach, by=by):
            assert coach.id != by
            assert all(coach.id not in step.performers for step in state.steps.values())
            assert all(coach.skills.get(it.skill, 0) >= 3 for it in state.procedure.skills)
        case e.ContingencyEntered(lead=lead, reason=reason):
            assert "team_lead" in lead.roles
            assert reason.strip()
        case e.WentBack(reason=reason) | e.ExecutionAborted(reason=reason):
            assert reason.strip()
        case e.AnswerCorrected(old=old, new=new, reason=reason):
            assert old != new
            assert reason.strip()
        case e.ExecutionCompleted():
            assert state.contingency is None
            assert state.coach is None or state.coached, "finished without the coach"
            for step in due_steps(state):
                assert state.step_state(step.id).status != "open"
        case _:
            pass


MOVING = (
    e.StepCompleted,
    e.CheckPassed,
    e.CheckFailed,
    e.AnswerCorrected,
    e.SampleTaken,
    e.ItemTicked,
    e.PhotoTaken,
    e.TimerStarted,
    e.StepSkipped,
    e.WarningsAcknowledged,
    e.ExecutionCompleted,
    e.CoachSigned,
    e.ContingencyLeft,
)
"""What an operator does to a run; team leads may still move it on."""

CLOSING = (c.AnswerException, c.EscalateException, c.DisposeException, c.AddNote)


def moves_nothing_while_held(before: list[e.Event], event: e.Event) -> bool:
    """Told from what was called and disposed of, not from how the rules keep it."""
    holding: set[str] = set()
    for each in before:
        if isinstance(each, e.ExceptionRaised) and each.effect != "continue":
            holding.add(each.exception)
        elif isinstance(each, e.ExceptionDisposed) and each.disposition != "hold":
            holding.discard(each.exception)
    return not holding or not isinstance(event, MOVING)


def critical(steps: Iterable[Step]) -> list[str]:
    return [step.id for step in steps if step.control == "critical"]


def earlier_critical_are_done(state: ExecutionState, step_id: str) -> bool:
    """A critical step is done or, when its condition does not hold, not due."""
    due = due_steps(state)
    path = [step.id for step in path_of(state, state.contingency)]
    earlier = path[: path.index(step_id)]
    return all(
        state.step_state(step.id).status in ("completed", "deviated")
        for step in due
        if step.id in earlier and step.control == "critical"
    )


def vouched_for_by_another(state: ExecutionState, before: list[e.Event], event: e.Event) -> bool:
    """Nobody signs as second person, releases or lets stand what they had a hand in."""
    vouching: list[tuple[str, str]] = []
    match event:
        case e.CheckPassed(step=step, check=check, answer=Signed(signer=signer)):
            own = state.procedure.step(step)
            asked = own.check(check) if own else None
            vouching = [(step, signer)] if getattr(asked, "by", "") == "second" else []
        case e.StepReleased(step=step, lead=lead) | e.DeviationSigned(step=step, lead=lead):
            vouching = [(step, lead.id)]
        case e.ExceptionDisposed(exception=exception, lead=lead):
            step = state.cases[exception].raised.step
            vouching = [(step, lead.id)] if step is not None else []
        case e.ContingencyLeft(lead=e.Person() as lead):
            undone = [each.id for each in due_steps(state) if is_open(state, each.id)]
            vouching = [(each, lead.id) for each in undone]
    operator = state.operator.id if state.operator else ""
    return all(who not in {operator, *hands_on(before, step)} for step, who in vouching)


def has_a_try_left(document: Procedure, before: list[e.Event], event: e.Event) -> bool:
    """A step that blocks is not tried once more than it allows, however one comes back to it."""
    if not isinstance(event, e.CheckPassed | e.CheckFailed):
        return True
    own = document.step(event.step)
    assert own is not None
    if own.on_fail.then not in ("block", "exception"):
        return True
    failed = 0
    for each in before:
        match each:
            case e.StepReleased(step=event.step) | e.DeviationSigned(step=event.step):
                failed = 0
            case e.ContingencyEntered() if event.step in ASIDE:
                failed = 0
            case e.WentBack(automatic=True, reopened=reopened) if event.step in reopened:
                failed = 0
            case e.CheckFailed(step=event.step, check=event.check):
                failed += 1
            case e.AnswerCorrected(step=event.step, check=event.check, passed=False):
                failed += 1
    return failed <= own.on_fail.retries


def signatures_over(document: Procedure, step_id: str, check_id: str) -> list[tuple[str, str]]:
    """Those after the check in its step, and those that open a later step of the same path."""
    path = document.steps(None if step_id in STEPS else "rush")
    ids = [step.id for step in path]
    own = path[ids.index(step_id)]
    after = own.checks[[check.id for check in own.checks].index(check_id) + 1 :]
    found = [(step_id, check.id) for check in after if isinstance(check, SignOff)]
    for later in path[ids.index(step_id) + 1 :]:
        for check in later.checks:
            if not isinstance(check, SignOff):
                break
            found.append((later.id, check.id))
    return found


def is_open(state: ExecutionState, step_id: str) -> bool:
    return state.step_state(step_id).status == "open"


def hands_on(events: list[e.Event], step: str) -> set[str]:
    """Who recorded anything of the step since it was last begun afresh, told from the record.

    A blocked step begun afresh still has those whose failure blocked it.
    """
    hands: set[str] = set()
    blocked = False
    for each in events:
        match each:
            case e.WentBack(reopened=reopened) if step in reopened and not blocked:
                hands = set()
            case e.ContingencyEntered() if step in ASIDE and not blocked:
                hands = set()
            case e.StepBlocked() | e.StepReleased() | e.DeviationSigned() if each.step == step:
                blocked = isinstance(each, e.StepBlocked)
            case e.CheckPassed(answer=Signed(signer=signer), by=by) if signer != by:
                pass
            case (
                e.WarningsAcknowledged()
                | e.SampleTaken()
                | e.ItemTicked()
                | e.PhotoTaken()
                | e.TimerStarted()
                | e.CheckPassed()
                | e.CheckFailed()
                | e.AnswerCorrected()
                | e.StepCompleted()
            ) if each.step == step:
                hands.add(each.by)
    return hands


def later_critical_are_open(state: ExecutionState, step_id: str) -> bool:
    path = state.procedure.steps(state.contingency)
    later = path[[step.id for step in path].index(step_id) + 1 :]
    return all(is_open(state, step.id) for step in later if step.control == "critical")


def seconds(state: ExecutionState, step_id: str) -> set[str]:
    step = state.procedure.step(step_id)
    return {
        check.answer.signer
        for check_id, check in state.step_state(step_id).checks.items()
        if step and isinstance(check.answer, Signed)
        if isinstance(asked := step.check(check_id), SignOff) and asked.by == "second"
    }


def passes_since_reopening(events: list[e.Event]) -> set[int]:
    """How often any check passed since it was last reopened or corrected."""
    passes: Counter[tuple[str, str]] = Counter()
    most: set[int] = set()
    for each in events:
        if isinstance(each, e.CheckPassed):
            passes[each.step, each.check] += 1
            most.add(passes[each.step, each.check])
        elif isinstance(each, e.WentBack):
            forget(passes, each.reopened)
        elif isinstance(each, e.ContingencyEntered):
            forget(passes, ASIDE)
        elif isinstance(each, e.AnswerCorrected):
            for fallen in (f"{each.step}.{each.check}", *each.fallen):
                step, check = fallen.split(".")
                passes.pop((step, check), None)
    return most


def forget(passes: Counter[tuple[str, str]], steps: tuple[str, ...]) -> None:
    for key in [key for key in passes if key[0] in steps]:
        del passes[key]


def undone(event: e.StepSkipped | e.DeviationSigned, events: list[e.Event]) -> bool:
    """Whether rework, or a correction, opened the step again afterwards."""
    later = events[events.index(event) + 1 :]
    for each in later:
        if isinstance(each, e.WentBack) and event.step in each.reopened:
            return True
        if isinstance(each, e.AnswerCorrected):
            opened = {each.step, *(fallen.split(".")[0] for fallen in each.fallen)}
            if event.step in opened:
                return True
    return False


TestShift = Shift.TestCase
TestShift.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


# --- long shifts: deeper than a search for short counterexamples goes ---------------------------

HABITS = {
    Shift.work_well: 30,
    Shift.work: 20,
    Shift.done: 10,
    Shift.correct: 15,
    Shift.lead: 8,
    Shift.contingency: 4,
    Shift.go_back: 4,
    Shift.dodge: 6,
    Shift.move: 8,
    Shift.skip: 4,
    Shift.hand_over: 6,
    Shift.pause_or_resume: 6,
    Shift.nonsense: 8,
    Shift.time_goes_by: 10,
    Shift.exception: 5,
    Shift.call: 6,
    Shift.dispose: 12,
    Shift.note: 3,
    Shift.adjust: 4,
    Shift.coach: 4,
    Shift.finish: 1,
    Shift.halt_or_lift: 4,
}


def random_arguments(chance: Random) -> dict[str, Any]:
    return {
        "tries": chance.randint(1, 8),
        "second": chance.choice(PEOPLE),
        "right": chance.random() < 0.6,
        "pick": chance.randint(0, 9),
        "coach": chance.choice(PEOPLE),
        "role": chance.choice(("team_lead", "supervisor", "owner")),
        "severity": chance.choice(("minor", "minor", "major", "critical")),
        "disposition": chance.choice(("continue", "continue", "rework", "hold", "scrap")),
        "reason": chance.choice(("because", "because", " ")),
        "value": chance.choice((1, 4, 9)),
        "lead": chance.choice((CHEN, SUN, SUN, LI)),
        "deviate": chance.randint(0, 3),
        "to": chance.choice(PEOPLE),
        "chance": chance.randint(0, 3),
        "step": chance.choice((*STEPS, *ASIDE, "nowhere")),
        "check": chance.choice((*CHECKS, "nothing")),
        "by": chance.choice(PEOPLE),
        "kind": chance.randint(0, 5),
        "number": chance.randint(0, 99),
        "ms": chance.choice((1, 500, 60_000, -30_000)),
    }


def random_procedure(chance: Random) -> Procedure:
    def a_step(step_id: str, earlier: tuple[str, ...]) -> Step:
        first = ["look", "size"] if step_id == "a" else []
        checks = dict.fromkeys(first + chance.sample(list(CHECKS), chance.randint(1, 4)))
        then: Any = chance.choice(("retry", "block", "exception", "go_back"))
        return Step(
            id=step_id,
            title=named(step_id),
            control="critical" if chance.random() < 0.5 else "flexible",
            warnings=[Warn(level="danger", text={})] if chance.random() < 0.2 else [],
            when=chance.choice(CONDITIONS) if step_id != "a" else None,
            on_exception=chance.choice(RULES),
            photo_rate=chance.choice((0, 0, 0, 0.5, 1)),
            on_fail=OnFail(then, chance.randint(0, 2), chance.choice((*earlier, step_id))),
            checks=[CHECKS[each] for each in checks],
        )

    return Procedure(
        format=1,
        code="P",
        revision="1",
        languages=["en"],
        title=named("p"),
        owner="o",
        effective="2020-01-01",
        sections=[
            Section("s", named("s"), [a_step(each, STEPS[:n]) for n, each in enumerate(STEPS)])
        ],
        contingencies=[
            Contingency("rush", {}, {}, [a_step(each, ASIDE[:n]) for n, each in enumerate(ASIDE)])
        ],
        trainees=chance.choice(("block", "supervised")),
        unread=chance.choice(("block", "supervised")),
        skills=chance.choice(([], TORQUE)),
    )


def long_shift(seed: int) -> Shift:
    chance, shift = Random(seed), Shift()
    shift.start(
        document=random_procedure(chance),
        by=chance.choice((*PEOPLE, TRAINEE)),
        coach=chance.choice((*PEOPLE, None)),
        unread=chance.random() < 0.2,
        execution="run",
    )
    for _ in range(120):
        if shift.state.ended_at is not None:
            break
        habit = chance.choices(list(HABITS), weights=list(HABITS.values()))[0]
        given = random_arguments(chance)
        if shift.state.held_by is not None and chance.random() < 0.4:
            habit = Shift.dispose  # else most of the shift would stand still
        if habit is Shift.dispose and not shift.state.cases:
            continue
        if shift.state.current is not None or habit not in (
            Shift.work,
            Shift.work_well,
            Shift.dodge,
        ):
            wanted = inspect.signature(habit).parameters
            habit(shift, **{name: given[name] for name in wanted if name in given})
    return shift


@pytest.fixture(scope="module")
def long_shifts() -> tuple[list[Shift], Counter[str]]:
    DONE.clear()
    return [long_shift(seed) for seed in range(60)], Counter(DONE)


def test_long_shifts_hold_every_invariant(
    long_shifts: tuple[list[Shift], Counter[str]],
) -> None:
    for shift in long_shifts[0]:
        shift.the_record_leads_to_the_same_state()
        shift.nothing_passed_twice_without_being_reopened()
        shift.no_signature_is_older_than_a_correction_of_what_it_stands_over()
        shift.work_time_is_never_negative()
        shift.what_the_screen_shows_agrees_with_the_rules()
        shift.a_run_under_way_always_has_a_next_thing_to_do()
        shift.teardown()


def test_every_prefix_of_a_record_resumes_where_it_stood(
    long_shifts: tuple[list[Shift], Counter[str]],
) -> None:
    for shift in long_shifts[0]:
        stored = [msgspec.json.encode(each) for each in shift.events]
        live = begin(shift.document)
        for end, each in enumerate(shift.events):
            live = apply(live, each)
            if end % 7 == 0 or end == len(stored) - 1:
                read = [msgspec.json.decode(line, type=e.Event) for line in stored[: end + 1]]
                assert replay(shift.document, read) == live


def test_a_damaged_record_is_still_read_in_whatever_order_it_comes(
    long_shifts: tuple[list[Shift], Counter[str]],
) -> None:
    for seed, shift in enumerate(long_shifts[0]):
        shuffled = Random(seed).sample(shift.events, len(shift.events))
        state = replay(shift.document, shuffled)
        assert len(step_overview(state)) > 0
        assert state.execution == "run"


def test_the_long_shifts_did_everything_there_is_to_do(
    long_shifts: tuple[list[Shift], Counter[str]],
) -> None:
    """Invariants that hold because nothing happened would prove nothing."""
    done = long_shifts[1]
    commands = {each.__name__ for each in get_args(c.Command)} - {"Abort"}
    assert not commands - set(done)
    recorded = {type(each).__name__ for shift in long_shifts[0] for each in shift.events}
    assert not {each.__name__ for each in get_args(e.Event)} - {"ExecutionAborted"} - recorded
