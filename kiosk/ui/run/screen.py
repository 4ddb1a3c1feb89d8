"""The run: where one is, what to do, what proves it, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.scanner import CameraState
from kiosk.ui.run.action_bar import ActionBar
from kiosk.ui.run.blocked import BlockedPanel
from kiosk.ui.run.check_panel import CheckPanel
from kiosk.ui.run.checks import Primary
from kiosk.ui.run.checks.sign_off import SignOffInput
from kiosk.ui.run.progress import ProgressLine
from kiosk.ui.run.revising import banner_of
from kiosk.ui.run.step_card import StepCard
from kiosk.ui.run.steps_card import StepsCard
from kiosk.ui.run.view_model import RunModel
from kiosk.ui.run.ways import OCCASIONS, Ways
from kiosk.ui.run.words import say
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.sounds import Sounds
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.overlays import Banner
from kiosk.ui.widgets.painting import antialiased

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.run.happening import Happening
    from kiosk.ui.run.view import RunView, Takt
    from kiosk.ui.shell.context import Context

_ICONS = {
    "warnings": "tick",
    "acknowledge": "tick",
    "complete": "next",
    "finish": "flag",
    "coach": "people",
    "leave_contingency": "back",
    "resume": "play",
    "take_over": "handover",
    "release": "badge",
    "lift": "signature",
    "anew": "rework",
    "held": "people",
    "stopped": "exception",
    "ended": "flag",
}


class RunScreen(Screen):
    """Renders a `RunView` and says what the hand did; the rules are in the model's hands."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.run = RunModel(context.desk, lambda: context.language, self)
        self.ways = Ways(self.run, context)
        self.sounds = Sounds(context.preferences["volume"], self)
        self.head = Head(context)
        self._status = Chip()
        self._exceptions = Chip()
        self._camera, self.coach = Chip(), Chip()
        self._camera.hide()
        self.coach.hide()
        self._status.hide()
        self._exceptions.hide()
        self.head.back.connect(lambda: context.go("home"))
        self.lead = IconButton("people")
        self.lead.clicked.connect(self.ways.lead)
        self.lead.hide()
        self.head.row.addWidget(self.lead)
        self.progress = ProgressLine()
        self.progress.add(self.coach)
        self.progress.add(self._camera)
        self.progress.add(self._status)
        self.progress.add(self._exceptions)
        self.revising = Banner()
        self.steps = StepsCard()
        self.card = StepCard()
        self.checks = CheckPanel(self.run, context)
        self.blocked = BlockedPanel()
        self.bar = ActionBar()
        # A long text must never make the window larger than the screen it fills.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._connect()
        self.bar.retranslate(context.language)

    # --- Screen ---

    def enter(self, execution: str = "", **what: Any) -> None:
        """Show this execution; without one, the one that was shown before."""
        self.head.refresh()
        person = self.context.desk.station.person
        self.lead.setVisible(person is not None and "team_lead" in person.roles)
        self.lead.setAccessibleName(say("lead_screen", self.context.language))
        self.setFocus()
        self.sounds.set_volume(self.context.preferences["volume"])
        self.run.open(execution or self.run.execution)

    def in_hand(self) -> str:
        """The operator, the procedure and the unit, and the step."""
        view = self.run.view
        if view is None:
            return ""
        step = [f"{view.step.number}  {view.step.title}"] if view.step is not None else []
        about = " · ".join(part for part in (view.title, view.unit) if part)
        return "\n".join([view.operator, about, *step])

    def leave(self) -> None:
        self.checks.rest()
        self.card.pictures.show_pictures([])
        self.run.close()

    def expectation(self) -> Expectation | None:
        return self.run.looks_for()

    def scanned(self, scan: Scan) -> bool:
        return self.run.scanned(scan)

    def retranslate(self) -> None:
        self.bar.retranslate(self.context.language)
        self.run.refresh()

    # --- what it shows ---

    def render_run(self, view: RunView) -> None:
        """Everything, anew; the parts keep what has not changed."""
        language, step = self.context.language, view.step
        place = [say("work_order", language, number=view.order) if view.order else ""]
        place.append(say("unit", language, unit=view.unit) if view.unit else "")
        self.head.show_title(view.title, " · ".join(filter(None, [*place, view.contingency])))
        self._show_status(view, language)
        self._show_camera()
        self.progress.show_run(view, language)
        self._show_revising(view, language)
        self.steps.show_run(view, language)
        self.card.show_run(view, self.run.media, language)
        working = view.action.kind in ("answer", "acknowledge", "complete")
        blocked = view.action.kind == "release" and step is not None and step.blocked is not None
        self.checks.setVisible(working and step is not None and bool(step.checks))
        self.blocked.setVisible(blocked)
        if step is not None and step.blocked is not None:
            self.blocked.show_blocked(step.blocked, language)
        if working and step is not None:
            self.checks.show_step(step)
        else:
            self.checks.rest()
        self._fit_panels()
        self._show_primary()
        self.context.shell.look()

    def _show_camera(self, *_: object) -> None:
        """Said at every step: whoever scans with the camera later plugs it in now."""
        scanner = self.context.eyes.scanner
        lost = scanner is not None and scanner.status.state is CameraState.LOST
        said = say("camera_lost_mark", self.context.language) if lost else ""
        self._camera.show_status(said, "attention", "camera_off" if lost else None)

    def _show_revising(self, view: RunView, language: str) -> None:
        """What a newer revision or a withdrawal will ask of this run; where it stands still for
        it, that is said in place of the step."""
        said = banner_of(view, language)
        self.revising.show_text(*(said or ("",)))

    def _show_status(self, view: RunView, language: str) -> None:
        said = say("supervised_by", language, name=view.coach) if view.coach else ""
        self.coach.show_status(said, "accent", "people" if said else None)
        if view.status == "paused":
            self._status.show_status(say("status_paused", language), "attention", "pause")
        elif view.contingency:
            said = say(f"occasion_{view.occasion}", language)
            self._status.show_status(said, "attention", OCCASIONS[view.occasion])
        else:
            self._status.show_status("")
        raised = say("exceptions_raised", language, count=view.exceptions)
        if view.exceptions:
            self._exceptions.show_status(raised, "attention", "exception")
        else:
            self._exceptions.show_status("")

    def _show_primary(self) -> None:
        view = self.run.view
        if view is None:
            return
        kind = view.action.kind
        primary = self.checks.primary() if kind == "answer" else None
        if self.checks.failed is not None and kind in ("answer", "acknowledge", "complete"):
            primary = self.checks.primary()
        if primary is None and kind == "answer":
            return  # the input of a step just entered is still being made
        if primary is None:
            primary = Primary(self._said(view), True, _ICONS.get(kind, "tick"))
        self.bar.show_primary(primary, self._left(view))
        self.bar.show_waiting(self.run.waiting)

    def _said(self, view: RunView) -> str:
        kind = view.action.kind
        last = kind == "complete" and view.done + 1 >= view.due
        successor = view.standing.successor
        new = successor.revision if successor is not None else ""
        return say("do_complete_last" if last else f"do_{kind}", self.context.language, new=new)

    def _left(self, view: RunView) -> str:
        """What is still to be proved, in one line, beside the button it keeps back."""
        left, language = view.action.left, self.context.language
        if view.action.kind != "answer" or theme.scale.portrait:
            return ""
        if self.checks.failed is None and (how := self.checks.how):
            return how
        return say("left_many", language, count=len(left)) if len(left) > 1 else ""

    # --- what the hand did ---

    def press(self) -> None:
        """The one primary action: a tap on it, or Enter."""
        view = self.run.view
        if view is None or self.run.waiting:
            return
        kind = view.action.kind
        if self.checks.failed is not None and kind in ("answer", "acknowledge", "complete"):
            self.checks.go_on()
        elif kind == "answer":
            self.checks.press()
        elif kind == "release":
            self.ways.release()
        elif kind == "lift":
            self.ways.lift()
        elif kind == "coach":
            self.ways.coach()
        elif kind == "anew":
            self.ways.begin_anew()
        elif kind in ("held", "stopped"):
            self.ways.lead()
        elif kind == "ended":
            self.context.go("finish", execution=view.execution)
        else:
            self.run.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        elif self.checks.input is None or not self.checks.input.key(event):
            super().keyPressEvent(event)

    # --- what came of it ---

    def _happened(self, happening: Happening) -> None:
        language, shell = self.context.language, self.context.shell
        match happening.kind:
            case "passed":
                self.sounds.play("pass")
                self.bar.tell(say("check_passed", language, title=happening.title))
            case "progressed":
                self.sounds.play("tap")
            case "failed" | "blocked":
                self.sounds.play("fail")
            case "step_done":
                self.sounds.play("pass")
                self.bar.tell(say("moved_on", language, title=happening.name))
            case "went_back":
                self.sounds.play("attention")
                shell.say(say("went_back", language, title=happening.name), "attention")
            case "exception":
                category = say(f"category_{happening.name}", language)
                self.sounds.play("attention")
                shell.say(say("exception_raised", language, category=category), "attention")
            case "disposed" | "adjusted" | "coached":
                words = {"adjusted": "order_adjusted", "coached": "coach_signed"}
                shell.say(say(words.get(happening.kind, happening.kind), language), "pass")
            case "handed_over":
                shell.say(say("handed_over", language, name=happening.name), "pass")
                self.head.refresh()
            case "ended":
                self.sounds.play("pass" if happening.result == "passed" else "attention")
                self.context.go("finish", execution=self.run.execution)

    def _refused(self, sentence: str) -> None:
        if sentence:
            self.sounds.play("attention")
            self.context.shell.say(sentence, "attention")

    def _ticked(self, takt: Takt) -> None:
        self.progress.show_takt(takt, self.context.language)

    def _badge_shown(self, badge: str) -> None:
        if isinstance(self.checks.input, SignOffInput):
            self.checks.input.sign(badge)

    # --- making ---

    def _connect(self) -> None:
        run, bar = self.run, self.bar
        run.rendered.connect(self.render_run)
        self.context.eyes.status_changed.connect(self._show_camera)
        run.ticked.connect(self._ticked)
        run.happened.connect(self._happened)
        run.refused.connect(self._refused)
        run.working.connect(bar.show_waiting)
        run.badge_shown.connect(self._badge_shown)
        bar.pressed.connect(self.press)
        bar.back.connect(self.ways.last_done)
        bar.exception.connect(self.ways.exception)
        bar.more.connect(self.ways.more)
        self.steps.picked.connect(self.ways.step)
        bar.needed.connect(self.ways.needed)
        self.checks.changed.connect(self._show_primary)
        self.checks.changed.connect(self._fit_panels)
        self.checks.exception_wanted.connect(self.ways.exception)
        self.checks.lead_wanted.connect(self.ways.deviate)
        self.blocked.exception_wanted.connect(self.ways.exception)
        self.blocked.deviation_wanted.connect(self.ways.deviate)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        tight = theme.scale.compact
        page.setContentsMargins(margin, theme.px(8 if tight else 14), margin, theme.px(14))
        page.setSpacing(theme.px(8 if tight else 12))
        page.addWidget(self.head)
        page.addWidget(self.progress)
        page.addWidget(self.revising)
        page.addLayout(self._columns() if not theme.scale.portrait else self._rows(), 1)
        page.addWidget(self.bar)
        self.checks.hide()
        self.blocked.hide()

    def _columns(self) -> QHBoxLayout:
        """Steps, the step, its checks: left to right as they are used."""
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(14))
        self.steps.setFixedWidth(theme.px(340 if theme.scale.compact else 404))
        columns.addWidget(self.steps)
        columns.addWidget(self.card, 1)
        for panel in (self.checks, self.blocked):
            columns.addWidget(panel)
        return columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panels()

    def _fit_panels(self) -> None:
        """A failed check takes more room: what was expected and what came must be read whole."""
        if theme.scale.portrait:
            self.checks.setFixedHeight(self.checks.wanted_height)
            called = self.height() < self.window().height()  # a strip stands over the screen
            self.steps.show_rows(3 - self.revising.isVisibleTo(self) - called)
            return
        wide = theme.px(820)
        blocked = self.blocked.isVisibleTo(self)
        wanted = self.checks.failed is not None or self.checks.needs_width
        self.checks.setFixedWidth(wide if wanted else theme.px(580))
        self.blocked.setFixedWidth(wide)
        # On a small screen the list of steps makes way for as long.
        self.steps.setHidden(theme.scale.compact and (wanted or blocked))

    def _rows(self) -> QVBoxLayout:
        """The same from top to bottom, the hands' part lowest."""
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(14))
        rows.addWidget(self.steps)
        rows.addWidget(self.card, 1)
        for panel in (self.checks, self.blocked):
            panel.setFixedHeight(theme.px(640))
            rows.addWidget(panel)
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
