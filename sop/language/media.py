"""Pictures, clips and pages: they are what their name says, and harmless to show."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from sop.language import limits
from sop.language.drawing import check_drawing
from sop.language.package import Package, PackageError, blocks, read
from sop.language.problems import Problem, refused
from sop.language.raster import check_raster

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".pdf"})
CLIPS = frozenset({".mp4", ".webm"})
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]{0,200}?/Count\s+(\d{1,6})|"
                    rb"/Count\s+(\d{1,6})[^>]{0,200}?/Type\s*/Pages\b")  # fmt: skip


class Kind(NamedTuple):
    """A kind of file: its MIME type, its size limit in bytes, and how it is looked through."""

    type: str
    most: int
    check: Callable[[Package, str], Iterator[Problem]]


def kind_of(name: str) -> Kind | None:
    """By the ending of the name; None for what a package may not hold."""
    return _KINDS.get(PurePosixPath(name).suffix.lower())


def check_media(package: Package, name: str, kind: Kind) -> list[Problem]:
    """What is wrong with one file; at worst that it cannot be read."""
    if package.sizes[name] == 0:
        return [refused(name, "media_empty")]
    if package.sizes[name] > kind.most:
        return [refused(name, "media_too_large", limit=kind.most // limits.MEBIBYTE)]
    try:
        return list(kind.check(package, name))
    except PackageError as error:
        return list(error.problems)


def page_count(content: bytes) -> int | None:
    """How many pages a PDF says it has, where that can be read without unpacking it."""
    counts = [int(first or second) for first, second in _PAGES.findall(content)]
    return max(counts, default=None)


def _raster(expected: str) -> Callable[[Package, str], Iterator[Problem]]:
    def check(package: Package, name: str) -> Iterator[Problem]:
        yield from check_raster(name, read(package, name, limits.PICTURE_BYTES), expected)

    return check


def _drawing(package: Package, name: str) -> Iterator[Problem]:
    yield from check_drawing(name, read(package, name, limits.DRAWING_BYTES))


def _clip(package: Package, name: str) -> Iterator[Problem]:
    start = next(blocks(package, name, limits.CLIP_BYTES), b"")
    is_mp4 = start[4:8] == b"ftyp"
    is_webm = start[:4] == b"\x1aE\xdf\xa3" and b"webm" in start[:64]
    expected = "MP4" if name.lower().endswith(".mp4") else "WebM"
    if not (is_mp4 if expected == "MP4" else is_webm):
        yield refused(name, "media_not_as_named", expected=expected)


def _document(package: Package, name: str) -> Iterator[Problem]:
    content = read(package, name, limits.DOCUMENT_BYTES)
    if b"%PDF-" not in content[:1024]:
        yield refused(name, "media_not_as_named", expected="PDF")
    elif b"%%EOF" not in content[-2048:]:
        yield refused(name, "media_broken", reason="no %%EOF")
    elif re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", content):
        yield refused(name, "document_encrypted")


_KINDS = {
    ".png": Kind("image/png", limits.PICTURE_BYTES, _raster("PNG")),
    ".jpg": Kind("image/jpeg", limits.PICTURE_BYTES, _raster("JPEG")),
    ".jpeg": Kind("image/jpeg", limits.PICTURE_BYTES, _raster("JPEG")),
    ".svg": Kind("image/svg+xml", limits.DRAWING_BYTES, _drawing),
    ".mp4": Kind("video/mp4", limits.CLIP_BYTES, _clip),
    ".webm": Kind("video/webm", limits.CLIP_BYTES, _clip),
    ".pdf": Kind("application/pdf", limits.DOCUMENT_BYTES, _document),
}
