"""From the station's folder to the record of one execution."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KnownError
from kiosk.record.listing import lines_of
from kiosk.record.model import Record
from kiosk.version import version
from sop.events import Event, ExecutionStarted
from sop.journal.envelope import evidence_named_in

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.record.archive import Archive
    from kiosk.store import Run

SHOWN = 20  # runs that an id may mean


class UnknownExecution(KnownError):
    def __init__(self, execution: str) -> None:
        super().__init__(
            "unknown_execution",
            "本工位没有编号为 {execution} 的作业记录。用 sop-kiosk record --list 查看全部编号。",
            "There is no execution {execution} here. sop-kiosk record --list shows them all.",
            execution=execution,
        )


class AmbiguousExecution(KnownError):
    """Several begin with what was said; they are listed, so that one can be named."""

    def __init__(self, said: str, runs: list[Run]) -> None:
        few = runs[:SHOWN]
        zh, en = ("\n".join(lines_of(few, language)) for language in ("zh", "en"))
        super().__init__(
            "ambiguous_execution",
            "以 {said} 开头的作业记录有 {count} 份，请写出更多位编号：\n{zh_lines}{zh_more}",
            "{count} executions begin with {said}. Give more of the id:\n{en_lines}{en_more}",
            said=said,
            count=len(runs),
            zh_lines=zh,
            en_lines=en,
            zh_more=f"\n……另有 {len(runs) - SHOWN} 份" if len(runs) > SHOWN else "",
            en_more=f"\n… and {len(runs) - SHOWN} more" if len(runs) > SHOWN else "",
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

    Raises `UnknownExecution`, and `AmbiguousExecution` when several ids begin so.
    """
    said = said.strip()
    if archive.events.run(said.lower()):
        return said.lower()
    runs = archive.events.runs(search=said, limit=1000) if said else []
    if units := [run.execution for run in runs if run.unit == said]:
        return units[0]  # of several runs on one unit, the latest
    begun = [run for run in runs if run.execution.startswith(said.lower())]
    if not begun:
        raise UnknownExecution(said)
    if len(begun) > 1:
        raise AmbiguousExecution(said, begun)
    return begun[0].execution
