"""What was ever stored stays readable: every kind of event as the first stations wrote it.

The lines of `tests/data/events/first.jsonl` are never edited; later kinds get a file of their own.
"""

from pathlib import Path
from typing import get_args

import msgspec

from sop import events as e
from sop.answers import Answer

FIRST = Path(__file__).parent.parent / "data" / "events" / "first.jsonl"
STORED = FIRST.read_bytes().splitlines()

HALTS = (FIRST.parent / "halts.jsonl").read_bytes().splitlines()
EXCEPTIONS = (FIRST.parent / "exceptions.jsonl").read_bytes().splitlines()
"""Kinds there were none of at first; and kinds that say more than they did."""

EVERY = STORED + HALTS + EXCEPTIONS

NEWEST_START = (
    b'{"kind":"ExecutionStarted","execution":"run-1","release":"ab12","code":"FLANGE",'
    b'"revision":"2","operator":{"id":"li","name":"Li"},"station":"ST-1","operation":"OP10",'
    b'"at":1767254400000,"by":"li"}'
)


def test_every_kind_of_event_and_answer_reads_back_to_the_very_bytes() -> None:
    events = [msgspec.json.decode(line, type=e.Event) for line in EVERY]
    assert [msgspec.json.encode(each) for each in events] == EVERY


def test_the_stored_lines_hold_every_kind_there_is() -> None:
    events = [msgspec.json.decode(line, type=e.Event) for line in EVERY]
    assert {type(each) for each in events} == set(get_args(e.Event))
    answers = {
        type(each.answer) for each in events if isinstance(each, e.CheckPassed | e.CheckFailed)
    }
    assert answers == set(get_args(Answer))


def test_a_start_written_before_the_operation_was_kept_names_none() -> None:
    started = msgspec.json.decode(STORED[0], type=e.Event)
    assert isinstance(started, e.ExecutionStarted)
    assert started.operation is None


def test_a_start_of_today_keeps_the_operation_in_its_bytes() -> None:
    started = msgspec.json.decode(NEWEST_START, type=e.Event)
    assert isinstance(started, e.ExecutionStarted)
    assert started.operation == "OP10"
    assert msgspec.json.encode(started) == NEWEST_START


def test_a_field_of_a_later_version_does_not_stop_an_older_reader() -> None:
    later = NEWEST_START.replace(b'"station"', b'"shift":"night","station"')
    assert msgspec.json.decode(later, type=e.Event) == msgspec.json.decode(
        NEWEST_START, type=e.Event
    )
