"""Pictures under real fingers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from kiosk.ui.widgets.picture_loading import LONGEST, read_picture
from kiosk.ui.widgets.picture_view import Mark, PictureView, Shown
from tests.support.window import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Show = Callable[..., PictureView]

MARKS = (Mark(1, 0.25, 0.5, "Nut M3"), Mark(2, 0.75, 0.5, "Washer"))


def png(width: int = 800, height: int = 400, colour: str = "#336699") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def view(shown: Show, qtbot: QtBot) -> PictureView:
    """Two pictures, the first with two pins, 800 × 500 pixels of room."""
    view = PictureView()
    with qtbot.waitSignal(view.loaded):
        view.show_pictures([Shown(png(), "Front", MARKS), Shown(png(colour="#993333"), "Back")])
        shown(view, 800, 500)
    return view


def test_a_tap_zooms_in_about_the_finger_and_a_second_tap_shows_the_whole_again(
    view: PictureView,
) -> None:
    under = QPoint(500, 120)
    Fingers(view).tap(under)
    assert view.zoom == 2.5
    Fingers(view).tap(under)
    assert view.zoom == 1.0


def test_two_fingers_drawn_apart_zoom_by_as_much(view: PictureView) -> None:
    fingers = Fingers(view)
    fingers.press(QPoint(350, 220), QPoint(450, 220))
    fingers.move(QPoint(300, 220), QPoint(500, 220))
    fingers.release(QPoint(300, 220), QPoint(500, 220))
    assert view.zoom == pytest.approx(2.0)


def test_a_pinch_cannot_make_the_picture_smaller_than_whole(view: PictureView) -> None:
    fingers = Fingers(view)
    fingers.press(QPoint(200, 220), QPoint(600, 220))
    fingers.move(QPoint(390, 220), QPoint(410, 220))
    fingers.release(QPoint(390, 220), QPoint(410, 220))
    assert view.zoom == 1.0


def test_a_pinch_is_not_taken_for_a_tap_on_a_pin(view: PictureView, qtbot: QtBot) -> None:
    pin = view.pin_position(1)
    assert pin is not None
    with qtbot.assertNotEmitted(view.pin_tapped):
        fingers = Fingers(view)
        fingers.press(pin, QPointF(500, 220))
        fingers.move(pin, QPointF(600, 220))
        fingers.release(pin, QPointF(600, 220))


@pytest.mark.parametrize("aside", [QPointF(0, 0), QPointF(24, -24)])
def test_a_gloved_finger_near_a_pin_hits_it(
    view: PictureView, qtbot: QtBot, aside: QPointF
) -> None:
    where = view.pin_position(2)
    assert where is not None
    with qtbot.waitSignal(view.pin_tapped) as tapped:
        Fingers(view).tap(where + aside)
    assert tapped.args == [2]
    assert view.zoom == 1.0


def test_a_pin_can_be_touched_while_the_picture_is_zoomed(view: PictureView, qtbot: QtBot) -> None:
    view.toggle_zoom(QPointF(200, 220))
    where = view.pin_position(1)
    assert where is not None
    with qtbot.waitSignal(view.pin_tapped) as tapped:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=where.toPoint())
    assert tapped.args == [1]


def test_a_swipe_to_the_left_shows_the_next_picture(view: PictureView, qtbot: QtBot) -> None:
    fingers = Fingers(view)
    with qtbot.waitSignal(view.picture_changed) as changed:
        fingers.press(QPoint(600, 100))
        fingers.move(QPoint(500, 100))
        fingers.move(QPoint(300, 100))
        fingers.release(QPoint(300, 100))
    assert changed.args == [1]


def test_a_swipe_beyond_the_last_picture_stays_there(view: PictureView) -> None:
    view.show_picture(1)
    fingers = Fingers(view)
    fingers.press(QPoint(600, 100))
    fingers.move(QPoint(300, 100))
    fingers.release(QPoint(300, 100))
    assert view.index == 1


def test_dragging_a_zoomed_picture_moves_it_but_never_out_of_sight(view: PictureView) -> None:
    view.toggle_zoom(QPointF(400, 220))
    before = view.pin_position(1)
    assert before is not None
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    for x in range(300, 5000, 300):
        QTest.mouseMove(view, QPoint(x, 100))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(4800, 100))
    after = view.pin_position(1)
    assert after is not None
    assert before.x() < after.x() < view.width()


def test_the_button_in_the_corner_is_pressed_by_finger_too(view: PictureView) -> None:
    button = view.childAt(view.width() - 40, view.height() - 60 - 40)
    assert button is not None
    Fingers(view).tap(button.geometry().center())
    assert view.zoom == 2.5


def test_everything_is_done_by_keyboard_as_well(view: PictureView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.zoom == 2.5
    QTest.keyClick(view, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.pin_tapped) as tapped:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert tapped.args == [1]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.index == 1


def test_the_picture_of_an_earlier_step_never_appears_in_a_later_one(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.show_pictures([Shown(png(2000, 2000))])
    with qtbot.waitSignal(view.loaded):
        view.show_pictures([Shown(png(40, 20))])
    assert view._images[0].width() == 40


@pytest.mark.qt_log_ignore("JPEG", extend=True)
def test_a_broken_picture_is_null_rather_than_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    assert read_picture(broken).isNull()
    assert read_picture(tmp_path / "gone.png").isNull()
    assert read_picture(b"<svg this is none").isNull()


def test_a_large_picture_is_kept_no_larger_than_a_zoom_needs() -> None:
    image = read_picture(png(5000, 100))
    assert (image.width(), image.height()) == (LONGEST, 48)


def test_a_drawing_is_drawn_as_sharp_as_the_largest_picture() -> None:
    red = b'<rect width="40" height="20" fill="#ff0000"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">%b</svg>' % red
    image = read_picture(svg)
    assert (image.width(), image.height()) == (LONGEST, LONGEST // 2)
    assert image.pixelColor(10, 10) == QColor("#ff0000")
