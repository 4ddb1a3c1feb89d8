"""The camera of the tour, and its cable."""

from __future__ import annotations

import pytest

from kiosk.scanner.demo_camera import DemoCamera
from kiosk.scanner.sources import FrameSource, SourceUnavailable
from kiosk.tour.cable import Cable


def test_a_camera_on_a_cable_sees_until_the_cable_is_pulled() -> None:
    cable = Cable(DemoCamera(rate=1000))
    assert isinstance(cable, FrameSource)
    cable.open()
    assert cable.read() is not None
    cable.pull()
    assert cable.read() is None


def test_a_pulled_camera_cannot_be_opened_again() -> None:
    cable = Cable(DemoCamera(rate=1000))
    cable.pull()
    with pytest.raises(SourceUnavailable, match="camera_unplugged"):
        cable.open()
