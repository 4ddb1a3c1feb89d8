"""I3, I13 where transactions overlap: what one of them holds, and whom it holds up."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from hub.devices.enrolling import revoke
from hub.ingest import accepting
from hub.ingest.models import Event
from tests.hub.asking import code
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed, have, stored

# SQLite has one writer at a time, and everybody else waits.
pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


class Slow:
    """A batch that is stopped with its rows written and not committed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, log: str) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        advance = accepting._advance

        def stopped(name: Any, *rest: Any) -> None:
            if str(name) == log and not self.begun.is_set():
                self.begun.set()
                assert self.may_end.wait(30)
            advance(name, *rest)

        monkeypatch.setattr(accepting, "_advance", stopped)


@pytest.fixture
def slow(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(monkeypatch, journal.log)


def beside(work: Any, *arguments: Any) -> Future[Any]:
    """On a thread with a connection of its own."""

    def run() -> Any:
        try:
            return work(*arguments)
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    return future


def test_a_slow_batch_holds_up_no_other_log_and_shows_nothing_early(
    station: Stationed, journal: Journal, slow: Slow
) -> None:
    """I3: whoever reads up to a log's head has read everything before it."""
    other = Journal()
    other.write(3)
    station.contact(other)
    sent = beside(station.send, journal.log, journal.lines)
    assert slow.begun.wait(10)

    assert have(station.send(other.log, other.lines)) == other.head
    assert stored(journal.log) == []
    slow.may_end.set()

    assert have(sent.result(10)) == journal.head
    assert Event.objects.count() == 6


def test_the_next_sender_of_that_log_waits_and_goes_on_from_there(
    station: Stationed, journal: Journal, slow: Slow
) -> None:
    first = beside(station.send, journal.log, journal.lines)
    assert slow.begun.wait(10)
    second = beside(station.send, journal.log, journal.lines)
    slow.may_end.set()

    assert have(first.result(10)) == have(second.result(10)) == journal.head
    assert stored(journal.log) == journal.lines


def test_a_revocation_waits_for_the_batch_in_hand_and_lets_no_other_in(
    station: Stationed, journal: Journal, slow: Slow
) -> None:
    """I13: when `revoke` has returned, nothing of that device is taken in any more."""
    sent = beside(station.send, journal.log, journal.lines[:2])
    assert slow.begun.wait(10)
    revoked = beside(revoke, station.device.station)
    assert not revoked.done()
    slow.may_end.set()

    assert have(sent.result(10)).seq == 2
    assert revoked.result(10) == 1
    assert code(station.send(journal.log, journal.lines)) == "revoked"
    assert stored(journal.log) == journal.lines[:2]


def test_a_batch_that_fails_at_the_end_leaves_nothing(
    station: Stationed, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as fault:
        fault.setattr(accepting, "_advance", fails)
        answer = station.send(journal.log, journal.lines)
    assert (answer.status_code, code(answer)) == (500, "fault")
    assert stored(journal.log) == []

    assert have(station.send(journal.log, journal.lines)) == journal.head


def test_a_database_that_is_away_is_told_as_trouble_that_passes(
    station: Stationed, journal: Journal
) -> None:
    described = connections.settings["default"]
    away = {**described, "HOST": "127.0.0.1", "PORT": "1", "OPTIONS": {"connect_timeout": 2}}
    connections.close_all()
    connections["default"].close_pool()
    connections.settings["default"] = away
    connections["default"] = connections.create_connection("default")
    try:
        told = [station.send(journal.log, journal.lines), station.contact(journal)]
    finally:
        connections.settings["default"] = described
        connections["default"] = connections.create_connection("default")

    assert [(it.status_code, code(it), it["Retry-After"]) for it in told] == [
        (503, "busy", "5")
    ] * 2
    assert have(station.send(journal.log, journal.lines)) == journal.head
