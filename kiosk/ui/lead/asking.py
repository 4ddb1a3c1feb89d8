"""Sheets of the team lead's view, and what is asked when they are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kiosk.ui.signing.sheet import SigningSheet, badges_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kiosk.ui.lead.view_model import LeadModel
    from kiosk.ui.shell.context import Context
    from kiosk.ui.widgets.overlays import Words


class Refusing(Protocol):
    def refuse(self, sentence: str) -> None: ...


def ask_lead(
    sheet: Refusing,
    model: LeadModel,
    context: Context,
    told: Callable[[], str],
    operation: Callable[..., Any],
    *args: object,
) -> None:
    """Ask it; recorded, the sheet goes and it is told; refused, the sheet says why."""
    widget: Any = sheet

    def done() -> None:
        if context.shell.sheet is widget:
            context.shell.close_sheet()
        context.shell.say(told(), "pass")
        model.refresh()

    def refused(sentence: str) -> None:
        if context.shell.sheet is widget:
            sheet.refuse(sentence)
        else:
            context.shell.say(sentence, "attention")

    model.ask(operation, *args, done=done, refused=refused)


def show(sheet: QWidget, context: Context) -> None:
    """Over the screen, until it is answered or put away."""
    sheet.dismissed.connect(context.shell.close_sheet)  # type: ignore[attr-defined]
    context.shell.show_sheet(sheet)


def sign_as_lead(
    model: LeadModel,
    context: Context,
    title: Words,
    text: Words,
    reasons: str,
    told: Callable[[], str],
    operation: Callable[..., Any],
    *what: object,
) -> SigningSheet:
    """Reason, badge and PIN, then `operation(station, *what, badge, pin, reason)`."""
    sheet = SigningSheet(
        lambda: context.language,
        title,
        text,
        ask=badges_of(context),
        action="authorise_now",
        reasons=reasons,
    )
    sheet.given.connect(
        lambda badge, pin, reason: ask_lead(
            sheet, model, context, told, operation, *what, badge, pin, reason
        )
    )
    show(sheet, context)
    return sheet


def show_badge(
    context: Context,
    title: Words,
    text: Words,
    given: Callable[[SigningSheet, str], None],
    action: str = "go_on",
) -> SigningSheet:
    """A badge, which identifies and never signs."""
    ask = badges_of(context)
    sheet = SigningSheet(lambda: context.language, title, text, ask=ask, action=action, pin=False)
    sheet.given.connect(lambda badge, _pin, _reason: given(sheet, badge))
    show(sheet, context)
    return sheet
