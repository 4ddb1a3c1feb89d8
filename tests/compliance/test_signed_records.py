"""Statements 5 and 6: what a signature shows, and what it is bound to."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.record.archive import Archive
from kiosk.record.files import rendered
from kiosk.record.gathering import gather
from kiosk.record.model import Record
from kiosk.record.paging import page_of
from kiosk.record.verification import verify
from kiosk.record.verifying import problems_of
from sop.journal import decode, encode
from tests.record.conftest import NOW
from tests.record.test_signatures import forged, signed_at


@pytest.fixture
def signed(archive: Archive) -> list[Record]:
    """Records with signatures in them."""
    records = [gather(archive, run.execution, NOW) for run in archive.events.runs()]
    return [record for record in records if signed_at(record)]


def test_05_each_signature_shows_name_date_time_and_meaning(signed: list[Record]) -> None:
    """The page is what the screen, the HTML and the PDF are made of."""
    for record in signed:
        html = rendered(record, "html").decode()
        for one in page_of(record).signatures:
            assert one.at[4] == one.at[7] == "-"
            assert one.at[-6] in "+-"
            assert all(
                it and it in html for it in (one.name, one.at, one.meaning.zh, one.meaning.en)
            )


def test_06_a_signature_moved_to_another_record_fails(signed: list[Record]) -> None:
    one, other = signed[:2]
    moved = decode(other.bodies[signed_at(other)[0]])

    def exchange(body: bytes) -> bytes:
        return encode(replace(decode(body), data=moved.data))

    assert "other_signed" in {
        it.key for it in problems_of(forged(one, signed_at(one)[0], exchange))
    }


@pytest.mark.parametrize("form", ["json", "html", "pdf"])
def test_06_a_record_changed_by_one_byte_fails(
    signed: list[Record], form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"record.{form}"
    file.write_bytes(rendered(signed[0], form))
    assert verify(file).is_sound
    altered = forged(signed[0], 1, lambda body: body.replace(b'"at":1', b'"at":2', 1))
    file.write_bytes(rendered(altered, form))
    assert not verify(file).is_sound
