"""What a code must be, what is captured from it, and what a wrong one is told."""

from datetime import date
from typing import Any

import pytest

from sop import commands as c
from sop import events as e
from sop.answers import Scanned
from sop.events import Unit
from sop.execution import Expected, Refusal, expected, fits, is_specific, same_code
from sop.procedure import BomItem, Capture, Gs1Rule, Scan
from tests.sop.execution.shop import MORNING, Run, named, procedure, step

BOLT = BomItem(part="BOLT-M8", title=named("bolt"), gtin="4006381333931", traced="lot")
SEAL = BomItem(part="SEAL-80", title=named("seal"), pattern="SL[0-9]{3}")


def scan_check(**rules: Any) -> Scan:
    return Scan(id="code", title=named("code"), **rules)


def scanning(check: Scan, **start: Any) -> Run:
    return Run(procedure(step("fit", check), bom=[BOLT, SEAL]), **start)


def show(run: Run, text: str, **fields: Any) -> e.Event:
    given = {"symbology": "qrcode", **fields}
    *_, event = run.do(c.RecordScan, step="fit", check="code", text=text, **given)
    return event


def failed(event: e.Event) -> tuple[str, dict[str, str]]:
    assert isinstance(event, e.CheckFailed)
    return event.reason, event.details


def test_a_code_with_no_rule_is_kept_as_it_was_read() -> None:
    run = scanning(scan_check())
    show(run, "A\x1dB", symbology="datamatrix", source="wedge", gs1={"10": "A"})
    assert run.check("fit", "code").answer == Scanned(
        text="A\x1dB", symbology="datamatrix", source="wedge", gs1={"10": "A"}
    )


@pytest.mark.parametrize(
    ("rules", "text", "reason", "details"),
    [
        ({"equals": "A-1"}, "A-2", "scan_not_equal", {"expected": "A-1", "seen": "A-2"}),
        ({"equals": "A"}, "A\x1d", "scan_not_equal", {"expected": "A", "seen": "A␝"}),
        ({"pattern": "A[0-9]"}, "A12", "scan_no_match", {"expected": "A[0-9]", "seen": "A12"}),
        (
            {"symbologies": ["datamatrix"]},
            "A",
            "scan_wrong_symbology",
            {"expected": "datamatrix", "seen": "qrcode"},
        ),
        (
            {"in_bom": True},
            "NUT",
            "scan_not_in_bom",
            {"expected": "BOLT-M8, SEAL-80", "seen": "NUT"},
        ),
        (
            {"part": "BOLT-M8"},
            "SL123",
            "scan_wrong_part",
            {"expected": "BOLT-M8", "seen": "SEAL-80", "text": "SL123"},
        ),
        (
            {"work_order": "serial"},
            "SN-2",
            "scan_not_work_order",
            {"expected": "SN-1", "seen": "SN-2", "field": "serial"},
        ),
        (
            {"capture": Capture(lot="10")},
            "X",
            "scan_not_captured",
            {"expected": "10", "seen": "X", "field": "lot"},
        ),
    ],
)
def test_a_wrong_code_says_what_was_expected_and_what_was_seen(
    rules: dict[str, Any], text: str, reason: str, details: dict[str, str]
) -> None:
    run = scanning(scan_check(**rules))
    assert failed(show(run, text)) == (reason, details)
    assert not run.check("fit", "code").passed


@pytest.mark.parametrize(
    ("rules", "text", "gs1"),
    [
        ({"equals": "A-1"}, "A-1", {}),
        ({"pattern": "A[0-9]+"}, "A12", {}),
        ({"symbologies": ["QR Code"]}, "A", {}),
        ({"in_bom": True}, "SL123", {}),
        ({"in_bom": True}, "BOLT-M8", {}),
        ({"part": "BOLT-M8"}, "4006381333931", {}),
        ({"part": "BOLT-M8"}, "04006381333931", {}),
        ({"part": "BOLT-M8"}, "]C1…", {"01": "04006381333931"}),
        ({"part": "NOT-LISTED"}, "NOT-LISTED", {}),
        ({"work_order": "number"}, "WO-7", {}),
        ({"work_order": "product"}, "FLANGE-80", {}),
        ({"work_order": "lot"}, "]C1…", {"10": "L1"}),
        ({"work_order": "serial"}, "]C1…", {"21": "SN-1"}),
        ({"gs1": [Gs1Rule(ai="01", equals="4006381333931")]}, "x", {"01": "04006381333931"}),
        ({"gs1": [Gs1Rule(ai="10", work_order="lot")]}, "x", {"10": "L1"}),
        ({"gs1": [Gs1Rule(ai="21", pattern="SN.+")]}, "x", {"21": "SN-9"}),
        ({"gs1": [Gs1Rule(ai="17")]}, "x", {"17": "270101"}),
    ],
)
def test_the_right_code_passes_and_was_known_to_fit(
    rules: dict[str, Any], text: str, gs1: dict[str, str]
) -> None:
    check = scan_check(**rules)
    run = scanning(check)
    assert fits(run.state, check, text, gs1)
    assert isinstance(show(run, text, gs1=gs1), e.CheckPassed)


@pytest.mark.parametrize(
    ("rule", "gs1", "reason", "expected_seen"),
    [
        (Gs1Rule(ai="10"), {}, "scan_field_missing", ("(10)", "x")),
        (Gs1Rule(ai="10", equals="L1"), {"10": "L2"}, "scan_field_wrong", ("L1", "L2")),
        (Gs1Rule(ai="10", equals="1"), {"10": "01"}, "scan_field_wrong", ("1", "01")),
        (Gs1Rule(ai="10", pattern="L."), {"10": "L22"}, "scan_field_wrong", ("L.", "L22")),
        (Gs1Rule(ai="21", work_order="serial"), {"21": "9"}, "scan_field_wrong", ("SN-1", "9")),
    ],
)
def test_a_wrong_gs1_field_is_named(
    rule: Gs1Rule, gs1: dict[str, str], reason: str, expected_seen: tuple[str, str]
) -> None:
    check = scan_check(gs1=[rule])
    run = scanning(check)
    assert not fits(run.state, check, "x", gs1)
    wanted, seen = expected_seen
    assert failed(show(run, "x", gs1=gs1)) == (
        reason,
        {"expected": wanted, "seen": seen, "ai": rule.ai},
    )


def test_an_empty_code_is_refused() -> None:
    run = scanning(scan_check())
    fields = {"step": "fit", "check": "code", "text": "", "symbology": "qrcode"}
    assert run.refused(c.RecordScan, **fields) == Refusal("scan_empty")


def test_a_scanner_that_does_not_say_the_kind_of_code_is_believed() -> None:
    run = scanning(scan_check(symbologies=["datamatrix"]))
    assert isinstance(show(run, "A", symbology="unknown"), e.CheckPassed)


def test_without_a_work_order_value_a_scan_is_neither_passed_nor_failed() -> None:
    run = scanning(scan_check(work_order="serial"), unit=Unit())
    fields = {"step": "fit", "check": "code", "text": "SN-1", "symbology": "qrcode"}
    assert run.refused(c.RecordScan, **fields) == Refusal(
        "nothing_to_compare", {"expected": "serial"}
    )


# --- used and expired -------------------------------------------------------------------------


def test_a_code_used_before_is_told_where() -> None:
    run = scanning(scan_check(unused=True))
    assert failed(show(run, "A", used_in="run-0")) == (
        "scan_used",
        {"expected": "–", "seen": "A", "used_in": "run-0"},
    )


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Scanned("\x1dA", "q", "wedge"), True),
        (Scanned("A\x1d", "q", "wedge"), False),
        (Scanned("B", "q", "c"), False),
        (Scanned("B", "q", "c", serial="S1"), False),
        (Scanned("B", "q", "c", part="SEAL-80", serial="S1"), True),
        (Scanned("B", "q", "c", part="BOLT-M8", serial="S1"), False),
        (Scanned("B", "q", "c", part="SEAL-80", serial="S2"), False),
        (Scanned("B", "q", "c", part="SEAL-80"), False),
        (Scanned("B", "q", "c", gs1={"01": "04006381333931"}, serial="S1"), False),
        (Scanned("B", "q", "c", gs1={"01": "4006381333948"}, part="X", serial="S1"), True),
        (Scanned("B", "q", "c", gs1={"21": "S1", "01": "04006381333948"}), True),
    ],
)
def test_a_piece_is_known_by_its_text_its_fields_or_its_serial_and_article(
    other: Scanned, same: bool
) -> None:
    fields = {"01": "04006381333948", "21": "S1"}
    one = Scanned("A", "datamatrix", "camera", fields, part="SEAL-80", serial="S1")
    assert same_code(one, other) is same
    assert same_code(other, one) is same


def test_one_piece_is_not_used_twice_in_one_run_under_two_labels() -> None:
    first = scan_check(part="SEAL-80", unused=True, capture=Capture(serial="21"))
    run = Run(procedure(step("one", first), step("fit", first), bom=[SEAL]))
    scan = {"check": "code", "symbology": "q", "gs1": {"21": "S1"}}
    run.do(c.RecordScan, step="one", text="SL100", **scan)
    run.complete("one")
    assert failed(show(run, "SL200", gs1={"21": "S1", "10": "L1"}))[0] == "scan_used"
    show(run, "SL200", gs1={"21": "S2"})
    assert run.check("fit", "code").passed


def test_a_code_is_not_used_twice_in_one_run_but_may_be_read_again_for_rework() -> None:
    check = scan_check(unused=True)
    run = Run(procedure(step("one", check), step("fit", check)))
    run.do(c.RecordScan, step="one", check="code", text="A", symbology="qrcode")
    run.complete("one")
    assert failed(show(run, "A", used_in="run-1"))[0] == "scan_used"
    run.do(c.GoBack, to="one", reason="cracked")
    run.do(c.RecordScan, step="one", check="code", text="A", symbology="q", used_in="run-1")
    assert run.check("one", "code").passed


@pytest.mark.parametrize(
    ("expiry", "offset", "reason"),
    [
        (date(2026, 1, 1), 0, None),
        (date(2025, 12, 31), 0, "scan_expired"),
        (date(2025, 12, 31), -9 * 60, None),  # 23:00 on 31 December at the station
        (date(2026, 1, 1), 16 * 60, "scan_expired"),
        (None, 0, "scan_no_expiry"),
    ],
)
def test_material_is_good_through_its_expiry_date_by_the_day_at_the_station(
    expiry: date | None, offset: int, reason: str | None
) -> None:
    run = scanning(scan_check(unexpired=True))
    event = show(run, "A", expiry=expiry, offset_minutes=offset)
    assert (event.reason if isinstance(event, e.CheckFailed) else None) == reason


def test_a_clock_set_back_in_mid_run_makes_no_material_fresh_again() -> None:
    run = scanning(scan_check(unexpired=True))
    yesterday = {"expiry": date(2025, 12, 31), "at": MORNING - 86_400_000}
    assert failed(show(run, "A", **yesterday)) == (
        "scan_expired",
        {"expected": "≥ 2026-01-01", "seen": "2025-12-31"},
    )


def test_an_expired_code_shows_today_and_its_date() -> None:
    run = scanning(scan_check(unexpired=True))
    assert failed(show(run, "A", expiry=date(2025, 6, 30))) == (
        "scan_expired",
        {"expected": "≥ 2026-01-01", "seen": "2025-06-30"},
    )


# --- captured ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "capture", "text", "captured"),
    [
        (None, Capture(serial="text"), "SN9", (None, "SN9", None)),
        (None, Capture(lot="10", serial="21", quantity="37"), "x", ("L7", "S8", "40")),
        ("(?P<l>[A-Z]+)-(?P<s>[0-9]+)", Capture(lot="l", serial="s"), "AB-12", ("AB", "12", None)),
    ],
)
def test_lot_serial_and_quantity_come_from_text_group_or_field(
    pattern: str | None, capture: Capture, text: str, captured: tuple[str | None, ...]
) -> None:
    run = scanning(scan_check(pattern=pattern, capture=capture))
    show(run, text, gs1={"10": "L7", "21": "S8", "37": "40"})
    answer = run.check("fit", "code").answer
    assert isinstance(answer, Scanned)
    assert (answer.lot, answer.serial, answer.quantity) == captured


def test_the_part_a_code_stands_for_is_kept_with_it() -> None:
    run = scanning(scan_check(in_bom=True))
    show(run, "x", gs1={"01": "04006381333931"})
    answer = run.check("fit", "code").answer
    assert isinstance(answer, Scanned)
    assert answer.part == "BOLT-M8"


# --- said beforehand --------------------------------------------------------------------------


def test_what_a_scan_must_be_is_said_beforehand() -> None:
    check = scan_check(
        symbologies=["datamatrix"],
        work_order="serial",
        pattern="SN.*",
        part="BOLT-M8",
        gs1=[Gs1Rule(ai="10", work_order="lot"), Gs1Rule(ai="17")],
    )
    told = expected(scanning(check).state, check)
    assert told == Expected(
        symbologies=("datamatrix",),
        texts=("SN-1",),
        patterns=("SN.*",),
        fields={"10": "L1", "17": ""},
        parts=(BOLT,),
    )
    assert told.shown == "SN-1"


def test_what_the_work_order_does_not_say_is_said_to_be_missing() -> None:
    check = scan_check(work_order="serial", gs1=[Gs1Rule(ai="10", work_order="lot")])
    state = scanning(check, unit=Unit(), work_order=None).state
    assert expected(state, check) == Expected(fields={"10": ""}, missing=("serial", "lot"))
    assert not fits(state, check, "SN-1")


def test_a_check_for_any_code_looks_for_none_in_particular() -> None:
    assert not is_specific(scan_check(symbologies=["qrcode"], unused=True))
    assert is_specific(scan_check(in_bom=True))


@pytest.mark.parametrize("symbology", ["ean13", "upca", "unknown"])
def test_a_retail_number_is_the_same_with_its_leading_zero(symbology: str) -> None:
    run = scanning(scan_check(equals="023942431015"))
    assert isinstance(show(run, "0023942431015", symbology=symbology), e.CheckPassed)


def test_a_leading_zero_tells_other_codes_apart() -> None:
    run = scanning(scan_check(equals="023942431015"))
    assert failed(show(run, "0023942431015", symbology="code128"))[0] == "scan_not_equal"
