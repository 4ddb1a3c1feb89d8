"""What arrives cut off, damaged, hostile or not compressed as told is refused, and cheaply."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.ingest.unpacking import lines_in
from hub.problems import HubProblem
from sop.wire.limits import BATCH_BYTES, BATCH_EVENTS, EVENT_BYTES
from tests.hub.asking import code
from tests.hub.journals import Journal, packed
from tests.hub.stationed import Stationed, have, stored

BOMB = zstandard.compress(bytes(1 << 30), 3)


def bomb_without_size() -> bytes:
    packing = zstandard.ZstdCompressor(3).compressobj()
    return packing.compress(bytes(1 << 28)) + packing.flush()


def test_a_batch_may_come_uncompressed(station: Stationed, journal: Journal) -> None:
    body = b"".join(line + b"\n" for line in journal.lines)

    assert have(station.post_lines(journal.log, body, "identity")) == journal.head
    assert have(station.post_lines(journal.log, body, "")) == journal.head


@pytest.mark.parametrize("cut", [1, 5, 20, 60])
def test_a_cut_frame_is_refused_whole(station: Stationed, journal: Journal, cut: int) -> None:
    answer = station.post_lines(journal.log, packed(journal.lines)[:-cut])

    assert (answer.status_code, code(answer)) == (400, "cut_off")
    assert stored(journal.log) == []


def test_a_line_that_is_cut_is_refused(station: Stationed, journal: Journal) -> None:
    body = b"".join(line + b"\n" for line in journal.lines)[:-10]

    assert code(station.post_lines(journal.log, zstandard.compress(body))) == "cut_off"
    assert stored(journal.log) == []


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (b"", "zstd", (400, "cut_off")),
        (b"", "identity", (400, "cut_off")),
        (b"<html>sign in to the network</html>", "zstd", (400, "cut_off")),
        (b"<html>sign in to the network</html>\n", "identity", (422, "broken_chain")),
        (bytes(range(256)) * 9 + b"\n", "identity", (422, "broken_chain")),
        (gzip.compress(b"{}\n", mtime=0), "gzip", (415, "encoding")),
        (gzip.compress(b"{}\n", mtime=0), "zstd", (400, "cut_off")),
        (b"{}\n", "br", (415, "encoding")),
        (zstandard.compress(b"{}\n") + b"more", "zstd", (400, "cut_off")),
        (zstandard.compress(b""), "zstd", (400, "cut_off")),
        (b"\n\n\n", "identity", (422, "broken_chain")),
        (b"[" * 100_000 + b"\n", "identity", (422, "broken_chain")),
    ],
)
def test_what_is_no_batch_is_refused(
    station: Stationed, journal: Journal, body: bytes, encoding: str, expected: tuple[int, str]
) -> None:
    answer = station.post_lines(journal.log, body, encoding)

    assert (answer.status_code, code(answer)) == expected


@pytest.mark.parametrize("bomb", [BOMB, bomb_without_size()])
def test_a_bomb_is_refused_without_being_unpacked(bomb: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(HubProblem) as told:
            lines_in(bomb, "zstd")
        assert tracemalloc.get_traced_memory()[1] < 4 * EVENT_BYTES
    finally:
        tracemalloc.stop()
    assert told.value.status in (400, 413)


def test_too_many_events_are_refused_so_that_the_station_halves(
    station: Stationed, journal: Journal
) -> None:
    journal.write(BATCH_EVENTS)

    answer = station.send(journal.log, journal.lines)

    assert (answer.status_code, code(answer)) == (413, "too_large")
    assert have(station.send(journal.log, journal.lines[:BATCH_EVENTS])).seq == BATCH_EVENTS


def test_too_many_bytes_are_refused_and_one_large_event_is_not(
    station: Stationed, journal: Journal
) -> None:
    station.send(journal.log, journal.lines)
    journal.write(data={"note": "x" * BATCH_BYTES})
    journal.write()

    assert code(station.send(journal.log, journal.lines[3:])) == "too_large"
    assert have(station.send(journal.log, journal.lines[3:4])).seq == 4
    assert have(station.send(journal.log, journal.lines[4:])) == journal.head


def test_an_event_beyond_all_limits_is_refused(station: Stationed, journal: Journal) -> None:
    line = b'{"x":"' + b"x" * EVENT_BYTES + b'"}\n'

    assert code(station.post_lines(journal.log, zstandard.compress(line))) == "too_large"
    assert code(station.post_lines(journal.log, line * 3, "identity")) == "too_large"


WHOLE = Journal().write(4)
SENT = packed(WHOLE)


@settings(max_examples=300)
@given(place=st.integers(0, len(SENT) - 1), flip=st.integers(1, 255))
def test_no_altered_byte_of_a_batch_gets_in(place: int, flip: int) -> None:
    """The frame's checksum vouches also for the last line, which no later event vouches for."""
    body = bytearray(SENT)
    body[place] ^= flip
    try:
        found = lines_in(bytes(body), "zstd")
    except HubProblem:
        return
    assert found == WHOLE
