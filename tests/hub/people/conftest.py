"""A hub with its trust, two stations and two people."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.people import rules
from hub.people.telling import count_for, newest_for
from hub.releases import trust
from sop.signing.rosters import accept_roster
from sop.wire.documents import Member, Roster
from tests.hub.releases.conftest import office  # noqa: F401  (a fixture)
from tests.hub.stationed import Stationed

WHO = "Chen, personnel"


@pytest.fixture
def plant(office: Path) -> tuple[Stationed, Stationed]:  # noqa: F811
    made = Stationed("A-1"), Stationed("A-2")
    rules.add(WHO, "E1001", {"zh": "王晓燕", "en": "Wang Xiaoyan"}, "B-1001", team="A")
    rules.add(WHO, "E1002", {"zh": "李强"}, "B-1002", ["operator", "team_lead"])
    return made


def told(one: Stationed, highest: int = 0) -> Roster:
    """The newest roster, judged as the station judges it."""
    count_for(one.device)
    newest = newest_for(one.device)
    assert newest is not None
    device = str(one.device.pk)
    return accept_roster(trust.document(), device, highest, bytes(newest.envelope)).document


def member(one: Stationed, person: str = "E1001") -> Member:
    return next(it for it in told(one).people if it.id == person)
