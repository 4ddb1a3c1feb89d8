"""The one place where the journal grows."""

from collections.abc import Sequence

import msgspec
import uuid_utils
from msgspec import Raw
from sqlite_utils import Database

from kiosk.clock import Clock
from kiosk.errors import BugError
from kiosk.store.calls import KINDS, write_call
from kiosk.store.errors import StaleExecution
from kiosk.store.model import Capture, Draft, NewRun, RunUpdate, Stored
from sop.journal.envelope import NO_PREDECESSOR, Envelope, Head, decode, digest_of, encode

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

_REMEMBERED = 100  # runs; a station has a few open at a time

_json = msgspec.json.Decoder(Raw)


class JournalWriter:
    """Appends to one log over one connection. Not for two threads at once.

    Any connection that speaks like SQLite's Python drivers will do, so that the power-cut campaign
    runs these very statements.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._boot = clock.boot_id()  # of this process's whole life
        self.log = ""
        self.head = Head(0, NO_PREDECESSOR)
        # Id and last event of the executions appended to: nobody else writes, so nobody need ask.
        self._runs: dict[str, tuple[int, int]] = {}
        self._sure = False
        self._recall()

    def forget(self) -> None:
        """After an error: what was being written may be there or not. Look before going on."""
        self._sure = False

    def _recall(self) -> None:
        self._runs.clear()
        row = self._database.execute(LAST_BODY).fetchone()
        if row is None:
            self.log, self.head = "", Head(0, NO_PREDECESSOR)
        else:
            last = decode(bytes(row[0]))
            self.log, self.head = last.log, Head(last.seq, digest_of(bytes(row[0])))
        self._sure = True

    def open_log(
        self, log: str, *, device: str, parent: dict[str, object] | None, reason: str
    ) -> Stored:
        """The first event of a log: who it is, whom it follows, and why it was opened."""
        if self.head.seq:
            raise BugError("this log is open already")
        self.log = log
        data = {"log": log, "device": device, "parent": parent, "reason": reason}
        return self.append([Draft(kind="LogOpened", data=msgspec.json.encode(data))])[0]

    def branch_off(self, log: str, *, device: str, parent: dict[str, object]) -> Stored:
        """Go on under another log id, in the same chain: `parent` tells what both sides share."""
        before, self.log = self.log, log
        data = {"log": log, "device": device, "parent": parent, "reason": "forked"}
        try:
            return self.append([Draft(kind="LogOpened", data=msgspec.json.encode(data))])[0]
        except BaseException:
            self.log = before
            raise

    def append(
        self,
        drafts: Sequence[Draft],
        run: RunUpdate | None = None,
        captures: Sequence[Capture] = (),
        expect_head: int | None = None,
    ) -> list[Stored]:
        """One transaction, one commit. See `Store.append`."""
        if not self._sure:
            self._recall()
        execution = _execution_of(drafts, run, captures)
        run_id = self._expect(execution, run, expect_head)
        stored, head = self._chain(drafts)
        alone = len(stored) == 1 and stored[0].kind not in KINDS
        if alone and run is None and not captures:
            # Most confirmations by far. One statement is a transaction of its own: BEGIN and
            # COMMIT around it would promise the same and cost a tenth more.
            self._write_event(stored[0], run_id)
        else:
            with self._database.atomic():
                run_id = self._write_all(stored, run_id, run, captures)
        self.head = head
        if execution is not None and run_id is not None:
            self._remember(execution, run_id, stored)
        return stored

    def _write_event(self, event: Stored, run_id: int | None) -> None:
        of_run = run_id if event.envelope.execution else None
        self._database.execute(INSERT_EVENT, (event.envelope.seq, of_run, event.body))

    def _write_all(
        self,
        stored: list[Stored],
        run_id: int | None,
        run: RunUpdate | None,
        captures: Sequence[Capture],
    ) -> int | None:
        if run is not None:
            run_id = self._write_run(run_id, run, stored[0])
        for event in stored:
            self._write_event(event, run_id)
            if event.kind in KINDS:
                write_call(self._database, event.envelope)
        for it in captures:
            values = (it.value, it.kind, it.check, run_id, stored[it.event].seq)
            self._database.execute(INSERT_CAPTURE, values)
        return run_id

    def _remember(self, execution: str, run_id: int, stored: list[Stored]) -> None:
        if len(self._runs) > _REMEMBERED:
            self._runs.clear()
        last = stored[-1].envelope
        if last.execution is None:
            self._runs.pop(execution, None)
        else:
            self._runs[execution] = (run_id, last.seq)

    def _expect(
        self, execution: str | None, run: RunUpdate | None, expect_head: int | None
    ) -> int | None:
        """The run's id, when the execution stands where the caller believes it does."""
        if execution is None:
            return None
        run_id, last = self._runs.get(execution) or self._find_run(execution)
        expected = 0 if isinstance(run, NewRun) else expect_head
        if expected is not None and expected != last:
            raise StaleExecution(execution, expected, last)
        if run_id is None and not isinstance(run, NewRun):
            raise BugError(f"execution {execution} was never begun: its first append needs NewRun")
        return run_id

    def _write_run(self, run_id: int | None, run: RunUpdate, first: Stored) -> int | None:
        if isinstance(run, NewRun):
            return self._insert_run(run, first)
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

    def _chain(self, drafts: Sequence[Draft]) -> tuple[list[Stored], Head]:
        """The drafts as bytes, each naming the digest of the one before it; and the head then."""
        mono, now = self._clock.monotonic_ns(), self._clock.now()
        head, stored = self.head, []
        for draft in drafts:
            at = draft.at or now
            if at.tzinfo is None:
                raise BugError("an event's time needs its UTC offset")
            envelope = Envelope(
                head.seq + 1,
                head.digest,
                draft.id or str(uuid_utils.uuid7()),
                self.log,
                draft.execution,
                at.isoformat(timespec="milliseconds"),
                mono,
                self._boot,
                draft.actor,
                draft.kind,
                _checked(draft.data),
            )
            body = encode(envelope)
            stored.append(Stored(body, envelope))
            head = Head(envelope.seq, digest_of(body))
        return stored, head


def _execution_of(
    drafts: Sequence[Draft], run: RunUpdate | None, captures: Sequence[Capture]
) -> str | None:
    """The one execution an append is about. One at a time keeps `expect_head` meaningful."""
    if len(drafts) == 1 and run is None and not captures:
        return drafts[0].execution
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
        if not data.isascii():
            data.decode("utf-8")
        return _json.decode(data)
    except ValueError as error:
        raise BugError(f"event data is not JSON: {error}") from error
