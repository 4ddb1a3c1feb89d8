"""Can this database be trusted? Asked at every start, so the answer must not take a second.

A small file is checked as a whole. Of a large one its form, its size and its last events are, and
the whole again when something was amiss while it was in use (`mark_suspect`). The complete check,
event by event, is `verify_database`.
"""

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.connection import UNREADABLE, connect_to_inspect, has_log, sidecars
from kiosk.store.errors import FolderUnusable
from kiosk.system_errors import Reason, as_it_was_told, reason_of
from sop.journal.chain import EMPTY, verify_chain

WHOLE_BELOW = 64_000_000  # bytes; PRAGMA quick_check reads about a gigabyte a second
TAIL = 1_000  # events

_WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\0\0\0\0")
_NOT_DAMAGE = {sqlite.SQLITE_BUSY, sqlite.SQLITE_NOMEM, sqlite.SQLITE_CANTOPEN}


def damage_of(path: Path, *, tables: tuple[str, ...], thorough: bool = False) -> Reason | None:
    """Why the database at `path` cannot be relied on, or None. Nothing is changed by asking."""
    reason = _damage_of_files(path)
    if reason:
        return reason
    try:
        database = connect_to_inspect(path)
        try:
            return _damage_inside(database, path, tables, thorough)
        finally:
            database.close()
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
            raise FolderUnusable(path.parent, as_it_was_told(error)) from error
        return as_it_was_told(error)


def mark_suspect(path: Path) -> None:
    """Have the next start check all of it."""
    _suspicion(path).touch()


def is_suspect(path: Path) -> bool:
    return _suspicion(path).exists()


def clear_suspicion(path: Path) -> None:
    _suspicion(path).unlink(missing_ok=True)


def _suspicion(path: Path) -> Path:
    return path.with_suffix(".suspect")


def _damage_of_files(path: Path) -> Reason | None:
    if not path.is_file():
        return Reason("不是文件", "not a file")
    try:
        with path.open("r+b") as file:
            if not file.read(16):
                return Reason("文件是空的", "the file is empty")
        wal = sidecars(path)[0]
        if not wal.exists():
            return None
        with wal.open("r+b") as file:
            magic = file.read(4)
    except OSError as error:
        return reason_of(error)
    # Zeros are a log whose first write never reached the disk: nothing was confirmed in it.
    if not magic or magic in _WAL_MAGIC:
        return None
    return Reason("预写日志内容不对", "the write-ahead log is not one")


def _damage_inside(
    database: Database, path: Path, tables: tuple[str, ...], thorough: bool
) -> Reason | None:
    missing = sorted(set(tables) - set(database.table_names()))
    if missing:
        zh, en = "、".join(missing), ", ".join(missing)
        return Reason(f"缺少数据表 {zh}", f"tables are missing: {en}")
    size = path.stat().st_size
    pages, page_size = (_number(database, f"PRAGMA {it}") for it in ("page_count", "page_size"))
    if size < pages * page_size and not has_log(path):
        return _cut_short(size, pages * page_size)
    if thorough or size < WHOLE_BELOW:
        (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            return as_it_was_told(found)
    return _damage_of_chain(database, whole=thorough) if "journal" in tables else None


def _damage_of_chain(database: Database, whole: bool) -> Reason | None:
    last = _number(database, "SELECT coalesce(max(seq), 0) FROM journal")
    if last == 0:
        return Reason("账本是空的", "the journal is empty")
    first = 1 if whole else max(1, last - TAIL)
    bodies = database.execute("SELECT body FROM journal WHERE seq >= ? ORDER BY seq", (first,))
    start = EMPTY if first == 1 else None
    problem = next(verify_chain((bytes(body) for (body,) in bodies), start), None)
    return Reason(problem.zh, problem.en) if problem else None


def _cut_short(size: int, whole: int) -> Reason:
    return Reason(
        f"文件被截短，只剩 {whole} 字节中的 {size} 字节",
        f"the file was cut short: {size} of {whole} bytes",
    )


def _number(database: Database, sql: str) -> int:
    return int(database.execute(sql).fetchone()[0])
