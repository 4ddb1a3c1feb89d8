"""I1, I2, I7: every batch once, byte for byte, in order; nothing that is not a chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.ingest import waking
from sop.journal import EMPTY
from tests.hub.asking import code
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed, have, stored


def test_a_batch_is_kept_byte_for_byte(station: Stationed, journal: Journal) -> None:
    answer = station.send(journal.log, journal.lines)

    assert have(answer) == journal.head
    assert stored(journal.log) == journal.lines


def test_an_event_of_odd_bytes_is_kept_as_it_is(station: Stationed, journal: Journal) -> None:
    journal.write(data=b'{ "b":1,  "a":"\\u00e9 \\ud83d\\ude00", "a":1.0e2 }')
    journal.write(data=b'"\\u0000"')

    station.send(journal.log, journal.lines)

    assert stored(journal.log) == journal.lines


def test_a_resend_after_a_lost_answer_changes_nothing(station: Stationed, journal: Journal) -> None:
    station.send(journal.log, journal.lines)

    again = station.send(journal.log, journal.lines)

    assert have(again) == journal.head
    assert stored(journal.log) == journal.lines


def test_an_overlap_is_skipped_and_the_rest_taken(station: Stationed, journal: Journal) -> None:
    station.send(journal.log, journal.lines[:2])
    journal.write(4)

    assert have(station.send(journal.log, journal.lines[1:5])) == journal.head_at(5)
    assert have(station.send(journal.log, journal.lines)) == journal.head
    assert stored(journal.log) == journal.lines


def test_a_gap_is_refused_and_tells_where_to_go_on(station: Stationed, journal: Journal) -> None:
    answer = station.send(journal.log, journal.lines[1:])

    assert (answer.status_code, code(answer)) == (409, "gap")
    assert have(answer) == EMPTY
    assert stored(journal.log) == []


def test_reordered_batches_come_out_in_order(station: Stationed, journal: Journal) -> None:
    journal.write(6)
    first, second, third = journal.lines[:3], journal.lines[3:6], journal.lines[6:]

    told = [code(station.send(journal.log, second)), code(station.send(journal.log, third))]
    station.send(journal.log, first)
    station.send(journal.log, second)
    station.send(journal.log, first)
    station.send(journal.log, third)

    assert told == ["gap", "gap"]
    assert stored(journal.log) == journal.lines


@pytest.mark.parametrize("sent", [slice(0, 3), slice(2, 3), slice(2, 5), slice(3, 5)])
def test_another_history_is_refused_whole(
    station: Stationed, journal: Journal, sent: slice
) -> None:
    clone = journal.copy(2)
    station.send(journal.log, journal.lines)
    clone.write(3)

    answer = station.send(journal.log, clone.lines[sent])

    assert (answer.status_code, code(answer)) == (409, "fork")
    assert have(answer) == journal.head
    assert stored(journal.log) == journal.lines


@pytest.mark.parametrize(
    "break_", ["altered", "dropped", "swapped", "no_event", "empty_line", "other_type"]
)
def test_a_broken_chain_is_refused_whole(station: Stationed, journal: Journal, break_: str) -> None:
    journal.write(3)
    lines = list(journal.lines)
    if break_ == "altered":
        lines[2] = lines[2].replace("记录".encode(), b"record")
    elif break_ == "dropped":
        del lines[3]
    elif break_ == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        lines[4] = {"no_event": b"<html>login</html>", "empty_line": b"", "other_type": b"[1]"}[
            break_
        ]

    answer = station.send(journal.log, lines)

    assert (answer.status_code, code(answer)) == (422, "broken_chain")
    assert stored(journal.log) == []


@pytest.mark.parametrize("seq", [0, -1, -(2**70)])
def test_numbers_that_no_event_has_are_refused(
    station: Stationed, journal: Journal, seq: int
) -> None:
    line = journal.lines[0].replace(b'"seq":1', b'"seq":%d' % seq)

    assert code(station.send(journal.log, [line])) == "broken_chain"


def test_a_number_beyond_any_column_is_a_gap(station: Stationed, journal: Journal) -> None:
    line = journal.lines[0].replace(b'"seq":1', b'"seq":%d' % 2**70)

    assert code(station.send(journal.log, [line])) in ("gap", "broken_chain")


@pytest.mark.parametrize("data", [b"null", b"17", b'"?"', b"[[]]", b'{"kind":"FromTheFuture"}'])
def test_an_event_nobody_can_interpret_blocks_none_behind_it(
    station: Stationed, journal: Journal, data: bytes
) -> None:
    """I7."""
    journal.write(kind="Unheard", data=data)
    journal.write(2)

    assert have(station.send(journal.log, journal.lines)) == journal.head


def test_fields_of_a_newer_kiosk_are_kept(station: Stationed, journal: Journal) -> None:
    """I14: keys are only ever added at the end."""
    journal.lines = [journal.lines[0][:-1] + b',"later":{"x":1}}']
    journal.write()

    assert have(station.send(journal.log, journal.lines)) == journal.head
    assert stored(journal.log) == journal.lines


def test_a_log_that_was_never_announced_is_unknown(station: Stationed) -> None:
    stranger = Journal()
    stranger.write()

    answer = station.send(stranger.log, stranger.lines)

    assert (answer.status_code, code(answer)) == (404, "unknown_log")


def test_another_station_cannot_write_into_a_log(station: Stationed, journal: Journal) -> None:
    other = Stationed("B-1")

    told = [other.send(journal.log, journal.lines), other.contact(journal),
            other.get(f"/logs/{journal.log}/digests?seq=1")]  # fmt: skip

    assert [(it.status_code, code(it)) for it in told] == [(403, "other_device")] * 3
    assert stored(journal.log) == []


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cuts=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), max_size=12))
def test_however_batches_overlap_and_repeat_each_event_is_kept_once(
    station: Stationed, cuts: list[tuple[int, int]]
) -> None:
    journal = Journal()
    journal.write(12)
    station.contact(journal)
    for start, length in cuts:
        answer = station.send(journal.log, journal.lines[start : start + length])
        held = len(stored(journal.log))
        assert code(answer) == "gap" if start > held else have(answer).seq == held
    station.send(journal.log, journal.lines)

    assert stored(journal.log) == journal.lines


def test_concurrent_senders_of_one_log_keep_each_event_once(
    station: Stationed, journal: Journal
) -> None:
    journal.write(97)
    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(lambda size: _send_all(station, journal, size), range(5, 11)))

    assert sent == [journal.head] * 6
    assert stored(journal.log) == journal.lines


def _send_all(station: Stationed, journal: Journal, size: int) -> Any:
    """As a station does: from where the hub says it stands."""
    try:
        at = EMPTY
        while at != journal.head:
            at = have(station.send(journal.log, journal.lines[at.seq : at.seq + size]))
        return at
    finally:
        connections.close_all()


def test_of_two_clones_sending_at_once_one_history_wins_whole(
    station: Stationed, journal: Journal
) -> None:
    """I9: never a mixture."""
    clone = journal.copy(1)
    clone.write(20)
    journal.write(18)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda it: _send_until_refused(station, it), (journal, clone)))

    assert sorted(told) == ["done", "fork"]
    assert stored(journal.log) == (journal if told[0] == "done" else clone).lines


def _send_until_refused(station: Stationed, journal: Journal) -> str:
    try:
        at = 0
        while at < len(journal.lines):
            answer = station.send(journal.log, journal.lines[at : at + 3])
            if answer.status_code != 200:
                return code(answer)
            at += 3
        return "done"
    finally:
        connections.close_all()


def test_the_reader_of_journals_cannot_make_an_ingest_fail(
    station: Stationed, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(waking, "_instead", broken)

    assert have(station.send(journal.log, journal.lines)) == journal.head


def test_the_answer_tells_what_the_last_backup_holds(station: Stationed, journal: Journal) -> None:
    from hub.ingest.models import Log

    Log.objects.filter(pk=journal.log).update(durable_seq=2)

    assert station.send(journal.log, journal.lines).json()["durable_seq"] == 2
    assert station.contact(journal).json()["durable_seq"] == 2


def test_a_received_answer_is_what_the_protocol_says(station: Stationed, journal: Journal) -> None:
    from sop.wire.messages import Received

    answer = station.send(journal.log, journal.lines)

    assert msgspec.json.decode(answer.content, type=Received).have == journal.head
