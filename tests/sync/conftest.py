"""A live hub, a bad network before it, and stations; closed in the right order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hub.conftest import hub, schema  # noqa: F401  (fixtures)
from tests.sync.proxy import FaultProxy


@pytest.fixture
def live(hub: Path) -> Iterator:  # noqa: F811
    from tests.sync.live import LiveHub

    made = LiveHub()
    yield made
    made.close()


@pytest.fixture
def network(live) -> Iterator[FaultProxy]:
    made = FaultProxy(live.port)
    yield made
    made.close()


@pytest.fixture
def station(network: FaultProxy, tmp_path: Path) -> Iterator[Callable]:
    """`station(name)` opens the one of that name, behind the network."""
    from tests.sync.live import LiveStation

    opened: list[LiveStation] = []

    def open_one(name: str = "A-07", clock=None) -> LiveStation:
        opened.append(LiveStation(tmp_path / name, network.url, clock))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
