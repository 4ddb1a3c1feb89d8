"""The benchmarks of the hub run, at a size that says nothing about speed: so that they can be run
on the day somebody needs them, and so that what they prove beside their figures stays proved."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks import ingest, sync


def told(capsys: pytest.CaptureFixture[str], benchmark: Any, *arguments: str) -> dict[str, Any]:
    benchmark.main([*arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_journals_are_taken_in_and_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, ingest, "--rounds", "1", "--batches", "4", "--senders", "2")
    assert found["hub_over_raw"] > 0
    assert found["rollups_over_ingest"] > 0


def test_a_full_hub_takes_in_as_an_empty_one(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, ingest, "--stored", "2000", "--batches", "2")
    assert found["stored_events"] == 2000
    assert found["full_over_empty"] > 0


def test_stations_come_back_after_long(capsys: pytest.CaptureFixture[str]) -> None:
    """What was cut is sent once; a crowd is drained."""
    found = told(capsys, sync, "--only", "cuts,herd", "--stations", "5")
    assert found["cuts"]["resent_over_remaining"] < 1.2
    assert (found["herd"]["drained"], found["herd"]["refused_for_good"]) == (5, 0)
