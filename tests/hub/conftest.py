"""A hub in this process: its own folder, a database with nothing in it, files in memory."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest

# Each process its own: one that started this one may have told it where it keeps its hub.
_OWN = f"hub-test-{os.getpid()}-"
if _OWN not in os.environ.get("SOP_HUB_FOLDER", ""):
    os.environ["SOP_HUB_FOLDER"] = tempfile.mkdtemp(prefix=_OWN)
    atexit.register(shutil.rmtree, os.environ["SOP_HUB_FOLDER"], ignore_errors=True)
os.environ.setdefault("SOP_HUB_OBJECTS", "memory:")
# Django sets the zone of the whole process, in which the tests of other rooms run too.
os.environ.setdefault("SOP_HUB_TIMEZONE", "UTC")
os.environ.setdefault("SOP_HUB_SECRET", "only for tests " * 4)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
django.setup()


@pytest.fixture(scope="session")
def schema() -> Iterator[None]:
    from django.core.management import call_command
    from django.db import connections
    from django.db.backends.signals import connection_created

    connection_created.connect(_without_waiting_for_the_disk)
    connections.close_all()
    call_command("migrate", verbosity=0)
    yield
    connections.close_all()


def _without_waiting_for_the_disk(connection: Any, **_: object) -> None:
    """Whether commits are durable is tested with real processes; here it would only be slow."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous = OFF")


@contextmanager
def without_triggers() -> Iterator[None]:
    """What is kept for good is deleted by nobody; SQLite has no other way of emptying a table."""
    from django.db import connection

    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture
def hub(schema: None) -> Iterator[Path]:
    """The hub's folder; database, object store and folder are emptied afterwards."""
    from django.core.management import call_command

    from hub.configuration import configuration
    from hub.evidence.staging import staging
    from hub.ingest.waking import wake_instead
    from hub.objects import objects

    wake_instead(lambda: None)  # journals are read when a test says so, not by a thread beside it
    folder = configuration().folder
    yield folder
    with without_triggers():
        call_command("flush", verbosity=0, interactive=False)
    objects.cache_clear()
    staging.cache_clear()
    for name in ("keys", "staging", "objects"):
        shutil.rmtree(folder / name, ignore_errors=True)
