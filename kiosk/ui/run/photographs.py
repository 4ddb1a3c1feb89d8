"""Photographs as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.scanner.pictures import opencv

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture

_QUALITY = 88


class PhotoUnusable(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "photo_unusable",
            "照片没有存下来，请重拍。",
            "The photograph could not be packed. Take it again.",
        )


def jpeg_of(picture: Picture) -> bytes:
    """The picture packed as JPEG, some 20 ms for a 1280×720 frame. Raises `PhotoUnusable`."""
    cv2 = opencv()
    packed, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not packed:
        raise PhotoUnusable()
    return bytes(data)
