"""A hub with a released procedure, two people, and a station whose operators propose things."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from hub.access import make_groups
from hub.improving.answering import Reply, answer
from hub.people import rules
from hub.records.projecting import catch_up
from hub.releases.publishing import Terms, publish
from sop.language import load_procedure
from tests.hub.ingest.conftest import database, office
from tests.hub.journals import Journal
from tests.hub.served import ROOT
from tests.hub.stationed import Stationed

if TYPE_CHECKING:
    from pathlib import Path

    from hub.improving.models import Decision
    from hub.releases.models import Release

__all__ = ["database", "office"]
WHO, OWNER = "Chen, personnel", "ye.author"
FLANGE = ROOT / "resources" / "procedures" / "FLG-M12-080"
WANG = {"id": "E1001", "name": "王晓燕"}
DIGEST = "ab" * 32


class Works:
    """Revision A of the flange is in force; B is published by `next_revision`. What `tell`s is the
    station A-1, on line L1."""

    def __init__(self) -> None:
        self.station = Stationed("A-1")
        self.station.device.line = "L1"
        self.station.device.save()
        self.first = self._publish("A")
        rules.add(WHO, "E1001", {"zh": "王晓燕", "en": "Wang Xiaoyan"}, "B-1001", team="早班")
        rules.add(WHO, "E1002", {"zh": "李强", "en": "Li Qiang"}, "B-1002", team="晚班")
        self.journal = Journal()

    def next_revision(self) -> Release:
        return self._publish("B")

    def tell(self, fact: str, /, **data: Any) -> None:
        """A fact of the station comes up and is read."""
        lines = self.journal.write(1, fact, data)
        self.station.contact(self.journal, station="A-1")
        assert self.station.send(self.journal.log, lines).status_code == 200
        catch_up()

    def suggest(self, text: str = "A fixture would hold the gasket", **changes: Any) -> str:
        told = {
            "suggestion": str(uuid4()), "person": WANG, "release": self.first.digest,
            "code": "FLG-M12-080", "revision": "A", "step": "gasket", "text": text, **changes,
        }  # fmt: skip
        self.tell("SuggestionMade", **told)
        return str(told["suggestion"])

    def news(self) -> list[dict[str, Any]]:
        """What the station hears."""
        found: list[dict[str, Any]] = self.station.get("/news").json()["news"]
        return found

    def _publish(self, revision: str) -> Release:
        return publish(load_procedure(FLANGE / revision), Terms())


@pytest.fixture
def works(office: Path) -> Works:
    return Works()


def in_a_week():
    return timezone.now() + timedelta(days=7)


def accepted(suggestion: str, why: str = "", who: str = OWNER) -> Decision:
    return answer(who, suggestion, Reply(status="accepted", due=in_a_week(), why=why))


def declined(suggestion: str, why: str = "It would not fit DN50", who: str = OWNER) -> Decision:
    return answer(who, suggestion, Reply(status="declined", why=why))


def adopted(suggestion: str, revision: str = "B", why: str = "", who: str = OWNER) -> Decision:
    return answer(who, suggestion, Reply(status="adopted", revision=revision, why=why))


def signed_in(role: str) -> Client:
    """Somebody called after that role."""
    make_groups()
    user = User.objects.create_user(role)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client
