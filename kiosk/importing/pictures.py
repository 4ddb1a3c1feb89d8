"""Pictures of a document, judged and copied into the procedure's media folder."""

import base64
import binascii
import io
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from defusedxml import ElementTree
from PIL import Image as PillowImage
from PIL import ImageOps

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
    """`root` is the only folder pictures are taken from; `media` is where they go."""

    root: Path
    media: Path
    listing: Listing
    _placed: dict[str, Picture | Clip | None] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def place(self, image: Image) -> Picture | Clip | None:
        """The picture (or clip) in the procedure; None when it is listed as left out."""
        if image.target not in self._placed:
            self._placed[image.target] = self._copy(image)
        elif self._placed[image.target] is None:
            self._refuse(image, "picture_unreadable")
        return self._placed[image.target]

    @property
    def count(self) -> int:
        return len(self._names)

    def _copy(self, image: Image) -> Picture | Clip | None:
        if len(self._names) >= _MAX_FILES:
            return self._refuse(image, "picture_too_many")
        if _DATA.match(image.target):
            return self._embedded(image)
        if _REMOTE.match(image.target):
            return self._refuse(image, "picture_remote")
        source = self._find(image.target)
        if source is None:
            return self._refuse(image, "picture_outside")
        if not source.is_file():
            return self._refuse(image, "picture_missing")
        if source.stat().st_size > _MAX_BYTES:
            return self._refuse(image, "picture_too_large")
        return self._store(source.read_bytes(), source.name, image)

    def _find(self, target: str) -> Path | None:
        """The file meant, links resolved; None when that lies outside of `root`."""
        path = unquote(re.sub(r"[?#].*$", "", target)).replace("\\", "/").strip()
        path = re.sub(r"\s+=\d*x?\d*$", "", path)
        if "\0" in path or re.match(r"^[A-Za-z]:", path):
            return None
        try:
            found = (self.root / PurePosixPath(path.lstrip("/"))).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return found if found.is_relative_to(self.root.resolve()) else None

    def _embedded(self, image: Image) -> Picture | Clip | None:
        encoded = image.target.partition(",")[2]
        try:
            data = base64.b64decode(unquote(encoded), validate=True)
        except (binascii.Error, ValueError):
            return self._refuse(image, "picture_unreadable")
        return self._store(data, "embedded.png", image)

    def _store(self, data: bytes, name: str, image: Image) -> Picture | Clip | None:
        suffix = Path(name).suffix.lower()
        if suffix in (".mp4", ".webm"):
            return Clip(self._write(data, name, suffix))
        if data.startswith(b"%PDF"):
            return Picture(self._write(data, name, ".pdf"), page=1)
        if suffix == ".svg" or data.lstrip()[:5] in (b"<?xml", b"<svg "):
            safe = _is_plain_svg(data)
            return (
                Picture(self._write(data, name, ".svg"))
                if safe
                else self._refuse(image, "picture_unreadable")
            )
        return self._raster(data, name, image)

    def _raster(self, data: bytes, name: str, image: Image) -> Picture | None:
        try:
            kept, suffix = _fit(data)
        except _TooLarge:
            return self._refuse(image, "picture_too_large")
        except Exception:  # Pillow's readers raise many kinds at broken files
            return self._refuse(image, "picture_unreadable")
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

    def _refuse(self, image: Image, reason: str) -> Picture | None:
        target = unquote(image.target)
        what = target if len(target) <= 200 else target[:80] + "…"
        words = f"{what} ({image.caption})" if image.caption else what
        self.listing.leave_out(image.line, words, reason)
        return None


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
