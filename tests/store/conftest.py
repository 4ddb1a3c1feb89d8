"""Stores in a folder of their own, with a clock that obeys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.store import DiskGuard, Store, open_store
from tests.store.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def opened(folder: Path, clock: FakeClock) -> Iterator[Callable[[], Store]]:
    """Opens the station's folder as often as asked; what is still open is closed at the end."""
    stores: list[Store] = []

    def opening() -> Store:
        guard = DiskGuard(folder, warn_below=0, refuse_below=0)
        stores.append(open_store(folder, device="station-7", clock=clock, guard=guard))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()
