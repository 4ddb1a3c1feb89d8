"""Random histories of appends, refusals and reopenings hold the journal's invariants."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from kiosk.store import (
    Capture,
    DiskGuard,
    RunChange,
    StaleExecution,
    Stored,
    open_store,
    verify_chain,
    verify_database,
)
from sop.journal.chain import EMPTY
from tests.store.fakes import FakeClock, begin, draft, scanned

STATUSES = st.sampled_from(["running", "paused", "completed"])


class Histories(RuleBasedStateMachine):
    """The store beside a plain list of what it confirmed."""

    executions = Bundle("executions")

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.clock = FakeClock()
        self.confirmed: dict[str, list[Stored]] = {}
        self.statuses: dict[str, str] = {}
        self.codes: list[tuple[str, int]] = []
        self.open()

    def open(self) -> None:
        guard = DiskGuard(self.folder, warn_below=0, refuse_below=0)
        self.store = open_store(self.folder, device="d", clock=self.clock, guard=guard)
        assert self.store.notices == []

    @rule(target=executions)
    def begin(self) -> str:
        execution = f"execution-{len(self.confirmed)}"
        self.confirmed[execution] = begin(self.store, execution)
        self.statuses[execution] = "running"
        return execution

    @rule(execution=executions, count=st.integers(1, 4))
    def confirm(self, execution: str, count: int) -> None:
        known = self.confirmed[execution]
        drafts = [draft(number, execution) for number in range(count)]
        known += self.store.append(drafts, expect_head=known[-1].seq)

    @rule(execution=executions, status=STATUSES)
    def change(self, execution: str, status: str) -> None:
        change = RunChange(execution=execution, status=status)
        self.confirmed[execution] += self.store.append([draft(0, execution)], run=change)
        self.statuses[execution] = status

    @rule(execution=executions, value=st.sampled_from(["A", "B"]))
    def capture(self, execution: str, value: str) -> None:
        code = Capture(value=value, kind="lot", check="s/c")
        (event,) = self.store.append([scanned(value, execution)], captures=[code])
        self.confirmed[execution].append(event)
        self.codes.append((value, event.seq))

    @rule(execution=executions, behind=st.integers(1, 5))
    def come_late(self, execution: str, behind: int) -> None:
        try:
            stale = self.confirmed[execution][-1].seq - behind
            self.store.append([draft(9, execution)], expect_head=stale)
        except StaleExecution:
            return
        raise AssertionError("a late writer was let in")

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()

    @invariant()
    def what_was_confirmed_is_what_is_read(self) -> None:
        for execution, events in self.confirmed.items():
            assert list(self.store.events(execution)) == events
        assert {run.execution: run.status for run in self.store.runs()} == self.statuses

    @invariant()
    def the_chain_is_whole(self) -> None:
        lines = [event.body for event in self.store.tail(0, 10_000)]
        assert len(lines) == 1 + sum(map(len, self.confirmed.values()))
        assert list(verify_chain(lines, EMPTY, self.store.head())) == []

    @invariant()
    def every_captured_code_is_known(self) -> None:
        for value in ("A", "B"):
            expected = [seq for code, seq in self.codes if code == value]
            assert [use.seq for use in reversed(self.store.used(value))] == expected

    def teardown(self) -> None:
        self.store.close()
        assert verify_database(self.folder / "journal.db").problems == []
        self.scratch.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
