"""A machine that does to a hub and its stations whatever comes to its mind, and a model of what
must be there. Whatever happened: what a station recorded is at the hub once the faults stop."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sop.journal import EMPTY, verify_chain
from tests.hub.conftest import hub, schema  # noqa: F401  (fixtures)
from tests.sync.proxy import Fault, FaultProxy

if TYPE_CHECKING:
    from tests.sync.live import LiveHub, LiveStation

STATIONS_MOST = 3
FAULTS = st.one_of(
    st.builds(Fault, st.sampled_from(["cut_up", "cut_down"]), st.integers(0, 1500)),
    st.builds(Fault, st.just("status"), st.sampled_from([401, 403, 407, 429, 500, 502])),
    st.builds(Fault, st.sampled_from(["refused", "doubled", "captive", "garbage", "busy"])),
    st.builds(Fault, st.just("delay"), seconds=st.just(0.01)),
    st.builds(Fault, st.just("half_open"), st.integers(0, 300), seconds=st.just(2)),
)


class Plant(RuleBasedStateMachine):
    """One hub with a backup or two, one station and what was cloned from it."""

    live: LiveHub
    folder: Path
    examples = 0

    def __init__(self) -> None:
        super().__init__()
        Plant.examples += 1
        self.network = FaultProxy(self.live.port)
        self.here = self.folder / str(Plant.examples)
        self.stations: dict[str, LiveStation] = {}
        self.recorded: dict[str, list[bytes]] = {}
        self.photographs: dict[str, set[str]] = {}
        self.backups: list[Path] = []
        self.copies: dict[str, Path] = {}
        self.made = 0

    def teardown(self) -> None:
        """The faults stop. Nothing is written any more, and yet all of it arrives."""
        self.network.faults.clear()
        try:
            for name in self.stations:
                self._drain(name)
            for name in self.stations:  # the last one to come took nothing of the others away
                self._compare(name)
        finally:
            for one in self.stations.values():
                one.close()
            self.network.close()

    # --- what happens ---

    @initialize()
    def begin(self) -> None:
        self._open("a")
        self.stations["a"].work(2)

    @rule(which=st.integers(0, 2), events=st.integers(1, 4), size=st.sampled_from([0, 0, 10, 9000]))
    def work(self, which: int, events: int, size: int) -> None:
        self.made += 1
        one = self.stations[self._name(which)]
        one.work(events, b"%06d" % self.made * (size // 6) if size else None)

    @rule(which=st.integers(0, 2), place=st.integers(0, 7), fault=FAULTS)
    def sync(self, which: int, place: int, fault: Fault) -> None:
        self.network.faults.extend([Fault()] * place + [fault])
        self.stations[self._name(which)].try_to_sync()
        self.network.faults.clear()

    @rule(which=st.integers(0, 2))
    def sync_well(self, which: int) -> None:
        self._drain(self._name(which))

    @precondition(lambda self: len(self.backups) < 3)
    @rule()
    def back_the_hub_up(self) -> None:
        self.backups.append(self.live.back_up(self.here / "backups"))

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 2))
    def restore_the_hub(self, which: int) -> None:
        self.live.restore(self.backups[which % len(self.backups)])

    @rule(which=st.integers(0, 2))
    def read_the_journals_anew(self, which: int) -> None:
        from hub.records.models import Cursor
        from hub.records.projecting import catch_up, rebuild

        catch_up()
        before = sorted(Cursor.objects.values_list("log_id", "seq"))
        rebuild()
        assert sorted(Cursor.objects.values_list("log_id", "seq")) == before

    @rule(which=st.integers(0, 2))
    def copy_a_station(self, which: int) -> None:
        name = self._name(which)
        target = self.here / f"copy-{name}"
        self.stations[name].close()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.here / name, target)
        self.copies[name] = target
        self._open(name)

    @precondition(lambda self: self.copies)
    @rule(which=st.integers(0, 2))
    def restore_a_station(self, which: int) -> None:
        """From its copy; what came after it is at the hub, or was never told to anybody."""
        name = sorted(self.copies)[which % len(self.copies)]
        self.stations[name].close()
        shutil.rmtree(self.here / name)
        shutil.copytree(self.copies[name], self.here / name)
        self.recorded.pop(name)
        self.photographs.pop(name)
        self._open(name)

    @precondition(lambda self: self.copies and len(self.stations) < STATIONS_MOST)
    @rule(which=st.integers(0, 2))
    def begin_a_clone(self, which: int) -> None:
        """A copy is started beside the station it was taken from; both go on."""
        source = sorted(self.copies)[which % len(self.copies)]
        name = "abc"[len(self.stations)]
        shutil.copytree(self.copies[source], self.here / name)
        self._open(name)

    # --- what holds ---

    @invariant()
    def nothing_is_deleted_at_a_station(self) -> None:
        for name, one in self.stations.items():
            now, before = one.bodies(), self.recorded.get(name, [])
            assert now[: len(before)] == before
            self.recorded[name] = now
            held = set(one.store.blobs.digests())
            assert held >= self.photographs.get(name, set())
            self.photographs[name] = held

    @invariant()
    def every_log_at_the_hub_is_whole(self) -> None:
        from hub.ingest.models import Log

        for log in Log.objects.all():
            held = self.live.bodies(str(log.pk))
            assert len(held) == log.seq
            assert log.durable_seq <= log.seq
            assert list(verify_chain(held, EMPTY)) == []

    # --- means ---

    def _name(self, which: int) -> str:
        return sorted(self.stations)[which % len(self.stations)]

    def _open(self, name: str) -> None:
        from tests.sync.live import LiveStation

        self.stations[name] = LiveStation(self.here / name, self.network.url)

    def _drain(self, name: str) -> None:
        self.stations[name].until_sent()
        self._compare(name)

    def _compare(self, name: str) -> None:
        from hub.evidence.holding import lacking

        one = self.stations[name]
        assert self.live.bodies(one.store.log) == one.bodies()
        assert lacking(one.photographs()) == set()


@pytest.mark.slow
def test_whatever_happened_what_was_recorded_arrives_exactly_once(
    hub: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from hub.ingest import waking
    from tests.sync.live import LiveHub

    monkeypatch.setattr(waking, "_instead", lambda: None)  # read when the machine says so
    Plant.live, Plant.folder = LiveHub(), tmp_path
    try:
        run_state_machine_as_test(
            Plant,
            settings=settings(
                max_examples=max(settings().max_examples // 10, 10),
                stateful_step_count=14,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        Plant.live.close()
