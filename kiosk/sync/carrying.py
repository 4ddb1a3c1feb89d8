"""The same exchange by a USB stick: what the hub left is taken in, what is new is put on it.

Nothing is marked as sent: only a receipt the hub signed says what arrived, so that a stick that
is lost costs nothing, and one that is read twice doubles nothing.
"""

from __future__ import annotations

import os
import shutil
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

import msgspec
import zstandard
from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.sync.downlink import ReleaseDownlink
from kiosk.sync.errors import NotBelieved, NotEnrolled
from kiosk.sync.health import health_of
from kiosk.sync.link import changed, link_of
from kiosk.sync.reading_stick import Stick
from kiosk.sync.status import acknowledged
from kiosk.sync.uplink import next_batch
from kiosk.system_errors import reason_of
from sop.journal import evidence_named_in
from sop.signing import SigningKey, Untrusted, open_sealed, seal
from sop.wire import stick as places
from sop.wire.documents import (
    PAYLOAD_CARRIED,
    PAYLOAD_RECEIPT,
    Carried,
    CarriedFile,
    Receipt,
)
from sop.wire.limits import BATCH_EVENTS
from sop.wire.messages import Contact

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station
    from kiosk.store import Stored
    from kiosk.sync.link import Link
    from kiosk.system_errors import Reason


class StickTrouble(KnownError):
    """The stick is full, write-protected or was pulled out."""

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(
            "stick_trouble",
            "U 盘无法读写（{path}）：{why_zh}。本工位的记录未受影响。",
            "The stick cannot be used ({path}): {why_en}. Nothing of this station is affected.",
            path=path,
            why_zh=reason.zh,
            why_en=reason.en,
        )


class Exchange(Struct, frozen=True):
    """What came of it: events and photographs put on the stick; whether a receipt was found, and
    up to which event the hub then had everything."""

    events: int
    photographs: int
    received: bool
    have: int


def exchange(station: Station, stick: Path) -> Exchange:
    """Take in what the hub left for this station, then put on the stick what it lacks.

    Raises `NotEnrolled`, `NotBelieved`, `StickTrouble`; the station is as it was then.
    """
    link = link_of(station.store)
    if link is None:
        raise NotEnrolled()
    try:
        received = _take_in(station, link, stick)
        events, photographs = _put_on(station, stick)
    except OSError as error:
        raise StickTrouble(stick, reason_of(error)) from error
    after = link_of(station.store)
    assert after is not None
    return Exchange(events, photographs, received, acknowledged(station.store, after))


# --- from the hub ---


def _take_in(station: Station, link: Link, stick: Path) -> bool:
    """The hub's receipt and the releases it left. An old stick changes nothing."""
    left = places.down(stick, link.device)
    if not (left / places.RECEIPT).is_file():
        return False
    hub, downlink = Stick(left), ReleaseDownlink(station)
    try:
        trust = downlink.renew_trust(hub, hub.newest_trust())
        receipt = open_sealed(
            hub.receipt(), PAYLOAD_RECEIPT, Receipt, trust.keys, trust.assignment
        ).document
    except Untrusted as doubt:
        raise NotBelieved(doubt.zh, doubt.en) from doubt
    if receipt.device != link.device:
        raise NotBelieved("回执属于另一台终端", "the receipt is another device's")
    _believe(station, receipt)
    downlink.run(hub, receipt.welcome, is_new=False)
    return True


def _believe(station: Station, receipt: Receipt) -> None:
    """Only what lies on our own chain: a head of another history is for the network to settle."""
    store, have = station.store, receipt.welcome.have
    if receipt.welcome.log == store.log and store.digest_at(have.seq) == have.digest:
        link = link_of(store)
        assert link is not None
        known = link.have_seq if link.log == store.log else 0
        changed(
            store,
            log=store.log,
            have_seq=max(known, have.seq),
            durable_seq=receipt.welcome.durable_seq,
            epoch=link.epoch or receipt.welcome.epoch,
            contact_at=max(link.contact_at, receipt.welcome.at),
        )


# --- to the hub ---


def _put_on(station: Station, stick: Path) -> tuple[int, int]:
    """Whole or not at all: the signed list is put in place last."""
    store, link = station.store, link_of(station.store)
    assert link is not None
    folder = places.up(stick, link.device)
    (folder / "batches").mkdir(parents=True, exist_ok=True)
    (folder / "photographs").mkdir(exist_ok=True)
    have, batches, photographs, events = acknowledged(store, link), [], {}, 0
    while batch := next_batch(store, have, BATCH_EVENTS):
        batches.append(_write_batch(folder, batch))
        for digest in (name for it in batch for name in evidence_named_in(it.body)):
            if digest not in photographs and store.blobs.is_intact(digest):
                photographs[digest] = _copy(folder, store.blobs.path(digest), digest)
        have, events = batch[-1].seq, events + len(batch)
    contact = Contact(
        log=store.log, head=store.head(), parent=store.branch(), health=health_of(station)
    )
    carried = Carried(
        device=link.device,
        contact=contact,
        batches=batches,
        photographs=list(photographs.values()),
    )
    envelope = seal(carried, PAYLOAD_CARRIED, SigningKey.of(link.key))
    _write(folder / places.CARRIED, msgspec.json.encode(envelope))
    _tidy(folder, carried)
    return events, len(photographs)


def _write_batch(folder: Path, batch: list[Stored]) -> CarriedFile:
    body = zstandard.compress(b"".join(event.body + b"\n" for event in batch), 6)
    path = f"batches/{batch[0].seq:012d}.ndjson.zst"
    _write(folder / path, body)
    return CarriedFile(path, sha256(body).hexdigest(), len(body))


def _copy(folder: Path, source: Path, digest: str) -> CarriedFile:
    path, size = f"photographs/{digest}", source.stat().st_size
    target = folder / path
    if not _is(target, digest):
        part = target.with_suffix(".part")
        shutil.copyfile(source, part)
        _sync(part)
        part.replace(target)
    return CarriedFile(path, digest, size)


def _is(path: Path, digest: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == digest


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    _sync(part)
    part.replace(path)


def _sync(path: Path) -> None:
    """A stick is pulled out before anybody thinks of it."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _tidy(folder: Path, carried: Carried) -> None:
    """What earlier visits left and the list no longer names."""
    named = {it.path for it in (*carried.batches, *carried.photographs)}
    for path in [*folder.glob("batches/*"), *folder.glob("photographs/*")]:
        if path.relative_to(folder).as_posix() not in named:
            path.unlink()
