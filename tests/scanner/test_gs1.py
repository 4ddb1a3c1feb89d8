from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.gs1 import GS, Gs1, Gs1Problem, parse_gs1
from kiosk.scanner.symbologies import Symbology

GTIN = "04006381333931"


def test_lot_serial_expiry_and_gtin_are_found() -> None:
    found = parse_gs1(f"01{GTIN}17261231" + f"10AB1{GS}2199", Symbology.DATAMATRIX, gs1=True)
    assert found == Gs1(
        {"01": GTIN, "17": "261231", "10": "AB1", "21": "99"},
        {"17": datetime.date(2026, 12, 31)},
    )
    assert (found.gtin, found.lot, found.serial) == (GTIN, "AB1", "99")
    assert found.expiry == datetime.date(2026, 12, 31)


def test_a_day_of_00_is_the_last_of_the_month() -> None:
    found = parse_gs1(f"01{GTIN}17270200")
    assert found is not None
    assert found.expiry == datetime.date(2027, 2, 28)


@pytest.mark.parametrize("prefix", ["]C1", "]d2", "]Q3", GS])
def test_an_aim_prefix_or_a_leading_separator_declares_gs1(prefix: str) -> None:
    found = parse_gs1(f"{prefix}10LOT7{GS}3012")
    assert found is not None
    assert (found.lot, found.quantity) == ("LOT7", 12)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("4006381333931", Symbology.EAN13),
        ("04006381333931", Symbology.ITF),
        ("4006381333931", None),
    ],
)
def test_a_plain_gtin_is_gs1_too(text: str, symbology: Symbology | None) -> None:
    assert parse_gs1(text, symbology) == Gs1({"01": GTIN})


def test_a_digital_link_is_read() -> None:
    found = parse_gs1(f"https://id.gs1.org/01/{GTIN}/10/AB1/21/99?17=261231", Symbology.QRCODE)
    assert found is not None
    assert found.values == {"01": GTIN, "10": "AB1", "21": "99", "17": "261231"}


def test_a_swallowed_expiry_date_is_said_to_be_missing_its_separator() -> None:
    found = parse_gs1(f"01{GTIN}10AB117261231")
    assert found is not None
    assert found.problems == (Gs1Problem("separator_missing", "10", "17"),)


def test_a_possibly_swallowed_serial_is_suspected() -> None:
    found = parse_gs1(f"01{GTIN}10AB12199")
    assert found is not None
    assert found.problems == (Gs1Problem("separator_suspected", "10", "21"),)


def test_a_lot_that_only_looks_so_is_not_suspected_where_separators_come_through() -> None:
    found = parse_gs1(f"01{GTIN}10AB12199{GS}21X")
    assert found is not None
    assert found.problems == ()


def test_a_wrong_check_digit_is_a_problem_not_a_refusal() -> None:
    found = parse_gs1("4006381333932", Symbology.EAN13)
    assert found is not None
    assert found.problems == (Gs1Problem("check_digit_wrong", "01"),)


@pytest.mark.parametrize(
    "text", ["", "PN-4711", "1234567890", "https://example.com/x", "10" * 3000]
)
def test_what_is_not_gs1_is_none(text: str) -> None:
    assert parse_gs1(text, Symbology.CODE128) is None


def test_a_declared_gs1_code_that_does_not_parse_says_so() -> None:
    assert parse_gs1("]C1017") == Gs1({}, problems=(Gs1Problem("not_gs1"),))


@given(st.text(max_size=80), st.sampled_from([None, *Symbology]), st.booleans())
def test_garbage_never_raises(text: str, symbology: Symbology | None, declared: bool) -> None:
    parse_gs1(text, symbology, gs1=declared)


_AIS = st.sampled_from(["01", "10", "21", "17", "30", "37", "3103", "00", "8005", "99", "7003"])
_PIECE = st.tuples(_AIS, st.text("0123456789ABCXYZ-/. " + GS, max_size=22)).map("".join)


@given(st.lists(_PIECE, max_size=6).map("".join))
def test_nearly_well_formed_texts_never_raise(text: str) -> None:
    found = parse_gs1("]d2" + text)
    if found is not None:
        _ = (found.gtin, found.lot, found.serial, found.expiry, found.quantity)


@given(
    st.text("ABCDEFGH0123456789", min_size=1, max_size=20),
    st.text("ABCDEFGH0123456789", min_size=1, max_size=20),
)
def test_lot_and_serial_with_a_separator_come_back_as_they_went_in(lot: str, serial: str) -> None:
    found = parse_gs1(f"01{GTIN}10{lot}{GS}21{serial}", gs1=True)
    assert found is not None
    assert (found.lot, found.serial, found.problems) == (lot, serial, ())
