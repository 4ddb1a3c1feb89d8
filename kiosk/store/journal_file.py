"""Opening `journal.db`: trusted as it is, mended where that loses nothing, or followed anew."""

import uuid
from datetime import UTC
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.clock import Clock
from kiosk.store.aside import gather_strays, latest_parent, read_parent, set_aside
from kiosk.store.connection import Connections
from kiosk.store.content import Untrusted, examine_journal
from kiosk.store.documents import read_document
from kiosk.store.health import clear_suspicion, damage_of, is_suspect
from kiosk.store.logs import known_logs
from kiosk.store.model import Notice, Parent, Run
from kiosk.store.notices import journal_damaged, journal_missing, runs_rebuilt
from kiosk.store.placing import make_whole
from kiosk.store.roster import Releases
from kiosk.store.runs import write_rows
from kiosk.store.schema import journal_migrations, migrate, open_migrated
from kiosk.store.writer import JournalWriter
from kiosk.system_errors import as_it_was_told

TABLES = ("journal", "runs", "captures")


class _Beginning(Struct, frozen=True):
    """The log a fresh one follows, and why it is begun."""

    parent: Parent | None
    reason: str


def open_journal(
    path: Path, device: str, clock: Clock, station: Connections, notices: list[Notice]
) -> Connections:
    """The journal, whatever state it is in; `notices` hears of all that is out of the ordinary."""
    gather_strays(path, clock.now().astimezone(UTC))
    logs = known_logs(station.reader())
    if path.exists():
        try:
            return _open_trusted(path, logs, station, notices)
        except Untrusted as why:
            parent = read_parent(path, logs[-1] if logs else None)
            aside = set_aside(path, why.reason, clock.now().astimezone(UTC), parent)
            notices.append(journal_damaged(aside, why.reason))
    beginning = _beginning(path, logs)
    if beginning.reason == "missing":
        notices.append(journal_missing())
    make_whole(path, partial(_begin_log, beginning, path, device, clock))
    clear_suspicion(path)
    return open_migrated(path, journal_migrations)


def _open_trusted(
    path: Path, logs: list[Parent], station: Connections, notices: list[Notice]
) -> Connections:
    """Raises `Untrusted`, and leaves the files as they are, when it cannot be relied on."""
    suspect = is_suspect(path)
    if reason := damage_of(path, tables=TABLES, thorough=suspect):
        raise Untrusted(reason)
    title_of = partial(_title_of, Releases(station))
    known = logs[-1] if logs else None
    rebuilt = examine_journal(path, known, title_of, whole=suspect)
    connections = open_migrated(path, journal_migrations)
    if rebuilt:
        _rebuild(connections, rebuilt)
        notices.append(runs_rebuilt(len(rebuilt)))
    clear_suspicion(path)
    return connections


def _rebuild(connections: Connections, rebuilt: dict[int, Run]) -> None:
    try:
        write_rows(connections.writer, rebuilt)
    except sqlite.IntegrityError as error:
        connections.close()
        raise Untrusted(as_it_was_told(error)) from error
    except BaseException:
        connections.close()
        raise


def _title_of(releases: Releases, digest: str) -> dict[str, str]:
    """A run whose release is gone is listed under its digest."""
    release = releases.get(digest)
    return read_document(release.body, digest).procedure.title if release else {"en": digest[:12]}


def _beginning(path: Path, logs: list[Parent]) -> _Beginning:
    aside = latest_parent(path)
    if not logs:
        return _Beginning(aside, "damaged" if aside else "new")
    if aside is None or aside.log in {it.log for it in logs[:-1]}:
        return _Beginning(logs[-1], "missing")  # what was set aside was followed by this one
    return _Beginning(aside if aside.log else logs[-1], "damaged")


def _begin_log(
    beginning: _Beginning, path: Path, device: str, clock: Clock, database: Database
) -> None:
    migrate(database, journal_migrations, path)
    parent = beginning.parent
    JournalWriter(database, clock).open_log(
        str(uuid.uuid4()),
        device=device,
        parent=msgspec.to_builtins(parent) if parent else None,
        reason=beginning.reason,
    )
