"""Photographs, documents and media, named by their SHA-256: in a folder, or on any S3.

What was put survives a power cut. Nothing is overwritten with other content, because the name
is the content's digest; the putter has verified it.
"""

from __future__ import annotations

import os
import re
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, S3Store

from hub.configuration import configuration
from hub.problems import HubProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from obstore.store import ObjectStore

    from hub.configuration import Configuration

FOLDER = "objects"
BLOCK = 1 << 18
_DIGEST = re.compile("[0-9a-f]{64}")
_INCOMING = "incoming"
_LEFT_BEHIND_S = 24 * 3600


class StorageTrouble(HubProblem):
    """The store did not take or give it: its disk is full, its server away. Trying again helps."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            503,
            "storage",
            "文件存储暂时不可用",
            "The store for files cannot be used at the moment",
            str(error)[:300],
            retry_after=30,
        )


class Objects:
    """A content-addressed store. `folder` is where a local one lies, to sync what is put there."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    def put(self, digest: str, content: bytes | Path) -> None:
        """Store what has that digest; once more changes nothing. Durable when this returns."""
        path = _path(digest)
        with _telling():
            if self._folder is None:
                self._store.put(path, content)
            else:
                self._put_durably(self._folder, path, content)

    def __contains__(self, digest: str) -> bool:
        return self.size(digest) is not None

    def size(self, digest: str) -> int | None:
        """In bytes; None when it is not here."""
        with _telling():
            try:
                return self._store.head(_path(digest))["size"]
            except FileNotFoundError:
                return None

    def read(self, digest: str) -> bytes:
        """The whole content. Raises `FileNotFoundError`."""
        with _telling():
            return bytes(self._store.get(_path(digest)).bytes())

    def pieces(self, digest: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The content, or a part of it, piece by piece. Raises `FileNotFoundError` at once."""
        with _telling():
            if length == 0:
                return iter(())
            end = start + length if length is not None else None
            wanted = (start, end) if end is not None else {"offset": start}
            got = self._store.get(_path(digest), options={"range": wanted})
            return map(bytes, got.stream(min_chunk_size=BLOCK))

    def digests(self) -> Iterator[str]:
        """Everything that is here, in no order."""
        with _telling():
            for chunk in self._store.list():
                for found in chunk:
                    name = found["path"].replace("/", "")
                    if _DIGEST.fullmatch(name):
                        yield name

    def remove(self, digest: str) -> None:
        """Of what no row names any more. Once more changes nothing."""
        with _telling(), suppress(FileNotFoundError):
            self._store.delete(_path(digest))

    def _put_durably(self, folder: Path, path: str, content: bytes | Path) -> None:
        """Content before name: half an object is never seen under its digest, power cut or not."""
        incoming = f"{_INCOMING}/{uuid.uuid4().hex}"
        self._store.put(incoming, content)
        try:
            with (folder / incoming).open("rb+") as file:
                os.fsync(file.fileno())
            self._store.rename(incoming, path)
        except BaseException:
            (folder / incoming).unlink(missing_ok=True)
            raise
        shelf = (folder / path).parent
        for changed in (shelf, shelf.parent):
            sync_folder(changed)


@cache
def objects() -> Objects:
    """The store this hub is configured with."""
    return open_objects(configuration())


def is_elsewhere() -> bool:
    """In an S3, whose own keepers see to its safety; else they lie in a folder."""
    return urlsplit(configuration().objects).scheme == "s3"


def open_objects(configured: Configuration) -> Objects:
    """`objects`: nothing for a folder of the hub, `s3://bucket/prefix`, or `memory:`."""
    place = urlsplit(configured.objects)
    if place.scheme == "s3":
        return Objects(_s3(configured, place.netloc, place.path.strip("/")))
    if place.scheme == "memory":
        return Objects(MemoryStore())
    folder = Path(configured.objects or configured.folder / FOLDER)
    store = LocalStore(folder, mkdir=True)
    _sweep(folder / _INCOMING)
    return Objects(store, folder)


def _sweep(incoming: Path) -> None:
    """What a power cut left behind. Another worker may be writing: only what is a day old."""
    for file in incoming.glob("*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFT_BEHIND_S:
                file.unlink()


def _s3(configured: Configuration, bucket: str, prefix: str) -> ObjectStore:
    told = {
        "endpoint": configured.objects_endpoint,
        "access_key_id": configured.objects_key,
        "secret_access_key": configured.objects_secret,
        "region": configured.objects_region,
    }
    plain = configured.objects_endpoint.startswith("http://")
    return S3Store(
        bucket,
        prefix=prefix or None,
        client_options={"allow_http": plain, "connect_timeout": "5s", "timeout": "60s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        **{name: value for name, value in told.items() if value},
    )


def _path(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256: {digest!r}")
    return f"{digest[:2]}/{digest[2:]}"


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise StorageTrouble(error) from error


if sys.platform == "win32":

    def sync_folder(folder: Path) -> None:
        """Windows has no such call and needs none: NTFS journals its names."""

else:

    def sync_folder(folder: Path) -> None:
        """Make a new name in `folder` survive a power cut."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
