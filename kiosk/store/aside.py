"""What is done with a database that cannot be trusted: kept, untouched, out of the way."""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from kiosk.store.connection import UNREADABLE, connect_to_inspect, sidecars
from kiosk.store.disk import sync_folder
from kiosk.store.model import Parent
from kiosk.system_errors import Reason
from sop.journal.envelope import Head, decode, digest_of

_ENVELOPE = re.compile(rb'\{"seq":(\d+),"prev":"[0-9a-f]{64}","id":"[^"]{36}","log":"([^"]{36})"')


class Report(Struct, frozen=True):
    """`report.json` beside what was set aside."""

    file: str
    reason: str
    at: datetime
    parent: Parent | None = None
    reason_zh: str = ""  # not in reports of the first version

    @property
    def why(self) -> Reason:
        return Reason(self.reason_zh or self.reason, self.reason)


def set_aside(path: Path, reason: Reason, at: datetime, parent: Parent | None = None) -> Path:
    """Move the database with its sidecars into a folder of its own and return that folder. `at`
    in UTC.

    The report goes first and the database before its sidecars: if the power fails in between, the
    next start finds the rest without a database (`gather_strays`) and never a database that has
    lost its write-ahead log.
    """
    folder = _new_folder(path.parent, at)
    report = folder / "report.json"
    told = Report(path.name, reason.en, at, parent, reason.zh)
    report.write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    _sync_file(report)
    _move([path, *sidecars(path)], folder)
    return folder


def gather_strays(path: Path, at: datetime) -> None:
    """Finish a setting aside that a power cut interrupted: a log without its database must never
    be taken up by the next one."""
    strays = [it for it in sidecars(path) if it.exists()]
    if not path.exists() and strays:
        folders = [it for it in _folders(path) if (it / path.name).exists()]
        _move(strays, folders[-1] if folders else _new_folder(path.parent, at))


def reports(parent: Path) -> list[tuple[Path, Report | None]]:
    """What was set aside in `parent` so far, the earliest first; None where no report is left."""
    return [(folder, _report_in(folder)) for folder in _in_order(parent.glob("damaged-*"))]


def _report_in(folder: Path) -> Report | None:
    try:
        return msgspec.json.decode((folder / "report.json").read_bytes(), type=Report)
    except (OSError, ValueError):
        return None


def latest_parent(path: Path) -> Parent | None:
    """The log a fresh database at `path` follows: the last one set aside from there, if any."""
    for folder in reversed(_folders(path)):
        report = _report_in(folder)
        return (report.parent if report else None) or Parent()
    return None


def read_parent(path: Path, known: Parent | None) -> Parent:
    """As much as can be learnt: from SQLite, by looking for events in the raw bytes, and from what
    the station knew of its log before."""
    found = _parent_in_database(path) or _parent_in_bytes([path, *sidecars(path)[:1]])
    if known is None or found.log not in (None, known.log):
        return found
    if (found.seq or 0) <= (known.seq or 0):
        return known
    if found.head is None and known.seq is not None and known.head is not None:
        return structs.replace(found, known=Head(known.seq, known.head))
    return found


def _parent_in_database(path: Path) -> Parent | None:
    try:
        database = connect_to_inspect(path)
        try:
            row = database.execute("SELECT body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        finally:
            database.close()
        event = decode(bytes(row[0]))
        return Parent(event.log, event.seq, digest_of(bytes(row[0])))
    except (*UNREADABLE, TypeError, msgspec.MsgspecError):
        return None


def _parent_in_bytes(files: list[Path]) -> Parent:
    last = (0, "")
    for file in files:
        last = max(last, *_events_in(file))
    return Parent(last[1], last[0]) if last[0] else Parent()


def _events_in(file: Path) -> list[tuple[int, str]]:
    """(seq, log) of the highest event in `file`, read in pieces that overlap by an envelope."""
    highest = (0, "")
    try:
        with file.open("rb") as stream:
            rest = b""
            while piece := stream.read(1 << 20):
                window = rest + piece
                for match in _ENVELOPE.finditer(window):
                    highest = max(highest, (int(match[1]), match[2].decode("ascii")))
                rest = window[-256:]
    except (OSError, UnicodeDecodeError):
        pass
    return [highest, (0, "")]


def _new_folder(parent: Path, at: datetime) -> Path:
    name = f"damaged-{at:%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
        else:
            return folder


def _folders(path: Path) -> list[Path]:
    """The folders holding an earlier database of this name, in the order they were made."""
    return [it for it in _in_order(path.parent.glob("damaged-*")) if _holds(it, path.name)]


def _in_order(folders: Iterable[Path]) -> list[Path]:
    return sorted(folders, key=lambda it: (it.name[:24], len(it.name), it.name))


def _holds(folder: Path, name: str) -> bool:
    return (folder / name).exists() and (folder / "report.json").exists()


def _move(files: list[Path], folder: Path) -> None:
    for file in files:
        if file.exists():
            file.rename(folder / file.name)
    sync_folder(folder)
    sync_folder(folder.parent)


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
