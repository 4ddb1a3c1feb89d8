"""Facts of stations that belong to no execution, and which room makes what of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.improving import reading as improving
from hub.people import alarms

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from hub.ingest.models import Log
    from sop.journal import Envelope

READERS: dict[str, Callable[[Log, int, Envelope], Model]] = {
    "PinLocked": alarms.locked,
    "SuggestionMade": improving.suggestion,
    "ChangesAcknowledged": improving.acknowledged,
    "QuizAnswered": improving.answered,
    "QuizPassed": improving.passed,
}
"""By the kind of fact. One that cannot be understood raises `msgspec.MsgspecError` or
`ValueError`, and is flagged."""

ROWS: tuple[type[Model], ...] = (*alarms.ROWS, *improving.ROWS)
"""Made from facts, and made again from them."""
