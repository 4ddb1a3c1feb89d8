"""Durations as people read them on a shop floor."""

from __future__ import annotations


def spoken(milliseconds: int) -> str:
    """m:ss, or h:mm:ss from an hour on; begun seconds do not count yet."""
    seconds = max(0, milliseconds) // 1000
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
