"""Reading the codes of files: pictures, folders of them, videos; for ``scan``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.pictures import (
    IMAGE_SUFFIXES,
    VIDEO_SUFFIXES,
    UnreadablePicture,
    read_picture,
)
from kiosk.scanner.sources import SourceUnavailable, VideoSource
from kiosk.scanner.symbologies import ALL, Symbology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kiosk.scanner.sightings import Scan, Sighting

_VIDEO_RATE = 30.0


def scan_sources(
    paths: Iterable[Path | str],
    formats: frozenset[Symbology] = ALL,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[dict[str, Any]]:
    """One result per file, in order; folders are gone through recursively.

    Each holds ``file`` (as found), ``codes`` (a list of ``text``, ``symbology``,
    ``engine``) and ``ms``; a file that cannot be read has ``error``, a message key,
    too. Nothing raises.
    """
    for path in paths:
        for file in _files_of(Path(path)):
            began = clock()
            found, error = _codes_of(file, formats)
            result: dict[str, Any] = {
                "file": file.as_posix(),
                "codes": found,
                "ms": round((clock() - began) * 1000, 2),
            }
            yield result if error is None else {**result, "error": error}


def _files_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    known = IMAGE_SUFFIXES | VIDEO_SUFFIXES
    yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in known and p.is_file())


def _codes_of(file: Path, formats: frozenset[Symbology]) -> tuple[list[dict[str, str]], str | None]:
    try:
        if file.suffix.lower() in VIDEO_SUFFIXES:
            return [_row(scan) for scan in _scans_of_video(file, formats)], None
        from kiosk.scanner.stills import read_image

        return [_row(seen) for seen in read_image(read_picture(file), formats)], None
    except UnreadablePicture as error:
        return [], error.key
    except SourceUnavailable as error:
        return [], error.reason
    # OpenCV raises its own kind for pictures no one thought of; one file must not end the run.
    except Exception:
        return [], "file_unreadable"


def _row(code: Sighting | Scan) -> dict[str, str]:
    kind = code.symbology.value if code.symbology is not None else ""
    return {"text": code.text, "symbology": kind, "engine": code.engine}


def _scans_of_video(file: Path, formats: frozenset[Symbology]) -> Iterator[Scan]:
    """Every code shown in a video, once, by the same rules as before the camera."""
    from kiosk.scanner.pipeline import Pipeline

    source = VideoSource(file, loop=False, paced=False)
    pipeline, admission = Pipeline(formats), Admission(Expectation(symbologies=formats))
    told: set[tuple[str, str | None]] = set()
    try:
        source.open()
        number = 0
        while (picture := source.read()) is not None:
            at = number / _VIDEO_RATE
            number += 1
            for scan in admission.consider(pipeline.feed(picture, at).sightings, at):
                if (scan.text, scan.symbology) not in told:
                    told.add((scan.text, scan.symbology))
                    yield scan
        if number == 0:
            raise SourceUnavailable("file_unreadable")
    finally:
        source.close()
