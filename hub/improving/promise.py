"""How soon a procedure's owner answers, and who that is: as the very document says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.pages.titles import procedure_of

if TYPE_CHECKING:
    from datetime import datetime

    from hub.improving.models import Suggestion

HOURS = 48.0
"""Where the document is not here: as a procedure says that says nothing of it."""


def due(it: Suggestion) -> datetime:
    """When it is answered at the latest. It counts from when it was made, as the operator was
    told; but a station's clock that runs ahead puts nothing off."""
    return min(it.at, it.received_at) + timedelta(hours=hours(it.release))


def hours(release: str) -> float:
    procedure = procedure_of(release)
    return procedure.answer_hours if procedure is not None else HOURS


def owner(release: str) -> str:
    """Of the procedure; empty where the document is not here."""
    procedure = procedure_of(release)
    return procedure.owner if procedure is not None else ""
