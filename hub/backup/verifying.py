"""Reading every byte again: chains, heads, objects. Of the live database, or of a copy."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct, field
from pysqlite3 import dbapi2 as sqlite

from hub.backup.copying import read_through
from hub.backup.layout import (
    OBJECTS,
    SQLITE,
    LogHead,
    copy_in_backup,
    digest_of_file,
    objects_below,
    report_of,
)
from sop.journal import EMPTY, ChainCheck, Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Row = tuple[UUID, UUID | None, int, int, str]
"""Of a log: id, parent, the event it branched off after, head's number and digest."""


class Found(Struct):
    """What was read. `problems` one line each, empty when all is sound."""

    events: int = 0
    heads: dict[UUID, LogHead] = {}
    problems: list[str] = field(default_factory=list)


def verify_copy(path: Path) -> Found:
    """A SQLite copy, read only."""
    database = sqlite.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = Found(heads={})
        for (said,) in database.execute("PRAGMA integrity_check(5)"):
            if said != "ok":
                found.problems.append(said)
        rows = database.execute("SELECT id, parent_id, parent_seq, seq, digest FROM ingest_log")
        logs = [
            (UUID(name), UUID(parent) if parent else None, *rest) for name, parent, *rest in rows
        ]

        def bodies(log: UUID) -> Iterator[bytes]:
            sql = "SELECT body FROM ingest_event WHERE log_id = ? ORDER BY seq"
            return (bytes(body) for (body,) in database.execute(sql, (log.hex,)))

        _verify(logs, bodies, found)
        return found
    finally:
        database.close()


def verify_live() -> Found:
    """The database in use, whichever it is."""
    from hub.ingest.models import Event, Log

    found = Found(heads={})
    logs = list(Log.objects.values_list("pk", "parent_id", "parent_seq", "seq", "digest"))

    def bodies(log: UUID) -> Iterator[bytes]:
        rows = Event.objects.filter(log_id=log).order_by("seq").values_list("body", flat=True)
        return (bytes(body) for body in rows.iterator(chunk_size=1000))

    _verify(logs, bodies, found)
    return found


def verify_objects() -> list[str]:
    """Every object is what it is named after, and every row's object is there."""
    from hub.evidence.models import Evidence
    from hub.objects import objects
    from hub.releases.models import Release, ReleaseFile

    here = set(objects().digests())
    problems = [f"object {it}: altered" for it in sorted(here) if not is_whole(it)]
    named = [
        *Evidence.objects.values_list("digest", flat=True),
        *ReleaseFile.objects.values_list("sha256", flat=True),
        *Release.objects.values_list("digest", flat=True),
    ]
    return problems + [f"object {it}: missing" for it in sorted(set(named) - here)]


def verify_backup(backup: Path) -> Found:
    """All that lies in it. Of a dump the bytes are proved, not its chains: those are read when it
    is a database again. Raises `BackupTrouble` when it cannot be gone back to."""
    copy = copy_in_backup(backup)
    if copy.name == SQLITE:
        found = verify_copy(copy)
    else:
        read_through(copy)
        found = Found(heads={UUID(it): head for it, head in report_of(backup).logs.items()})
        found.events = sum(head.seq for head in found.heads.values())
    for digest, path in objects_below(backup.parent / OBJECTS):
        if digest_of_file(path) != digest:
            found.problems.append(f"object {digest}: altered")
    return found


def is_whole(digest: str) -> bool:
    """Is that object here, and what it is named after?"""
    from hub.objects import objects

    check = sha256()
    try:
        for piece in objects().pieces(digest):
            check.update(piece)
    except FileNotFoundError:
        return False
    return check.hexdigest() == digest


def _verify(logs: Iterable[Row], bodies, found: Found) -> None:
    for name, parent, parent_seq, seq, digest in logs:
        start = EMPTY if parent is None else None
        check = ChainCheck(start)
        for body in bodies(name):
            found.problems += [f"log {name}: {it.en}" for it in check.follow(body)]
        found.events += check.events
        head = check.head or Head(parent_seq, digest if seq == parent_seq else EMPTY.digest)
        if (head.seq, head.digest) != (seq, digest):
            found.problems.append(f"log {name}: its head is {seq}, its last event {head.seq}")
        found.heads[name] = LogHead(seq, digest)
