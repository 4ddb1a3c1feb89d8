"""What was decided in a run, as the hub's page of it says."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.utils import translation

from hub.pages.decisions import decisions
from sop import events as e
from sop.events import Person

LEAD = Person("sun", "孙丽", roles=("operator", "team_lead"))
BY: dict[str, Any] = {"at": 1, "by": "li"}
HAPPENED: tuple[e.Event, ...] = (
    e.ExceptionRaised(**BY, exception="x", category="material", severity="major", effect="hold"),
    e.ExceptionAnswered(**BY, exception="x", person=Person("wang", "王芳"), station="B02"),
    e.ExceptionEscalated(**BY, exception="x", to="supervisor"),
    e.NoteAdded(**BY, note="gauge away", exception="x", lead=LEAD),
    e.ExceptionDisposed(
        **BY, exception="x", disposition="rework", lead=LEAD, reason="again", to="fit"
    ),
    e.OrderAdjusted(**BY, steps=("a", "b"), lead=LEAD, reason="wrench away"),
    e.HandedOver(**BY, to=Person("li", "李伟"), lead=LEAD, reason="went home"),
    e.HandedOver(**BY, to=Person("li", "李伟")),
    e.CoachSigned(**BY, coach=LEAD),
)


def _as_read(events: tuple[e.Event, ...]) -> list[dict[str, Any]]:
    return [
        {"at": "2026-01-01T08:00:00.000+08:00", "kind": type(it).__name__,
         "data": msgspec.json.decode(msgspec.json.encode(it))}
        for it in events
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_decision_names_who_and_why(language: str) -> None:
    with translation.override(language):
        told = decisions(_as_read(HAPPENED), None)
    assert [it["who"] for it in told] == ["王芳", "", "孙丽", "孙丽", "孙丽", "孙丽", "孙丽"]
    assert [it["why"] for it in told][2:6] == ["gauge away", "again", "wrench away", "went home"]
    if language == "en":
        assert told[3]["what"] == "material · disposed of: rework from “fit”"
    else:
        assert told[3]["what"] == "料 · 处置：从“fit”返工"


def test_an_event_not_as_ours_are_is_left_to_the_raw_list() -> None:
    odd = [{"at": "", "kind": "ExceptionDisposed", "data": {"lead": "nobody"}}]
    assert decisions(odd, None) == []
