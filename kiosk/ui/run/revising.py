"""What a newer revision or a withdrawal will ask of the run in hand, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.i18n import pick
from kiosk.ui.run.words import say

if TYPE_CHECKING:
    from kiosk.ui.run.view import RunView


def banner_of(view: RunView, language: str) -> tuple[str, str, str] | None:
    """Words, tone and icon; None when there is nothing to say, or it is said in large."""
    if view.action.kind in ("lift", "anew", "ended", "held", "stopped"):
        return None
    standing, old = view.standing, view.revision
    successor = standing.successor
    reason = _brief(pick(standing.reason, language), 40 if language.startswith("zh") else 80)
    if standing.stops:
        said = say("banner_stops", language, old=old, reason=reason)
        return said.strip(), "failed", "stop"
    if view.unhalted:
        return say("banner_lifted", language, old=old), "attention", "signature"
    if successor is not None and successor.running == "restart":
        said = say("banner_anew", language, new=successor.revision)
        return said, "attention", "rework"
    if standing.withdrawn:
        said = say("banner_withdrawn", language, old=old, reason=reason)
        return said.strip(), "attention", "warning"
    if successor is not None:
        said = say("banner_newer", language, new=successor.revision, old=old)
        return said, "accent", "info"
    return None


def _brief(text: str, most: int) -> str:
    """Two lines of a banner leave room for the step; in full it is said where the run stops."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
