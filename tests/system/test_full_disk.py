"""A disk that is really full, at the hub or at the station: told, nothing lost, and once there is
room again everything arrives exactly once."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest

from kiosk.operations.opening import open_station
from kiosk.store import DiskFull
from kiosk.sync.errors import Refused, SyncError
from sop.journal import evidence_named_in
from tests.campaigns.kill_both import _LACKING
from tests.support.small_disk import fill, small_disk
from tests.system.plant import PROCEDURE, Plant, plant

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
PHOTOGRAPH = 700_000


def bodies(folder: Path) -> list[bytes]:
    with contextlib.closing(open_station(folder)) as station:
        return [it.body for it in station.store.tail(0, 1_000_000)]


def require_all_at_hub(works: Plant, folder: Path) -> None:
    """By the hub's own check, then byte for byte."""
    here = bodies(folder)
    works.hub.command("verify")
    file = works.folder / "exported.jsonl"
    works.hub.command("export", "-o", file)
    assert file.read_bytes().splitlines() == here
    names = sorted({name for body in here for name in evidence_named_in(body)})
    assert names
    assert int(works.hub.python("-c", _LACKING, *names)) == 0


def take_photographs(folder: Path, several: int = 3) -> None:
    """Facts of a run that name photographs which no hub has seen."""
    from tests.sync.live import _RUN, _draft

    with contextlib.closing(open_station(folder)) as station:
        store = station.store
        if not any(it.execution == _RUN.execution for it in store.runs()):
            store.append([_draft("ExecutionStarted")], run=_RUN)
        for _ in range(several):
            photograph = store.blobs.put(os.urandom(PHOTOGRAPH))
            store.append([_draft("PhotoTaken", photo=photograph)])


@pytest.mark.parametrize("left", [0, 1_000_000], ids=["for-nothing", "not-for-photographs"])
def test_I10_a_hub_whose_disk_is_full_says_so_and_later_gets_everything(
    tmp_path: Path, left: int
) -> None:
    with small_disk(tmp_path / "small", 24) as small, plant(small) as works, works.served():
        works.folder = tmp_path
        folder = works.enrolled("A-07")
        take_photographs(folder)
        filler = fill(small, but=left)
        with pytest.raises(Refused) as refused:
            works.sync(folder)
        assert refused.value.problem.status == 503
        assert refused.value.retry_after
        recorded = bodies(folder)
        with pytest.raises(SyncError):
            works.sync(folder)
        assert bodies(folder) == recorded
        filler.unlink()
        works.sync(folder)
        require_all_at_hub(works, folder)


def test_I10_a_station_whose_disk_is_full_sends_what_it_has_and_goes_on_later(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "small", 80) as small, plant(tmp_path) as works, works.served():
        works.folder = small
        folder = works.enrolled("A-07")
        works.folder = tmp_path
        take_photographs(folder)
        filler = fill(small, but=40_000_000)  # a station keeps the last 50 MB for itself
        with contextlib.closing(open_station(folder)) as station, pytest.raises(DiskFull):
            station.store.blobs.put(os.urandom(PHOTOGRAPH))
        works.sync(folder)  # sending takes no room
        filler.unlink()
        take_photographs(folder)
        works.sync(folder)
        require_all_at_hub(works, folder)


def test_I04_a_release_that_finds_no_room_leaves_the_last_one_in_force(tmp_path: Path) -> None:
    from kiosk.operations.governing import in_force

    def runs(folder: Path) -> list[str]:
        with contextlib.closing(open_station(folder)) as station:
            return [it.revision for it in in_force(station)]

    with small_disk(tmp_path / "small", 80) as small, plant(tmp_path) as works, works.served():
        works.folder = small
        folder = works.enrolled("A-07")
        assert runs(folder) == ["A"]
        works.hub.command("publish", PROCEDURE.with_name("B"))
        filler = fill(small, but=50_012_000)  # for a line of the journal, and no file
        with pytest.raises((SyncError, DiskFull)):
            works.sync(folder)
        assert runs(folder) == ["A"]
        filler.unlink()
        works.sync(folder)
        assert runs(folder) == ["B"]
