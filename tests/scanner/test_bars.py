"""The model of retail symbols: strong blur is read, wrong and partial codes are not."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scanner.bars.fitting import Pose, fit
from kiosk.scanner.bars.layouts import EAN8, EAN13, UPCE, Layout
from kiosk.scanner.bars.referee import Opinion, judge
from kiosk.scanner.checkdigits import gs1_check_digit
from kiosk.scanner.decoders import ZxingDecoder
from kiosk.scanner.label import render_symbol
from kiosk.scanner.sightings import Sighting
from kiosk.scanner.stills import read_image
from kiosk.scanner.symbologies import Symbology

Plane = NDArray[np.uint8]

CASES = [
    ("4006381333931", Symbology.EAN13, EAN13, "4006381333931"),
    ("023942431015", Symbology.UPCA, EAN13, "0023942431015"),
    ("96385074", Symbology.EAN8, EAN8, "96385074"),
    ("01234565", Symbology.UPCE, UPCE, "0012345000065"),
]


def seen_softly(
    text: str, symbology: Symbology, *, blur: float, tilt: float = 5.0, seed: int = 3
) -> Plane:
    """A label before a lens that cannot focus; ``blur`` in modules, 2.5 pixels each."""
    random = np.random.default_rng(seed)
    label = np.pad(render_symbol(text, symbology, scale=5), 60, constant_values=255)
    height, width = label.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 0.5)
    turn[:, 2] += np.array([40 - width / 4, 40 - height / 4])
    size = (width // 2 + 80, height // 2 + 80)
    plane = cv2.warpAffine(
        cv2.GaussianBlur(label, (0, 0), 1.0), turn, size, borderValue=(90.0,)
    ).astype(np.float64)
    light = np.linspace(0.75, 1.0, plane.shape[1])
    plane = cv2.GaussianBlur(plane * light * 0.8 + 25, (0, 0), blur * 2.5)
    noisy = plane + random.normal(0, 2.5, plane.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("printed", "symbology", "layout", "text"), CASES)
@pytest.mark.parametrize("blur", [0.3, 0.7, 1.1])
def test_a_blurred_line_is_read(
    printed: str, symbology: Symbology, layout: Layout, text: str, blur: float
) -> None:
    row = render_symbol(printed, symbology, scale=4)[40].astype(np.float64)
    dark = np.nonzero(row < 128)[0]
    line = cv2.GaussianBlur(row[None], (0, 0), blur * 4)[0] * 0.6 + 30
    found = fit(line, layout, Pose(float(dark[0]) + 2, float(dark[-1]) - 1))
    assert found is not None
    assert found.text == text
    assert found.misfit < 0.02
    assert found.margin > 3


@pytest.mark.parametrize(("printed", "symbology", "layout", "text"), CASES)
def test_a_label_too_blurred_for_the_decoders_is_read(
    printed: str, symbology: Symbology, layout: Layout, text: str
) -> None:
    plane = seen_softly(printed, symbology, blur=0.85)
    assert ZxingDecoder().decode(plane, {symbology}) == []
    assert [seen.text for seen in read_image(plane)] == [text]


def test_many_blurred_labels_are_read_and_none_falsely() -> None:
    random = np.random.default_rng(11)
    read = 0
    for number in range(12):
        body = "".join(str(digit) for digit in random.integers(0, 10, 12))
        text = body + gs1_check_digit(body)
        plane = seen_softly(
            text,
            Symbology.EAN13,
            blur=float(random.uniform(0.5, 1.0)),
            tilt=float(random.normal(0, 6)),
            seed=number,
        )
        found = [seen.text for seen in read_image(plane)]
        assert found in ([], [text])
        read += found == [text]
    assert read >= 9


@pytest.mark.parametrize("kept", np.linspace(0.35, 0.9, 8))
@pytest.mark.parametrize("text", ["4006381333931", "9780345348036", "5901234123457"])
def test_a_half_hidden_ean_is_not_read_as_anything(text: str, kept: float) -> None:
    label = render_symbol(text, Symbology.EAN13, scale=4)
    dark = np.nonzero(label.min(axis=0) < 128)[0]
    hidden = label.copy()
    hidden[:, int(dark[0] + kept * (dark[-1] - dark[0])) :] = 255
    for picture in (hidden, cv2.GaussianBlur(hidden, (0, 0), 2.5), hidden[:, ::-1].copy()):
        assert read_image(picture) == []


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("PN-4711-A", Symbology.CODE128),
        ("PN-4711-A", Symbology.CODE39),
        ("1234567890", Symbology.ITF),
        ("A12345678B", Symbology.CODABAR),
        ("CODE 93", Symbology.CODE93),
    ],
)
@pytest.mark.parametrize("blur", [0.5, 0.8, 1.1, 1.5])
def test_other_bars_are_never_taken_for_retail_codes(
    text: str, symbology: Symbology, blur: float
) -> None:
    found = read_image(seen_softly(text, symbology, blur=blur))
    assert [seen.text for seen in found if seen.text != text] == []


def test_sharpening_reads_code128_that_the_decoder_alone_does_not() -> None:
    found, alone = [], []
    for number in range(12):
        plane = seen_softly(
            "PN-4711", Symbology.CODE128, blur=0.56 + number / 200, tilt=number / 3, seed=number
        )
        found += [seen.text for seen in read_image(plane)]
        alone += ZxingDecoder().decode(plane, {Symbology.CODE128})
    assert set(found) == {"PN-4711"}
    assert len(found) > len(alone) + 2


def test_random_bars_are_never_read() -> None:
    random = np.random.default_rng(5)
    for _ in range(12):
        bits = random.integers(0, 2, 95)
        row = np.concatenate([np.ones(60), np.repeat(1 - bits, 4), np.ones(60)]) * 200 + 20
        plane = np.repeat(row[None], 120, axis=0)
        soft = cv2.GaussianBlur(plane, (0, 0), float(random.uniform(0.5, 4.0)))
        assert read_image(soft.astype(np.uint8)) == []


def test_the_model_contradicts_a_wrong_text_with_a_right_check_digit() -> None:
    plane = seen_softly("4006381333931", Symbology.EAN13, blur=0.4, tilt=0)
    right = ZxingDecoder().decode(plane, {Symbology.EAN13})[0]
    wrong = Sighting("4006381333900", right.symbology, "zxing-cpp", right.corners)
    assert judge(plane, right).opinion is Opinion.AGREES
    judgement = judge(plane, wrong)
    assert (judgement.opinion, judgement.text) == (Opinion.DISAGREES, "4006381333931")


@pytest.mark.parametrize("layout", [EAN13, EAN8, UPCE])
def test_every_codeword_of_a_layout_has_its_own_bars(layout: Layout) -> None:
    random = np.random.default_rng(1)
    seen = set()
    for _, variant in itertools.product(range(20), range(len(layout.variants.fixed))):
        digits = random.integers(0, 10, layout.digits)
        text = layout.text_of(variant, digits)
        shapes = layout.shapes_of(text)
        if shapes is not None:
            seen.add((text, layout.bits_of(shapes).tobytes()))
    assert len({text for text, _ in seen}) == len({bars for _, bars in seen})
