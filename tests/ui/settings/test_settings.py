"""What is set takes effect at once, and what a scanner sends is shown to the last character."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kiosk.scanner import Device, Scan, Symbology
from kiosk.scanner.stills import read_image
from kiosk.ui.settings import view_model
from kiosk.ui.settings.about_page import AboutPage
from kiosk.ui.settings.camera_page import CameraPage
from kiosk.ui.settings.code_page import CodePage
from kiosk.ui.settings.entry import EntrySheet
from kiosk.ui.settings.look_page import LookPage
from kiosk.ui.settings.place_page import PlacePage
from kiosk.ui.settings.trial_label import EXPECTED, make_test_labels, verdict_on
from kiosk.ui.settings.visible import visible
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import ListRow
from tests.support.window import Fingers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.ui.settings.parts import Page
    from kiosk.ui.shell.window import Shell


def page(shell: Shell, name: str) -> Page:
    shell.go("settings", page=name)
    found: Page = shell.current._pages[name]  # type: ignore[union-attr]
    return found


def touch(widget: Any) -> None:
    Fingers(widget).tap(widget.rect().center())


def wedge(text: str) -> Scan:
    return Scan(text, None, "wedge", "wedge", None, 0.0)


# --- the screen ---


@pytest.mark.parametrize(
    ("control", "option", "key", "value"),
    [
        ("_theme", "dark", "theme", "dark"),
        ("_language", "zh", "language", "zh"),
        ("_lock", "600", "lock_after_s", 600),
        ("_lock", "0", "lock_after_s", 0),
    ],
)
def test_one_tap_sets_it(shell: Shell, control: str, option: str, key: str, value: object) -> None:
    look = page(shell, "look")
    touch(getattr(look, control).segment(option))
    assert shell.context.preferences[key] == value


def test_motion_and_sound_are_set_by_touch(shell: Shell) -> None:
    look = page(shell, "look")
    assert isinstance(look, LookPage)
    before = shell.context.preferences["volume"]
    touch(look._motion)
    touch(look._volume._less)
    assert shell.context.preferences["motion"] is False
    assert shell.context.preferences["volume"] == pytest.approx(before - 0.1)


def test_it_shows_what_was_set_elsewhere(shell: Shell) -> None:
    look = page(shell, "look")
    assert isinstance(look, LookPage)
    shell.context.preferences["theme"] = "dark"
    assert look._theme.chosen == "dark"


# --- the camera ---


def test_cameras_are_looked_for_off_the_screens_thread(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def two() -> list[Device]:
        threads.append(threading.current_thread())
        return [Device(0, "Bench camera"), Device(2, "Ceiling camera")]

    monkeypatch.setattr(view_model, "list_devices", two)
    camera = page(shell, "camera")
    rows: list[ListRow] = []

    def listed() -> bool:
        rows[:] = [r for r in camera.findChildren(ListRow) if r.text() == "Ceiling camera"]
        return bool(rows)

    qtbot.waitUntil(listed)
    assert threads[0] is not threading.main_thread()
    rows[0].click()
    assert shell.context.preferences["camera"] == 2


def test_an_address_is_typed_on_a_sheet(qtbot: QtBot, shell: Shell) -> None:
    camera = page(shell, "camera")
    assert isinstance(camera, CameraPage)
    camera._ask_address("")
    sheet = shell.sheet
    assert isinstance(sheet, EntrySheet)
    assert not sheet._done_button.isEnabled()
    sheet._field.setText(" rtsp://10.0.0.7/stream ")
    sheet._done_button.click()
    assert shell.context.preferences["camera"] == "rtsp://10.0.0.7/stream"
    assert shell.sheet is None


def test_frames_are_asked_for_only_while_the_camera_page_is_in_view(shell: Shell) -> None:
    page(shell, "camera")
    assert shell.context.eyes.watching
    shell.current.choose("about")  # type: ignore[union-attr]
    assert not shell.context.eyes.watching


# --- the scanner ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("WO-1", "WO-1"),
        ("10A\x1d21B", "10A⟨GS⟩21B"),
        ("\x02A\r\n", "⟨STX⟩A⟨CR⟩⟨LF⟩"),
        ("  A ", "␣␣A␣"),
        ("A B", "A B"),
        ("\x7f\xa0", "⟨7F⟩⟨A0⟩"),
        ("", ""),
    ],
)
def test_what_the_eye_would_miss_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_code_is_shown_whole_with_its_fields(shell: Shell) -> None:
    codes = page(shell, "codes")
    assert isinstance(codes, CodePage)
    text = "0106901234220025" + "1733013110CT-26077\x1d305000"
    scan = Scan(text, Symbology.DATAMATRIX, "zxing", "camera", None, 0.0, gs1=True)
    assert shell.current is not None
    assert shell.current.scanned(scan)
    assert codes._text.text().replace("\u200b", "") == visible(text)
    assert "(10)  CT-26077" in codes._fields.text()
    assert codes._chips[1].text() == "Data Matrix · GS1"


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (EXPECTED, "right"),
        (EXPECTED.swapcase(), "caps_lock"),
        (EXPECTED.replace("\x1d", ""), "separator_lost"),
        ("10Yz-@/_Q\x1d21a1", "keyboard_layout_uk"),
        ("10ZyßÄ-?Q\x1d21a1", "keyboard_layout_german"),
        ("10ZyßÄ-?Q21a1", "keyboard_layout_german"),
        ("&àYw)%!°Aé&q&", "keyboard_layout_french"),
        ("6901234567892", None),
    ],
)
def test_the_test_label_tells_what_is_set_wrong(seen: str, verdict: str | None) -> None:
    assert verdict_on(seen) == verdict


def test_the_test_label_is_read_by_the_camera_as_it_should() -> None:
    for plane in make_test_labels():
        picture = np.dstack([plane, plane, plane])
        assert EXPECTED in [seen.text for seen in read_image(picture)]


def test_a_prefix_is_set_on_a_sheet(shell: Shell) -> None:
    codes = page(shell, "codes")
    codes._rows["wedge_prefix"].click()  # type: ignore[attr-defined]
    sheet = shell.sheet
    assert isinstance(sheet, EntrySheet)
    sheet._field.setText("~")
    sheet._done_button.click()
    assert shell.context.preferences["wedge_prefix"] == "~"


# --- the station ---


def test_another_name_is_recorded_and_in_force_at_once(qtbot: QtBot, shell: Shell) -> None:
    place = page(shell, "place")
    assert isinstance(place, PlacePage)
    place._take_name(" B-12 ")
    station = shell.context.desk.station

    def kinds() -> list[str]:
        return [stored.kind for stored in station.store.tail(0, 100)]

    qtbot.waitUntil(lambda: "StationPlaced" in kinds())
    assert station.name == "B-12"
    assert kinds().count("StationPlaced") == 1


def test_the_versions_that_matter_are_told(qtbot: QtBot, shell: Shell) -> None:
    about = page(shell, "about")
    assert isinstance(about, AboutPage)
    qtbot.waitUntil(lambda: len(about._facts) == 9)
    told = " ".join(label.text() for label in about.findChildren(Label))
    for fact in about._facts:
        assert fact.value
        assert fact.value.replace("/", "/\u200b") in told
