"""Runs in a list, one line each, as a person at a terminal tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.store import Run

STATUS = {
    "running": ("进行中", "running"),
    "paused": ("已暂停", "paused"),
    "completed": ("已完成", "completed"),
    "aborted": ("已中止", "aborted"),
}


def lines_of(runs: Iterable[Run], language: str) -> list[str]:
    """Id, time it began (local), status, procedure and revision, unit, title; in columns."""
    rows = [_columns(run, language) for run in runs]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _columns(run: Run, language: str) -> tuple[str, ...]:
    zh, en = STATUS.get(run.status, (run.status, run.status))
    return (
        run.execution,
        f"{run.started_at.astimezone():%Y-%m-%d %H:%M}",
        zh if language.startswith("zh") else en,
        f"{run.code} {run.revision}",
        run.unit or "-",
        run.title.get(language) or next(iter(run.title.values()), ""),
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """In columns of a terminal, where a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
