"""From a sheet to the run and back: it may be left before the answer has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kiosk.operations.station import Outcome
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class AskingSheet(Protocol):
    def refuse(self, sentence: str) -> None:
        """It was not accepted: say why, and keep what was entered."""


def ask_from(
    sheet: AskingSheet,
    run: RunModel,
    context: Context,
    operation: Callable[..., Outcome],
    *args: object,
    **fields: object,
) -> None:
    """Ask what the sheet was filled in for. Recorded, it goes; refused, it says why.

    Left meanwhile, it is the screen that says why, and what lies there now stays.
    """
    shell = context.shell

    def done() -> None:
        if shell.sheet is cast("QWidget", sheet):
            shell.close_sheet()

    def refused(sentence: str) -> None:
        if shell.sheet is cast("QWidget", sheet):
            sheet.refuse(sentence)
        else:
            run.refused.emit(sentence)

    if not run.ask(operation, *args, done=done, refused=refused, **fields):
        refused("")
