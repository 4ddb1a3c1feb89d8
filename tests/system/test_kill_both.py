"""I2: a sample of the campaign (`make faults`), on either database, and that it would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.campaigns.kill_both import Tally, begun
from tests.hub.databases import new_postgresql

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_I02_station_and_hub_are_killed_and_everything_arrives_exactly_once(
    tmp_path: Path, database: str
) -> None:
    variables = {"SOP_HUB_DATABASE": new_postgresql()} if database == "postgresql" else {}
    with begun(tmp_path, seed=3, **variables) as campaign:
        tally = campaign.run(4)
    assert tally.is_clean, tally
    assert tally.stations_killed + tally.hubs_killed + tally.workers_killed >= 4


@pytest.mark.parametrize("what", ["lost", "not_at_hub", "differing", "photographs_lacking"])
def test_whatever_is_missing_is_not_clean(what: str) -> None:
    assert Tally(events=10, printed=10).is_clean
    assert not Tally(**{"events": 10, "printed": 10, what: 1}).is_clean
