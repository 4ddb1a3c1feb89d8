"""A record that was altered by one byte fails; one that was not, does not."""

import json
from base64 import b64encode
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from kiosk.errors import KnownError
from kiosk.record.archive import Archive
from kiosk.record.files import read, rendered
from kiosk.record.gathering import gather
from kiosk.record.model import Record
from kiosk.record.verification import verify
from kiosk.record.verifying import problems_against, problems_of
from tests.record.conftest import NOW

FORMATS = ("json", "html", "pdf")


def _keys(record: Record) -> set[str]:
    return {problem.key for problem in problems_of(record)}


@pytest.mark.parametrize("form", FORMATS)
def test_an_exported_record_is_read_back_as_it_was_and_verifies(
    record: Record, form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"record.{form}"
    file.write_bytes(rendered(record, form))
    assert read(file.read_bytes()) == (record, form)
    assert verify(file).is_sound


@pytest.mark.parametrize("form", FORMATS)
def test_one_changed_byte_anywhere_fails(record: Record, form: str, tmp_path: Path) -> None:
    whole, file = rendered(record, form), tmp_path / f"record.{form}"
    rng = Random(7)
    places = [0, len(whole) - 2, len(whole) - 1, *rng.sample(range(len(whole)), 60)]
    for place in places:
        altered = bytearray(whole)
        altered[place] ^= 1 << rng.randrange(7)
        file.write_bytes(altered)
        assert not _is_sound(file), f"byte {place} of {form}"


@pytest.mark.parametrize("form", FORMATS)
def test_a_record_cut_short_or_added_to_fails(record: Record, form: str, tmp_path: Path) -> None:
    whole, file = rendered(record, form), tmp_path / f"record.{form}"
    for altered in (whole[:-40], whole[: len(whole) // 2], whole + b" ", whole + whole):
        file.write_bytes(altered)
        assert not _is_sound(file)


def test_altering_what_is_shown_is_found_although_the_events_are_untouched(
    record: Record, tmp_path: Path
) -> None:
    shown = rendered(record, "html")
    file = tmp_path / "record.html"
    file.write_bytes(shown.replace("不合格次数".encode(), "合格的次数".encode(), 1))
    assert [found.problem.key for found in verify(file).problems] == ["shown_differs"]


def test_an_event_altered_with_its_seal_recomputed_breaks_the_chain(record: Record) -> None:
    events = [event.replace('"by":"virtual-', '"by":"somebody-') for event in record.events]
    assert "broken_link" in _keys(replace(record, events=events).sealed())


def test_an_event_taken_out_with_the_seal_recomputed_is_not_in_the_journal(
    record: Record, archive: Archive
) -> None:
    forged = replace(record, events=[*record.events[:3], *record.events[4:]]).sealed()
    assert [found.key for found in problems_against(forged, archive)] == ["not_in_journal"]
    assert problems_against(record, archive) == []


def test_a_signature_moved_to_another_record_fails(record: Record, archive: Archive) -> None:
    others = [run.execution for run in archive.events.runs() if run.execution != record.execution]
    other = gather(archive, others[0], NOW)
    signature = next(event for event in other.events if '"kind":"sign_off"' in event)
    forged = replace(record, events=[*record.events[:-1], signature]).sealed()
    assert "other_execution" in _keys(forged)


def test_another_procedure_or_photograph_put_in_its_place_fails(record: Record) -> None:
    other = record.release.replace("22.5", "12.5")
    assert _keys(replace(record, release=other).sealed()) == {"other_release"}
    exchanged = dict.fromkeys(record.photos, b64encode(b"another").decode())
    assert _keys(replace(record, photos=exchanged).sealed()) == {"other_photo"}
    assert _keys(replace(record, photos={}).sealed()) == {"other_photo"}


def test_the_fingerprint_is_the_same_in_every_export(record: Record, archive: Archive) -> None:
    later = gather(archive, record.execution, NOW.replace(year=2027))
    assert later.seal != record.seal
    assert later.fingerprint == record.fingerprint


def test_a_whole_journal_verifies_in_the_database_and_as_lines(
    shift: Path, archive: Archive, tmp_path: Path
) -> None:
    lines = tmp_path / "journal.jsonl"
    lines.write_bytes(b"".join(body + b"\n" for body in archive.bodies()))
    assert verify(shift).is_sound
    assert verify(shift / "journal.db").is_sound
    assert verify(lines).is_sound


def test_an_altered_line_of_a_journal_is_located(archive: Archive, tmp_path: Path) -> None:
    bodies = list(archive.bodies())
    event = json.loads(bodies[9])
    bodies[9] = bodies[9].replace(event["at"].encode(), b"2001-01-01T00:00:00.000+00:00")
    file = tmp_path / "journal.jsonl"
    file.write_bytes(b"\n".join(bodies) + b"\n")
    problems = verify(file).problems
    assert [(found.problem.key, found.problem.seq) for found in problems] == [("broken_link", 11)]


def test_what_is_no_record_is_told_and_not_called_intact(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7 nothing attached")
    with pytest.raises(KnownError) as told:
        verify(file)
    assert told.value.key == "unreadable"


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("byte", [b"\xff", b"\x00", b'"'])
def test_a_bad_byte_in_an_event_is_told_as_damage_at_its_place(
    record: Record, form: str, byte: bytes, tmp_path: Path
) -> None:
    whole, file = rendered(record, form), tmp_path / f"record.{form}"
    seq = json.loads(record.events[5])["seq"]
    at = whole.index(b"kind", whole.index(f'{{\\"seq\\":{seq},'.encode()))
    file.write_bytes(whole[:at] + byte + whole[at + 1 :])
    (found,) = verify(file).problems
    assert (found.problem.key, found.problem.seq) == ("damaged", seq)
    assert f"damaged at byte {at}" in found.problem.en or byte == b'"'
    assert f"in event {seq}" in found.problem.en
    assert "已损坏" in found.problem.zh
    assert f"第 {seq} 条记录内" in found.problem.zh


def test_a_record_of_which_a_part_is_missing_is_told_as_damage(
    record: Record, tmp_path: Path
) -> None:
    file = tmp_path / "record.json"
    for whole in (rendered(record, "json"), rendered(record, "html")):
        file.write_bytes(whole[: len(whole) * 3 // 4])
        assert [found.problem.key for found in verify(file).problems] == ["damaged"]
    file.write_bytes(rendered(record, "json").replace(b'"release":', b'"rElease":', 1))
    (found,) = verify(file).problems
    assert "rElease" in found.problem.en or "release" in found.problem.en
    file.write_bytes(rendered(record, "json")[:-1] + b" ")
    assert [found.problem.key for found in verify(file).problems] == ["damaged"]


def test_a_pdf_whose_attachment_is_lost_is_told_as_damage(record: Record, tmp_path: Path) -> None:
    whole, file = rendered(record, "pdf"), tmp_path / "record.pdf"
    for torn in (whole[: len(whole) // 2], b"?" + whole[1:]):
        file.write_bytes(torn)
        assert [found.problem.key for found in verify(file).problems] == ["damaged"]


def test_an_event_that_cannot_be_read_is_named_by_its_number_in_the_journal(
    record: Record, archive: Archive
) -> None:
    seq = json.loads(record.events[7])["seq"]
    assert seq != 8  # its place in the record
    events = list(record.events)
    events[7] = events[7].replace('"actor"', '"actxr"')
    broken = replace(record, events=events).sealed()
    assert (seq, "unreadable") in [(it.seq, it.key) for it in problems_of(broken)]
    events[7] = "?" + events[7][1:]
    differing = problems_against(replace(record, events=events).sealed(), archive)
    assert [(it.seq, it.key) for it in differing] == [(seq, "not_in_journal")]
    assert f"event {seq} " in differing[0].en


def test_a_journal_whose_first_bytes_are_damaged_is_still_told_as_a_journal(
    shift: Path, tmp_path: Path
) -> None:
    content = (shift / "journal.db").read_bytes()
    (tmp_path / "journal.db").write_bytes(b"?" + content[1:])
    problems = verify(tmp_path / "journal.db").problems
    assert [found.problem.key for found in problems] == ["unreadable_database"]


def _is_sound(file: Path) -> bool:
    try:
        return verify(file).is_sound
    except KnownError:
        return False
