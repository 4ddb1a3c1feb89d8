"""Why nothing goes on: what happened, who called when, who came, and what was decided since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.ui.run.view import Held
from kiosk.ui.run.words import say
from sop.execution.explaining import title

if TYPE_CHECKING:
    from kiosk.ui.run.view import RunView
    from sop.procedure import Procedure
    from sop.state import Case

_MINUTE_MS = 60_000


def held_notice(view: RunView, language: str) -> tuple[str, str, str, str]:
    """Icon, tone, heading and text; calm, whole, and with the exact times."""
    held = view.held
    if held is None:
        return (
            "stop",
            "failed",
            say("stopped_title", language),
            say("stopped_elsewhere", language),
        )
    heading = say("stopped_title" if held.stops else "held_title", language)
    lines = [*told_of(held, view.now, language), say("held_kept", language)]
    return "stop", "failed", heading, "\n".join(lines)


def held_of(case: Case, raised_by: str, procedure: Procedure | None, language: str) -> Held:
    """The case in words, by the printed name of who called."""
    raised, kept = case.raised, case.decided
    step = procedure.step(raised.step) if procedure and raised.step else None
    check = step.check(raised.check) if step and raised.check else None
    return Held(
        exception=raised.exception,
        category=raised.category,
        severity=raised.severity,
        stops=raised.effect == "stop",
        raised_by=raised_by,
        raised_at=raised.at,
        note=raised.note,
        check=title(check.title, language) if check else "",
        reading=raised.reading,
        automatic=raised.automatic,
        answered_by=case.answered.name if case.answered else "",
        answered_at=case.answered_at,
        escalated=case.escalated,
        kept_by=kept.lead.name if kept else "",
        kept_because=kept.reason if kept else "",
    )


def told_of(held: Held, now: int, language: str) -> list[str]:
    """One sentence a line: what, who and since when, who answered, what was decided."""
    return list(
        filter(
            None,
            (
                _what(held, language),
                held.note,
                _who(held, now, language),
                _answer(held, language),
                _escalated(held, language),
                _kept(held, language),
            ),
        )
    )


def _what(held: Held, language: str) -> str:
    reading = ""
    if held.reading:
        reading = say("held_reading", language, check=held.check, reading=held.reading)
    return say(
        "held_what",
        language,
        category=say(f"category_{held.category}", language),
        severity=say(f"severity_{held.severity}", language),
        reading=reading,
    )


def _who(held: Held, now: int, language: str) -> str:
    words = {"time": clock(held.raised_at), "ago": ago(now - held.raised_at, language)}
    if held.automatic:
        return say("held_auto", language, **words)
    return say("held_who", language, name=held.raised_by, **words)


def _answer(held: Held, language: str) -> str:
    if not held.answered_by:
        return say("held_called", language)
    return say("held_answered", language, name=held.answered_by, time=clock(held.answered_at or 0))


def _escalated(held: Held, language: str) -> str:
    roles = "、" if language.startswith("zh") else ", "
    named = roles.join(say_role(role, language) for role in held.escalated)
    return say("held_escalated", language, roles=named) if named else ""


def _kept(held: Held, language: str) -> str:
    if not held.kept_by:
        return ""
    return say("held_on_hold", language, name=held.kept_by, reason=held.kept_because)


def say_role(role: str, language: str) -> str:
    """The role's word; its id where it has none here."""
    try:
        return say(f"role_{role}", language)
    except KeyError:
        return role


def clock(at_ms: int) -> str:
    """The moment as the wall clock of the station shows it."""
    return f"{datetime.fromtimestamp(at_ms / 1000):%H:%M}"


def ago(milliseconds: int, language: str) -> str:
    minutes = max(milliseconds, 0) // _MINUTE_MS
    if minutes < 1:
        return say("ago_now", language)
    if minutes < 120:
        return say("ago_minutes", language, n=minutes)
    return say("ago_hours", language, n=minutes // 60)
