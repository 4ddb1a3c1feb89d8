"""I8: a hub under load is backed up, goes on, and goes back; the station never stops sending."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.hub.backup.going_back import WITH_DJANGO, backed_up, on_postgresql, reaches
from tests.system.plant import Plant, plant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_S = 90.0


_HEADS = """
from hub.ingest.models import Log
for seq, durable in Log.objects.values_list("seq", "durable_seq"):
    print(seq, durable)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def variables(request: pytest.FixtureRequest) -> dict[str, str]:
    """Of a new hub, on either database; PostgreSQL with its own tools."""
    return on_postgresql() if request.param == "postgresql" else {}


def test_a_hub_that_went_back_under_load_holds_everything_again_exactly_once(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    """The station works and sends all the while: beside the backup, and while the hub is gone."""
    with plant(tmp_path, **variables) as works:
        with works.served():
            folder = works.enrolled("A-07")
            works.work(folder, executions=2)
            station = works.kiosk("simulate", "--keep-going", "--pace", "0.02", "--data", folder)
            at_work = station.__enter__()
            until(lambda: held(works) > 50)
            backup = backed_up(works.hub, tmp_path / "backups")
            until(lambda: held(works) > reaches(backup))
            assert durable(works) == reaches(backup)
        works.hub.command("restore", backup, "--force")
        assert held(works) == durable(works) == reaches(backup)
        with works.served():
            until(lambda: held(works) > reaches(backup) + 50)
            assert at_work.poll() is None
            station.__exit__(None, None, None)
            works.sync(folder)

        exported = tmp_path / "exported.jsonl"
        works.hub.command("export", "-o", exported)
        assert exported.read_bytes() == works.typed("journal", "--jsonl", "--data", folder)
        works.typed("verify", exported)
        assert "nothing was altered" in works.hub.command("verify", "--language", "en")


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it never came about"


def held(works: Plant) -> int:
    return heads(works)[0]


def durable(works: Plant) -> int:
    return heads(works)[1]


def heads(works: Plant) -> tuple[int, int]:
    """Of the one log: how far it goes, and how far a backup holds it."""
    told = works.hub.python("-c", WITH_DJANGO + _HEADS).split()
    return int(told[0]), int(told[1])
