"""Reading the codes of files and streams: pictures, folders of them, videos, URLs; for ``scan``."""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.pictures import (
    IMAGE_SUFFIXES,
    VIDEO_SUFFIXES,
    UnreadablePicture,
    read_picture,
)
from kiosk.scanner.sources import CaptureSource, SourceUnavailable, VideoSource, is_address
from kiosk.scanner.symbologies import ALL, SHOP_FLOOR, Symbology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kiosk.scanner.pictures import Picture
    from kiosk.scanner.sightings import Scan, Sighting
    from kiosk.scanner.sources import FrameSource

_VIDEO_RATE = 30.0
_INVENTED = ALL - SHOP_FLOOR
"""Kinds that are read from nothing when looked for in frame after frame."""
STREAM_SECONDS = 10.0
"""A camera never ends: so long it is looked at."""
_WHOLE, _LAST_S = 0.9, 0.2
"""How much of the time a video announces must be there, and how long a last frame may stand."""
_WITHOUT_CLOCK = frozenset({".mjpg", ".mjpeg"})
"""Pictures in a row: how long they are meant to last is anybody's guess."""


@dataclass(slots=True)
class _Reading:
    """What one file gave, and the message key of what was wrong with it."""

    codes: Sequence[Sighting | Scan] = ()
    error: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Reader:
    formats: frozenset[Symbology]
    clock: Callable[[], float]
    stream_seconds: float

    def read(self, file: Path | str) -> _Reading:
        """Of a picture, a video or a stream. Nothing raises."""
        try:
            if isinstance(file, str):
                return self._stream(file)
            if not file.exists():
                return _Reading(error="file_missing")
            if file.is_dir():
                return _Reading(error="folder_empty")
            is_video = file.suffix.lower() in VIDEO_SUFFIXES
            return self._video(file) if is_video else self._picture(read_picture(file))
        except UnreadablePicture as error:
            return _Reading(error=error.key)
        except SourceUnavailable as error:
            return _Reading(error=error.reason)
        # OpenCV raises its own kind for pictures no one thought of; one file must not end the run.
        except Exception:
            return _Reading(error="file_unreadable")

    def _picture(self, picture: Picture) -> _Reading:
        from kiosk.scanner.stills import read_image

        _load_engines()
        began = self.clock()
        codes = read_image(picture, self.formats)
        return _Reading(codes, seconds=self.clock() - began)

    def _video(self, file: Path) -> _Reading:
        source = VideoSource(file, loop=False, paced=False)
        reading = self._watch(source, lambda: False).reading
        has_clock = file.suffix.lower() not in _WITHOUT_CLOCK
        if has_clock and source.shown_s + _LAST_S < _WHOLE * source.announced_s:
            reading.error = "video_cut_short"
        return reading

    def _stream(self, address: str) -> _Reading:
        """A camera that is shown, or a clip or a picture that is fetched."""
        source = CaptureSource(address)
        until = self.clock() + self.stream_seconds
        watched = self._watch(source, lambda: self.clock() >= until)
        if watched.frames == 1 and watched.first is not None:
            return self._picture(watched.first)
        return watched.reading

    def _watch(self, source: FrameSource, is_over: Callable[[], bool]) -> _Watched:
        """Every code that was shown, once, by the same rules as before the camera."""
        from kiosk.scanner.pipeline import Pipeline

        _load_engines()
        formats = (self.formats - _INVENTED) or self.formats
        pipeline = Pipeline(formats)
        admission = Admission(Expectation(symbologies=formats))
        scans: dict[tuple[str, str | None], Scan] = {}
        watched = _Watched()
        began = self.clock()
        source.open()
        try:
            while not is_over() and (picture := source.read()) is not None:
                at = watched.note(picture) / _VIDEO_RATE
                for scan in admission.consider(pipeline.feed(picture, at).sightings, at):
                    scans.setdefault((scan.text, scan.symbology), scan)
        finally:
            source.close()
        if watched.frames == 0:
            raise SourceUnavailable("no_frames")
        watched.reading = _Reading(list(scans.values()), seconds=self.clock() - began)
        return watched


@dataclass(slots=True)
class _Watched:
    """What became of looking at frames one after another."""

    frames: int = 0
    first: Picture | None = None
    reading: _Reading = field(default_factory=_Reading)

    def note(self, picture: Picture) -> int:
        """The number of this frame, from 0."""
        if self.first is None:
            self.first = picture
        self.frames += 1
        return self.frames - 1


def scan_sources(
    sources: Iterable[Path | str],
    formats: frozenset[Symbology] = ALL,
    clock: Callable[[], float] = time.perf_counter,
    stream_seconds: float = STREAM_SECONDS,
) -> Iterator[dict[str, Any]]:
    """One result per file, in order; folders are gone through recursively. A source may be a
    URL too: of a camera, which is looked at for `stream_seconds`, a video or a picture.

    Each holds ``file`` (as found), ``codes`` (a list of ``text``, ``symbology``,
    ``engine``) and ``ms``, the time of decoding; one that cannot be read, or not all of it,
    has ``error``, a message key, too. Nothing raises.
    """
    reader = _Reader(formats, clock, stream_seconds)
    for source in sources:
        for file in _files_of(source):
            with warnings.catch_warnings():
                # What a decoder has to complain of is in the result already.
                warnings.simplefilter("ignore")
                reading = reader.read(file)
            result: dict[str, Any] = {
                "file": file if isinstance(file, str) else file.as_posix(),
                "codes": [_row(code) for code in reading.codes],
                "ms": round(reading.seconds * 1000, 2),
            }
            yield result if reading.error is None else {**result, "error": reading.error}


def _files_of(source: Path | str) -> Iterator[Path | str]:
    """An address as it is: a path would make one slash of ``//``."""
    if isinstance(source, str) and is_address(source):
        yield source
        return
    path = Path(source).expanduser()
    known = IMAGE_SUFFIXES | VIDEO_SUFFIXES
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in known and p.is_file())
    yield from files or [path]


def _load_engines() -> None:
    """Which is not part of the first picture's time."""
    from kiosk.scanner.decoders import zbar, zxing
    from kiosk.scanner.pictures import opencv

    opencv(), zxing(), zbar()


def _row(code: Sighting | Scan) -> dict[str, str]:
    kind = code.symbology.value if code.symbology is not None else ""
    return {"text": code.text, "symbology": kind, "engine": code.engine}
