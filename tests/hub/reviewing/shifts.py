"""Whole shifts as the virtual operators record them, honest ones, and others made of them."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import msgspec

from hub.records.projecting import catch_up
from kiosk.simulation.shift import work
from kiosk.store import open_store
from sop.journal import NO_PREDECESSOR, decode, digest_of, encode
from tests.hub.records.test_projecting import take_in
from tests.hub.reviewing.conftest import log_of
from tests.store.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.ingest.models import Log


@cache
def shift(seed: int, executions: int) -> tuple[bytes, ...]:
    """The journal of a station after so many runs, made once a session."""
    folder = Path(mkdtemp(prefix="shift-"))
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        work(folder, seed=seed, executions=executions)
    with open_store(folder, device="d", clock=FakeClock()) as store:
        return tuple(event.body for event in store.tail(0, 1_000_000))


def told(
    bodies: tuple[bytes, ...], edit: Callable[[str, str, dict[str, Any]], None]
) -> list[bytes]:
    """The same journal with its events told otherwise: `edit` changes what stands in one, given the
    run and the kind. The chain is whole."""
    found: list[bytes] = []
    for body in bodies:
        event = decode(body)
        data = msgspec.json.decode(event.data)
        edit(event.execution or "", event.kind, data)
        prev = digest_of(found[-1]) if found else NO_PREDECESSOR
        raw = msgspec.Raw(msgspec.json.encode(data))
        found.append(encode(msgspec.structs.replace(event, prev=prev, data=raw)))
    return found


def runs_in(bodies: tuple[bytes, ...]) -> list[str]:
    """Those that ended, in the order begun."""
    events = [decode(it) for it in bodies]
    ended = {it.execution for it in events if it.kind == "ExecutionCompleted"}
    begun = (it.execution for it in events if it.kind == "ExecutionStarted")
    return [it for it in begun if it in ended and it]


def read(station: str, bodies: list[bytes] | tuple[bytes, ...]) -> Log:
    """Came up from that station, and was read."""
    log = log_of(station)
    take_in(log.pk, list(bodies))
    catch_up()
    return log
