"""A signature is of one record and of every byte of it (21 CFR 11.70)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.record.files import rendered
from kiosk.record.gathering import gather
from kiosk.record.page import Page
from kiosk.record.paging import page_of
from kiosk.record.verification import verify
from kiosk.record.verifying import problems_of
from sop.answers import Signed
from sop.events import CheckPassed, Event
from sop.journal import decode, digest_of, encode, record_digest
from tests.record.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.record.archive import Archive
    from kiosk.record.model import Record

_event = msgspec.json.Decoder(Event)


def signed_at(record: Record) -> list[int]:
    """The places of the signatures among the record's events."""
    found = enumerate(_event.decode(decode(body).data) for body in record.bodies)
    return [
        place
        for place, event in found
        if isinstance(event, CheckPassed) and isinstance(event.answer, Signed)
    ]


def forged(record: Record, place: int, alter: Callable[[bytes], bytes]) -> Record:
    """One event altered, and every digest a forger can recompute recomputed."""
    bodies, old = record.bodies, dict[str, str]()
    for index, body in enumerate(bodies):
        changed = alter(body) if index == place else body
        envelope = decode(changed)
        changed = encode(replace(envelope, prev=old.get(envelope.prev, envelope.prev)))
        old[digest_of(body)] = digest_of(changed)
        bodies[index] = changed
    return replace(record, events=[body.decode() for body in bodies]).sealed()


@pytest.fixture
def signed(archive: Archive) -> Record:
    """A record with a signature in it."""
    records = (gather(archive, run.execution, NOW) for run in archive.events.runs())
    return next(record for record in records if signed_at(record))


def test_a_signature_names_the_bytes_before_it(signed: Record) -> None:
    for place in signed_at(signed):
        event = _event.decode(decode(signed.bodies[place]).data)
        assert isinstance(event, CheckPassed)
        assert isinstance(event.answer, Signed)
        assert event.answer.record == record_digest(signed.bodies[:place])
    assert problems_of(signed) == []


def test_a_byte_altered_before_a_signature_fails_whatever_is_recomputed(signed: Record) -> None:
    place = signed_at(signed)[0]
    for index in range(1, place):
        altered = forged(signed, index, lambda body: body.replace(b'"at":1', b'"at":2', 1))
        assert {it.key for it in problems_of(altered)} == {"other_signed"}, index


def test_a_signature_moved_from_another_record_fails_whatever_is_recomputed(
    archive: Archive,
) -> None:
    records = [gather(archive, run.execution, NOW) for run in archive.events.runs()]
    one, other = [record for record in records if signed_at(record)][:2]
    moved = decode(other.bodies[signed_at(other)[0]]).data

    def exchange(body: bytes) -> bytes:
        return encode(replace(decode(body), data=moved))

    found = problems_of(forged(one, signed_at(one)[0], exchange))
    assert {it.key for it in found} == {"other_signed"}


@pytest.mark.parametrize("form", ["json", "html", "pdf"])
def test_the_standalone_tool_says_so(signed: Record, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"record.{form}"
    altered = forged(signed, 1, lambda body: body.replace(b'"at":1', b'"at":2', 1))
    file.write_bytes(rendered(altered, form))
    verdict = verify(file)
    assert {it.problem.key for it in verdict.problems} == {"other_signed"}
    assert not verdict.is_sound


def test_a_signature_shows_name_time_with_offset_and_meaning(signed: Record) -> None:
    page: Page = page_of(signed)
    assert page.signatures
    html = rendered(signed, "html").decode()
    for one in page.signatures:
        assert one.at[-6] in "+-"
        for shown in (one.name, one.at, one.meaning.zh, one.meaning.en):
            assert shown
            assert shown in html
