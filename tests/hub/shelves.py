"""A real server that speaks S3, in a process of its own, and what lies in it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from obstore.store import LocalStore, S3Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUCKET = "evidence"


@contextmanager
def s3_server() -> Iterator[str]:
    """Yields its address; it has one empty bucket."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = next(line for line in server.stderr if "Running on" in line)
        url = told.rpartition("Running on ")[2].strip()
        httpx.put(f"{url}/{BUCKET}").raise_for_status()
        try:
            yield url
        finally:
            server.terminate()


class Shelf:
    """What lies below `store`, asked for past the hub. `variables`: of a hub that puts it there."""

    def __init__(self, store: LocalStore | S3Store, **variables: str) -> None:
        self._store, self.variables = store, variables

    def names(self) -> set[str]:
        """`ab/cdef…` of each object."""
        found = {it["path"] for some in self._store.list() for it in some}
        return {it for it in found if len(it) == 65}

    def read(self, name: str) -> bytes:
        return bytes(self._store.get(name).bytes())

    def remove(self, name: str) -> None:
        self._store.delete(name)


def folder_shelf(hub: Path) -> Shelf:
    """In that hub's own folder."""
    return Shelf(LocalStore(hub / "objects", mkdir=True))


def s3_shelf(url: str) -> Shelf:
    store = S3Store(
        BUCKET, prefix="plant", endpoint=url, access_key_id="key", secret_access_key="secret",
        region="us-east-1", client_options={"allow_http": True},
    )  # fmt: skip
    return Shelf(
        store,
        SOP_HUB_OBJECTS=f"s3://{BUCKET}/plant",
        SOP_HUB_OBJECTS_ENDPOINT=url,
        SOP_HUB_OBJECTS_KEY="key",
        SOP_HUB_OBJECTS_SECRET="secret",
    )
