"""PNG and JPEG: small enough to show, and whole."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from sop.language import limits
from sop.language.problems import Problem, refused


def check_raster(name: str, content: bytes, expected: str) -> Iterator[Problem]:
    """What is wrong with a picture that should be `expected`: "PNG" or "JPEG"."""
    try:
        with warnings.catch_warnings(action="ignore"):
            if _pixels(content, expected) > limits.PICTURE_PIXELS:
                yield _too_many_pixels(name)
            else:
                _decode(content, expected)
    except UnidentifiedImageError:
        yield refused(name, "media_not_as_named", expected=expected)
    except Image.DecompressionBombError:
        yield _too_many_pixels(name)
    except Exception as error:
        # Broken bytes make decoders fail in every family there is: struct, zlib, index, type.
        yield refused(name, "media_broken", reason=str(error)[:120] or type(error).__name__)


def _pixels(content: bytes, expected: str) -> int:
    """From the header alone."""
    with Image.open(io.BytesIO(content), formats=[expected]) as image:
        return image.width * image.height


def _decode(content: bytes, expected: str) -> None:
    """All of it, so that half a picture is found here and not on the screen."""
    with Image.open(io.BytesIO(content), formats=[expected]) as image:
        image.draft("L", (image.width // 8, image.height // 8))
        image.load()


def _too_many_pixels(name: str) -> Problem:
    return refused(name, "too_many_pixels", limit=limits.PICTURE_PIXELS // 1_000_000)
