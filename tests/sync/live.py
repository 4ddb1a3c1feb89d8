"""The real hub of this process behind real HTTP, and real stations that talk with it."""

from __future__ import annotations

import ssl
import threading
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import msgspec
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from kiosk.operations.opening import open_station
from kiosk.store import Draft, NewRun
from kiosk.sync.assembly import downlink_of
from kiosk.sync.enrolment import TRUST
from kiosk.sync.errors import SyncError
from kiosk.sync.health import health_of
from kiosk.sync.link import Link, keep_link, link_of
from kiosk.sync.rotation import keys_of
from kiosk.sync.transport import Hub
from kiosk.sync.uplink import Uplink
from sop.events import ExceptionAnswered, ExceptionDisposed, ExceptionRaised, Person
from sop.journal import evidence_named_in
from sop.signing import SigningKey

if TYPE_CHECKING:
    from kiosk.clock import Clock
    from kiosk.operations.station import Station
    from sop.events import Event

PATIENCE_S = 1.0
_NO_TLS = ssl.create_default_context()
"""Making one takes longer than a session does."""


class _Quiet(WSGIRequestHandler):
    disable_nagle_algorithm = True
    """Head and body of an answer are two pieces: the second must not wait for a receipt."""

    def log_message(self, format: str, *args: object) -> None:
        """Faults are what these tests make: nobody need hear of them."""


class LiveHub:
    """Serves until closed, on a port of its own."""

    def __init__(self) -> None:
        from hub.devices.identity import begin
        from hub.releases import trust

        trust.begin(str(begin().pk))
        self._server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet, connections_override=None)
        self._server.set_app(get_wsgi_application())
        self._server.handle_error = lambda *_: None
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def bodies(self, log: str) -> list[bytes]:
        """What is held of that log, with what it branched off."""
        from hub.ingest.models import Event, Log

        row = Log.objects.get(pk=uuid.UUID(log))
        own = Event.objects.filter(log=row).order_by("seq").values_list("body", flat=True)
        before = self.bodies(str(row.parent_id))[: row.parent_seq] if row.parent_id else []
        return [*before, *map(bytes, own)]

    def back_up(self, folder: Path) -> Path:
        """As `sop-hub backup` does; returns the backup."""
        from hub.backup.making import make

        return make(folder)

    def restore(self, backup: Path) -> None:
        """What `sop-hub restore` leaves, without stopping this process: the database as it was
        and a new epoch. Photographs that came later are lost."""
        from pysqlite3 import dbapi2 as sqlite

        from hub.backup.layout import SQLITE
        from hub.configuration import configuration
        from hub.devices.identity import renew_epoch
        from hub.evidence.holding import reconcile

        copy, into = (
            sqlite.connect(backup / SQLITE),
            sqlite.connect(configuration().folder / SQLITE),
        )
        try:
            copy.backup(into)
        finally:
            copy.close()
            into.close()
        self._lose_objects()
        renew_epoch()
        reconcile()

    def _lose_objects(self) -> None:
        from hub.evidence.models import Evidence
        from hub.objects import objects
        from hub.releases.models import ReleaseFile

        known = set(Evidence.objects.values_list("digest", flat=True))
        known |= set(ReleaseFile.objects.values_list("sha256", flat=True))
        for digest in set(objects().digests()) - known:
            objects()._store.delete(f"{digest[:2]}/{digest[2:]}")

    def forget_after(self, log: str, seq: int) -> None:
        """As a restore to an earlier backup leaves it. Raises `DoesNotExist` when that event is
        not this log's own; then nothing is changed."""
        from hub.devices.identity import renew_epoch
        from hub.ingest.models import Event, Log
        from sop.journal import digest_of
        from tests.hub.conftest import without_triggers

        last = Event.objects.get(log_id=uuid.UUID(log), seq=seq)
        with without_triggers():
            Event.objects.filter(log_id=uuid.UUID(log), seq__gt=seq).delete()
        digest = digest_of(bytes(last.body))
        Log.objects.filter(pk=uuid.UUID(log)).update(seq=seq, digest=digest)
        renew_epoch()


class LiveStation:
    """A station in a folder of its own, enrolled at the hub of this process."""

    def __init__(self, folder: Path, url: str, clock: Clock | None = None) -> None:
        self.folder, self.url = folder, url
        self.station: Station = open_station(folder, clock=clock)
        self.store = self.station.store
        if link_of(self.store) is None:
            keep_link(self.store, _enrolled(url))
            self._trust()
        elif link_of(self.store).url != url:  # type: ignore[union-attr]
            from kiosk.sync.link import changed

            changed(self.store, url=url)

    def _trust(self) -> None:
        from hub.releases import trust

        self.store.settings.put(TRUST, trust.current())

    def work(self, events: int = 3, photograph: bytes | None = None) -> None:
        """Facts of a run, confirmed one by one."""
        if not self.store.runs():
            self.store.append([_draft("ExecutionStarted")], run=_RUN)
        for number in range(events):
            self.store.append([_draft("StepCompleted", number=number)])
        if photograph is not None:
            self.store.append([_draft("PhotoTaken", photo=self.store.blobs.put(photograph))])

    def call(self, ended: bool) -> None:
        """Something is wrong, with no run open: called, answered, and disposed of if `ended`."""
        known = str(uuid.uuid4())
        told: list[Event] = [
            ExceptionRaised(at=1, by="p-1", exception=known, category="machine", effect="stop"),
            ExceptionAnswered(at=2, by="lead", exception=known, person=_LEAD),
        ]
        if ended:
            told.append(
                ExceptionDisposed(
                    at=3, by="lead", exception=known, disposition="continue", lead=_LEAD,
                    reason="the cause is gone",
                )
            )  # fmt: skip
        for each in told:
            data = msgspec.json.encode(each)
            kind = type(each).__name__
            self.store.append([Draft(kind=kind, data=data, execution=None, actor=each.by)])

    def sync(self) -> None:
        """One session. Raises a `SyncError`."""
        hub = self.connected()
        try:
            uplink = Uplink(self.station, hub, lambda _have: None)
            welcome = uplink.run(health_of(self.station))
            downlink_of(self.station).run(hub, welcome)
        finally:
            hub.close()

    def connected(self) -> Hub:
        link = link_of(self.store)
        assert link is not None
        network = httpx.HTTPTransport(verify=_NO_TLS)
        return Hub(link.url, link.device, keys_of(link), network, answers_within=PATIENCE_S)

    def try_to_sync(self) -> SyncError | None:
        try:
            self.sync()
        except SyncError as error:
            return error
        return None

    def until_sent(self, tries: int = 40) -> None:
        """Faults have stopped, or will: nothing is written meanwhile, and yet all arrives."""
        for _ in range(tries):
            if self.try_to_sync() is None and self._is_sent():
                return
        raise AssertionError("it never arrived")

    def _is_sent(self) -> bool:
        link = link_of(self.store)
        assert link is not None
        return link.log == self.store.log and link.have_seq == self.store.head().seq

    def bodies(self) -> list[bytes]:
        return [event.body for event in self.store.tail(0, 1_000_000)]

    def photographs(self) -> set[str]:
        return {name for body in self.bodies() for name in evidence_named_in(body)}

    def close(self) -> None:
        with suppress(Exception):
            self.station.close()


_EXECUTION = "0190a000-0000-7000-8000-000000000001"
_RUN = NewRun(
    execution=_EXECUTION, status="running", release="a" * 64, code="FLG", revision="B",
    title={"zh": "法兰"}, station="A-07", operator="p-1",
)  # fmt: skip


_LEAD = Person("lead", "孙丽", roles=("operator", "team_lead"))


def _draft(kind: str, **data: object) -> Draft:
    told = msgspec.json.encode({"kind": kind, **data})
    return Draft(kind=kind, data=told, execution=_EXECUTION, actor="p-1")


def _enrolled(url: str) -> Link:
    from hub.devices.identity import identity
    from hub.devices.models import Device

    key = SigningKey.make()
    device = Device.objects.create(
        id=uuid.uuid4(), station="A-07", public_key=key.public, enrolled_at=timezone.now()
    )
    return Link(url=url, device=str(device.pk), hub=str(identity().pk), key=key.text)
