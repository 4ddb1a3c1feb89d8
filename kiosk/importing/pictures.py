"""Pictures of a document, judged and copied into the procedure's media folder."""

import base64
import binascii
import io
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from defusedxml import ElementTree
from PIL import Image as PillowImage
from PIL import ImageOps

from kiosk.importing.files import find_file
from kiosk.importing.inline import Image
from kiosk.importing.report import Listing
from sop.procedure import Clip, Picture

_MAX_BYTES = 60_000_000
_MAX_PIXELS = 200_000_000
_KEPT_BYTES = 6_000_000
_LONG_SIDE = 3000
_MAX_FILES = 400
_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]+:)?//|^(?!data:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_DATA = re.compile(r"^data:image/[\w.+-]+;base64,", re.IGNORECASE)


@dataclass
class PictureShelf:
    """Nothing outside of `root` is ever read; `media` is where the pictures go.

    Paths in the document count from `home`, its own folder; those that begin with "/" from `root`.
    """

    root: Path
    home: Path
    media: Path
    listing: Listing
    _placed: dict[str | Path, Picture | Clip | str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def place(self, image: Image) -> Picture | Clip | None:
        """The picture (or clip) in the procedure, copied once however often it is shown.

        None when it is listed as left out: each place that shows it, with its caption.
        """
        source = self._source(image)
        if source not in self._placed:
            self._placed[source] = self._copy(source, image)
        placed = self._placed[source]
        if isinstance(placed, str):
            self._refuse(image, placed)
            return None
        return placed

    @property
    def count(self) -> int:
        return len(self._names)

    def _source(self, image: Image) -> str | Path:
        """The file meant; the target itself when it names none that may be read."""
        if _DATA.match(image.target) or _REMOTE.match(image.target):
            return image.target
        return find_file(image.target, self.home, self.root) or image.target

    def _copy(self, source: str | Path, image: Image) -> Picture | Clip | str:
        if len(self._names) >= _MAX_FILES:
            return "picture_too_many"
        if isinstance(source, str):
            if _DATA.match(source):
                return self._embedded(image)
            return "picture_remote" if _REMOTE.match(source) else "picture_outside"
        if not source.is_file():
            return "picture_missing"
        if source.stat().st_size > _MAX_BYTES:
            return "picture_too_large"
        return self._store(source.read_bytes(), source.name, image)

    def _embedded(self, image: Image) -> Picture | Clip | str:
        encoded = image.target.partition(",")[2]
        try:
            data = base64.b64decode(unquote(encoded), validate=True)
        except (binascii.Error, ValueError):
            return "picture_unreadable"
        return self._store(data, "embedded.png", image)

    def _store(self, data: bytes, name: str, image: Image) -> Picture | Clip | str:
        suffix = Path(name).suffix.lower()
        if suffix in (".mp4", ".webm"):
            return Clip(self._write(data, name, suffix))
        if data.startswith(b"%PDF"):
            return Picture(self._write(data, name, ".pdf"), page=1)
        if suffix == ".svg" or data.lstrip()[:5] in (b"<?xml", b"<svg "):
            safe = _is_plain_svg(data)
            return Picture(self._write(data, name, ".svg")) if safe else "picture_unreadable"
        return self._raster(data, name, image)

    def _raster(self, data: bytes, name: str, image: Image) -> Picture | str:
        try:
            kept, suffix = _fit(data)
        except _TooLarge:
            return "picture_too_large"
        except Exception:  # Pillow's readers raise many kinds at broken files
            return "picture_unreadable"
        if kept is not data:
            self.listing.note(image.line, name, "picture_converted")
        return Picture(self._write(kept, name, suffix))

    def _write(self, data: bytes, name: str, suffix: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "_", Path(name).stem.lower()).strip("_")[:60] or "picture"
        unique, number = f"{stem}{suffix}", 2
        while unique in self._names:
            unique, number = f"{stem}_{number}{suffix}", number + 1
        self._names.add(unique)
        self.media.mkdir(parents=True, exist_ok=True)
        (self.media / unique).write_bytes(data)
        return f"{self.media.name}/{unique}"

    def _refuse(self, image: Image, reason: str) -> None:
        target = unquote(image.target)
        what = target if len(target) <= 200 else target[:80] + "…"
        words = f"{what} ({image.caption})" if image.caption else what
        self.listing.leave_out(image.line, words, reason)


class _TooLarge(Exception):
    """More pixels than are safe to unpack."""


def _fit(data: bytes) -> tuple[bytes, str]:
    """The picture as PNG or JPEG, upright and of a size a screen can use; untouched if it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
        picture = PillowImage.open(io.BytesIO(data))
        if picture.width * picture.height > _MAX_PIXELS:
            raise _TooLarge
        kept = picture.format in ("PNG", "JPEG") and picture.mode != "CMYK"
        turned = picture.getexif().get(0x0112, 1) != 1
        small = max(picture.size) <= _LONG_SIDE and len(data) <= _KEPT_BYTES
        picture.load()
        if kept and small and not turned:
            return data, ".png" if picture.format == "PNG" else ".jpg"
        return _converted(picture)


def _converted(picture: PillowImage.Image) -> tuple[bytes, str]:
    upright: PillowImage.Image = ImageOps.exif_transpose(picture) or picture
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    drawn = transparent or picture.format in ("GIF", "BMP", "PNG")
    upright = upright.convert("RGBA" if transparent else "RGB")
    upright.thumbnail((_LONG_SIDE, _LONG_SIDE))
    buffer = io.BytesIO()
    if drawn:
        upright.save(buffer, "PNG", optimize=True)
    else:
        upright.save(buffer, "JPEG", quality=88)
    return buffer.getvalue(), ".png" if drawn else ".jpg"


def _is_plain_svg(data: bytes) -> bool:
    """Well-formed SVG without scripts or references to anything outside itself."""
    try:
        root = ElementTree.fromstring(data)
    except Exception:  # expat, defusedxml and codec errors alike
        return False
    if root.tag.rpartition("}")[2] != "svg":
        return False
    return not any(_reaches_out(element) for element in root.iter())


def _reaches_out(element: object) -> bool:
    tag = str(getattr(element, "tag", "")).rpartition("}")[2].lower()
    given: dict[str, str] = getattr(element, "attrib", {})
    links = [v for k, v in given.items() if k.rpartition("}")[2] == "href"]
    handlers = any(name.lower().startswith("on") for name in given)
    outside = any(not link.startswith(("#", "data:image/")) for link in links)
    return tag in ("script", "foreignobject") or handlers or outside
