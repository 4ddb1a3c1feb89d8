"""Does what is in the database still make sense? Its form was found sound before (`health`).

Nothing is changed by asking. What cannot be trusted raises `Untrusted`, which says why.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.store.connection import connect_to_inspect
from kiosk.store.logs import damage_against
from kiosk.store.model import Parent, Run
from kiosk.store.projection import problems_of_schema
from kiosk.store.roster import check_rows
from kiosk.store.runs import TitleOf, rebuilt_rows
from kiosk.store.schema import journal_migrations, station_migrations
from kiosk.system_errors import Reason, as_it_was_told


class Untrusted(Exception):
    """Why a database is not to be relied on, in words for a person."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.en)
        self.reason = reason


def examine_journal(
    path: Path, known: Parent | None, title_of: TitleOf, *, whole: bool = False
) -> dict[int, Run]:
    """The damaged rows of the list of runs, by id, as they are to be written anew.

    `known` is the log that was kept here last. Raises `Untrusted`.
    """
    with _inspecting(path) as database:
        if _is_of_a_later_version(database, journal_migrations):
            return {}
        if reason := damage_against(database, known):
            raise Untrusted(reason)
        return rebuilt_rows(database, title_of, whole=whole)


def examine_station(path: Path) -> None:
    """Raises `Untrusted` when a person, work order, setting or procedure cannot be read."""
    with _inspecting(path) as database:
        if not _is_of_a_later_version(database, station_migrations):
            check_rows(database)


@contextmanager
def _inspecting(path: Path) -> Iterator[Database]:
    database = connect_to_inspect(path)
    try:
        yield database
    except (sqlite.Error, ValueError, TypeError) as error:
        raise Untrusted(as_it_was_told(error)) from error
    finally:
        database.close()


def _is_of_a_later_version(database: Database, migrations: Migrations) -> bool:
    """Opening it will tell, and refuse. One that is yet to be brought forward has no such structure
    to compare."""
    applied = {migration.name for migration in migrations.applied(database)}
    names = [migration.name for migration in migrations._migrations]
    if names[0] not in applied:
        raise Untrusted(Reason("读不出它的版本", "what version it is of cannot be read"))
    if applied == set(names):
        for problem in problems_of_schema(database, migrations):
            raise Untrusted(Reason(problem.zh, problem.en))
    return bool(applied - set(names))
