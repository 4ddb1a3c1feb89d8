"""Stations that wait for an assignment: a few at once, so that nobody else waits for them.

Each waiting station keeps a worker's thread. When all places are taken the answer is given at
once: polling is what correctness rests on, waiting only makes it quicker.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_S = 25
PLACES = 4
"""In one worker process."""
_LOOK_EVERY_S = 1.0
"""Another process may have issued it: nobody wakes us then."""

_places = threading.BoundedSemaphore(PLACES)
_news = threading.Condition()


def wake() -> None:
    """Something was issued: everybody who waits looks at once."""
    with _news:
        _news.notify_all()


def wait_until(is_news: Callable[[], bool], seconds: float) -> bool:
    """Has it happened, now or within so many seconds? No database connection is kept meanwhile."""
    if is_news():
        return True
    if seconds <= 0 or not _places.acquire(blocking=False):
        return False
    try:
        return _wait(is_news, time.monotonic() + min(seconds, MOST_S))
    finally:
        _places.release()


def _wait(is_news: Callable[[], bool], until: float) -> bool:
    while (left := until - time.monotonic()) > 0:
        connection.close()
        with _news:
            _news.wait(min(left, _LOOK_EVERY_S))
        if is_news():
            return True
    return False
