"""A backup, and only after it was read back the word to the stations that they may rely on it."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.db.models import F, Value
from django.db.models.functions import Greatest

from hub.backup.copying import copy_out, read_through
from hub.backup.layout import (
    OBJECTS,
    REPORT,
    SQLITE,
    BackupTrouble,
    LogHead,
    Report,
    digest_of_file,
)
from hub.backup.verifying import verify_copy
from hub.configuration import configuration
from hub.devices.identity import identity
from hub.ingest.models import Log
from hub.objects import is_elsewhere, objects, sync_folder

if TYPE_CHECKING:
    from uuid import UUID

_KEPT = ("hub.toml", "keys")


def make(folder: Path) -> Path:
    """A new backup below `folder`; returns it. Raises `BackupTrouble`, `OSError`.

    Database first, objects after it: whatever the copied rows name is there by then.
    """
    began = datetime.now(UTC)
    target = folder / f"{began:%Y-%m-%dT%H-%M-%S}-{began.microsecond // 1000:03d}Z"
    target.mkdir(parents=True)
    before = _heads()
    copy = copy_out(target)
    _copy_files(target)
    in_folder = _copy_objects(folder / OBJECTS)
    logs = _proved(copy, before)
    hub = identity()
    report = Report(
        hub=str(hub.pk),
        epoch=str(hub.epoch),
        at=began.isoformat(timespec="seconds"),
        version=version("sop-kiosk"),
        database=copy.name,
        sha256=digest_of_file(copy),
        logs={str(name): head for name, head in logs.items()},
        objects=in_folder,
    )
    _write(target / REPORT, msgspec.json.format(msgspec.json.encode(report)))
    sync_folder(folder)
    for name, head in logs.items():
        Log.objects.filter(pk=name).update(durable_seq=Greatest(F("durable_seq"), Value(head.seq)))
    return target


def _heads() -> dict[UUID, LogHead]:
    rows = Log.objects.values_list("pk", "seq", "digest")
    return {name: LogHead(seq, digest) for name, seq, digest in rows}


def _proved(copy: Path, before: dict[UUID, LogHead]) -> dict[UUID, LogHead]:
    """What the copy is known to hold: of SQLite read back from it, event by event; a dump that
    can be unpacked to its end holds at least the heads that were there before it began."""
    if copy.name != SQLITE:
        read_through(copy)
        return before
    found = verify_copy(copy)
    if found.problems:
        raise BackupTrouble(
            "备份校验未通过", "the copy does not verify", "; ".join(found.problems[:5])
        )
    return found.heads


def _copy_files(target: Path) -> None:
    source = configuration().folder
    for name in _KEPT:
        path = source / name
        if path.is_dir():
            shutil.copytree(path, target / name)
        elif path.is_file():
            shutil.copy2(path, target / name)


def _copy_objects(target: Path) -> bool:
    """Those not there yet, and none that is no longer what it is named after. Objects in an S3
    stay there."""
    if is_elsewhere():
        return False
    store = objects()
    for digest in store.digests():
        path = target / digest[:2] / digest[2:]
        if path.is_file():
            continue
        content = store.read(digest)
        if sha256(content).hexdigest() == digest:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
    return True


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
