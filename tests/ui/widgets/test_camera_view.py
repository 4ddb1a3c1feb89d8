"""What the camera sees, and what is said when it sees nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QColor

from kiosk.ui.widgets.camera_view import CameraView, Outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    Show = Callable[..., QWidget]

BLUE_BGR, RED_BGR = (255, 0, 0), (0, 0, 255)


def frame(colour: tuple[int, int, int], width: int = 1280, height: int = 720) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, dtype=np.uint8)


@pytest.fixture
def view(shown: Show) -> CameraView:
    view = CameraView()
    view.show_finder(False)
    shown(view, 640, 400)
    return view


def colour_at(view: CameraView, x: int, y: int) -> QColor:
    return view.grab().toImage().pixelColor(x, y)


def test_the_newest_frame_is_what_is_seen_in_its_own_colours(view: CameraView) -> None:
    view.show_frame(frame(RED_BGR))
    view.show_frame(frame(BLUE_BGR))
    assert colour_at(view, 320, 200) == QColor(0, 0, 255)


def test_a_frame_keeps_its_proportions(view: CameraView) -> None:
    view.show_frame(frame(BLUE_BGR))
    assert colour_at(view, 320, 10) != QColor(0, 0, 255)
    assert colour_at(view, 320, 30) == QColor(0, 0, 255)


def test_the_array_may_be_used_again_at_once(view: CameraView) -> None:
    pixels = frame(BLUE_BGR)
    view.show_frame(pixels)
    pixels[:] = 0
    assert colour_at(view, 320, 200) == QColor(0, 0, 255)


def test_a_code_is_outlined_where_it_lies_in_the_frame(view: CameraView) -> None:
    view.show_frame(frame((0, 0, 0)))
    square = ((320.0, 180.0), (960.0, 180.0), (960.0, 540.0), (320.0, 540.0))
    view.show_outlines([Outline(square, "passed")])
    corner = view.point_at(320, 360).toPoint()
    assert colour_at(view, corner.x(), corner.y()).green() > 150
    view.show_outlines([])
    assert colour_at(view, corner.x(), corner.y()) == QColor(0, 0, 0)


def test_a_photograph_stays_until_the_view_goes_live_again(view: CameraView) -> None:
    view.show_still(frame(RED_BGR))
    view.show_frame(frame(BLUE_BGR))
    assert colour_at(view, 320, 200) == QColor(255, 0, 0)
    assert not view.live
    view.go_live()
    view.show_frame(frame(BLUE_BGR))
    assert colour_at(view, 320, 200) == QColor(0, 0, 255)


def test_a_lost_camera_takes_its_last_picture_away(view: CameraView) -> None:
    view.show_frame(frame(BLUE_BGR))
    view.show_state("Camera unplugged", "Go on with the hand scanner.")
    assert not view.live
    assert colour_at(view, 30, 200) != QColor(0, 0, 255)
    assert "hand scanner" in view.accessibleDescription()


def test_a_camera_that_comes_back_needs_no_word(view: CameraView) -> None:
    view.show_state("Camera unplugged")
    view.show_frame(frame(BLUE_BGR))
    assert colour_at(view, 320, 200) == QColor(0, 0, 255)


def test_nobody_pays_for_frames_that_nobody_sees(view: CameraView) -> None:
    view.hide()
    view.show_frame(frame(BLUE_BGR))
    assert not view.live
