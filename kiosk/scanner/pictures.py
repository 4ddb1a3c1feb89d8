"""Pictures as arrays: reading them from disk within limits, and grey levels.

A picture is BGR uint8 of shape (height, width, 3), a plane is grey uint8 (height,
width). OpenCV and numpy are imported at the first use, never at start-up.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture: TypeAlias = NDArray[np.uint8]
    Plane: TypeAlias = NDArray[np.uint8]

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 64_000_000
"""A picture claiming more is refused before its pixels are unpacked."""
WORKING_PIXELS = 8_000_000
"""A larger picture is shrunk to this: no code on a label needs more."""

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
VIDEO_SUFFIXES = frozenset({".mp4", ".webm", ".avi", ".mkv", ".mov", ".m4v", ".mjpg", ".mjpeg"})


class UnreadablePicture(Exception):
    """The file is no picture we can show. ``key`` names the message to give."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def opencv() -> Any:
    """The cv2 module, quiet and with a short camera time-out.

    The V4L2 time-out is read once, when cv2 is imported: set it before.
    """
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # its own codecs' complaints
    import cv2

    return cv2


def grey(picture: Picture) -> Plane:
    """The grey levels of a BGR picture; a plane is handed back as it is."""
    plane: Plane = picture
    if picture.ndim == 3:
        plane = opencv().cvtColor(picture, opencv().COLOR_BGR2GRAY)
    return plane


def read_picture(path: Path) -> Picture:
    """The picture in a file, upright, on white where it is transparent.

    Raises `UnreadablePicture` for what is missing, damaged or beyond the limits.
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadablePicture("picture_too_large")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePicture("file_unreadable") from error
    return unpack_picture(data)


def unpack_picture(data: bytes) -> Picture:
    """The picture in encoded bytes; as `read_picture`."""
    import io

    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UnreadablePicture("picture_too_large")
            image.draft("RGB", (image.width, image.height))
            upright = ImageOps.exif_transpose(image)
            rgb = _on_white(upright)
    except UnreadablePicture:
        raise
    except Image.DecompressionBombError as error:
        raise UnreadablePicture("picture_too_large") from error
    # Pillow's many readers raise nearly anything on damaged data; all of it means the same.
    except Exception as error:
        raise UnreadablePicture("picture_damaged") from error
    return bounded(np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1]))


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _stretched(image).convert("RGB")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


def _stretched(image: Any) -> Any:
    import numpy as np
    from PIL import Image

    levels = np.asarray(image, dtype=np.float64)
    top = max(float(levels.max(initial=0.0)), 1.0)
    return Image.fromarray((levels * (255.0 / top)).clip(0, 255).astype(np.uint8))


def bounded(picture: Picture, pixels: int = WORKING_PIXELS) -> Picture:
    """The picture, shrunk if need be to at most so many pixels."""
    height, width = picture.shape[:2]
    if height * width <= pixels:
        return picture
    scale = (pixels / (height * width)) ** 0.5
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    smaller: Picture = opencv().resize(picture, size, interpolation=opencv().INTER_AREA)
    return smaller
