"""What lies beside the journal in the station's folder must be what it is stored as: procedures
under their digest, the pictures, clips and pages they show under theirs."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.store.connection import connect_to_inspect
from kiosk.store.documents import read_document
from kiosk.store.logs import known_logs
from kiosk.store.roster import check_rows
from kiosk.store.told import Told
from sop.journal.chain import Problem
from sop.journal.envelope import Head, digest_of

_RELEASES = """SELECT CAST(digest AS BLOB), CAST(code AS BLOB), CAST(revision AS BLOB), body
    FROM releases"""


class Beside:
    """What a `station.db` holds: `releases` by digest, the files they show (`media`, digests to
    where they are named), the last event `known` of each log; and the problems met."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Problem] = []
        self.releases: set[str] = set()
        self.media: dict[str, str] = {}
        self.known: dict[str, Head] = {}
        try:
            database = connect_to_inspect(path)
            try:
                self._look(database)
            finally:
                database.close()
        except (sqlite.Error, ValueError, TypeError) as error:
            self.problems.append(_unreadable_station(str(error)))

    def _look(self, database: Database) -> None:
        for (found,) in database.execute("PRAGMA integrity_check(20)").fetchall():
            if found != "ok":
                self.problems.append(_unreadable_station(str(found)))
        for digest, code, revision, body in database.execute(_RELEASES).fetchall():
            self._take(_text(digest), f"{_text(code)} {_text(revision)}", bytes(body))
        try:
            check_rows(database)
        except (sqlite.Error, ValueError, TypeError) as error:
            if not self.problems:
                self.problems.append(_unreadable_station(str(error)))
        if database["logs"].exists():
            for it in known_logs(database):
                self.known[str(it.log)] = Head(int(it.seq or 0), str(it.head))

    def _take(self, digest: str, name: str, body: bytes) -> None:
        self.releases.add(digest)
        try:
            document = read_document(body, digest)
        except ValueError:
            self.problems.append(_altered_release(name, digest))
            return
        for file, media in document.media.items():
            self.media.setdefault(media.sha256, f"{name}, {file}")


def problems_beside(
    folder: Path, journal: Database, log: str | None, told: dict[str, Told]
) -> Iterator[Problem]:
    """The problems of the station's folder around its journal; none when a journal lies alone."""
    path = folder / "station.db"
    if not path.is_file():
        if (folder / "station.lock").exists():
            yield _unreadable_station("no such file")
        return
    beside = Beside(path)
    yield from beside.problems
    for execution in told.values():
        if execution.started.release not in beside.releases:
            yield _missing_release(execution.seq, execution.started.release)
    yield from _problems_of_media(folder / "blobs", beside.media)
    if log in beside.known:
        yield from _problems_of_end(journal, beside.known[log])


def _problems_of_media(blobs: Path, media: dict[str, str]) -> Iterator[Problem]:
    for digest, name in sorted(media.items(), key=lambda it: it[1]):
        found = digest_of_file(blobs / digest[:2] / digest[2:])
        if found is None:
            yield _missing_media(name, digest)
        elif found != digest:
            yield _altered_media(name, digest)


def digest_of_file(file: Path) -> str | None:
    """SHA-256 of a file; None when it is not there or cannot be read."""
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _problems_of_end(journal: Database, known: Head) -> Iterator[Problem]:
    row = journal.execute("SELECT body FROM journal WHERE seq = ?", (known.seq,)).fetchone()
    if row is None:
        yield _cut_off(known.seq)
    elif digest_of(bytes(row[0])) != known.digest:
        yield _replaced(known.seq)


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", errors="replace")


def _unreadable_station(reason: str) -> Problem:
    return Problem(
        0,
        "station_unreadable",
        f"工位数据 station.db 已损坏：{reason}",
        f"the station's data, station.db, is damaged: {reason}",
    )


def _altered_release(name: str, digest: str) -> Problem:
    return Problem(
        0,
        "altered_release",
        f"station.db 中作业指导书 {name} 的内容与其发布包校验值 {digest} 不符，已损坏或被改动",
        f"procedure {name} in station.db does not have the digest it is stored under, {digest}: "
        "it was damaged or altered",
    )


def _missing_release(seq: int, digest: str) -> Problem:
    return Problem(
        seq,
        "missing_release",
        f"第 {seq} 条开始的作业所用的发布包 {digest} 不在 station.db 中",
        f"release {digest}, which the execution begun with event {seq} follows, "
        "is not in station.db",
    )


def _missing_media(name: str, digest: str) -> Problem:
    return Problem(
        0,
        "missing_media",
        f"作业指导书 {name} 的文件不存在：blobs/{digest[:2]}/{digest[2:]}",
        f"a file of procedure {name} is not there: blobs/{digest[:2]}/{digest[2:]}",
    )


def _altered_media(name: str, digest: str) -> Problem:
    return Problem(
        0,
        "altered_media",
        f"作业指导书 {name} 的文件已损坏或被改动：blobs/{digest[:2]}/{digest[2:]}",
        f"a file of procedure {name} was damaged or altered: blobs/{digest[:2]}/{digest[2:]}",
    )


def _cut_off(seq: int) -> Problem:
    return Problem(
        seq,
        "cut_off",
        f"工位曾记录到第 {seq} 条，现在账本中已没有：末尾被截去",
        f"the station knew of event {seq}, which is not in the journal any more: its end is gone",
    )


def _replaced(seq: int) -> Problem:
    return Problem(
        seq,
        "replaced",
        f"第 {seq} 条与工位上次记下的校验值不符：账本被改动或替换",
        f"event {seq} does not have the digest the station last knew: "
        "the journal was altered or replaced",
    )
