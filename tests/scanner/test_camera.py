from __future__ import annotations

import queue
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scanner.camera import Camera, CameraState, CameraStatus, Frame
from kiosk.scanner.sources import (
    CaptureSource,
    FolderSource,
    FrameSource,
    Pace,
    SourceUnavailable,
    VideoSource,
    _linux_devices,
    open_source,
)

Picture = NDArray[np.uint8]


def picture(level: int = 120) -> Picture:
    return np.full((48, 64, 3), level, np.uint8)


class PluggedCamera:
    """A camera whose cable the test pulls: it plays a script of sessions."""

    def __init__(self, sessions: list[int | str]) -> None:
        self._sessions = sessions
        self._left = 0
        self.closed = 0

    def open(self) -> None:
        session = self._sessions.pop(0) if self._sessions else "camera_not_found"
        if isinstance(session, str):
            raise SourceUnavailable(session)
        self._left = session

    def read(self) -> Picture | None:
        if self._left == 0:
            return None
        self._left -= 1
        return picture()

    def close(self) -> None:
        self.closed += 1


class EndlessCamera:
    """Frames as fast as they are taken, until closed."""

    def open(self) -> None:
        self._number = 0

    def read(self) -> Picture | None:
        self._number += 1
        threading.Event().wait(0.002)
        return picture(self._number % 250)

    def close(self) -> None:
        pass


def watch(source: FrameSource | None, count: int) -> list[CameraStatus]:
    """The first so many statuses of a camera that retries at once."""
    seen: queue.Queue[CameraStatus] = queue.Queue()
    camera = Camera(source, on_status=seen.put, retry_seconds=(0.001,))
    camera.start()
    statuses = [seen.get(timeout=5) for _ in range(count)]
    camera.close()
    return statuses


def test_unplugging_and_replugging_recover_by_themselves() -> None:
    statuses = watch(PluggedCamera([3, "camera_not_found", 2]), 5)
    assert [(status.state, status.reason) for status in statuses] == [
        (CameraState.OPENING, None),
        (CameraState.LIVE, None),
        (CameraState.LOST, "camera_unplugged"),
        (CameraState.LOST, "camera_not_found"),
        (CameraState.LIVE, None),
    ]


def test_no_camera_is_a_normal_state() -> None:
    assert watch(None, 1) == [CameraStatus(CameraState.ABSENT, "no_camera_chosen")]
    assert watch(PluggedCamera([]), 2)[-1] == CameraStatus(CameraState.ABSENT, "camera_not_found")


def test_a_driver_that_raises_is_a_state_not_a_crash() -> None:
    class Broken(EndlessCamera):
        def read(self) -> Picture | None:
            raise cv2.error("driver")

    assert watch(Broken(), 2)[-1] == CameraStatus(CameraState.ABSENT, "camera_failed")


def test_only_the_newest_frame_is_kept() -> None:
    camera = Camera(EndlessCamera())
    camera.start()
    first = camera.wait_newer(0, 5)
    assert first is not None
    later = camera.wait_newer(first.number + 20, 5)
    assert later is not None
    assert later.number > first.number + 20
    camera.close()


def test_a_lost_camera_shows_no_frozen_picture() -> None:
    lost = threading.Event()
    camera = Camera(
        PluggedCamera([2]),
        on_status=lambda status: lost.set() if status.state is CameraState.LOST else None,
        retry_seconds=(5.0,),
    )
    camera.start()
    assert lost.wait(5)
    assert camera.newest() is None
    camera.close()


def test_closing_releases_the_device() -> None:
    source = PluggedCamera([10**9])
    got = threading.Event()
    camera = Camera(source, on_frame=lambda _: got.set())
    camera.start()
    assert got.wait(5)
    camera.close()
    assert source.closed == 1


def test_a_folder_plays_its_pictures_in_order_of_name(tmp_path: Path) -> None:
    for name, level in (("b.png", 20), ("a.png", 10), ("c.png", 30)):
        cv2.imwrite(str(tmp_path / name), picture(level))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    source = FolderSource(tmp_path, rate=1e6, loop=False)
    source.open()
    frames = [source.read() for _ in range(4)]
    levels = [None if frame is None else int(frame[0, 0, 0]) for frame in frames]
    assert levels == [10, 20, 30, None]


def test_a_folder_begins_anew_when_it_loops(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), picture(10))
    source = FolderSource(tmp_path, rate=1e6)
    source.open()
    assert [source.read() is not None for _ in range(3)] == [True] * 3


def test_a_folder_of_broken_pictures_ends(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"no picture")
    source = FolderSource(tmp_path, rate=1e6)
    source.open()
    assert source.read() is None


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (CaptureSource(97), "camera_not_found"),
        (VideoSource(Path("nowhere.mp4")), "file_unreadable"),
        (FolderSource(Path("nowhere")), "folder_empty"),
        (CaptureSource("http://127.0.0.1:9/stream"), "stream_unreachable"),
    ],
)
def test_what_cannot_be_opened_says_why(source: FrameSource, reason: str) -> None:
    with pytest.raises(SourceUnavailable) as unavailable:
        source.open()
    assert unavailable.value.reason == reason
    source.close()


def test_a_setting_names_its_source(tmp_path: Path) -> None:
    assert open_source(None) is None
    assert open_source("") is None
    assert isinstance(open_source(0), CaptureSource)
    assert isinstance(open_source("1"), CaptureSource)
    assert isinstance(open_source("rtsp://cam/1"), CaptureSource)
    assert isinstance(open_source(tmp_path), FolderSource)
    assert isinstance(open_source(str(tmp_path / "clip.mp4")), VideoSource)


def test_cameras_are_listed_by_name_without_their_second_nodes(tmp_path: Path) -> None:
    for node, index, name in (("video0", 0, "HD Webcam"), ("video1", 1, "HD Webcam")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(f"{index}\n", encoding="utf-8")
        (tmp_path / node / "name").write_text(f"{name}\n", encoding="utf-8")
    assert [(d.index, d.name) for d in _linux_devices(tmp_path)] == [(0, "HD Webcam")]


def test_a_pace_never_catches_up_in_a_burst() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    pace = Pace(10, clock=lambda: now[0], sleep=sleep)
    pace.wait()
    pace.wait()
    now[0] += 5.0
    pace.wait()
    pace.wait()
    assert slept == [0.1, 0.1]


def test_a_frame_carries_its_number_and_moment() -> None:
    frames: queue.Queue[Frame] = queue.Queue()
    camera = Camera(PluggedCamera([2]), on_frame=frames.put, clock=lambda: 42.0)
    camera.start()
    assert [(f.number, f.at) for f in (frames.get(timeout=5), frames.get(timeout=5))] == [
        (1, 42.0),
        (2, 42.0),
    ]
    camera.close()
