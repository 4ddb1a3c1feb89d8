"""From the station's folder to the record of one execution."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KnownError
from kiosk.record.model import Record
from kiosk.store.envelope import evidence_named_in
from kiosk.version import version
from sop.events import Event, ExecutionStarted

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.record.archive import Archive


class UnknownExecution(KnownError):
    def __init__(self, execution: str) -> None:
        super().__init__(
            "unknown_execution",
            "本工位没有编号为 {execution} 的作业记录。用 sop-kiosk record --list 查看全部编号。",
            "There is no execution {execution} here. sop-kiosk record --list shows them all.",
            execution=execution,
        )


class ReleaseMissing(KnownError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            "release_missing",
            "找不到该作业所用的作业指导书(发布包 {digest})。请用原来的安装包重新安装后再导出。",
            "The procedure this run followed (release {digest}) is not here any more. Install "
            "its package again, then export.",
            digest=digest[:12],
        )


def gather(archive: Archive, execution: str, now: datetime) -> Record:
    """Everything the record holds, as it is stored. Raises `UnknownExecution`, `ReleaseMissing`."""
    stored = archive.of_execution(execution)
    if not stored:
        raise UnknownExecution(execution)
    started = msgspec.json.decode(stored[0].data, type=Event)
    assert isinstance(started, ExecutionStarted)
    release = archive.release(started.release)
    if release is None:
        raise ReleaseMissing(started.release)
    return Record(
        format=1,
        execution=execution,
        exported_at=now.isoformat(timespec="seconds"),
        exported_by=f"sop-kiosk {version()}",
        log=stored[0].log,
        events=[event.body.decode() for event in stored],
        release=release.body.decode(),
        photos={
            digest: _text(archive.photo(digest))
            for event in stored
            for digest in evidence_named_in(event.body)
        },
    ).sealed()


def _text(photo: bytes | None) -> str | None:
    return b64encode(photo).decode("ascii") if photo is not None else None
