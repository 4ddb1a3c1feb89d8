"""One promise, three stores: what was put is there, whole, under its digest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hub.configuration import Configuration
from hub.objects import Objects, StorageTrouble, open_objects
from tests.hub.shelves import s3_server

CONTENT = bytes(range(256)) * 5000
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture(params=["folder", "s3", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    return open_objects(configured(request, tmp_path))


def configured(request: pytest.FixtureRequest, folder: Path) -> Configuration:
    told: dict[str, Any] = {}
    if request.param == "memory":
        told = {"objects": "memory:"}
    if request.param == "s3":
        told = {
            "objects": f"s3://evidence/plant-{time.monotonic_ns()}",
            "objects_endpoint": request.getfixturevalue("s3"),
            "objects_key": "key",
            "objects_secret": "secret",
        }
    return Configuration(folder=folder, **told)


def test_what_was_put_is_there(store: Objects) -> None:
    store.put(DIGEST, CONTENT)

    assert DIGEST in store
    assert store.size(DIGEST) == len(CONTENT)
    assert store.read(DIGEST) == CONTENT
    assert list(store.digests()) == [DIGEST]


def test_putting_it_again_changes_nothing(store: Objects) -> None:
    store.put(DIGEST, CONTENT)
    store.put(DIGEST, CONTENT)

    assert store.read(DIGEST) == CONTENT
    assert list(store.digests()) == [DIGEST]


def test_a_file_is_put_as_its_content_is(store: Objects, tmp_path: Path) -> None:
    large = CONTENT * 8
    file = tmp_path / "large"
    file.write_bytes(large)
    store.put(sha256(large).hexdigest(), file)

    assert sha256(store.read(sha256(large).hexdigest())).digest() == sha256(large).digest()


@pytest.mark.parametrize(
    ("start", "length"), [(0, None), (5, None), (5, 10), (0, 0), (len(CONTENT) - 1, 1)]
)
def test_any_part_of_it_can_be_read(store: Objects, start: int, length: int | None) -> None:
    store.put(DIGEST, CONTENT)
    end = len(CONTENT) if length is None else start + length

    assert b"".join(store.pieces(DIGEST, start, length)) == CONTENT[start:end]


def test_what_is_not_there_is_told(store: Objects) -> None:
    assert DIGEST not in store
    assert store.size(DIGEST) is None
    with pytest.raises(FileNotFoundError):
        store.read(DIGEST)
    with pytest.raises(FileNotFoundError):
        store.pieces(DIGEST)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65])
def test_a_name_that_is_no_digest_reaches_no_store(store: Objects, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.put(name, b"")
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.read(name)


def test_a_server_that_is_away_is_told_as_trouble_that_passes(tmp_path: Path) -> None:
    away = Configuration(
        folder=tmp_path, objects="s3://evidence", objects_endpoint="http://127.0.0.1:9",
        objects_key="key", objects_secret="secret",
    )  # fmt: skip
    with pytest.raises(StorageTrouble) as told:
        open_objects(away).put(DIGEST, CONTENT)

    assert (told.value.status, told.value.retry_after) == (503, 30)


def test_leftovers_of_a_power_cut_are_swept_and_newer_ones_are_somebodys(tmp_path: Path) -> None:
    open_objects(Configuration(folder=tmp_path)).put(DIGEST, CONTENT)
    old, fresh = (tmp_path / "objects" / "incoming" / name for name in ("old", "fresh"))
    for file in (old, fresh):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    store = open_objects(Configuration(folder=tmp_path))

    assert (old.exists(), fresh.exists()) == (False, True)
    assert list(store.digests()) == [DIGEST]


PUT = f"""
from pathlib import Path
from hub.configuration import Configuration
from hub.objects import open_objects
open_objects(Configuration(folder=Path("."))).put({sha256(b"x").hexdigest()!r}, b"x")
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_content_is_on_the_disk_before_its_name_and_its_name_before_we_return(
    tmp_path: Path,
) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-e", "trace=fsync,rename", "-o", str(trace)]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([*command, sys.executable, "-c", PUT], check=True, cwd=tmp_path, env=environ)
    calls = [
        line.split()[1].partition("(")[0]
        for line in trace.read_text(encoding="utf-8").splitlines()
        if "fsync(" in line or ("rename(" in line and "ENOENT" not in line)
    ]

    assert calls == ["rename", "fsync", "rename", "fsync", "fsync"]
