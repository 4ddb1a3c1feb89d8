"""A coach beside whoever works: badge and PIN before the run begins, and again at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.operations import starting
from kiosk.ui.run.words import say
from kiosk.ui.signing.sheet import SigningSheet, badges_of
from sop.execution import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import KnownError
    from kiosk.operations.station import Outcome
    from kiosk.ui.shell.context import Context


def ask_coach(
    context: Context,
    what: tuple[Any, ...],
    text: str,
    begun: Callable[[Outcome], None],
) -> SigningSheet:
    """Begin `what` with a coach; `begun` hears the outcome once it was. What is refused is said on
    the sheet, and another badge may be tried."""
    shell = context.shell
    sheet = SigningSheet(
        lambda: context.language,
        lambda: say("coach_start_title", context.language),
        text,
        ask=badges_of(context),
        action="coach_start",
    )

    def came(outcome: Outcome) -> None:
        if shell.sheet is not sheet:
            return  # left meanwhile: a run that began waits among those to go on with
        if outcome.refusal is not None:
            sheet.refuse(explain(outcome.state, outcome.refusal, context.language))
            return
        shell.close_sheet()
        begun(outcome)

    def failed(error: KnownError) -> None:
        if shell.sheet is sheet:
            sheet.refuse(error.text(context.language))

    def given(badge: str, pin: str, _reason: str) -> None:
        context.desk.ask(starting.begin_with_coach, what, badge, pin, then=came, failed=failed)

    sheet.given.connect(given)
    sheet.dismissed.connect(shell.close_sheet)
    shell.show_sheet(sheet)
    return sheet
