"""The ways aside from the run: every sheet it opens, and what is asked when it is answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.operations import leading, running, superseding
from kiosk.operations.changing import ChangesUnread
from kiosk.ui.exception.sheet import report_exception
from kiosk.ui.run.sheets.asking import ask_from
from kiosk.ui.run.sheets.correcting import CorrectSheet
from kiosk.ui.run.sheets.listing import NeededSheet, PickSheet
from kiosk.ui.run.sheets.more import MoreSheet
from kiosk.ui.run.sheets.reading import ReadSheet
from kiosk.ui.run.sheets.writing import ReasonSheet
from kiosk.ui.run.words import say
from kiosk.ui.signing.sheet import authorise, hand_over, sign_aside
from sop import commands as c
from sop.execution import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.station import Outcome
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context
    from kiosk.ui.widgets.overlays import Sheet
    from sop.answers import Answer


class Ways:
    """One sheet at a time; closing it without an answer changes nothing."""

    def __init__(self, run: RunModel, context: Context) -> None:
        self._run, self._context = run, context

    # --- from the foot of the screen ---

    def more(self) -> None:
        if self._run.view is not None:
            sheet = MoreSheet(self._language, self._run.view)
            sheet.chosen.connect(self.take)
            self._show_list(sheet, self.more)

    def take(self, key: str) -> None:
        """What was tapped under More."""
        {
            "documents": self.needed,
            "pause": self.pause,
            "hand_over": lambda: hand_over(self._run, self._context),
            "go_back": self.choose_step,
            "skip": self.skip,
            "contingency": self.contingency,
            "leave_contingency": self.leave_contingency,
            "deviation": self.deviate,
            "abort": self.abort,
            "lead": self.lead,
            "anew": self.begin_anew,
        }[key]()

    def exception(self) -> None:
        report_exception(self._run, self._context)

    def needed(self) -> None:
        if self._run.view is not None:
            self._show_list(NeededSheet(self._language, self._run.view), self.needed)

    def pause(self) -> None:
        self._ask_reason("reason_pause", "phrase_pause_", c.Pause, action="pause", optional=True)

    def abort(self) -> None:
        self._ask_reason("reason_abort", "phrase_abort_", c.Abort, held=True, text="more_abort")

    def skip(self) -> None:
        self._ask_reason("reason_skip", "phrase_skip_", c.SkipStep, action="skip", step=self._step)

    # --- the team lead, and the coach ---

    def lead(self) -> None:
        """The second layer: what is open here, and what a lead can do about this run."""
        held = self._run.view.held if self._run.view is not None else None
        what = {"exception": held.exception} if held is not None else {}
        self._context.go("lead", execution=self._run.execution, **what)

    def coach(self) -> None:
        sign_aside(
            self._run,
            self._context,
            lambda: say("coach_title", self._language),
            lambda: say("coach_text", self._language),
            leading.sign_as_coach,
        )

    # --- about revisions ---

    def lift(self) -> None:
        self._authorise("lift", superseding.lift_halt)

    def begin_anew(self) -> None:
        """The same unit under the revision in force; what changed is read first."""
        execution, desk = self._run.execution, self._context.desk
        self._close()
        desk.ask(
            superseding.begin_anew,
            execution,
            then=self._begun_anew,
            failed=partial(self._not_begun, execution),
        )

    def _begun_anew(self, outcome: Outcome) -> None:
        if outcome.refusal is not None:
            self._run.refused.emit(explain(outcome.state, outcome.refusal, self._language))
        elif self._run.is_open:
            self._context.go("run", execution=outcome.state.execution)

    def _not_begun(self, execution: str, error: KnownError) -> None:
        if isinstance(error, ChangesUnread) and self._run.is_open:
            self._context.go("change", release=error.release, begin=("anew", execution))
        else:
            self._run.refused.emit(error.text(self._language))

    # --- about steps ---

    def step(self, step: str) -> None:
        """A step of the list was tapped: read it, or go there."""
        read = self._run.read_step(step)
        if read is None or step == self._step:
            return
        if read.may_move and not read.may_go_back:
            self.move(step)
            return
        sheet = ReadSheet(self._language, read)
        sheet.correct_wanted.connect(partial(self.correct, step))
        sheet.rework_wanted.connect(partial(self.go_back, step))
        sheet.move_wanted.connect(partial(self.move, step))
        self._show_list(sheet, partial(self.step, step))

    def last_done(self) -> None:
        """Back: what was recorded at the step before, and from there the way to do it again."""
        view = self._run.view
        lines = view.lines if view is not None else ()
        here = next((i for i, line in enumerate(lines) if line.step == self._step), len(lines))
        before = [line.step for line in lines[:here] if line.may_read]
        if before:
            self.step(before[-1])
        else:
            self._run.refused.emit(say("nothing_before", self._language))

    def choose_step(self) -> None:
        view = self._run.view
        lines = [line for line in view.lines if line.may_read] if view is not None else []
        language = self._language
        entries = [
            (
                line.step,
                f"{line.number}  {line.title}",
                say(f"line_{line.status}", language),
                "rework",
            )
            for line in lines
        ]
        sheet = PickSheet(say("go_back", language), entries)
        sheet.picked.connect(self.step)
        self._show_list(sheet, self.choose_step)

    def move(self, step: str) -> None:
        self._ask_reason("reason_move", "phrase_move_", c.EnterStep, action="move_here", step=step)

    def go_back(self, step: str) -> None:
        self._ask_reason("reason_back", "phrase_back_", c.GoBack, action="go_back", to=step)

    def correct(self, step: str, check: str) -> None:
        first = self._run.read_check(step, check)
        if first is None:
            return
        sheet = CorrectSheet(self._speaks, lambda: self._run.read_check(step, check) or first)

        def given(answer: Answer, reason: str) -> None:
            fields = {"step": step, "check": check, "answer": answer, "reason": reason}
            ask_from(sheet, self._run, self._context, running.do, c.CorrectAnswer, **fields)

        sheet.given.connect(given)
        self._show(sheet)

    # --- with a team lead ---

    def release(self) -> None:
        self._authorise("release", running.release_step, self._step)

    def deviate(self) -> None:
        self._authorise("deviation", running.sign_deviation, self._step)

    def contingency(self) -> None:
        view = self._run.view
        offered = view.around.contingencies if view is not None else ()
        if len(offered) == 1:
            self._enter(offered[0][0])
            return
        entries = [(name, title, purpose, "contingency") for name, title, purpose in offered]
        sheet = PickSheet(say("contingency_title", self._language), entries)
        sheet.picked.connect(self._enter)
        self._show_list(sheet, self.contingency)

    def leave_contingency(self) -> None:
        self._authorise("leave_contingency", running.leave_contingency)

    def _enter(self, contingency: str) -> None:
        def told() -> tuple[str, str]:
            view = self._run.view
            offered = view.around.contingencies if view is not None else ()
            return next(((t, p) for name, t, p in offered if name == contingency), ("", ""))

        authorise(
            self._run,
            self._context,
            lambda: told()[0],
            lambda: told()[1],
            running.enter_contingency,
            contingency,
            reasons="phrase_contingency_",
        )

    def _authorise(self, key: str, operation: Callable[..., object], *what: object) -> None:
        def title() -> str:
            return say(f"{key}_title", self._language)

        def text() -> str:
            return say(f"{key}_text", self._language)

        authorise(self._run, self._context, title, text, operation, *what)  # type: ignore[arg-type]

    # --- what they share ---

    @property
    def _language(self) -> str:
        return self._context.language

    @property
    def _step(self) -> str | None:
        return self._run.state.current if self._run.state is not None else None

    @property
    def _close(self) -> Callable[[], None]:
        return self._context.shell.close_sheet

    def _speaks(self) -> str:
        """The language of the moment, for sheets that outlive it."""
        return self._language

    def _show_list(self, sheet: Sheet, again: Callable[[], None]) -> None:
        """A list holds nothing that was entered: in another language it is made anew, once the
        run has been rendered in it."""

        def anew() -> None:
            if self._context.shell.sheet is sheet:
                again()

        sheet.retranslated.connect(lambda: QTimer.singleShot(0, anew))
        self._show(sheet)

    def _show(self, sheet: Sheet) -> None:
        sheet.dismissed.connect(self._close)
        self._context.shell.show_sheet(sheet)

    def _ask_reason(
        self,
        title: str,
        quick: str,
        command: type[c.BaseCommand],
        *,
        action: str = "confirm",
        text: str = "",
        held: bool = False,
        optional: bool = False,
        **fields: object,
    ) -> None:
        """A reason, then the command with it."""
        sheet = ReasonSheet(
            self._speaks,
            lambda: say(title, self._language),
            quick,
            (lambda: say(text, self._language)) if text else "",
            action,
            held=held,
            optional=optional,
        )

        def given(reason: str) -> None:
            run, context = self._run, self._context
            ask_from(sheet, run, context, running.do, command, reason=reason, **fields)

        sheet.given.connect(given)
        self._show(sheet)
