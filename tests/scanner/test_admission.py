from __future__ import annotations

import pytest

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.checkdigits import same_code
from kiosk.scanner.sightings import Corners, Scan, Sighting
from kiosk.scanner.symbologies import ALL, Symbology

HERE: Corners = ((100, 100), (300, 100), (300, 160), (100, 160))
THERE: Corners = ((600, 500), (800, 500), (800, 560), (600, 560))
EAN = "4006381333931"


def seen(
    text: str = EAN,
    symbology: Symbology = Symbology.EAN13,
    corners: Corners | None = HERE,
    *,
    certain: bool = False,
) -> Sighting:
    return Sighting(text, symbology, "zxing-cpp", corners, certain=certain)


def texts(scans: list[Scan]) -> list[str]:
    return [scan.text for scan in scans]


def frames(admission: Admission, sightings: list[list[Sighting]], start: float = 0.0) -> list[str]:
    """What was admitted from frames a tenth of a second apart."""
    found: list[str] = []
    for number, frame in enumerate(sightings):
        found += texts(admission.consider(frame, start + number / 10))
    return found


def test_a_matrix_code_counts_at_the_first_sighting() -> None:
    code = seen("SN1", Symbology.DATAMATRIX, certain=True)
    expected = Scan("SN1", Symbology.DATAMATRIX, "zxing-cpp", "camera", HERE, 5.0)
    assert Admission().consider([code], 5.0) == [expected]


def test_a_linear_code_needs_a_second_frame() -> None:
    admission = Admission()
    assert admission.consider([seen(certain=True)], 0.0) == []
    assert texts(admission.consider([seen(certain=True)], 0.1)) == [EAN]


def test_two_engines_on_one_frame_are_not_two_witnesses() -> None:
    admission = Admission(Expectation(matches=lambda text: text == EAN))
    assert admission.consider([seen(), seen()], 0.0) == []


def test_the_expected_text_needs_fewer_sightings_than_another() -> None:
    wanted = Admission(Expectation(matches=lambda text: text == EAN))
    other = Admission(Expectation(matches=lambda text: text == "X"))
    assert frames(wanted, [[seen()]] * 2) == [EAN]
    assert frames(other, [[seen()]] * 2) == []
    assert texts(other.consider([seen()], 0.2)) == [EAN]


def test_a_code_held_still_is_reported_once() -> None:
    assert frames(Admission(), [[seen(certain=True)]] * 50) == [EAN]


def test_a_code_shown_again_after_it_left_is_reported_again() -> None:
    admission = Admission()
    assert frames(admission, [[seen(certain=True)]] * 5) == [EAN]
    assert frames(admission, [[]] * 20, start=0.5) == []
    assert frames(admission, [[seen(certain=True)]] * 5, start=3.0) == [EAN]


def test_two_texts_at_one_place_are_believed_neither() -> None:
    rival = seen("9074932437075", certain=True)
    alternating = [[seen(certain=True)], [rival]] * 3
    assert frames(Admission(), alternating) == []


def test_two_labels_side_by_side_are_both_believed() -> None:
    both = [seen(certain=True), seen("5030159003930", corners=THERE, certain=True)]
    assert frames(Admission(), [both, both]) == [EAN, "5030159003930"]


def test_sightings_too_far_apart_do_not_support_each_other() -> None:
    admission = Admission()
    for moment in (0.0, 2.0, 4.0, 6.0):
        assert admission.consider([seen(certain=True)], moment) == []


def test_what_the_step_does_not_admit_never_counts() -> None:
    only_matrix = Expectation(symbologies=frozenset({Symbology.DATAMATRIX}))
    assert frames(Admission(only_matrix), [[seen(certain=True)]] * 9) == []
    assert frames(Admission(Expectation(lengths=frozenset({8}))), [[seen(certain=True)]] * 9) == []
    bad = seen("4006381333932", certain=True)
    assert frames(Admission(Expectation(check_digit=True)), [[bad]] * 9) == []


def test_nothing_counts_while_nothing_is_expected() -> None:
    code = seen("SN1", Symbology.QRCODE, certain=True)
    assert frames(Admission(None), [[code]] * 9) == []


def test_a_code_still_held_does_not_confirm_the_next_step_too() -> None:
    admission = Admission()
    code = seen("SN1", Symbology.QRCODE, certain=True)
    assert frames(admission, [[code]] * 3) == ["SN1"]
    admission.expect(Expectation(matches=lambda text: text == "SN1"))
    assert frames(admission, [[code]] * 30, start=0.3) == []


def test_the_next_label_may_be_held_ready_while_nothing_is_expected() -> None:
    admission = Admission(None)
    code = seen("SN2", Symbology.QRCODE, certain=True)
    assert frames(admission, [[code]] * 3) == []
    admission.expect(Expectation())
    assert texts(admission.consider([code], 0.4)) == ["SN2"]


def test_a_short_itf_counts_only_when_asked_for() -> None:
    short = seen("1234", Symbology.ITF, certain=True)
    carton = seen("14006381333938", Symbology.ITF, certain=True)
    assert frames(Admission(), [[short]] * 5) == []
    assert frames(Admission(), [[carton]] * 2) == ["14006381333938"]
    asked = Expectation(symbologies=frozenset({Symbology.ITF}))
    assert frames(Admission(asked), [[short]] * 3) == ["1234"]


def test_codabar_databar_and_upce_count_only_when_asked_for() -> None:
    for symbology in (Symbology.CODABAR, Symbology.DATABAR, Symbology.UPCE):
        code = seen("0012345000065", symbology, certain=True)
        assert frames(Admission(), [[code]] * 5) == []
        assert frames(Admission(Expectation(symbologies=ALL)), [[code]] * 3) == [code.text]


def test_upca_is_admitted_where_ean13_is() -> None:
    code = seen("0023942431015", Symbology.UPCA, certain=True)
    only_ean = Expectation(symbologies=frozenset({Symbology.EAN13}))
    assert frames(Admission(only_ean), [[code]] * 2) == [code.text]


def test_a_predicate_that_stumbles_is_not_met() -> None:
    stumbling = Expectation(matches=lambda text: bool(int(text)))
    assert not stumbling.is_met_by("ABC")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("012345678905", "0012345678905", True),
        ("4006381333931", "04006381333931", True),
        ("4006381333932", "04006381333932", False),
        ("PN-1", "PN-1", True),
        ("0123", "123", False),
    ],
)
def test_gtins_of_different_length_are_the_same_code(one: str, other: str, same: bool) -> None:
    assert same_code(one, other) is same


def test_a_label_still_there_after_a_rest_does_not_count_for_what_is_asked_next() -> None:
    admission = Admission()
    assert frames(admission, [[seen(certain=True)]] * 3) == [EAN]
    admission.expect(None)
    admission.expect(Expectation())
    assert frames(admission, [[seen(certain=True)]] * 5, start=30.0) == []


def test_a_label_taken_away_after_a_rest_counts_when_it_is_shown_again() -> None:
    admission = Admission()
    assert frames(admission, [[seen(certain=True)]] * 3) == [EAN]
    admission.expect(None)
    admission.expect(Expectation())
    away: list[list[Sighting]] = [[]] * 12
    assert frames(admission, [*away, *[[seen(certain=True)]] * 3], start=30.0) == [EAN]
