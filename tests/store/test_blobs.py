"""Evidence is under its name as a whole, durably, before anything names it."""

import hashlib
import os
from pathlib import Path

import pytest

import kiosk.store.blobs
from kiosk.errors import BugError
from kiosk.store import Blobs, DiskFull, DiskGuard, Draft, Store

PHOTO = b"\xff\xd8 a photograph"
DIGEST = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", DiskGuard(tmp_path, refuse_below=0))


def test_a_blob_is_named_by_its_content(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(PHOTO)
    assert blobs.put(PHOTO) == blobs.put(tmp_path / "photo.jpg") == DIGEST
    assert blobs.path(DIGEST) == tmp_path / "blobs" / DIGEST[:2] / DIGEST[2:]
    assert (blobs.read(DIGEST), DIGEST in blobs, list(blobs.digests())) == (PHOTO, True, [DIGEST])


def test_an_altered_blob_is_known_and_mended_by_putting_it_again(blobs: Blobs) -> None:
    blobs.path(blobs.put(PHOTO)).write_bytes(b"another")
    assert not blobs.is_intact(DIGEST)
    blobs.put(PHOTO)
    assert blobs.is_intact(DIGEST)


def test_what_is_not_here_is_not_intact(blobs: Blobs) -> None:
    assert (DIGEST in blobs, blobs.is_intact(DIGEST)) == (False, False)
    with pytest.raises(FileNotFoundError):
        blobs.read(DIGEST)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "/" * 64])
def test_only_a_digest_names_a_blob(blobs: Blobs, name: str) -> None:
    with pytest.raises(BugError):
        blobs.path(name)


def test_content_is_synced_before_its_name_and_its_name_before_returning(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace, sync_folder = os.fsync, Path.replace, kiosk.store.blobs.sync_folder

    def watched_replace(self: Path, target: Path) -> Path:
        order.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", watched_replace)
    monkeypatch.setattr(
        kiosk.store.blobs,
        "sync_folder",
        lambda folder: (order.append(f"sync {folder.name}"), sync_folder(folder))[1],
    )
    blobs.put(PHOTO)
    synced = [it for it in order if it != "fsync" or order.index(it) < order.index("name")]
    assert synced[0] == "sync blobs"
    assert order.index("fsync") < order.index("name") < order.index(f"sync {DIGEST[:2]}")
    assert order[-2:] == [f"sync {DIGEST[:2]}", "fsync"]


def test_leftovers_of_a_power_cut_are_cleared(blobs: Blobs, tmp_path: Path) -> None:
    (blobs.folder / "incoming" / "half").write_bytes(b"half a pho")
    again = Blobs(blobs.folder, DiskGuard(tmp_path, refuse_below=0))
    assert list(again.digests()) == []
    assert list((blobs.folder / "incoming").iterdir()) == []


def test_no_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, DiskGuard(tmp_path, refuse_below=1 << 60))
    with pytest.raises(DiskFull):
        blobs.put(PHOTO)
    assert list(blobs.digests()) == []


@pytest.mark.parametrize(
    "data",
    ['{"photo":"%s"}', '{"photos":["%s"]}', '{"answer":{"photos":["' + "a" * 64 + '","%s"]}}'],
)
def test_an_event_cannot_name_a_photograph_that_is_not_stored(store: Store, data: str) -> None:
    draft = Draft(kind="PhotoTaken", data=(data % DIGEST).encode())
    with pytest.raises(BugError, match="photograph"):
        store.append([draft])
    assert store.head().seq == 1


def test_an_event_may_name_stored_photographs(store: Store) -> None:
    digest = store.blobs.put(PHOTO)
    data = b'{"photos":["%s","%s"]}' % (digest.encode(), digest.encode())
    assert store.append([Draft(kind="PhotoTaken", data=data)])[0].seq == 2
