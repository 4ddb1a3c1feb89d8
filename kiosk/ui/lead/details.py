"""One exception or one run, in full, with what a team lead can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.i18n import pick
from kiosk.ui.lead.work import moment, parts, subject_of
from kiosk.ui.record.parts import PhotoStrip
from kiosk.ui.run.holding import clock, held_of, told_of
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, HoldButton
from kiosk.ui.widgets.cards import Card, Chip, Divider
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import EmptyState
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.execution import open_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.operations.exceptions import OpenException
    from kiosk.store import Run
    from kiosk.ui.desk import Desk
    from kiosk.ui.widgets.buttons import Kind
    from sop.state import ExecutionState
    from sop.wire.messages import News

#: key of its words, kind and icon of each way to dispose of an exception.
DISPOSITIONS: tuple[tuple[str, Kind, str], ...] = (
    ("dispose_continue", "secondary", "play"),
    ("dispose_rework", "secondary", "rework"),
    ("dispose_hold", "secondary", "pause"),
)


def effect_of(
    exception: OpenException, state: ExecutionState | None, language: str
) -> tuple[str, str, str]:
    """Word, tone and icon of what the exception does now. One that a failed check raised has
    blocked its step, by the step's rule."""
    raised = exception.case.raised
    if raised.automatic and state is not None and state.step_state(raised.step or "").blocked_by:
        return say("lead_blocked", language), "failed", "lock"
    decided = exception.case.decided
    if exception.case.raised.effect == "stop":
        return say("lead_stopped", language), "failed", "stop"
    if exception.case.raised.effect == "hold":
        return say("lead_held", language), "failed", "pause"
    if decided is not None:
        return say("lead_on_hold", language), "attention", "pause"
    return say("lead_goes_on", language), "plain", "play"


class Details(Card):
    """`wanted` carries the key of what was tapped."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.area = ScrollArea()
        self.content.addWidget(self.area, 1)
        self.buttons: dict[str, Button] = {}

    def show_nothing(self, language: str) -> None:
        self._begin()
        words = say("lead_nothing", language), say("lead_nothing_text", language)
        self.area.add(EmptyState("tick", *words))
        self._offer([("lead_log", "attention", "exception")], language)

    def show_exception(
        self,
        exception: OpenException,
        state: ExecutionState | None,
        now: int,
        language: str,
        work: News | None = None,
    ) -> None:
        """`work`: what the hub told of its work order, if anything yet."""
        self._begin()
        raised = exception.case.raised
        word = f"{say(f'category_{raised.category}', language)} · "
        self.area.add(
            Label(word + say(f"severity_{raised.severity}", language), "heading", bold=True)
        )
        effect, tone, icon = effect_of(exception, state, language)
        self._chips([(effect, tone, icon), *_places(exception, language)])
        procedure = state.procedure if state is not None else None
        held = held_of(exception.case, exception.raised_by, procedure, language)
        for line in told_of(held, now, language)[1:]:
            self.area.add(Label(line, "body"))
        if raised.reading:
            self.area.add(Label(f"{held.check}: {held.reading}", "body", bold=True))
        if raised.photos:
            self.area.add(PhotoStrip(list(raised.photos), self._desk))
        for note in exception.notes:
            by = note.lead.name if note.lead else ""
            self.area.add(Label(f"{clock(note.at)} {by}  {note.note}".strip(), "label", "soft"))
            if note.photos:
                self.area.add(PhotoStrip(list(note.photos), self._desk))
        offers: list[tuple[str, Kind, str]] = [("lead_note", "secondary", "text")]
        if exception.case.waits:
            offers.insert(0, ("lead_answer", "primary", "badge"))
        self._offer(offers, language)
        self.area.add(Label(say("lead_disposition", language), "label", "soft", bold=True))
        going = state is not None and state.ended_at is None
        self._offer([it for it in DISPOSITIONS if going or it[0] != "dispose_rework"], language)
        if going:
            self._hold_to_scrap(language)
        self._show_work(work, now, language)
        if going and exception.run is not None:
            self._offer_run(state, language)

    def show_past(self, work: News, now: int, language: str) -> None:
        """What came of an exception that is not open here any more."""
        self._begin()
        self.area.add(Label(subject_of(work, language), "heading", bold=True))
        for part in parts(work, moment(now), language):
            self.area.add(part)

    def show_run(self, run: Run, state: ExecutionState, language: str) -> None:
        self._begin()
        self.area.add(Label(pick(run.title, language), "heading", bold=True))
        operator = state.operator.name if state.operator else run.operator
        facts = (run.unit or run.work_order or "", operator, f"{run.code} · {run.revision}")
        self._chips([(fact, "plain", None) for fact in facts if fact])
        self._offer_run(state, language)

    # --- parts ---

    def _show_work(self, work: News | None, now: int, language: str) -> None:
        if work is not None:
            self.area.add(Divider())
            self.area.add(Label(say("lead_work_here", language), "label", "soft", bold=True))
            for part in parts(work, moment(now), language):
                self.area.add(part)

    def _offer_run(self, state: ExecutionState | None, language: str) -> None:
        if state is None:
            return
        self.area.add(Divider())
        self.area.add(Label(say("lead_in_run", language), "label", "soft", bold=True))
        at_work = state.status == "running"
        movable = at_work and any(_is_flexible(state, each) for each in open_steps(state))
        offered: list[tuple[bool, tuple[str, Kind, str]]] = [
            (True, ("lead_go_to_run", "secondary", "next")),
            (movable and len(open_steps(state)) > 1, ("lead_order", "secondary", "choice")),
            (True, ("lead_reassign", "secondary", "handover")),
            (at_work and state.current is not None, ("deviation", "secondary", "signature")),
            (
                at_work and state.contingency is None and bool(state.procedure.contingencies),
                ("contingency", "secondary", "contingency"),
            ),
            (True, ("lead_note_run", "secondary", "text")),
        ]
        self._offer([offer for shown, offer in offered if shown], language)

    def _begin(self) -> None:
        self.area.clear()
        self.buttons = {}

    def _chips(self, chips: Sequence[tuple[str, str, str | None]]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        for text, tone, icon in chips:
            flow.addWidget(Chip(text, tone, icon))  # type: ignore[arg-type]
        self.area.add(holder)

    def _offer(self, offers: Sequence[tuple[str, Kind, str]], language: str) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=14)
        for key, kind, icon in offers:
            button = Button(say(key, language), kind, icon)
            button.setMinimumWidth(theme.px(240))
            button.clicked.connect(self._tells(key))
            flow.addWidget(button)
            self.buttons[key] = button
        self.area.add(holder)

    def _hold_to_scrap(self, language: str) -> None:
        """It ends the run for good: held, not tapped."""
        button = HoldButton(say("dispose_scrap", language), "danger", "trash")
        button.setMinimumWidth(theme.px(300))
        button.held.connect(lambda _ms: self.wanted.emit("dispose_scrap"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=14)
        flow.addWidget(button)
        self.area.add(holder)
        self.buttons["dispose_scrap"] = button

    def _tells(self, key: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(key)


def _places(exception: OpenException, language: str) -> list[tuple[str, str, str | None]]:
    """Which run, which unit, which step; or that it is the station's own."""
    run = exception.run
    if run is None:
        return [(say("lead_no_run", language), "plain", "station")]
    places = [pick(run.title, language), run.unit or run.work_order or ""]
    if exception.step_title is not None:
        places.append(pick(exception.step_title, language))
    return [(place, "plain", None) for place in places if place]


def _is_flexible(state: ExecutionState, step_id: str) -> bool:
    step = state.procedure.step(step_id)
    return step is not None and step.control == "flexible"
