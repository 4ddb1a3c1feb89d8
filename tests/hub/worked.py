"""What a real station recorded in a short shift: the lines of its journal, and its folder."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kiosk.simulation.shift import work
from kiosk.store import open_store
from tests.store.fakes import FakeClock


@cache
def worked() -> Path:
    """The folder of a station after three runs, made once a session. Not to be changed."""
    folder = Path(mkdtemp(prefix="worked-"))
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        work(folder, seed=1, executions=3)
    return folder


@cache
def lines() -> list[bytes]:
    with open_store(worked(), device="d", clock=FakeClock()) as store:
        return [event.body for event in store.tail(0, 100_000)]


@cache
def photographs() -> dict[str, bytes]:
    with open_store(worked(), device="d", clock=FakeClock()) as store:
        from sop.journal import evidence_named_in

        named = {name for line in lines() for name in evidence_named_in(line)}
        return {name: store.blobs.read(name) for name in named}
