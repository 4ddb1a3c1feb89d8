"""A station with years behind it: journals of any length, by the product's own writer."""

import uuid
from pathlib import Path

import msgspec

from kiosk.clock import Clock, SystemClock
from kiosk.store import DiskGuard, Draft, NewRun, Release, Store, open_store
from kiosk.store.connection import connect
from kiosk.store.writer import JournalWriter
from sop.procedure import Checklist, Item, Procedure, Section, Step
from sop.release import Release as ReleaseDocument

EVENTS_OF_A_RUN = 40
_RUNS_A_COMMIT = 250


def station(folder: Path, clock: Clock | None = None) -> Store:
    """The store in `folder`, opened."""
    guard = DiskGuard(folder, warn_below=0)
    return open_store(folder, device="bench", clock=clock or SystemClock(), guard=guard)


def step_completed(execution: str, number: int) -> Draft:
    """A confirmed step of ordinary size, some 500 bytes with its envelope."""
    data = msgspec.json.encode(
        {
            "kind": "CheckPassed",
            "at": 1764000000000 + number,
            "by": "p-0017",
            "step": f"tighten-{number % EVENTS_OF_A_RUN}",
            "check": "torque",
            "answer": {"kind": "measurement", "samples": [41.8], "value": 41.8, "unit": "N·m"},
        }
    )
    return Draft(kind="CheckPassed", data=data, execution=execution, actor="p-0017")


def new_run(execution: str, status: str = "running") -> NewRun:
    return NewRun(
        execution=execution,
        status=status,
        release="a" * 64,
        code="FLG-01",
        revision="B",
        title={"zh": "法兰装配", "en": "Flange assembly"},
        station="ST-07",
        operator="p-0017",
        work_order="WO-4711",
        unit=f"SN-{execution[:8]}",
        product="Flange DN50",
    )


def begin_run(store: Store) -> str:
    execution = str(uuid.uuid4())
    store.append([step_completed(execution, 0)], run=new_run(execution))
    return execution


def install_checklist(store: Store) -> str:
    """A procedure of twelve steps with a checklist each, installed; its release's digest."""
    items = [Item(id=name, text={"en": name}) for name in ("first", "second")]
    steps = [
        Step(
            id=f"step_{number}",
            title={"en": f"Step {number}"},
            control="critical",
            checks=[Checklist(id="list", title={"en": "List"}, items=items)],
        )
        for number in range(12)
    ]
    procedure = Procedure(
        format=1,
        code="BENCH",
        revision="A",
        languages=["en"],
        title={"en": "Benchmark"},
        owner="bench",
        effective="2026-01-01",
        sections=[Section(id="all", title={"en": "All"}, steps=steps)],
    )
    document, now = ReleaseDocument(procedure=procedure), SystemClock().now()
    store.releases.install(
        Release(
            digest=document.digest,
            code=procedure.code,
            revision=procedure.revision,
            effective_at=now,
            installed_at=now,
            body=document.canonical,
        )
    )
    return document.digest


def fill(folder: Path, events: int) -> None:
    """Bring the journal in `folder` to at least `events` events, all of them of completed runs.

    Some 15 s a million: many runs a commit, unsynced, which is nobody's confirmation.
    """
    station(folder).close()
    database = connect(folder / "journal.db")
    database.execute("PRAGMA synchronous=OFF")
    writer = JournalWriter(database, SystemClock())
    while writer.head.seq < events:
        with database.atomic():
            for _ in range(_RUNS_A_COMMIT):
                execution = str(uuid.uuid4())
                drafts = [step_completed(execution, number) for number in range(EVENTS_OF_A_RUN)]
                writer.append(drafts, new_run(execution, "completed"))
    database.close()
