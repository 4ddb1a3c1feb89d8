"""Everything reaches the hub exactly once, byte for byte, whatever the network does."""

from __future__ import annotations

import random
import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.sync.errors import NotTheHub, Refused, Unreachable
from sop.journal import EMPTY, verify_chain
from tests.sync.proxy import KINDS, Fault

ALL_FAULTS = [
    Fault(kind, count, seconds)
    for kind in KINDS
    for count, seconds in {
        "cut_up": [(0, 0), (1, 0), (400, 0), (900, 0)],
        "cut_down": [(0, 0), (1, 0), (150, 0), (280, 0)],
        "half_open": [(0, 3), (60, 3)],
        "blackhole": [(0, 3)],
        "delay": [(0, 0.02)],
        "status": [(500, 0), (429, 0), (407, 0)],
    }.get(kind, [(0, 0)])
]


def name_of(fault: Fault) -> str:
    return f"{fault.kind}-{fault.count}" if fault.count else fault.kind


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("fault", ALL_FAULTS, ids=name_of)
def test_I01_a_fault_anywhere_in_a_session_loses_and_doubles_nothing(
    live, network, station, fault: Fault, place: int
) -> None:
    one = station()
    one.work(4, photograph=b"\xff\xd8 a photograph " * 40)
    network.faults.extend([Fault()] * place + [fault])
    one.until_sent()
    assert live.bodies(one.store.log) == one.bodies()


def test_I02_the_chain_at_the_hub_is_whole(live, network, station) -> None:
    one = station()
    for _ in range(5):
        one.work(3)
        network.faults.append(random.Random(1).choice(ALL_FAULTS))
        one.try_to_sync()
    one.until_sent()
    held = live.bodies(one.store.log)
    assert list(verify_chain(held, EMPTY, one.store.head())) == []


def test_I03_two_sessions_of_one_station_at_once_leave_each_event_once_and_skip_none(
    live, station
) -> None:
    """As after a session that hangs somewhere and goes on when the next one has begun. Meanwhile
    the hub reads the journal from its cursor on."""
    from hub.records.models import Cursor
    from hub.records.projecting import catch_up

    one = station()
    for number in range(4):
        one.work(30, photograph=b"photograph %d" % number)
        both = [threading.Thread(target=one.try_to_sync) for _ in range(2)]
        for each in both:
            each.start()
        catch_up()
        for each in both:
            each.join()
    one.until_sent()
    catch_up()
    held = live.bodies(one.store.log)
    assert held == one.bodies()
    assert Cursor.objects.get(log_id=one.store.log).seq == len(held)


def test_I07_an_event_nobody_can_interpret_keeps_none_waiting_behind_it(live, station) -> None:
    from hub.records.models import Cursor
    from hub.records.projecting import catch_up

    one = station()
    one.work(2)
    one.store.append([odd_draft()])
    one.work(2)
    one.until_sent()
    catch_up()
    held = live.bodies(one.store.log)
    assert held == one.bodies()
    assert any(b"NobodyKnowsThis" in it for it in held)
    assert Cursor.objects.get(log_id=one.store.log).seq == len(held)


def odd_draft():
    """Of a kind no hub has heard of."""
    from tests.sync.live import _draft

    return _draft("NobodyKnowsThis", number={"not": ["a", "number"]})


def test_I06_when_faults_stop_it_drains_without_a_new_event(live, network, station) -> None:
    one = station()
    one.work(10)
    network.faults.extend([Fault("status", 401), Fault("busy"), Fault("captive"),
                           Fault("blackhole", seconds=2), Fault("half_open", 0, 2)])  # fmt: skip
    one.until_sent()
    assert live.bodies(one.store.log) == one.bodies()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("captive"), NotTheHub),
        (Fault("garbage"), Unreachable),
        (Fault("refused"), Unreachable),
        (Fault("blackhole", seconds=2), Unreachable),
        (Fault("busy"), Refused),
    ],
    ids=lambda it: getattr(it, "kind", getattr(it, "__name__", "")),
)
def test_each_trouble_is_told_as_what_it_is(network, station, fault: Fault, told: type) -> None:
    network.always = fault
    assert isinstance(station().try_to_sync(), told)


def test_I08_a_hub_restored_to_an_earlier_state_is_sent_everything_again(live, station) -> None:
    one = station()
    one.work(6, photograph=b"a photograph")
    one.until_sent()
    live.forget_after(one.store.log, 4)
    one.until_sent()
    assert live.bodies(one.store.log) == one.bodies()


def test_I09_a_cloned_station_keeps_both_histories(live, station, tmp_path) -> None:
    one = station()
    one.work(4)
    one.until_sent()
    one.close()
    shutil.copytree(tmp_path / "A-07", tmp_path / "clone")
    one, clone = station(), station("clone")
    one.work(2)
    clone.work(3, photograph=b"only at the clone")
    one.until_sent()
    clone.until_sent()
    assert live.bodies(one.store.log) == one.bodies()
    assert live.bodies(clone.store.log) == clone.bodies()
    assert clone.store.log != one.store.log
    branch = clone.store.branch()
    assert branch is not None
    assert branch.log == one.store.log
    assert list(verify_chain(clone.bodies(), EMPTY)) == []


def test_I09_a_station_restored_to_an_earlier_state_branches_off(live, station, tmp_path) -> None:
    one = station()
    one.work(3)
    one.until_sent()
    one.close()
    shutil.copytree(tmp_path / "A-07", tmp_path / "backup")
    one = station()
    one.work(5)
    one.until_sent()
    log, before = one.store.log, one.bodies()
    one.close()
    back = station("backup")
    back.until_sent()
    assert live.bodies(log) == before
    back.work(2)
    back.until_sent()
    assert live.bodies(back.store.log) == back.bodies()
    assert live.bodies(log) == before


def test_I09_a_branch_may_branch_again(live, station, tmp_path) -> None:
    first = station()
    first.work(2)
    first.until_sent()
    first.close()
    for name in ("second", "third"):
        shutil.copytree(tmp_path / "A-07", tmp_path / name)
    stations = [station(), station("second")]
    for one in stations:
        one.work(2)
        one.until_sent()
    stations[1].close()
    shutil.copytree(tmp_path / "second", tmp_path / "fourth")
    stations[1] = station("second")
    stations += [station("third"), station("fourth")]
    for one in stations:
        one.work(2)
        one.until_sent()
    assert len({one.store.log for one in stations}) == 4
    for one in stations:
        assert live.bodies(one.store.log) == one.bodies()


def test_I10_nothing_is_deleted_at_the_station(live, station) -> None:
    one = station()
    one.work(3, photograph=b"kept")
    before = one.bodies()
    one.until_sent()
    assert one.bodies()[: len(before)] == before
    assert set(one.store.blobs.digests())


def test_I11_a_confirmation_does_not_wait_for_the_network(network, station) -> None:
    one = station()
    one.work(1)
    network.always = Fault("blackhole", seconds=30)
    talking = threading.Thread(target=one.try_to_sync)
    talking.start()
    while not network.connections:
        pass
    one.work(20)
    assert talking.is_alive(), "the session ended before the confirmations: nothing was shown"
    network.drop()
    talking.join()


class Elsewhen:
    """A wall clock that stands elsewhere."""

    def __init__(self, off: timedelta) -> None:
        self.off, self.ticks = off, 0

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off

    def monotonic_ns(self) -> int:
        self.ticks += 1
        return self.ticks

    def boot_id(self) -> str:
        return "boot"


@pytest.mark.parametrize("days", [-3650, -1 / 24, 1 / 24, 3650])
def test_I12_a_wild_clock_neither_stops_nor_reorders_anything(live, station, days: float) -> None:
    one = station(clock=Elsewhen(timedelta(days=days)))
    one.work(5)
    one.until_sent()
    assert live.bodies(one.store.log) == one.bodies()


def test_I13_a_revoked_device_cannot_push_and_its_work_is_kept_here(live, station) -> None:
    from hub.devices.enrolling import revoke

    one = station()
    one.work(2)
    one.until_sent()
    held = live.bodies(one.store.log)
    assert revoke("A-01") or revoke("A-07")
    one.work(3)
    refused = one.try_to_sync()
    assert isinstance(refused, Refused)
    assert refused.problem.code == "revoked"
    assert live.bodies(one.store.log) == held
    assert len(one.bodies()) > len(held)
