"""A hub, two stations of a line, and exceptions that come up from them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
import pytest
from django.utils import timezone

from hub.corrective.working import Step, move
from hub.evidence.holding import keep
from hub.records.projecting import catch_up
from hub.releases.models import Release
from hub.releases.publishing import Terms, publish
from sop import events as e
from sop.events import Person
from sop.language import load_procedure
from tests.hub.ingest.conftest import database, office
from tests.hub.journals import Journal
from tests.hub.served import ROOT
from tests.hub.stationed import Stationed

if TYPE_CHECKING:
    from pathlib import Path

    from hub.corrective.models import Order

__all__ = ["database", "office"]
FLANGE = ROOT / "resources" / "procedures" / "FLG-M12-080" / "A"
LI = Person("E1002", "李强")
LEAD = Person("E2001", "孙丽", roles=("operator", "team_lead"))
ME, OTHER = "fang.lead", "ye.author"


class Line:
    """A-1 runs revision A of the flange; A-2 stands beside it. Another line has another `mark`
    behind the names of its stations."""

    def __init__(self, mark: str = "") -> None:
        self._mark = mark
        self.release = Release.objects.first() or publish(load_procedure(FLANGE), Terms())
        self.stations = {it: Stationed(self.name(it)) for it in ("A-1", "A-2")}
        self.journals = {name: Journal() for name in self.stations}
        self.run = str(uuid4())
        self.tell(
            e.ExecutionStarted(
                at=_ms(), by=LI.id, execution=self.run, release=self.release.digest,
                code="FLG-M12-080", revision="A", operator=LI,
                station=self.name("A-1"),
            ),
            self.run,
        )  # fmt: skip

    def name(self, station: str) -> str:
        return station + self._mark

    def write(self, event: Any, execution: str | None = None, station: str = "A-1") -> list[bytes]:
        """Recorded there, and not yet sent."""
        journal, told = self.journals[station], msgspec.to_builtins(event)
        journal.at = timezone.localtime().isoformat(timespec="milliseconds")
        return journal.write(1, type(event).__name__, told, execution)

    def send(self, lines: list[bytes], station: str = "A-1") -> None:
        one, journal = self.stations[station], self.journals[station]
        one.contact(journal, station=self.name(station))
        assert one.send(journal.log, lines).status_code == 200

    def tell(self, event: Any, execution: str | None = None, station: str = "A-1") -> None:
        self.send(self.write(event, execution, station), station)
        catch_up()

    def raise_one(self, in_run: bool = True, **more: Any) -> str:
        known = str(uuid4())
        fields: dict[str, Any] = {"category": "material", "severity": "major", "effect": "hold"}
        if in_run:
            fields |= {"step": "gasket_80", "reading": "8 mm"}
        raised = e.ExceptionRaised(at=_ms(), by=LI.id, exception=known, **(fields | more))
        self.tell(raised, self.run if in_run else None)
        return known

    def news(self, station: str = "A-1") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.stations[station].get("/news").json()["news"]
        return found


def _ms() -> int:
    return int(timezone.now().timestamp() * 1000)


@pytest.fixture
def line(office: Path) -> Line:
    return Line()


@pytest.fixture
def photo() -> str:
    """Evidence the hub holds."""
    content = b"\xff\xd8\xff the gasket, in place"
    digest = sha256(content).hexdigest()
    keep(digest, content, len(content))
    return digest


def in_a_week():
    return timezone.now() + timedelta(days=7)


def taken(exception: str, who: str = ME) -> Order:
    return move(who, exception, Step(action="take", due=in_a_week(), check="No gasket of lot 7"))


def done(exception: str, *evidence: str, who: str = ME) -> Order:
    return move(who, exception, Step(action="done", why="Lot set apart", evidence=evidence))


def closed(exception: str, *evidence: str, who: str = OTHER) -> Order:
    return move(who, exception, Step(action="close", why="Seen: none left", evidence=evidence))
