"""Does a record hold together? Everything is checked against everything it names."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from sop.answers import Signed
from sop.events import CheckPassed, Event, ExecutionStarted
from sop.journal.chain import Problem, broken_link, other_log, unreadable
from sop.journal.envelope import Envelope, decode, digest_of, evidence_named_in, record_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.record.archive import Archive
    from kiosk.record.model import Record

_event = msgspec.json.Decoder(Event)
_NUMBER = re.compile(rb'\{"seq":(\d{1,18}),')


def problems_of(record: Record) -> list[Problem]:
    """What is wrong with a record by itself; empty when it is as it was exported."""
    return [
        *_seal_problems(record),
        *_event_problems(record),
        *_release_problems(record),
        *_photo_problems(record),
    ]


def problems_against(record: Record, archive: Archive) -> list[Problem]:
    """Where a record and a journal say different things: the proof that leans on no seal."""
    here = {stored.seq: stored.body for stored in archive.of_execution(record.execution)}
    told = dict(_numbered(record))
    differing = sorted(seq for seq in here | told if here.get(seq) != told.get(seq))
    return [_not_in_journal(seq) for seq in differing]


def missing_photos(record: Record) -> list[str]:
    return [digest for digest, content in record.photos.items() if content is None]


def _seal_problems(record: Record) -> Iterator[Problem]:
    if record.seal != record.expected_seal():
        yield Problem(
            0,
            "broken_seal",
            "封印与内容不符：文件在导出之后损坏或被改动过",
            "the seal does not fit the content: it was damaged or altered after the export",
        )


def _event_problems(record: Record) -> Iterator[Problem]:
    before: tuple[Envelope, bytes] | None = None
    if not record.events:
        yield unreadable(1)
    for place, (seq, body) in enumerate(_numbered(record), 1):
        try:
            envelope = decode(body)
            event = _event.decode(envelope.data)
        except msgspec.MsgspecError:
            yield unreadable(seq)
            before = None
            continue
        yield from _of_another(record, envelope, first=place == 1, event=event)
        if before is not None:
            yield from _link_problems(before, envelope)
        yield from _signature_problems(record, place, envelope.seq, event)
        before = (envelope, body)


def _signature_problems(record: Record, place: int, seq: int, event: Event) -> Iterator[Problem]:
    """A signature is of the events before it, byte for byte, and of no other record."""
    if not isinstance(event, CheckPassed) or not isinstance(event.answer, Signed):
        return
    signed = event.answer.record
    if signed and signed != record_digest(record.bodies[: place - 1]):
        yield Problem(
            seq,
            "other_signed",
            f"第 {seq} 条的签名签的不是这份记录：签名被移到了别处，或签名之前的记录被改动过",
            f"the signature in event {seq} is not of this record: it was moved here, or what was "
            "signed was altered",
        )


def _of_another(record: Record, envelope: Envelope, first: bool, event: Event) -> Iterator[Problem]:
    if envelope.execution != record.execution or first != isinstance(event, ExecutionStarted):
        yield Problem(
            envelope.seq,
            "other_execution",
            f"第 {envelope.seq} 条不属于这份作业记录",
            f"event {envelope.seq} does not belong to this execution",
        )
    if envelope.log != record.log:
        yield other_log(envelope.seq)


def _link_problems(before: tuple[Envelope, bytes], envelope: Envelope) -> Iterator[Problem]:
    """Neighbours in the journal must chain. Between others, events of other runs lie."""
    earlier, body = before
    follows = envelope.seq == earlier.seq + 1
    if envelope.seq <= earlier.seq or (follows and envelope.prev != digest_of(body)):
        yield broken_link(envelope.seq)


def _release_problems(record: Record) -> Iterator[Problem]:
    try:
        started = _event.decode(decode(record.bodies[0]).data)
        named = started.release if isinstance(started, ExecutionStarted) else None
    except (msgspec.MsgspecError, IndexError):
        return  # told already
    if named != sha256(record.release.encode()).hexdigest():
        yield Problem(
            0,
            "other_release",
            "所附的作业指导书已损坏或被替换，不是执行时所用的那一份",
            "the procedure enclosed was damaged or exchanged: it is not the one the run followed",
        )


def _photo_problems(record: Record) -> Iterator[Problem]:
    named = {digest for body in record.bodies for digest in evidence_named_in(body)}
    for digest in sorted(named ^ set(record.photos)):
        yield _other_photo(digest)
    for digest, content in record.photos.items():
        if content is not None and not _is_photo(content, digest):
            yield _other_photo(digest)


def _is_photo(content: str, digest: str) -> bool:
    try:
        return sha256(b64decode(content, validate=True)).hexdigest() == digest
    except ValueError:
        return False


def _other_photo(digest: str) -> Problem:
    return Problem(
        0,
        "other_photo",
        f"照片 {digest[:12]} 已损坏或被替换，不是当时拍摄的那一张",
        f"photograph {digest[:12]} was damaged or exchanged: it is not the one that was taken",
    )


def _numbered(record: Record) -> Iterator[tuple[int, bytes]]:
    """The events with their numbers; one that cannot be read has the number it still bears, or
    the one after its predecessor's."""
    last = 0
    for body in record.bodies:
        bears = _NUMBER.match(body)
        last = int(bears[1]) if bears else last + 1
        yield last, body


def _not_in_journal(seq: int) -> Problem:
    return Problem(
        seq,
        "not_in_journal",
        f"第 {seq} 条与账本中的不一致",
        f"event {seq} is not as the journal has it",
    )
