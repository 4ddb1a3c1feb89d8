"""Real stations that worked for long without a hub: journals of the virtual operator's own events,
photographs, an enrolment; and the real hub they come back to."""

import contextlib
import io
import itertools
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
from msgspec import Struct

from benchmarks.journals import new_run
from kiosk.clock import SystemClock
from kiosk.operations.opening import open_station
from kiosk.simulation.shift import work
from kiosk.store import Draft
from kiosk.store.connection import connect
from kiosk.store.writer import JournalWriter
from kiosk.sync.enrolment import enrol, invitation_in
from sop.journal import decode, evidence_named_in
from tests.hub.served import Served

PHOTOGRAPH_BYTES = 500_000
"""What a station's camera makes of one picture."""
_RUNS_OF_THE_POOL = 7


class Past(Struct, frozen=True):
    """What happened at a station, run by run, to be told again of other runs."""

    runs: list[list[Draft]]

    @classmethod
    def of_the_virtual_operator(cls, folder: Path) -> "Past":
        """A few runs as `sop-kiosk simulate` records them, with its mistakes and surprises. More
        of them than a batch holds: no batch tells the same run twice, which would pack too well."""
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            work(folder, seed=1, executions=_RUNS_OF_THE_POOL)
        with contextlib.closing(open_station(folder)) as station:
            bodies = [it.body for it in station.store.tail(0, 100_000)]
        runs: dict[str, list[Draft]] = {}
        for event in (decode(it) for it in bodies if not evidence_named_in(it)):
            if event.execution is not None:
                draft = Draft(
                    kind=event.kind, data=bytes(event.data),
                    execution=event.execution, actor=event.actor,
                )  # fmt: skip
                runs.setdefault(event.execution, []).append(draft)
        return cls(list(runs.values()))

    def fill(self, folder: Path, events: int, photographs: int = 0) -> None:
        """Bring the journal in `folder` to at least `events` events, photographs evenly among
        them. Unsynced: it is nobody's confirmation."""
        with contextlib.closing(open_station(folder)) as station:
            blobs = station.store.blobs
            named = [blobs.put(os.urandom(PHOTOGRAPH_BYTES)) for _ in range(photographs)]
        database = connect(folder / "journal.db")
        database.execute("PRAGMA synchronous=OFF")
        writer, taken = JournalWriter(database, SystemClock()), 0
        for run in itertools.cycle(self.runs):
            if writer.head.seq >= events:
                break
            due = photographs * (writer.head.seq + len(run)) // events
            with database.atomic():
                self._tell(writer, run, named[taken:due])
            taken = due
        database.close()

    def _tell(self, writer: JournalWriter, run: list[Draft], photographs: list[str]) -> None:
        execution, before = str(uuid.uuid4()), str(run[0].execution)
        drafts = [_again(draft, before, execution) for draft in run]
        drafts += [_photo_taken(execution, it) for it in photographs]
        writer.append(drafts, new_run(execution, "completed"))


def _again(draft: Draft, before: str, execution: str) -> Draft:
    data = draft.data.replace(before.encode(), execution.encode())
    return msgspec.structs.replace(draft, data=data, execution=execution)


def _photo_taken(execution: str, digest: str) -> Draft:
    told = {
        "kind": "PhotoTaken", "at": 1764000000000, "by": "p-0017", "step": "look", "check": "photo",
        "photo": digest,
    }  # fmt: skip
    data = msgspec.json.encode(told)
    return Draft(kind="PhotoTaken", data=data, execution=execution, actor="p-0017")


class Hub(Served):
    """A hub in processes of its own."""

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def invite(self, folder: Path, url: str) -> None:
        """The station in `folder` joins, by way of `url`."""
        told = self.command("enrol", "--text", "--url", url).strip()
        with contextlib.closing(open_station(folder)) as station:
            enrol(station, invitation_in(told))

    def devices(self, public_keys: list[str]) -> list[str]:
        """Stations known by their keys; their ids."""
        return self.python("-c", _DEVICES, ",".join(public_keys)).split()

    def held(self) -> dict[str, tuple[int, str]]:
        """Of each log how many events are held, and the SHA-256 of all of them in order."""
        return msgspec.json.decode(self.python("-c", _HELD), type=dict[str, tuple[int, str]])

    def photographs(self) -> int:
        """How many are held and are what they are named after. Raises when one is not."""
        return int(self.python("-c", _PHOTOGRAPHS))


def memory() -> float:
    """Resident MB of the hub's processes: of all that this one has started."""
    found = 0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += process.memory_info().rss
    return found / 1e6


@contextlib.contextmanager
def running_hub(folder: Path) -> Iterator[Hub]:
    """A new hub, running."""
    folder.mkdir()
    hub = Hub(folder)
    hub.command("init")
    with hub.running():
        yield hub


_DJANGO = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import hub, django
django.setup()
"""
_DEVICES = (
    _DJANGO
    + """
import uuid
from django.utils import timezone
from hub.devices.models import Device
made = [
    Device(id=uuid.uuid4(), station=f"S-{n:04}", public_key=key, enrolled_at=timezone.now())
    for n, key in enumerate(sys.argv[1].split(","))
]
Device.objects.bulk_create(made)
print(*(it.pk for it in made))
"""
)
_HELD = (
    _DJANGO
    + """
import hashlib, json
from hub.ingest.models import Event
told = {}
for log, body in Event.objects.order_by("log", "seq").values_list("log", "body").iterator():
    count, whole = told.setdefault(str(log), [0, hashlib.sha256()])
    whole.update(bytes(body))
    told[str(log)][0] = count + 1
print(json.dumps({log: (count, whole.hexdigest()) for log, (count, whole) in told.items()}))
"""
)
_PHOTOGRAPHS = (
    _DJANGO
    + """
import hashlib
from hub.evidence.models import Evidence
from hub.objects import objects
for row in Evidence.objects.all():
    content = objects().read(row.digest)
    assert len(content) == row.size and hashlib.sha256(content).hexdigest() == row.digest
print(Evidence.objects.count())
"""
)
