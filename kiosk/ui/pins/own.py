"""The way to one's own PIN: to change it, or to choose the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.pins.choosing import Own, own_pin
from kiosk.ui.pins.sheet import change_pin, choose_first_pin

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context


def show_own_pin(context: Context) -> None:
    """For whoever is signed in: change it, or choose it where there is none."""

    def show(own: Own | None) -> None:
        if own is not None:
            (change_pin if own.has_pin else choose_first_pin)(context, own.badge)

    context.desk.ask(own_pin, then=show)


def ask_for_first_pin(context: Context) -> None:
    """Whoever has a one-time code and no PIN is asked at once; who leaves it is asked again."""

    def show(own: Own | None) -> None:
        if own is not None and own.waits and context.shell.sheet is None:
            choose_first_pin(context, own.badge)

    context.desk.ask(own_pin, then=show)
