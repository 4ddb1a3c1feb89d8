"""The station's memory: opened once, handed down, closed at the end."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from pysqlite3 import dbapi2 as sqlite

from kiosk.clock import Clock
from kiosk.errors import BugError
from kiosk.store.blobs import Blobs
from kiosk.store.connection import Connections
from kiosk.store.copies import keep_copy
from kiosk.store.disk import DiskGuard
from kiosk.store.errors import DiskFull, NotConfirmed, StoreError
from kiosk.store.hearing import Heard, Suggestions
from kiosk.store.lock import FolderLock
from kiosk.store.logs import remember_log
from kiosk.store.model import Capture, Draft, Notice, Run, RunUpdate, Stored, Use
from kiosk.store.pins import PinKey
from kiosk.store.reader import JournalReader
from kiosk.store.roster import People, Releases, Settings, WorkOrders
from kiosk.store.trouble import tell_disk_error, telling_disk_errors
from kiosk.store.writer import JournalWriter
from sop.journal.envelope import MAY_NAME_EVIDENCE, NO_PREDECESSOR, Head, evidence_named_in
from sop.wire.messages import Branch


class Store:
    """Everything this station keeps. Made by `open_store`.

    Any thread may call anything: writes queue behind one another, reads never wait for them.
    `notices` says what was found when opening that somebody should hear of.
    """

    def __init__(
        self,
        folder: Path,
        lock: FolderLock,
        journal: Connections,
        station: Connections,
        clock: Clock,
        guard: DiskGuard,
        notices: list[Notice],
    ) -> None:
        self.folder = folder
        self.notices = notices
        self.disk = guard
        self.blobs = Blobs(folder / "blobs", guard)
        self.pin_key = PinKey(folder)
        self.people = People(station, self.pin_key)
        self.work_orders = WorkOrders(station)
        self.settings = Settings(station)
        self.releases = Releases(station)
        self.news, self.suggestions = Heard(station), Suggestions(station)
        self._is_closed = False
        self._lock = lock
        self._journal = journal
        self._station = station
        self._writer = JournalWriter(journal.writer, clock)
        with suppress(StoreError), telling_disk_errors(station.path):
            self._remember_log()  # by that a journal lost today is still named tomorrow
        self._branch: Branch | None = None
        self._branch_of = ""

    @property
    def log(self) -> str:
        """The id of this journal; a fresh one after damage has a new id."""
        return self._writer.log

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        run: RunUpdate | None = None,
        captures: Sequence[Capture] = (),
        expect_head: int | None = None,
    ) -> list[Stored]:
        """Append events of one execution (or of none); all are durable when this returns, or none.

        `run` records how the execution changed for the lists: `NewRun` with its first events,
        `RunChange` when its status or operator changes. `expect_head` is the number of the last
        event of this execution that the caller has seen.

        Raises `StaleExecution` if another writer came first, `DiskFull` before anything is half
        recorded, `DiskFailed` or `Damaged` when the disk cannot be relied on.
        """
        try:
            return self._append(drafts, run, captures, expect_head)
        except DiskFull as full:
            if any(draft.execution for draft in drafts):
                raise NotConfirmed(full.folder, full.free_bytes) from full
            raise

    def _append(
        self,
        drafts: Sequence[Draft],
        run: RunUpdate | None,
        captures: Sequence[Capture],
        expect_head: int | None,
    ) -> list[Stored]:
        self.disk.require()
        self._require_evidence(drafts)
        with self._journal.turn:
            try:
                return self._writer.append(drafts, run, captures, expect_head)
            except sqlite.Error as error:
                self._writer.forget()  # a commit that failed may have been written or not
                tell_disk_error(error, self._journal.path)
                raise

    def reader(self) -> JournalReader:
        """This thread's reader, on a connection of its own."""
        return JournalReader(self._journal.reader(), self._journal.path)

    def head(self) -> Head:
        return self._writer.head

    def events(self, execution: str) -> Iterator[Stored]:
        return self.reader().events(execution)

    def event_at(self, seq: int) -> Stored | None:
        return self.reader().event_at(seq)

    def digest_at(self, seq: int) -> str | None:
        """The digest of that event; of number 0 the one before the first. None if not here."""
        if seq == 0:
            return NO_PREDECESSOR
        event = self.event_at(seq)
        return None if event is None else event.digest

    def branch(self) -> Branch | None:
        """Where this log branched off another one; None for a log that began by itself."""
        if self._branch_of != self.log:
            opening = self.reader().opening_of(self.log)
            self._branch = None if opening is None else _branch_told_in(opening)
            self._branch_of = self.log
        return self._branch

    def branch_off(self, common: Head) -> None:
        """From now on this journal is another log: it parted from its own after `common`."""
        first = self.event_at(1)
        device = msgspec.json.decode(first.data).get("device", "") if first else ""
        parent = {"log": self.log, "seq": common.seq, "digest": common.digest}
        self.disk.require()
        with self._journal.turn, telling_disk_errors(self._journal.path):
            self._writer.branch_off(str(uuid.uuid4()), device=device, parent=parent)

    def tail(self, after_seq: int, limit: int) -> list[Stored]:
        return self.reader().tail(after_seq, limit)

    def open_exceptions(self) -> list[Stored]:
        return self.reader().open_exceptions()

    def run(self, execution: str) -> Run | None:
        return self.reader().run(execution)

    def runs(
        self,
        status: str | Collection[str] | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
        search: str = "",
    ) -> list[Run]:
        return self.reader().runs(status, limit=limit, offset=offset, search=search)

    def used(self, value: str, kind: str | None = None) -> list[Use]:
        return self.reader().used(value, kind)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is put into `people`, `work_orders`, `settings` and `releases` within is one
        transaction: a release and the cursor that says it was fetched, for one. Reading within
        still shows how it was before."""
        with telling_disk_errors(self._station.path), self._station.writing():
            yield

    def keep_copy(self) -> None:
        """Renew the copy of people, work orders, procedures and settings if they changed: after
        an installation, and once a day. Done when closing as well."""
        with telling_disk_errors(self._station.path):
            self.disk.require()
            self._remember_log()
            keep_copy(self._station)

    def close(self) -> None:
        """Fold everything into the database files and let the folder go. Closing twice is fine."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(StoreError):
            self.keep_copy()
        self._journal.close()
        self._station.close()
        self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _remember_log(self) -> None:
        remember_log(self._station, self._writer.log, self._writer.head)

    def _require_evidence(self, drafts: Sequence[Draft]) -> None:
        """A committed event must never name a photograph that a power cut can still take away."""
        for draft in drafts:
            if MAY_NAME_EVIDENCE in draft.data:
                for digest in evidence_named_in(draft.data):
                    if digest not in self.blobs:
                        raise BugError(f"{draft.kind} names a photograph not stored: {digest}")


def _branch_told_in(opening: Stored) -> Branch | None:
    told = msgspec.json.decode(opening.data)
    if told.get("reason") != "forked":
        return None
    parent = told["parent"]
    return Branch(parent["log"], Head(parent["seq"], parent["digest"]))
