"""Photographs arrive in pieces, twice, at once and damaged: each is kept once, whole."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hub.evidence
from hub.evidence import receiving
from hub.evidence import staging as staging_module
from hub.evidence.models import Evidence
from hub.evidence.receiving import TooLarge, WrongDigest, WrongOffset, receive
from hub.evidence.staging import ABANDONED_S, NoRoom, staging
from hub.objects import objects
from hub.problems import HubProblem
from sop.wire.limits import EVIDENCE_BYTES, PIECE_BYTES

pytestmark = pytest.mark.usefixtures("hub")
PHOTO = bytes(range(256)) * 40
NAME = sha256(PHOTO).hexdigest()


def send(start: int, end: int, name: str = NAME, content: bytes = PHOTO) -> int:
    return receive(name, start, len(content), content[start:end])


def kept() -> list[tuple[str, int]]:
    return list(Evidence.objects.values_list("digest", "size"))


def test_a_photograph_in_one_piece_is_kept() -> None:
    assert send(0, len(PHOTO)) == len(PHOTO)

    assert objects().read(NAME) == PHOTO
    assert kept() == [(NAME, len(PHOTO))]


def test_pieces_join_where_the_last_one_ended() -> None:
    assert send(0, 1000) == 1000
    assert hub.evidence.lacking([NAME]) == {NAME}
    assert send(1000, 5000) == 5000
    assert send(5000, len(PHOTO)) == len(PHOTO)

    assert objects().read(NAME) == PHOTO
    assert hub.evidence.lacking([NAME]) == set()
    assert staging().offset(NAME) == 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(PHOTO)), max_size=6), salt=st.binary(max_size=8))
def test_however_it_is_cut_it_comes_out_whole(cuts: list[int], salt: bytes) -> None:
    content = PHOTO + salt
    name = sha256(content).hexdigest()
    have = 0
    for end in [*sorted(cuts), len(content)]:
        have = send(have, max(have, end), name, content)

    assert have == len(content)
    assert objects().read(name) == content


def test_a_piece_that_does_not_join_is_told_where_to_go_on() -> None:
    send(0, 1000)

    for start in (0, 999, 1001, 5000):
        with pytest.raises(WrongOffset) as told:
            send(start, start + 10)
        assert told.value.offset == 1000


def test_what_is_here_already_is_not_taken_again() -> None:
    send(0, len(PHOTO))

    assert send(0, 10) == len(PHOTO)
    assert send(500, 600) == len(PHOTO)
    assert kept() == [(NAME, len(PHOTO))]


def test_a_crash_before_the_end_was_noted_is_made_up_by_an_empty_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All bytes arrived, the store was away; the station goes on from where it is told."""
    with monkeypatch.context() as fault:
        fault.setattr(receiving, "keep", _away)
        send(0, 1000)
        with pytest.raises(HubProblem):
            send(1000, len(PHOTO))
    assert staging().offset(NAME) == len(PHOTO)

    assert send(len(PHOTO), len(PHOTO)) == len(PHOTO)
    assert kept() == [(NAME, len(PHOTO))]


def _away(*_: object) -> None:
    raise HubProblem(503, "storage", "", "")


def test_a_photograph_that_is_not_what_it_is_named_after_begins_anew() -> None:
    wrong = sha256(b"another").hexdigest()
    receive(wrong, 0, len(PHOTO), PHOTO[:1000])

    with pytest.raises(WrongDigest):
        receive(wrong, 1000, len(PHOTO), PHOTO[1000:])
    with pytest.raises(WrongDigest):
        receive(wrong, 0, len(PHOTO), PHOTO)

    assert kept() == []
    assert staging().offset(wrong) == 0


def test_a_staging_damaged_by_a_power_cut_is_noticed_at_the_end() -> None:
    send(0, 1000)
    staging().path(NAME).write_bytes(bytes(1000))

    with pytest.raises(WrongDigest):
        send(1000, len(PHOTO))
    assert send(0, len(PHOTO)) == len(PHOTO)


@pytest.mark.parametrize(
    ("offset", "size", "length"), [(0, 10, 11), (5, 10, 6), (11, 10, 0), (-1, 10, 1)]
)
def test_numbers_that_contradict_one_another_are_refused(
    offset: int, size: int, length: int
) -> None:
    with pytest.raises(HubProblem) as told:
        receive(NAME, offset, size, bytes(length))
    assert told.value.code == "invalid"


def test_what_is_larger_than_is_accepted_is_refused() -> None:
    with pytest.raises(TooLarge):
        receive(NAME, 0, EVIDENCE_BYTES + 1, b"")
    with pytest.raises(TooLarge):
        receive(NAME, 0, EVIDENCE_BYTES, bytes(PIECE_BYTES + 1))


def test_a_full_disk_is_told_as_trouble_that_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_module, "RESERVE", 1 << 62)

    with pytest.raises(NoRoom) as told:
        send(0, 1000)

    assert (told.value.status, told.value.retry_after) == (503, 60)
    assert staging().offset(NAME) == 0


def test_what_nobody_went_on_with_for_a_week_is_removed() -> None:
    send(0, 1000)
    other = sha256(PHOTO + b"1").hexdigest()
    send(0, 1000, other, PHOTO + b"1")
    past = staging().path(NAME).stat().st_mtime - ABANDONED_S - 1
    os.utime(staging().path(NAME), (past, past))
    staging_module.staging.cache_clear()
    staging().expire()

    assert (staging().offset(NAME), staging().offset(other)) == (0, 1000)


def test_several_stations_sending_the_same_photograph_at_once_keep_it_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(_send_whole, range(8)))

    assert told == [len(PHOTO)] * 8
    assert kept() == [(NAME, len(PHOTO))]
    assert objects().read(NAME) == PHOTO


def _send_whole(number: int) -> int:
    """As a station does: piece by piece, going on from where it is told."""
    step, have = 700 + 300 * number, 0
    try:
        while have < len(PHOTO):
            try:
                have = send(have, have + step)
            except WrongOffset as told:
                have = told.offset
        return have
    finally:
        connections.close_all()


def test_what_the_store_lost_is_asked_for_again() -> None:
    other = PHOTO + b"1"
    send(0, len(PHOTO))
    objects.cache_clear()  # the memory is gone
    send(0, len(other), sha256(other).hexdigest(), other)

    assert hub.evidence.reconcile() == 1
    assert hub.evidence.lacking([NAME, sha256(other).hexdigest()]) == {NAME}
    assert send(0, len(PHOTO)) == len(PHOTO)


def test_lacking_answers_for_thousands_at_once() -> None:
    names = [sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(3000)]
    send(0, len(PHOTO))

    assert hub.evidence.lacking([*names, NAME]) == set(names)
