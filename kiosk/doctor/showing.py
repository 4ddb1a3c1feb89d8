"""The station's face: display, Qt, fonts, sound, clips."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.commands.display import has_display
from kiosk.doctor.finding import Finding, Said, attention, fail, ok
from kiosk.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DISPLAY = Said("显示器", "Display")
QT = Said("Qt 图形库", "Qt platform")
FONTS = Said("字体", "Fonts")
SOUND = Said("声音", "Sound")
CLIPS = Said("视频", "Clips")

# Qt blames xcb-cursor whichever of these is missing.
XCB = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-shape": "libxcb-shape0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}
ALWAYS = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
}
SAMPLE = "工步确认扭矩合格℃Ωμφ①"
COLLECTIONS = ("Inter-Regular.otf", "NotoSansSC-Regular.otf")


def display(_data: Path) -> Finding:
    if has_display():
        where = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or sys.platform
        return ok("display", DISPLAY, where)
    return attention(
        "display", DISPLAY,
        Said("没有（DISPLAY 和 WAYLAND_DISPLAY 均未设置）",
             "none (neither DISPLAY nor WAYLAND_DISPLAY is set)"),
        Said("请在工位屏幕的桌面会话中启动；tour、simulate 等命令不需要显示器",
             "Start it in the desktop session of the station's screen; tour, simulate and the "
             "others need none"),
    )  # fmt: skip


def qt_platform(_data: Path) -> Finding:
    try:
        from PySide6 import QtGui
        from PySide6.QtCore import qVersion
    except ImportError as error:
        return fail(
            "qt_platform", QT,
            Said(f"无法加载：{error}", f"cannot be loaded: {error}"),
            Said(f"Debian/Ubuntu 请安装：apt install {' '.join(ALWAYS.values())}",
                 f"Debian/Ubuntu: apt install {' '.join(ALWAYS.values())}"),
        )  # fmt: skip
    assert QtGui
    missing = _missing({**ALWAYS, **XCB}) if sys.platform.startswith("linux") else []
    if missing:
        return attention(
            "qt_platform", QT,
            Said(f"Qt {qVersion()}；缺少 {'、'.join(missing)}",
                 f"Qt {qVersion()}; missing: {', '.join(missing)}"),
            Said(f"apt install {' '.join(missing)}", f"apt install {' '.join(missing)}"),
        )  # fmt: skip
    return ok("qt_platform", QT, f"Qt {qVersion()}")


def _missing(libraries: dict[str, str]) -> list[str]:
    """Debian packages of the libraries that are not there."""
    return [
        package
        for name, package in libraries.items()
        if ctypes.util.find_library(name) is None and not _loads(f"lib{name}.so")
    ]


def _loads(name: str) -> bool:
    """Slim systems have the library but not the tools `find_library` asks."""
    for version in ("", ".0", ".1", ".3", ".4"):
        try:
            ctypes.CDLL(name + version)
        except OSError:
            continue
        return True
    return False


def fonts(_data: Path) -> Finding:
    """Bundled, and able to show what the shop floor writes."""
    from PIL import ImageFont

    folder = resources() / "fonts"
    lacking = [name for name in COLLECTIONS if not (folder / name).is_file()]
    if lacking:
        return fail(
            "fonts", FONTS,
            Said(f"缺少 {'、'.join(lacking)}", f"missing: {', '.join(lacking)}"),
            Said("重新安装本程序", "Reinstall the program"),
        )  # fmt: skip
    faces = [ImageFont.truetype(str(folder / name), 20) for name in COLLECTIONS]
    boxes = [face.getmask("\U0010fffe").getbbox() for face in faces]
    blank = [
        c for c in SAMPLE
        if all(face.getmask(c).getbbox() in (None, box)
               for face, box in zip(faces, boxes, strict=True))
    ]  # fmt: skip
    if blank:
        return attention(
            "fonts", FONTS,
            Said(f"无法显示 {''.join(blank)}", f"cannot show {''.join(blank)}"),
            Said("重新安装本程序", "Reinstall the program"),
        )  # fmt: skip
    return ok(
        "fonts", FONTS, "自带字体完整（中文、英文）", "bundled and complete (Chinese, English)"
    )


def sound(_data: Path) -> Finding:
    try:
        name = _audio_output()
    except ImportError as error:
        return attention(
            "sound", SOUND,
            Said(f"不可用：{error}", f"not available: {error}"),
            Said("Debian/Ubuntu 请安装：apt install libpulse0；画面上仍有颜色、图形和文字提示",
                 "Debian/Ubuntu: apt install libpulse0; the screen still tells by shape and word"),
        )  # fmt: skip
    if not name:
        return attention(
            "sound", SOUND,
            Said("没有音频输出设备", "no audio output"),
            Said("接上扬声器即可；画面上仍有颜色、图形和文字提示",
                 "Plug in a loudspeaker; the screen still tells by shape and word"),
        )  # fmt: skip
    return ok("sound", SOUND, name)


def clips(_data: Path) -> Finding:
    if _plays_clips():
        return ok("clips", CLIPS, "可以播放", "can be played")
    return attention(
        "clips", CLIPS,
        Said("无法播放，工步只显示图片和文字", "cannot be played; steps show pictures and words"),
        Said("重新安装本程序", "Reinstall the program"),
    )  # fmt: skip


def _plays_clips() -> bool:
    try:
        with _quietly():
            from PySide6.QtMultimedia import QMediaFormat

            return bool(QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Decode))
    except ImportError:
        return False


def _audio_output() -> str:
    """The name of the default output, empty when there is none."""
    with _quietly():
        from PySide6.QtMultimedia import QMediaDevices

        output = QMediaDevices.defaultAudioOutput()
        return "" if output.isNull() else output.description()


@contextmanager
def _quietly() -> Iterator[None]:
    """Qt tells of every optional library it does not find; nobody can act on that."""
    from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

    before = qInstallMessageHandler(lambda *_: None)
    application = QCoreApplication.instance() or QCoreApplication([])
    try:
        yield
    finally:
        assert application is not None
        qInstallMessageHandler(before)
