"""The one place where the journal grows."""

from collections.abc import Sequence

import msgspec
import uuid_utils
from msgspec import Raw
from sqlite_utils import Database

from kiosk.clock import Clock
from kiosk.errors import BugError
from kiosk.store.envelope import NO_PREDECESSOR, Envelope, decode, digest_of, encode
from kiosk.store.errors import StaleExecution
from kiosk.store.model import Capture, Draft, Head, NewRun, RunChange, RunUpdate, Stored

INSERT_EVENT = "INSERT INTO journal (seq, run, body) VALUES (?, ?, ?)"
INSERT_CAPTURE = 'INSERT INTO captures (value, kind, "check", run, seq) VALUES (?, ?, ?, ?, ?)'
INSERT_RUN = """INSERT INTO runs (execution, status, release, code, revision, title, station,
    operator, work_order, unit, product, started_at, updated_at, first_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
UPDATE_RUN = """UPDATE runs SET status = ?, operator = coalesce(?, operator), updated_at = ?
    WHERE id = ?"""
FIND_RUN = """SELECT id, (SELECT coalesce(max(seq), 0) FROM journal WHERE run = runs.id)
    FROM runs WHERE execution = ?"""
LAST_BODY = "SELECT body FROM journal ORDER BY seq DESC LIMIT 1"

_json_object = msgspec.json.Decoder(dict[str, Raw])


class JournalWriter:
    """Appends to one log over one connection. Not for two threads at once.

    Any connection that speaks like SQLite's Python drivers will do, so that the power-cut campaign
    runs these very statements.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.log = ""
        self.head = Head(0, NO_PREDECESSOR)
        self.recall()

    def recall(self) -> None:
        """Read the log's id and head from the database, as after an error nobody can be sure."""
        row = self._database.execute(LAST_BODY).fetchone()
        if row is None:
            self.log, self.head = "", Head(0, NO_PREDECESSOR)
        else:
            last = decode(bytes(row[0]))
            self.log, self.head = last.log, Head(last.seq, digest_of(bytes(row[0])))

    def open_log(
        self, log: str, *, device: str, parent: dict[str, object] | None, reason: str
    ) -> Stored:
        """The first event of a log: who it is, whom it follows, and why it was opened."""
        if self.head.seq:
            raise BugError("this log is open already")
        self.log = log
        data = {"log": log, "device": device, "parent": parent, "reason": reason}
        return self.append([Draft(kind="LogOpened", data=msgspec.json.encode(data))])[0]

    def append(
        self,
        drafts: Sequence[Draft],
        run: RunUpdate | None = None,
        captures: Sequence[Capture] = (),
        expect_head: int | None = None,
    ) -> list[Stored]:
        """One transaction, one commit. See `Store.append`."""
        execution = _execution_of(drafts, run, captures)
        stored = self._chain(drafts)
        with self._database.atomic():
            run_id = self._write_run(execution, run, expect_head, stored[0])
            for event in stored:
                of_run = run_id if event.execution else None
                self._database.execute(INSERT_EVENT, (event.seq, of_run, event.body))
            for it in captures:
                seq = stored[it.event].seq
                values = (it.value, it.kind, it.check, run_id, seq)
                self._database.execute(INSERT_CAPTURE, values)
        self.head = Head(stored[-1].seq, stored[-1].digest)
        return stored

    def _write_run(
        self, execution: str | None, run: RunUpdate | None, expect_head: int | None, first: Stored
    ) -> int | None:
        if execution is None:
            return None
        run_id, last = self._find_run(execution)
        expected = 0 if isinstance(run, NewRun) else expect_head
        if expected is not None and expected != last:
            raise StaleExecution(execution, expected, last)
        if isinstance(run, NewRun):
            return self._insert_run(run, first)
        if run_id is None:
            raise BugError(f"execution {execution} was never begun: its first append needs NewRun")
        if isinstance(run, RunChange):
            values = (run.status, run.operator, first.envelope.at, run_id)
            self._database.execute(UPDATE_RUN, values)
        return run_id

    def _find_run(self, execution: str) -> tuple[int | None, int]:
        row = self._database.execute(FIND_RUN, (execution,)).fetchone()
        return (None, 0) if row is None else (row[0], row[1])

    def _insert_run(self, run: NewRun, first: Stored) -> int:
        at = first.envelope.at
        values = (
            *(run.execution, run.status, run.release, run.code, run.revision),
            *(msgspec.json.encode(run.title).decode(), run.station, run.operator),
            *(run.work_order, run.unit, run.product, at, at, first.seq),
        )
        self._database.execute(INSERT_RUN, values)
        run_id, _last = self._find_run(run.execution)
        assert run_id is not None
        return run_id

    def _chain(self, drafts: Sequence[Draft]) -> list[Stored]:
        """The drafts as bytes, each naming the digest of the one before it."""
        mono, boot, now = self._clock.monotonic_ns(), self._clock.boot_id(), self._clock.now()
        head, stored = self.head, []
        for draft in drafts:
            at = draft.at or now
            if at.tzinfo is None:
                raise BugError("an event's time needs its UTC offset")
            envelope = Envelope(
                seq=head.seq + 1,
                prev=head.digest,
                id=draft.id or str(uuid_utils.uuid7()),
                log=self.log,
                execution=draft.execution,
                at=at.isoformat(timespec="milliseconds"),
                mono=mono,
                boot=boot,
                actor=draft.actor,
                kind=draft.kind,
                data=_checked(draft.data),
            )
            body = encode(envelope)
            stored.append(Stored(body, envelope))
            head = Head(envelope.seq, digest_of(body))
        return stored


def _execution_of(
    drafts: Sequence[Draft], run: RunUpdate | None, captures: Sequence[Capture]
) -> str | None:
    """The one execution an append is about. One at a time keeps `expect_head` meaningful."""
    if not drafts:
        raise BugError("nothing to append")
    named = {draft.execution for draft in drafts if draft.execution is not None}
    if len(named) > 1 or (run is not None and named != {run.execution}):
        raise BugError(f"an append is about one execution, not {sorted(named)}")
    if captures and not named:
        raise BugError("a capture belongs to an execution")
    return named.pop() if named else None


def _checked(data: bytes) -> Raw:
    """One JSON object on one line: a line break inside would tear the journal's JSON lines."""
    if b"\n" in data or b"\r" in data or not data.startswith(b"{"):
        raise BugError("event data must be one JSON object on one line")
    try:
        _json_object.decode(data)
    except msgspec.MsgspecError as error:
        raise BugError(f"event data is not JSON: {error}") from error
    return Raw(data)
