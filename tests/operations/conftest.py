"""A station in a folder of its own, with two people, a work order and the flange procedure."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.operations.installing import install_procedure
from kiosk.operations.running import start_next_unit
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.store import DiskGuard, Person, Skill, WorkOrder, open_store
from tests.store.fakes import FakeClock

FLANGE = Path(__file__).parent.parent / "data" / "procedures" / "flange"
WANG, LI, ZHAO = "B-1001", "B-1002", "B-1003"


class WallClock(FakeClock):
    """Somebody may set it forward; the machine's own time goes on as before."""

    set_forward = timedelta()

    def now(self) -> datetime:
        return super().now() + self.set_forward


@pytest.fixture
def clock() -> WallClock:
    made = WallClock()
    made.at = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    return made


@pytest.fixture
def station(tmp_path: Path, clock: FakeClock) -> Iterator[Station]:
    """Nobody is signed in yet."""
    guard = DiskGuard(tmp_path, warn_below=0, refuse_below=0)
    store = open_store(tmp_path / "station", device="A01", clock=clock, guard=guard)
    made = Station(store, clock, "A01")
    skilled = {"torque": Skill(level=2)}
    for number, badge, name, roles in (
        ("E1001", WANG, "王晓燕", ("operator",)),
        ("E1002", LI, "李强", ("operator",)),
        ("E1003", ZHAO, "赵敏", ("operator", "team_lead")),
    ):
        person = Person(id=number, badge=badge, names={"zh": name}, roles=roles, skills=skilled)
        store.people.put(person)
        store.people.set_pin(number, "284917")
    store.work_orders.put(WorkOrder(number="WO-7", product="FL-80", lot="L42", quantity=3))
    yield made
    made.close()


@pytest.fixture
def release(station: Station) -> str:
    """The digest of the installed flange procedure."""
    return install_procedure(station, FLANGE).digest


@pytest.fixture
def run(station: Station, release: str) -> str:
    """An execution just begun by 王晓燕 for work order WO-7."""
    sign_in(station, WANG)
    outcome = start_next_unit(station, "WO-7", release)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state.execution
