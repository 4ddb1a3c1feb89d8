"""The chapters around the work: arriving, looking back, settings, and what can go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.tour.content import FLANGE, LI_NA, WANG_LEI
from kiosk.ui.history.rows import RunRow

if TYPE_CHECKING:
    from kiosk.tour.crew import Crew


def arrive(crew: Crew) -> None:
    """Badge, tray, home."""
    crew.hands.until(lambda: crew.app.desk.is_open, "the station to open")
    crew.hands.until(crew.camera_live, "the camera to be live")
    crew.photo.take_all("badge")
    tray = crew.app.tray
    assert tray is not None
    crew.hands.tap(tray.tab)
    crew.hands.rest(1.2)
    crew.photo.take("label-tray")
    crew.hands.tap(tray.tab)
    crew.tap_part("_type")
    crew.photo.take("badge-typed")
    crew.app.shell.close_sheet()
    crew.sign_in(LI_NA)
    crew.photo.take("home")


def look_back(crew: Crew) -> None:
    crew.go_home()
    crew.tap_part("_history")
    crew.hands.until(lambda: crew.hands.part(RunRow), "a run in the history")
    crew.photo.take_all("history")
    row = crew.hands.part(RunRow)
    assert row is not None
    crew.hands.tap(row)
    crew.hands.until(lambda: crew.app.shell.current_name == "record", "the record")
    crew.hands.rest(1.0)
    crew.photo.take_all("record")


def set_the_station(crew: Crew) -> None:
    crew.go_home()
    crew.tap_part("_settings")
    crew.hands.until(lambda: crew.app.shell.current_name == "settings", "the settings")
    crew.photo.take_all("settings")
    for index, name in ((1, "settings-camera"), (2, "settings-scanner")):
        crew.tab(index)
        crew.anybody().hold_up("01069012342200251733013110CT-26077\x1d305000")
        crew.hands.rest(0.3)
        crew.photo.take(name)
        crew.put_down()
    pages = ("settings-station", "settings-hub", "settings-andon", "settings-about")
    for index, name in enumerate(pages, 3):
        crew.tab(index)
        crew.hands.rest(0.6)
        crew.photo.take(name)


def trouble(crew: Crew) -> None:
    """The camera goes in mid-run, there is none, the disk runs full, the screen locks."""
    cable = crew.on_a_cable()
    crew.resume(FLANGE, anew=True)
    crew.hands.until(crew.camera_live, "the camera to be live")
    cable.pull()
    crew.hands.until(crew.camera_lost, "the camera to be missed")
    crew.photo.take_all("camera-lost")
    crew.app.preferences["camera"] = None
    crew.hands.rest(0.8)
    crew.photo.take("camera-absent")
    crew.app.preferences["camera"] = "demo"
    disk = crew.app.desk.station.store.disk
    before, disk.warn_below = disk.warn_below, 10**15
    crew.go_home()
    crew.photo.take("disk-low")
    disk.warn_below = before
    crew.resume(FLANGE)
    crew.app.shell.lock()
    crew.hands.until(lambda: crew.app.shell.current_name == "badge", "the lock")
    crew.photo.take_all("locked")
    crew.anybody().hold_up(WANG_LEI)
    crew.hands.until(lambda: crew.app.shell.current_name == "run", "the run that waits")
    crew.hands.rest(0.4)
    crew.photo.take("take-over")
    crew.sign_in(LI_NA)
