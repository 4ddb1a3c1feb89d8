"""What the team lead's hand does: about an exception, and about a run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.operations import exceptions, leading, running
from kiosk.ui.i18n import pick
from kiosk.ui.lead.asking import ask_lead, show, show_badge, sign_as_lead
from kiosk.ui.lead.noting import NoteSheet, note_with_pictures
from kiosk.ui.lead.order import OrderSheet
from kiosk.ui.run.sheets.listing import PickSheet
from kiosk.ui.run.words import CATALOGUE, say
from sop.execution import rework_targets

if TYPE_CHECKING:
    from kiosk.ui.lead.view_model import LeadModel
    from kiosk.ui.shell.context import Context
    from kiosk.ui.signing.sheet import SigningSheet


class Doing:
    """Each opens one sheet; put away, it changes nothing."""

    def __init__(self, model: LeadModel, context: Context) -> None:
        self._model, self._context = model, context

    # --- about an exception ---

    def answer(self, exception: str) -> None:
        def given(sheet: SigningSheet, badge: str) -> None:
            told = partial(self._say, "answered_now")
            what = (exceptions.answer_here, exception, badge)
            ask_lead(sheet, self._model, self._context, told, *what)

        title, text = partial(self._say, "lead_answer"), partial(self._say, "lead_answer_text")
        show_badge(self._context, title, text, given, "lead_answer")

    def go_on(self, exception: str) -> None:
        self._dispose(exception, "continue", "phrase_dispose_")

    def hold(self, exception: str) -> None:
        self._dispose(exception, "hold", "phrase_hold_")

    def scrap(self, exception: str) -> None:
        self._dispose(exception, "scrap", "phrase_scrap_")

    def rework(self, exception: str) -> None:
        """From which step first; then the reason and the signature."""
        found = self._model.exception(exception)
        state = self._model.state(found.execution) if found is not None else None
        if state is None:
            return
        language, entries = self._context.language, []
        for each in rework_targets(state):
            step = state.procedure.step(each)
            title = pick(step.title, language) if step else each
            entries.append((each, title, self._say_status(state.step_state(each).status), "rework"))
        sheet = PickSheet(self._say("dispose_rework_from"), entries)
        sheet.picked.connect(lambda to: self._rework_from(exception, to))
        show(sheet, self._context)

    def _rework_from(self, exception: str, to: str) -> None:
        what = (exceptions.rework_from, exception, to)
        self._sign("dispose_rework", "phrase_dispose_", "disposed", *what)

    def _dispose(self, exception: str, disposition: str, reasons: str) -> None:
        what = (exceptions.dispose_exception, exception, disposition)
        self._sign(f"dispose_{disposition}", reasons, "disposed", *what)

    def note(self, execution: str | None, exception: str | None) -> None:
        key = "lead_note_title" if exception else "lead_note_run"
        sheet = NoteSheet(self._context, partial(self._say, key))

        def given(note: str, pictures: tuple[object, ...]) -> None:
            told = partial(self._say, "noted_now")
            what = (note_with_pictures, note, pictures, execution, exception)
            ask_lead(sheet, self._model, self._context, told, *what)

        sheet.given.connect(given)
        show(sheet, self._context)

    # --- about a run ---

    def deviate(self, execution: str) -> None:
        state = self._model.state(execution)
        if state is not None and state.current is not None:
            what = (running.sign_deviation, execution, state.current)
            self._sign("deviation", "phrase_lead_", "deviation", *what)

    def contingency(self, execution: str) -> None:
        """Which path, by the occasion it is for; then the reason and the signature."""
        state = self._model.state(execution)
        if state is None:
            return
        language = self._context.language
        entries = [
            (
                path.id,
                pick(path.title, language),
                " · ".join(
                    filter(
                        None,
                        (self._say(f"occasion_{path.occasion}"), pick(path.purpose, language)),
                    )
                ),
                "contingency",
            )
            for path in state.procedure.contingencies
        ]
        sheet = PickSheet(self._say("contingency_title"), entries)
        sheet.picked.connect(partial(self._enter, execution))
        show(sheet, self._context)

    def _enter(self, execution: str, path: str) -> None:
        what = (running.enter_contingency, execution, path)
        self._sign("contingency", "phrase_contingency_", "contingency", *what)

    def order(self, execution: str) -> None:
        state = self._model.state(execution)
        if state is None:
            return
        sheet = OrderSheet(lambda: self._context.language, state)

        def wanted(steps: tuple[str, ...]) -> None:
            what = (leading.adjust_order, execution, steps)
            self._sign("order_sign", "phrase_order_", "order_adjusted", *what)

        sheet.wanted.connect(wanted)
        show(sheet, self._context)

    def reassign(self, execution: str) -> None:
        """Whose badge it goes to; then the lead's reason and signature."""

        def given(_sheet: SigningSheet, badge: str) -> None:
            what = (leading.reassign, execution, badge)
            self._sign("reassign", "phrase_reassign_", "lead_reassign", *what)

        title, text = partial(self._say, "reassign_to"), partial(self._say, "reassign_text")
        show_badge(self._context, title, text, given, "reassign_next")

    # --- what they share ---

    def _sign(self, key: str, reasons: str, told: str, operation: object, *what: object) -> None:
        titled = key if f"{key}_title" not in CATALOGUE else f"{key}_title"
        text = partial(self._say, f"{key}_text") if f"{key}_text" in CATALOGUE else ""
        sign_as_lead(
            self._model,
            self._context,
            partial(self._say, titled),
            text,
            reasons,
            partial(self._say, told),
            operation,  # type: ignore[arg-type]
            *what,
        )

    def _say(self, key: str) -> str:
        return say(key, self._context.language)

    def _say_status(self, status: str) -> str:
        lines = {"completed": "done", "open": "current"}
        return self._say(f"line_{lines.get(status, status)}")
