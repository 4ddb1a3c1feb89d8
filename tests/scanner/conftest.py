"""The scanner's tests: no thread may outlive the test that began it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.name in ("camera", "decoder")]
    for thread in left:
        thread.join(3)
    assert not [thread for thread in left if thread.is_alive()]
