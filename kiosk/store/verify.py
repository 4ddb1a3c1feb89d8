"""Every event of a journal looked at again, offline: for an auditor, and after damage."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from msgspec import Struct
from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.connection import connect_to_inspect
from kiosk.store.projection import problems_of_projection, problems_of_schema
from kiosk.store.schema import journal_migrations
from kiosk.store.told import Told, hear
from sop.journal.chain import EMPTY, ChainCheck, Problem, altered_head
from sop.journal.envelope import Head, evidence_named_in

_ROWS = """SELECT journal.seq, journal.body, CAST(runs.execution AS BLOB)
    FROM journal LEFT JOIN runs ON runs.id = journal.run ORDER BY journal.seq"""


class Report(Struct, frozen=True):
    """What a verification found. `evidence` counts the photographs whose content was compared."""

    path: Path
    log: str | None
    events: int
    head: Head
    evidence: int
    problems: list[Problem]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def verify_database(
    path: Path, *, blobs: Path | None = None, head: Head | None = None, most: int = 1_000
) -> Report:
    """Check the whole journal at `path`: its form, numbers, chain and the photographs it names.

    `blobs` is the folder of evidence, by default the one beside the database. `head` is the last
    event as known from elsewhere (the hub, a printed record): without it a journal whose end was
    cut off looks whole. Stops after `most` problems. Changes nothing; takes some 10 s a million
    events.
    """
    check, problems, named = ChainCheck(EMPTY), list[Problem](), dict[str, int]()
    for problem in _problems(path, check, named):
        problems.append(problem)
        if len(problems) >= most:
            break
    else:
        problems += _problems_of_evidence(blobs or path.parent / "blobs", named)
        if head is not None and check.head != head:
            problems.append(altered_head(head.seq))
    return Report(path, check.log, check.events, check.head or EMPTY, len(named), problems[:most])


def _problems(path: Path, check: ChainCheck, named: dict[str, int]) -> Iterator[Problem]:
    try:
        database = _open(path)
        try:
            told: dict[str, Told] = {}
            yield from _problems_of_form(database)
            yield from problems_of_schema(database, journal_migrations)
            yield from _problems_of_events(database, check, named, told)
            yield from problems_of_projection(database, told)
        finally:
            database.close()
    except (sqlite.Error, OSError) as error:
        after = check.head.seq if check.head else 0
        yield unreadable_database(after, str(error))


def _open(path: Path) -> Database:
    if not path.is_file():
        raise FileNotFoundError(f"no such file: {path}")
    return connect_to_inspect(path)


def _problems_of_form(database: Database) -> Iterator[Problem]:
    for (found,) in database.execute("PRAGMA integrity_check(20)").fetchall():
        if found != "ok":
            yield malformed(str(found))


def _problems_of_events(
    database: Database, check: ChainCheck, named: dict[str, int], told: dict[str, Told]
) -> Iterator[Problem]:
    for seq, body, filed in database.execute(_ROWS):
        yield from check.follow(bytes(body))
        event = check.last
        if event is None:
            continue
        if event.seq != seq:
            yield misplaced(seq)
        if event.execution != (filed.decode("utf-8", errors="replace") if filed else None):
            yield wrong_run(seq)
        hear(told, event)
        for digest in evidence_named_in(bytes(body)):
            named.setdefault(digest, seq)


def _problems_of_evidence(folder: Path, named: dict[str, int]) -> Iterator[Problem]:
    for digest, seq in named.items():
        file = folder / digest[:2] / digest[2:]
        if not file.is_file():
            yield missing_evidence(seq, digest)
            continue
        with file.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != digest:
                yield altered_evidence(seq, digest)


def unreadable_database(after: int, reason: str) -> Problem:
    return Problem(
        after,
        "unreadable_database",
        f"第 {after} 条之后数据库无法读取：{reason}",
        f"the database cannot be read after event {after}: {reason}",
    )


def malformed(reason: str) -> Problem:
    return Problem(
        0, "malformed", f"数据库结构受损：{reason}", f"the database is malformed: {reason}"
    )


def misplaced(seq: int) -> Problem:
    return Problem(
        seq,
        "misplaced",
        f"第 {seq} 行存放的不是第 {seq} 条记录",
        f"row {seq} does not hold event {seq}",
    )


def wrong_run(seq: int) -> Problem:
    return Problem(
        seq,
        "wrong_run",
        f"第 {seq} 条被归入了另一份作业记录",
        f"event {seq} is filed under another execution than its own",
    )


def missing_evidence(seq: int, digest: str) -> Problem:
    return Problem(
        seq,
        "missing_evidence",
        f"第 {seq} 条所附照片 {digest} 不存在",
        f"the photograph {digest} that event {seq} names is not there",
    )


def altered_evidence(seq: int, digest: str) -> Problem:
    return Problem(
        seq,
        "altered_evidence",
        f"第 {seq} 条所附照片 {digest} 已被改动",
        f"the photograph {digest} that event {seq} names was altered",
    )
