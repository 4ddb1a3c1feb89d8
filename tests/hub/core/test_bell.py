"""The bell between the hub's processes."""

from __future__ import annotations

import multiprocessing
import threading
from typing import Any

from hub.bell import Bell

SPAWN = multiprocessing.get_context("spawn")
PATIENCE_S = 30.0


def _ring(bell: Bell) -> None:
    bell.ring()


def _listen(bell: Bell, ready: Any) -> None:
    ready.send(True)
    bell.wait(600)


def test_a_bell_rung_in_another_process_is_heard_here() -> None:
    bell = Bell()
    other = SPAWN.Process(target=_ring, args=(bell,))
    other.start()
    assert bell.wait(PATIENCE_S)
    other.join()


def test_rung_many_times_it_was_rung_once_and_is_then_still() -> None:
    bell = Bell()
    assert not bell.rung()
    for _ in range(100_000):  # many more than its place holds
        bell.ring()
    assert bell.rung()
    assert not bell.rung()
    assert not bell.wait(0.01)


def test_whoever_is_killed_listening_holds_nobody_up() -> None:
    bell = Bell()
    here, there = SPAWN.Pipe()
    for _ in range(2):
        listener = SPAWN.Process(target=_listen, args=(bell, there))
        listener.start()
        assert here.poll(PATIENCE_S)
        here.recv()
        listener.kill()
        listener.join()
    ringing = threading.Thread(target=bell.ring, daemon=True)
    ringing.start()
    ringing.join(PATIENCE_S)
    assert not ringing.is_alive()
    assert bell.wait(PATIENCE_S)
