"""What the tests of the store work with: a clock, events, runs."""

from datetime import UTC, datetime, timedelta

import msgspec

from kiosk.store import Draft, NewRun, Store, Stored

RUN = "0190a000-0000-7000-8000-000000000001"
OTHER_RUN = "0190a000-0000-7000-8000-000000000002"


class FakeClock:
    """A second passes each time it is looked at."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
        self.boot = "boot-1"

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic_ns(self) -> int:
        return int(self.at.timestamp()) * 1_000_000_000

    def boot_id(self) -> str:
        return self.boot


def draft(number: int = 1, execution: str | None = RUN, kind: str = "StepCompleted") -> Draft:
    data = msgspec.json.encode({"kind": kind, "step": f"step-{number}"})
    return Draft(kind=kind, data=data, execution=execution, actor="p-17")


def scanned(value: str, execution: str | None = RUN) -> Draft:
    data = msgspec.json.encode({"kind": "CheckPassed", "value": value})
    return Draft(kind="CheckPassed", data=data, execution=execution, actor="p-17")


def new_run(execution: str = RUN, status: str = "running", **changes: str) -> NewRun:
    run = NewRun(
        execution=execution,
        status=status,
        release="a" * 64,
        code="FLG-01",
        revision="B",
        title={"zh": "法兰装配", "en": "Flange assembly"},
        station="ST-07",
        operator="p-17",
        work_order="WO-4711",
        unit="SN-0001",
        product="Flange DN50",
    )
    return msgspec.structs.replace(run, **changes)


def begin(store: Store, execution: str = RUN, **changes: str) -> list[Stored]:
    return store.append(
        [draft(0, execution, "ExecutionStarted")], run=new_run(execution, **changes)
    )
