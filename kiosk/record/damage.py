"""Where is a file damaged that was a record? Bytes that flipped, a transfer that broke off."""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from kiosk.record.model import Record, encode
from sop.journal.chain import Problem

# Any of these and it was a record once, whatever has become of the rest.
_MARKS = (
    rb'"format":1,"execution":"',
    rb'"exported_by":"sop-kiosk',
    rb'<script type="application/json" id="record">',
)
_PDF_MARKS = (b"record.json", b"endobj")
_BEGIN = re.compile(rb'\{"format":1,"execution":"')
_BYTE = re.compile(r"\(byte (\d+)\)")
_EVENT = re.compile(rb'\\"seq\\":(\d+),\\"prev\\"')
_FIELD = re.compile(r"at `\$\.?([^`]*)`")


class Place(Struct, frozen=True):
    """`byte` counts from 0 in the file; `event` is the number of the event it lies in; `field`
    what of the record it is."""

    byte: int | None = None
    event: int | None = None
    field: str | None = None


def damage_in(content: bytes, reason: str) -> Problem | None:
    """What is damaged in what cannot be read as a record (`reason`); None if it never was one."""
    if all(mark in content for mark in _PDF_MARKS):
        return _damaged(Place(), reason)
    if not any(mark in content for mark in _MARKS):
        return None
    return _damaged(_place(content), reason)


def first_difference(one: bytes, other: bytes) -> int:
    """The first byte in which they differ, counted from 0."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _place(content: bytes) -> Place:
    begin = _BEGIN.search(content)
    start = begin.start() if begin else 0
    try:
        content[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return _at(content, start, start + error.start)
    return _place_in_json(content, start)


def _place_in_json(content: bytes, start: int) -> Place:
    record = content[start:]
    end = record.find(b"</script>")
    record = record if end < 0 else record[:end]
    try:
        read = msgspec.json.decode(record, type=Record)
    except (msgspec.DecodeError, ValueError) as error:
        if found := _BYTE.search(str(error)):
            return _at(content, start, start + int(found[1]))
        field = _FIELD.search(str(error))
        return Place(field=field[1] if field else None)
    if end < 0:
        return _at(content, start, start + first_difference(record, encode(read)))
    return Place()


def _at(content: bytes, start: int, byte: int) -> Place:
    events = list(_EVENT.finditer(content, start, byte))
    beyond = content.rfind(b'],"release":"', start, byte) >= 0
    return Place(byte, int(events[-1][1]) if events and not beyond else None)


def _damaged(place: Place, reason: str) -> Problem:
    zh, en = "作业记录文件已损坏", "the record is damaged"
    if place.byte is not None:  # the decoder's words would count from somewhere else
        zh, en = f"{zh}：第 {place.byte} 字节处", f"{en} at byte {place.byte}"
    else:
        zh, en = f"{zh}：{reason}", f"{en}: {reason}"
    if place.event is not None:
        zh, en = f"{zh}，在第 {place.event} 条记录内", f"{en}, in event {place.event}"
    if place.field:
        zh, en = f"{zh}（字段 {place.field}）", f"{en} (field {place.field})"
    return Problem(place.event or 0, "damaged", zh, en)
