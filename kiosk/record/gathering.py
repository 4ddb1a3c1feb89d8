"""From the station's folder to the record of one execution."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KnownError
from kiosk.record.model import Record
from kiosk.version import version
from sop.events import Event, ExecutionStarted
from sop.journal.envelope import evidence_named_in

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
            "找不到该作业所用的作业指导书（发布包 {digest}）。请用原来的安装包重新安装后再导出。",
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


def find_execution(archive: Archive, said: str) -> str:
    """The execution meant by its id, the beginning of it, or the unit's serial number.

    Raises `UnknownExecution` when there is none, or more than one by that beginning.
    """
    if archive.events.run(said):
        return said
    runs = archive.events.runs(search=said, limit=100)
    units = [run.execution for run in runs if run.unit == said]
    begun = [run.execution for run in runs if len(said) >= 6 and run.execution.startswith(said)]
    found = units[:1] or begun  # of several runs on one unit, the latest
    if len(found) != 1:
        raise UnknownExecution(said)
    return found[0]
