"""The station's eyes: camera and decoders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.doctor.finding import Finding, Said, attention, fail, ok

if TYPE_CHECKING:
    from pathlib import Path

CAMERA = Said("摄像头", "Camera")
DECODERS = Said("条码识读", "Decoders")


def camera(data: Path) -> Finding:
    """Opens the camera that is set, reads one picture, and lets it go."""
    from kiosk.scanner.sources import SourceUnavailable, open_source

    chosen = _chosen(data)
    if chosen == "demo":
        return ok("camera", CAMERA, "演示用虚拟镜头", "the demo's virtual lens")
    zh, en = (f"{chosen} 号", f"number {chosen}") if isinstance(chosen, int) else (chosen, chosen)
    source = open_source(chosen)
    if source is None:
        return ok("camera", CAMERA, "未选用（可用扫码枪）", "none chosen (scanners work without)")
    try:
        source.open()
        picture = source.read()
    except SourceUnavailable:
        picture = None
    finally:
        source.close()
    if picture is None:
        return attention(
            "camera", CAMERA,
            Said(f"{zh}没有图像", f"no picture from {en}"),
            Said("没有摄像头也能用扫码枪作业，但不能拍照；检查 USB 线、权限（Linux：video 组），"
                 "以及是否被其他程序占用",
                 "Scanning works with a keyboard-style scanner, photographs do not. Check the "
                 "cable, the permission (Linux: group video), and other programs using it"),
        )  # fmt: skip
    height, width = picture.shape[:2]
    return ok("camera", CAMERA, f"{zh}，{width}×{height}", f"{en}, {width}×{height}")


def _chosen(data: Path) -> Any:
    try:
        said = json.loads((data / "preferences.json").read_text(encoding="utf-8"))
        return said.get("camera", 0)
    except (OSError, ValueError, AttributeError):
        return 0


def decoders(_data: Path) -> Finding:
    """zxing-cpp does the work; zbar is the second opinion."""
    from kiosk.scanner.decoders import zbar, zxing

    engines = {"zxing-cpp": zxing() is not None, "zbar": zbar() is not None}
    here = [name for name, present in engines.items() if present]
    if not engines["zxing-cpp"]:
        return fail(
            "decoders", DECODERS,
            Said("缺少 zxing-cpp，无法读取 DataMatrix 等二维码",
                 "zxing-cpp is missing: DataMatrix and others cannot be read"),
            Said("重新安装；Windows 还需要 Visual C++ 运行库",
                 "Reinstall; on Windows it also takes the Visual C++ runtime"),
        )  # fmt: skip
    if not engines["zbar"]:
        return attention(
            "decoders", DECODERS,
            Said(f"{'、'.join(here)}；缺少 zbar", f"{', '.join(here)}; zbar is missing"),
            Said("Debian/Ubuntu 请安装：apt install libzbar0；Windows 请装 Visual C++ 2013 运行库",
                 "Debian/Ubuntu: apt install libzbar0; Windows: the Visual C++ 2013 runtime"),
        )  # fmt: skip
    return ok("decoders", DECODERS, "、".join(here), ", ".join(here))
