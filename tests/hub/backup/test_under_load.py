"""I8: a hub under load is backed up, goes on, and goes back; the station never stops sending."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.hub.backup.going_back import (
    backed_up,
    heads,
    on_postgresql,
    photographs_named_in,
    reaches,
)
from tests.hub.shelves import Shelf, folder_shelf, s3_server, s3_shelf
from tests.system.plant import Plant, plant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 90.0


@pytest.fixture(params=["sqlite and a folder", "postgresql and an s3"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """Where the photographs of a new hub lie."""
    if request.param.startswith("sqlite"):
        yield folder_shelf(tmp_path / "hub")
        return
    with s3_server() as url:
        yield s3_shelf(url)


@pytest.fixture
def works(shelf: Shelf, tmp_path: Path) -> Iterator[Plant]:
    """On either database; PostgreSQL with its own tools."""
    database = on_postgresql() if shelf.variables else {}
    with plant(tmp_path, **database, **shelf.variables) as made:
        yield made


def test_a_hub_that_went_back_under_load_holds_everything_again_exactly_once(
    works: Plant, shelf: Shelf, tmp_path: Path
) -> None:
    """The station works and sends all the while: beside the backup, and while the hub is gone.
    The photographs are gone with it, those that were backed up too."""
    with ExitStack() as shift:
        with works.served():
            folder = works.enrolled("A-07")
            works.work(folder, executions=2)
            published = shelf.names()
            at_work = shift.enter_context(
                works.kiosk("simulate", "--keep-going", "--pace", "0.02", "--data", folder)
            )
            until(lambda: held(works) > 50 and shelf.names() > published)
            shelved = shelf.names()
            backup = backed_up(works.hub, tmp_path / "backups")
            until(lambda: held(works) > reaches(backup) and shelf.names() > shelved)
            assert heads(works.hub)[1] == reaches(backup)
        for name in shelf.names() - published:
            shelf.remove(name)
        works.hub.command("restore", backup, "--force")
        # PostgreSQL's copy may hold what came in while it began: more than it promises, never less.
        assert heads(works.hub)[0] >= heads(works.hub)[1] == reaches(backup)
        assert shelf.names() >= (published if shelf.variables else shelved)
        with works.served():
            until(lambda: held(works) > reaches(backup) + 50)
            assert at_work.poll() is None
            shift.close()
            works.sync(folder)

    exported = tmp_path / "exported.jsonl"
    works.hub.command("export", "-o", exported)
    journal = works.typed("journal", "--jsonl", "--data", folder)
    assert exported.read_bytes() == journal
    for name in photographs_named_in(journal):
        assert shelf.read(name) == (folder / "blobs" / name).read_bytes()
    assert "nothing was altered" in works.hub.command("verify", "--language", "en")


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


def held(works: Plant) -> int:
    return heads(works.hub)[0]
