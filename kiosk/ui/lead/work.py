"""What came of an exception, as the hub told it: its corrective work order, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.ui.i18n import pick
from kiosk.ui.run.holding import say_role
from kiosk.ui.run.words import say
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.ui.widgets.cards import Tone
    from sop.wire.messages import News

_STATES: dict[str, tuple[Tone, str]] = {
    "open": ("attention", "work_order"),
    "taken": ("accent", "person"),
    "done": ("accent", "tick"),
    "closed": ("passed", "tick"),
}


def moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def is_overdue(work: News, now: datetime) -> bool:
    """A due time that cannot be read is never past."""
    due = _moment(work.due)
    return work.status != "closed" and due is not None and due < now


def standing(work: News, now: datetime, language: str) -> tuple[str, Tone, str]:
    """Word, tone and icon of where it stands; what is overdue warns, whatever it is."""
    tone, icon = _STATES.get(work.status, ("plain", "info"))
    word = say(f"work_{work.status}", language) if work.status in _STATES else work.status
    if is_overdue(work, now):
        return say("work_late", language, status=word), "attention", "warning"
    return word, tone, icon


def brief(work: News, now: datetime, language: str) -> tuple[str, str]:
    """For a row: who has it until when, and one word of where it stands."""
    due = shown(work.due)[5:] if work.due and work.status != "closed" else ""
    detail = " · ".join(filter(None, (say_role(work.owner, language), due)))
    if is_overdue(work, now):
        return detail, say("work_overdue", language)
    known = work.status in _STATES
    return detail, say(f"work_brief_{work.status}", language) if known else work.status


def owner_of(work: News, language: str) -> str:
    name = say_role(work.owner, language)
    return say("work_owner", language, owner=name) if work.owner else ""


def due_of(work: News, language: str) -> str:
    """Empty once it is closed."""
    if not work.due or work.status == "closed":
        return ""
    return say("work_due", language, due=shown(work.due))


def subject_of(work: News, language: str) -> str:
    return pick(work.subject, language) or say("work_of_exception", language)


def parts(work: News, now: datetime, language: str) -> Iterator[QWidget]:
    """Where it stands, who has it until when, and the last word about it."""
    word, tone, icon = standing(work, now, language)
    late = is_overdue(work, now)
    holder = QWidget()
    flow = FlowLayout(holder, gap=12)
    flow.addWidget(Chip(word, tone, icon))
    if owner := owner_of(work, language):
        flow.addWidget(Chip(owner, "plain", "person"))
    if due := due_of(work, language):
        flow.addWidget(Chip(due, "attention" if late else "plain", "warning" if late else "clock"))
    yield holder
    if work.text:
        yield Label(work.text, "body")
    yield Label(say("work_told", language, at=shown(work.at)), "label", "soft")


def shown(told: str) -> str:
    """As the station's wall clock shows it; what is no time stays as it is."""
    at = _moment(told)
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else told


def _moment(told: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
