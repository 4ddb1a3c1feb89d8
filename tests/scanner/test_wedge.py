from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.gs1 import GS
from kiosk.scanner.symbologies import Symbology
from kiosk.scanner.wedge import (
    ENTER,
    F8,
    TAB,
    Burst,
    Output,
    Typed,
    Wedge,
    WedgeSettings,
    layout_hint,
)


def typed(wedge: Wedge, keys: list[str], gap: float, start: float = 0.0) -> list[Output]:
    found: list[Output] = []
    for number, key in enumerate(keys):
        found += wedge.press(key, start + number * gap)
    return found


def texts(outputs: list[Output]) -> list[str]:
    return [each.text for each in outputs if isinstance(each, Burst)]


@pytest.mark.parametrize("terminator", [ENTER, TAB])
def test_a_fast_burst_with_a_terminator_is_one_scan(terminator: str) -> None:
    assert texts(typed(Wedge(), [*"PN-4711", terminator], 0.008)) == ["PN-4711"]


def test_a_person_typing_is_passed_on_key_by_key() -> None:
    wedge = Wedge()
    outputs = typed(wedge, [*"hello", ENTER], 0.18) + wedge.tick(9.0)
    assert [key for each in outputs if isinstance(each, Typed) for key in each.keys] == [
        *"hello",
        ENTER,
    ]
    assert texts(outputs) == []


def test_a_burst_without_a_terminator_ends_by_time_out() -> None:
    wedge = Wedge()
    assert typed(wedge, [*"PN-4711"], 0.008) == []
    deadline = wedge.deadline
    assert deadline is not None
    assert texts(wedge.tick(deadline + 0.001)) == ["PN-4711"]
    assert wedge.deadline is None


def test_a_hiccup_inside_a_burst_does_not_split_it() -> None:
    wedge = Wedge()
    typed(wedge, [*"PN-4"], 0.008)
    assert texts(typed(wedge, [*"711", ENTER], 0.008, start=0.024 + 0.12)) == ["PN-4711"]


def test_where_a_terminator_is_required_a_time_out_is_no_scan() -> None:
    wedge = Wedge(WedgeSettings(terminator_required=True))
    typed(wedge, [*"PN-4711"], 0.008)
    assert wedge.tick(1.0) == [Typed(tuple("PN-4711"))]


def test_prefix_and_suffix_are_taken_off() -> None:
    settings = WedgeSettings(prefix="~", suffix="#")
    assert texts(typed(Wedge(settings), [*"~PN-1#", ENTER], 0.008)) == ["PN-1"]
    assert texts(typed(Wedge(settings), [*"PN-1#", ENTER], 0.008)) == []


@pytest.mark.parametrize("separator", [[GS], [F8], ["^", "]"], [*"<GS>"]])
def test_the_separator_arrives_however_the_scanner_sends_it(separator: list[str]) -> None:
    keys = [*"10AB1", *separator, *"2199", ENTER]
    assert texts(typed(Wedge(), keys, 0.008)) == [f"10AB1{GS}2199"]


def test_a_separator_typed_by_its_number_with_alt_arrives() -> None:
    wedge = Wedge()
    typed(wedge, [*"10AB1"], 0.008)
    for number, digit in enumerate("029"):
        wedge.press(digit, 0.04 + number * 0.004, alt=True)
    wedge.release_alt(0.055)
    assert texts(typed(wedge, [*"2199", ENTER], 0.008, start=0.06)) == [f"10AB1{GS}2199"]


def test_an_aim_identifier_tells_the_symbology() -> None:
    burst = typed(Wedge(), [*"]d20104006381333931", ENTER], 0.008)[0]
    assert isinstance(burst, Burst)
    assert (burst.text, burst.symbology, burst.gs1) == (
        "0104006381333931",
        Symbology.DATAMATRIX,
        True,
    )
    assert burst.scan().source == "wedge"


def test_a_gauge_reading_of_two_characters_is_a_burst() -> None:
    assert texts(typed(Wedge(), [*"12", ENTER], 0.008)) == ["12"]


@given(
    st.lists(
        st.tuples(st.sampled_from([*"aB1 ]^", GS, ENTER, TAB, F8, "shift"]), st.floats(0, 0.4))
    )
)
def test_no_key_is_ever_lost(keys: list[tuple[str, float]]) -> None:
    wedge = Wedge(WedgeSettings(separators=(), f8_is_separator=False))
    at, outputs = 0.0, []
    for key, gap in keys:
        at += gap
        outputs += wedge.press(key, at)
    outputs += wedge.tick(at + 10)
    out: list[str] = []
    for each in outputs:
        out += each.keys if isinstance(each, Typed) else [*each.text]
    left = [key for key, _ in keys if key not in (ENTER, TAB)]
    # A terminator ends a burst; it is passed on only with human typing. AIM prefixes go.
    assert sorted(k for k in out if k not in (ENTER, TAB) and k not in "]aB1") == sorted(
        k for k in left if k not in "]aB1"
    )


@pytest.mark.parametrize(
    ("seen", "expected", "hint"),
    [
        ('PN"1', "PN@1", "keyboard_layout_uk"),
        ("XZ1", "XY1", "keyboard_layout_german"),
        ("pn-a", "PN-A", "caps_lock"),
        ("10AB2199", f"10AB{GS}2199", "separator_lost"),
        ("PN-2", "PN-1", None),
        ("PN-1", "PN-1", None),
    ],
)
def test_a_wrong_keyboard_layout_is_recognised(seen: str, expected: str, hint: str | None) -> None:
    assert layout_hint(seen, expected) == hint


def test_a_scanner_that_ends_its_codes_is_waited_for() -> None:
    wedge = Wedge()
    typed(wedge, [*"BADGE-101", ENTER], 0.008)
    typed(wedge, [*"WO-26"], 0.008, start=1.0)
    assert texts(typed(wedge, [*"0417", ENTER], 0.008, start=1.4)) == ["WO-260417"]


def test_a_person_typing_into_a_field_waits_no_longer_than_a_scanner_takes() -> None:
    wedge = Wedge()
    assert wedge.press("a", 0.0, typing=True) == []
    assert wedge.deadline == WedgeSettings().max_gap
