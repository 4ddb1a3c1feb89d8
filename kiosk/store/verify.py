"""Every event of a journal looked at again, offline: for an auditor, and after damage."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from sqlite_utils import Database

from kiosk.store.beside import digest_of_file, problems_beside
from kiosk.store.calls import Calls, hear_call, problems_of_calls
from kiosk.store.connection import UNREADABLE, connect_to_inspect
from kiosk.store.projection import problems_of_projection, problems_of_schema
from kiosk.store.schema import journal_migrations
from kiosk.store.told import Told, hear
from sop.journal.chain import EMPTY, ChainCheck, Problem, altered_head, unreadable
from sop.journal.envelope import Head, digest_of, evidence_named_in

_ROWS = "SELECT seq, run, body FROM journal WHERE seq > ? ORDER BY seq"
_RUNS = "SELECT id, CAST(execution AS BLOB) FROM runs"


_Row = tuple[int, int | None, bytes]  # number, run, body


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
    """Check the whole journal at `path`: its form, numbers, chain and the photographs it names;
    and what lies beside it in a station's folder: procedures, their files, the head last known.

    `blobs` is the folder of evidence, by default the one beside the database. `head` is the last
    event as known from elsewhere (the hub, a printed record): without it a journal by itself whose
    end was cut off looks whole. Stops after `most` problems. Changes nothing; takes some 10 s a
    million events.
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
            yield from _as_far_as_possible(_problems_of_form(database))
            yield from _as_far_as_possible(problems_of_schema(database, journal_migrations))
            calls: Calls = {}
            yield from _problems_of_events(database, check, named, told, calls)
            yield from _as_far_as_possible(problems_of_projection(database, told))
            yield from _as_far_as_possible(problems_of_calls(database, calls))
            yield from problems_beside(path.parent, database, check.log, told)
        finally:
            database.close()
    except (*UNREADABLE, OSError) as error:
        after = check.head.seq if check.head else 0
        yield unreadable_database(after, str(error))


def _as_far_as_possible(problems: Iterator[Problem]) -> Iterator[Problem]:
    """A page that cannot be read ends one examination, not the others."""
    try:
        yield from problems
    except UNREADABLE as error:
        yield malformed(str(error))


def _open(path: Path) -> Database:
    if not path.is_file():
        raise FileNotFoundError(f"no such file: {path}")
    database = connect_to_inspect(path)
    try:
        database.table_names()  # what is no database at all is told once
    except BaseException:
        database.close()
        raise
    return database


def _problems_of_form(database: Database) -> Iterator[Problem]:
    for (found,) in database.execute("PRAGMA integrity_check(20)").fetchall():
        if found != "ok":
            yield malformed(str(found))


def _problems_of_events(
    database: Database,
    check: ChainCheck,
    named: dict[str, int],
    told: dict[str, Told],
    calls: Calls,
) -> Iterator[Problem]:
    executions = dict(database.execute(_RUNS).fetchall())
    for row in _rows(database):
        if isinstance(row, Problem):
            yield row
            check.head = None  # what follows can only be held against itself
            continue
        seq, run, body = row
        for problem in check.follow(body):
            yield unreadable(seq) if problem.key == "unreadable" else problem
        event = check.last
        if event is None:
            check.head = Head(seq, digest_of(body))
            continue
        if event.seq != seq:
            yield misplaced(seq)
        if event.execution != _text(executions.get(run)):
            yield wrong_run(seq)
        hear(told, event)
        hear_call(calls, event)
        for digest in evidence_named_in(body):
            named.setdefault(digest, seq)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", errors="replace")


def _rows(database: Database) -> Iterator[_Row | Problem]:
    """Every row of the journal that can be read, and which events cannot be."""
    after = 0
    while True:
        try:
            for seq, run, body in database.execute(_ROWS, (after,)):
                yield seq, run, bytes(body)
                after = seq
            return
        except UNREADABLE as error:
            last = _last(database, after)
            row = _next_readable(database, after, last)
            until = row[0] if row else last + 1
            if until > after + 1:  # the driver looks a row ahead: the next one may be sound
                yield unreadable_events(after + 1, until - 1, str(error))
            elif row is None:
                yield unreadable_database(after, str(error))
            if row is None:
                return
            yield row
            after = until


def _last(database: Database, after: int) -> int:
    try:
        return int(database.execute("SELECT max(seq) FROM journal").fetchone()[0] or after)
    except UNREADABLE:
        return after


def _next_readable(database: Database, after: int, last: int) -> _Row | None:
    for before in range(after, last):
        try:
            row = database.execute(f"{_ROWS} LIMIT 1", (before,)).fetchone()
        except UNREADABLE:
            continue
        return (int(row[0]), row[1], bytes(row[2])) if row else None
    return None


def _problems_of_evidence(folder: Path, named: dict[str, int]) -> Iterator[Problem]:
    for digest, seq in named.items():
        found = digest_of_file(folder / digest[:2] / digest[2:])
        if found is None:
            yield missing_evidence(seq, digest)
        elif found != digest:
            yield altered_evidence(seq, digest)


def unreadable_database(after: int, reason: str) -> Problem:
    zh = f"第 {after} 条之后数据库无法读取" if after else "数据库无法读取，没有一条记录能读出"
    en = f"cannot be read after event {after}" if after else "cannot be read, not a single event"
    return Problem(after, "unreadable_database", f"{zh}：{reason}", f"the database {en}: {reason}")


def unreadable_events(first: int, last: int, reason: str) -> Problem:
    which_zh = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
    which_en = f"event {first}" if first == last else f"events {first} to {last}"
    return Problem(
        first,
        "unreadable_events",
        f"{which_zh}无法读取：{reason}",
        f"{which_en} cannot be read: {reason}",
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
