"""Nearly full: warned. Too full: refused, told, nothing half recorded, and it goes on after."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import DiskFull, DiskGuard, NotConfirmed, Store, open_store, verify_database
from tests.store.fakes import RUN, FakeClock, begin, draft


def opened(folder: Path, warn_below: int = 0, refuse_below: int = 0) -> Store:
    guard = DiskGuard(folder, warn_below=warn_below, refuse_below=refuse_below)
    return open_store(folder, device="d", clock=FakeClock(), guard=guard)


def test_a_disk_nearly_full_is_told_at_start_and_work_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path, warn_below=1 << 60) as store:
        assert [notice.key for notice in store.notices] == ["disk_low"]
        assert store.disk.is_low()
        assert begin(store)[0].seq == 2


def test_a_step_is_refused_while_there_is_still_room_to_say_so(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        begin(store)
        store.disk.refuse_below = 1 << 60
        with pytest.raises(DiskFull) as told:
            store.append([draft(1)])
        assert "未记录" in told.value.zh
        assert "NOT recorded" in told.value.en
        store.disk.refuse_below = 0
        assert store.append([draft(1)], expect_head=2)[0].seq == 3


def test_by_default_it_warns_below_500_mb_and_refuses_below_50(tmp_path: Path) -> None:
    guard = DiskGuard(tmp_path)
    assert (guard.warn_below, guard.refuse_below) == (500_000_000, 50_000_000)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, really full when it is full."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs root on Linux")
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def until_refused(store: Store, confirmed: list[bytes]) -> None:
    for number in range(10_000):
        confirmed += [event.body for event in store.append([draft(number), draft(number)])]


def test_a_disk_really_full_refuses_whole_appends_and_recovers(small_disk: Path) -> None:
    filler = small_disk / "filler"
    store = opened(small_disk)
    begin(store)
    filler.write_bytes(bytes(store.disk.free() - 150_000))
    confirmed = [event.body for event in store.events(RUN)]
    with pytest.raises(DiskFull):
        until_refused(store, confirmed)
    assert [event.body for event in store.events(RUN)] == confirmed
    filler.unlink()
    confirmed += [event.body for event in store.append([draft(1)], expect_head=store.head().seq)]
    store.close()
    assert verify_database(small_disk / "journal.db").problems == []
    with opened(small_disk) as again:
        assert again.notices == []
        assert [event.body for event in again.events(RUN)] == confirmed


def test_a_photograph_that_does_not_fit_is_refused(small_disk: Path) -> None:
    with opened(small_disk) as store:
        store.disk.refuse_below = -(1 << 40)  # let it come to the file system's own refusal
        with pytest.raises(DiskFull):
            store.blobs.put(os.urandom(3_000_000))
        assert list(store.blobs.digests()) == []
        assert begin(store)[0].seq == 2


def test_a_full_disk_at_the_first_start_is_told(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2 * 1024 * 1024 - 8192))
    with pytest.raises(DiskFull):
        opened(small_disk)
    (small_disk / "filler").unlink()
    with opened(small_disk) as store:
        assert store.notices == []


def test_a_full_disk_is_told_by_what_was_attempted(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        begin(store)
        store.disk.refuse_below = 1 << 60
        with pytest.raises(NotConfirmed) as confirming:
            store.append([draft(1)])
        with pytest.raises(DiskFull) as noting:
            store.append([draft(1, execution=None, kind="ReleaseInstalled")])
        with pytest.raises(DiskFull) as keeping:
            store.blobs.put(b"a drawing of a procedure")
        assert "then confirm again" in confirming.value.en
        assert "再确认一次" in confirming.value.zh
        for told in (noting, keeping):
            assert not isinstance(told.value, NotConfirmed)
            assert "onfirm" not in told.value.en
            assert "确认" not in told.value.zh
            assert "NOT recorded" in told.value.en
            assert "未执行、未记录" in told.value.zh
