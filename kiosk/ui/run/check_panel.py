"""The checks of the step in hand: their lines, and the input of the one being answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.ui.run.check_rows import CheckRows, CheckStrip
from kiosk.ui.run.checks import CheckInput, Primary, input_for
from kiosk.ui.run.failing import FailPanel
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.scrolling import ScrollArea
from kiosk.ui.widgets.verdict import VerdictPanel

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView, Failed, StepView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class CheckPanel(Card):
    """Shows a failed try until the operator goes on from it; keeps every input's content, also
    while the screen is locked or another one is shown, for the same person only.

    `changed` when the big button has something else to say; `exception_wanted` and `lead_wanted`
    are ways on from a failed check.
    """

    changed = Signal()
    exception_wanted = Signal()
    lead_wanted = Signal()

    def __init__(self, run: RunModel, context: Context) -> None:
        super().__init__()
        self.run, self.context = run, context
        self._at: tuple[object, ...] = ()
        self._inputs: dict[str, CheckInput] = {}
        self._shown: CheckInput | None = None
        self._gone_on: set[tuple[str, int]] = set()
        self._step_view: StepView | None = None
        self._title = Label(size="label", colour="soft", bold=True, wrap=False)
        self._count = Chip()
        self._rows = CheckRows()
        self._rows.picked.connect(self._picked)
        self._rows_area = _Rows(self._rows)
        self._strip = CheckStrip()
        self._strip.picked.connect(self._picked)
        self._all_done = VerdictPanel()
        self._heading = Label(size="heading", bold=True)
        self._hint = Label(size="label", colour="soft")
        self._fail = FailPanel()
        self._fail.exception_wanted.connect(self.exception_wanted)
        self._fail.lead_wanted.connect(self.lead_wanted)
        self._place = QVBoxLayout()
        self._lay_out()
        self._fail.hide()

    # --- what is shown ---

    def show_step(self, step: StepView) -> None:
        """The step as it stands. Another step, another visit, other hands: fresh inputs."""
        person = self.context.desk.station.person
        at = (self.run.execution, step.step, step.visit, person.id if person else "")
        if at != self._at:
            self._start_over(at)
        self._step_view = step
        passed = sum(check.status == "passed" for check in step.checks)
        self._title.setText(say("checks", self.context.language))
        done = passed == len(step.checks)
        self._count.show_status(f"{passed} / {len(step.checks)}", "passed" if done else "plain")
        self._rows.show_checks(step.checks)
        active = step.active
        self._show_input(active)
        self._show_lines(step)
        self._show_words(active)
        if active is not None and self._rows_area.isVisibleTo(self):
            self._rows_area.ensureWidgetVisible(self._rows.row(active.check.id), 0, theme.px(70))
        self.changed.emit()

    @property
    def failed(self) -> Failed | None:
        """The failed try that the operator has not gone on from."""
        active = self._step_view.active if self._step_view else None
        failed = active.failed if active else None
        # A team lead's release sets the tries back to nothing: then it is begun afresh.
        if failed is None or not failed.tries or (failed.check, failed.tries) in self._gone_on:
            return None
        return failed

    @property
    def input(self) -> CheckInput | None:
        """The input in view."""
        return self._shown

    def primary(self) -> Primary | None:
        if self.failed is not None:
            return Primary(say("try_again", self.context.language), True, "rework")
        return self._shown.primary() if self._shown is not None else None

    def press(self) -> None:
        """The big button while a check is in hand."""
        if self.failed is not None:
            self.go_on()
        elif self._shown is not None:
            self._shown.press()

    def go_on(self) -> None:
        """Away from the failed try, back to the input."""
        failed = self.failed
        if failed is not None and self._step_view is not None:
            self._gone_on.add((failed.check, failed.tries))
            self.show_step(self._step_view)

    def rest(self) -> None:
        """Out of view: no camera, no timers."""
        self._swap(None)

    @property
    def needs_width(self) -> bool:
        return self._shown is not None and self._shown.needs_width

    @property
    def how(self) -> str:
        return self._shown.how() if self._shown is not None else ""

    # --- within ---

    def _show_lines(self, step: StepView) -> None:
        """Lines with what was recorded; only their marks where the input needs the height."""
        several = len(step.checks) > 1
        squeezed = several and self._is_tall
        self._strip.setVisible(squeezed)
        self._title.setVisible(several and not squeezed)
        self._count.setVisible(several)
        self._rows_area.setVisible(several and not squeezed)
        if squeezed:
            self._strip.show_checks(step.checks)
        else:
            self._rows_area.fit()

    @property
    def _is_tall(self) -> bool:
        shown = self._shown
        if shown is None or self.failed is not None:
            return False
        return shown.tall or (shown.tall_in_portrait and theme.scale.portrait)

    @property
    def wanted_height(self) -> int:
        """In portrait: what the input needs, so that the picture keeps the rest."""
        shown, view = self._shown, self._step_view
        if self.failed is not None or (shown is not None and not shown.low):
            return theme.px(640)
        alone = view is not None and len(view.checks) == 1
        return theme.px(240 if alone and shown is not None and shown.brief else 500)

    def _picked(self, check: str) -> None:
        view = self._step_view
        picked = next((c for c in view.checks if c.check.id == check), None) if view else None
        if picked is not None and picked.status != "passed":
            self.run.activate(check)

    def _show_input(self, view: CheckView | None) -> None:
        if view is None:
            self._swap(None)
            return
        check = view.check.id
        if check not in self._inputs:
            made = input_for(self.run, self.context, view)
            made.changed.connect(self.changed)
            self._inputs[check] = made
            self._place.addWidget(made, 1)
        self._inputs[check].show_check(view)
        self._swap(self._inputs[check])

    def _show_words(self, view: CheckView | None) -> None:
        failed = self.failed
        self._fail.setVisible(failed is not None)
        if failed is not None:
            self._fail.show_failed(failed, self.context.language)
        if self._shown is not None:
            self._shown.setVisible(failed is None)
        single = len(self._step_view.checks) == 1 if self._step_view else True
        shown = self._shown
        titled = shown is not None and shown.titled
        says_it_itself = titled or (not single and not self._is_tall)
        self._heading.setVisible(view is not None and not says_it_itself)
        self._all_done.setVisible(view is None)
        if view is None:
            self._all_done.show_pass(say("all_proved", self.context.language))
        self._heading.setText(view.title if view else "")
        self._hint.setText(view.hint if view else "")
        self._hint.setVisible(bool(view and view.hint) and failed is None)

    def _swap(self, shown: CheckInput | None) -> None:
        if shown is self._shown:
            return
        if self._shown is not None:
            self._shown.leave()
            self._shown.hide()
        self._shown = shown
        if shown is not None:
            shown.enter()
            shown.show()

    def _start_over(self, at: tuple[object, ...]) -> None:
        self._swap(None)
        for made in self._inputs.values():
            self._place.removeWidget(made)
            made.deleteLater()
        self._inputs, self._gone_on, self._at = {}, set(), at

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._strip, 1)
        head.addWidget(self._count)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(10))
        lines.addLayout(head)
        lines.addWidget(self._rows_area)
        body = QVBoxLayout()
        body.setSpacing(theme.px(10))
        for widget in (self._heading, self._hint, self._fail, self._all_done):
            body.addWidget(widget)
        body.addLayout(self._place, 1)
        self._place.addStretch(0)
        self.content.addLayout(lines)
        self.content.addLayout(body, 1)


class _Rows(ScrollArea):
    """As tall as its lines, up to a few; more of them move by finger."""

    def __init__(self, rows: CheckRows) -> None:
        super().__init__()
        self._rows = rows
        self.body.setContentsMargins(0, 0, 0, 0)
        self.add(rows)

    @property
    def _most(self) -> int:
        return theme.px(220)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), min(self._rows.sizeHint().height(), self._most))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self) -> None:
        """Take the height of the lines now in it."""
        self.setFixedHeight(self.sizeHint().height())
