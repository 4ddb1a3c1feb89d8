"""A hub with its trust, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.devices.identity import begin
from hub.ingest import waking
from hub.releases import trust
from tests.hub.databases import database
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed

__all__ = ["database"]


@pytest.fixture
def office(database: str, hub: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(waking, "_instead", lambda: None)  # what comes in is not read here
    trust.begin(str(begin().pk))
    return hub


@pytest.fixture
def station(office: Path) -> Stationed:
    return Stationed()


@pytest.fixture
def journal(station: Stationed) -> Journal:
    """Three events, announced, not sent."""
    made = Journal()
    made.write(3)
    assert station.contact(made).status_code == 200
    return made
