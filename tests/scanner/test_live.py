"""The way of a code from the lens to a scan, with the demo camera."""

from __future__ import annotations

import queue
import subprocess
import sys

import numpy as np
import pytest

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.demo_camera import DemoCamera, Lens
from kiosk.scanner.hints import Hint, Look, hint_for
from kiosk.scanner.label import CannotRender, png, render_label
from kiosk.scanner.pictures import unpack_picture
from kiosk.scanner.pipeline import Pipeline
from kiosk.scanner.service import Scanner
from kiosk.scanner.sightings import Scan
from kiosk.scanner.symbologies import ALL, SHOP_FLOOR, Symbology

RATE = 15


def lens_over(text: str, symbology: Symbology, lens: Lens | None = None) -> DemoCamera:
    camera = DemoCamera(lens=lens, sleep=lambda _: None)
    camera.open()
    camera.hold(render_label(text, symbology, "Part 4711-A"))
    return camera


def first_scan(camera: DemoCamera, seconds: float, formats: frozenset[Symbology]) -> Scan | None:
    """What the pipeline believes of the camera's frames, and when."""
    pipeline, admission = Pipeline(formats), Admission(Expectation(symbologies=formats))
    for number in range(int(seconds * RATE)):
        frame = camera.render()
        assert frame is not None
        at = number / RATE
        for scan in admission.consider(pipeline.feed(frame, at).sightings, at):
            return scan
    return None


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("4006381333931", Symbology.EAN13),
        ("96385074", Symbology.EAN8),
        ("PN-4711-A", Symbology.CODE128),
        ("PN 4711", Symbology.CODE39),
        ("14006381333938", Symbology.ITF),
        ("SN0001", Symbology.DATAMATRIX),
        ("https://example.com/7", Symbology.QRCODE),
        ("SN0001", Symbology.AZTEC),
        ("SN0001", Symbology.PDF417),
    ],
)
def test_a_clean_label_is_believed_within_four_tenths_of_a_second(
    text: str, symbology: Symbology
) -> None:
    scan = first_scan(lens_over(text, symbology), 0.4, SHOP_FLOOR)
    assert scan is not None
    assert (scan.text, scan.symbology) == (text, symbology)


def test_a_label_out_of_focus_is_read_within_two_seconds() -> None:
    camera = lens_over("4006381333931", Symbology.EAN13, Lens(defocus=3.0, share_of_frame=0.45))
    scan = first_scan(camera, 2.0, SHOP_FLOOR)
    assert scan is not None
    assert scan.text == "4006381333931"


def test_an_empty_bench_is_read_as_nothing_and_gives_no_hint() -> None:
    camera = DemoCamera(sleep=lambda _: None)
    camera.open()
    pipeline = Pipeline(ALL)
    for number in range(20):
        frame = camera.render()
        assert frame is not None
        glance = pipeline.feed(frame, number / 10)
        assert (glance.sightings, glance.hint) == ([], None)


def test_corners_lie_on_the_label() -> None:
    scan = first_scan(lens_over("SN0001", Symbology.DATAMATRIX), 0.4, ALL)
    assert scan is not None
    assert scan.corners is not None
    assert all(400 < x < 880 and 150 < y < 570 for x, y in scan.corners)


def test_a_code_seen_but_not_read_gives_a_hint() -> None:
    camera = lens_over("PN-4711-A-0815", Symbology.CODE128, Lens(defocus=6.0))
    pipeline = Pipeline()
    hints = set()
    for number in range(20):
        frame = camera.render()
        assert frame is not None
        hints.add(pipeline.feed(frame, number / 10).hint)
    assert Hint.BLURRED in hints


@pytest.mark.parametrize(
    ("look", "hint"),
    [
        (Look(5, 40, 0.0, 1.0, 0.4, 0), Hint.TOO_DARK),
        (Look(200, 255, 0.9, 1.0, 0.4, 0), Hint.TOO_BRIGHT),
        (Look(40, 255, 0.4, 1.0, 0.4, 0), Hint.GLARE),
        (Look(40, 200, 0.0, 1.0, 0.4, 40), Hint.HOLD_STILL),
        (Look(40, 200, 0.0, 1.0, 0.97, 0), Hint.TOO_CLOSE),
        (Look(40, 200, 0.0, 1.0, 0.1, 0), Hint.TOO_FAR),
        (Look(40, 200, 0.0, 4.0, 0.4, 0), Hint.BLURRED),
        (Look(40, 200, 0.0, 1.0, 0.4, 0), None),
    ],
)
def test_a_hint_names_what_to_change(look: Look, hint: Hint | None) -> None:
    assert hint_for(look) is hint


def test_the_scanner_tells_what_it_is_shown_once() -> None:
    scans: queue.Queue[Scan] = queue.Queue()
    camera = DemoCamera()
    scanner = Scanner(camera, on_scan=scans.put)
    scanner.expect(Expectation())
    scanner.start()
    camera.hold(render_label("SN0001", Symbology.DATAMATRIX))
    assert scans.get(timeout=10).text == "SN0001"
    camera.hold(render_label("SN0002", Symbology.DATAMATRIX))
    assert scans.get(timeout=10).text == "SN0002"
    assert scanner.is_live
    photo = scanner.grab()
    assert photo is not None
    assert photo.shape == (720, 1280, 3)
    scanner.close()
    assert scans.empty()


def test_the_scanner_lives_without_a_camera_and_changes_to_one() -> None:
    scans: queue.Queue[Scan] = queue.Queue()
    scanner = Scanner(None, on_scan=scans.put)
    scanner.expect(Expectation())
    scanner.start()
    assert scanner.grab() is None
    camera = DemoCamera()
    camera.hold(render_label("SN0003", Symbology.QRCODE))
    scanner.use(camera)
    assert scans.get(timeout=10).text == "SN0003"
    scanner.close()


def test_given_one_seed_the_lens_shows_the_same() -> None:
    one, other = (lens_over("SN1", Symbology.QRCODE).render() for _ in range(2))
    assert one is not None
    assert other is not None
    assert np.array_equal(one, other)


def test_a_thing_on_the_bench_can_be_photographed() -> None:
    camera = DemoCamera(sleep=lambda _: None)
    camera.open()
    camera.show(np.full((300, 400, 3), (0, 0, 250), np.uint8))
    frame = camera.render()
    assert frame is not None
    assert frame[360, 640, 2] > 150 > frame[360, 640, 0]
    camera.release()
    after = camera.render()
    assert after is not None
    assert after[360, 640, 2] < 150


def test_what_cannot_be_printed_is_refused() -> None:
    with pytest.raises(CannotRender):
        render_label("letters", Symbology.EAN13)


def test_a_label_survives_being_saved() -> None:
    label = render_label("SN1", Symbology.AZTEC, "批次")
    assert np.array_equal(unpack_picture(png(label)), label)


def test_importing_the_scanner_loads_neither_opencv_nor_numpy() -> None:
    code = "import sys, kiosk.scanner; print({'cv2', 'numpy', 'zxingcpp'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
