"""Signals that something may have been confirmed without being done. For review only: they stop
nothing, say nothing of a person by themselves, and are shown with the facts they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.records.models import Execution


def judge(run: Execution) -> None:
    """A run that has ended, once."""
    from hub.reviewing.signals.judging import judge

    judge(run)
