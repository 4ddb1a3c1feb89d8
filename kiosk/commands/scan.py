"""Decodes with the station's own pipeline. SOURCE is a picture, a folder of pictures, or a video.
With --json one line per file: {"file", "codes": [{"text", "symbology", "engine"}], "ms"}.
Exit code 1 when something could not be read as a picture.
用工位自己的识读流程解码图片、文件夹或视频;--json 时每个文件输出一行。"""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from kiosk.scanner.sightings import Scan, Sighting

UNREADABLE = {"zh": "{file}: 无法作为图片读取", "en": "{file}: cannot be read as a picture"}
FRAMES_PER_SECOND = 30
NOTHING = {"zh": "没有找到条码", "en": "no code found"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", default=False, help="JSON lines")


def run(args: Namespace) -> int:
    failed = False
    for file in _files(args.sources):
        line = _decoded(file)
        failed |= "error" in line
        print(json.dumps(line, ensure_ascii=False) if args.json else _told(line, args.language))
    return 1 if failed else 0


def _files(sources: list[Path]) -> Iterator[Path]:
    from kiosk.scanner.pictures import IMAGE_SUFFIXES, VIDEO_SUFFIXES

    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for file in sorted(source.rglob("*")):
            if file.suffix.lower() in IMAGE_SUFFIXES | VIDEO_SUFFIXES:
                yield file


def _decoded(file: Path) -> dict[str, Any]:
    from kiosk.scanner.pictures import VIDEO_SUFFIXES, UnreadablePicture
    from kiosk.scanner.sources import SourceUnavailable

    try:
        look = _of_video if file.suffix.lower() in VIDEO_SUFFIXES else _of_picture
        codes, ms = look(file)
    except (UnreadablePicture, SourceUnavailable) as error:
        return {"file": str(file), "codes": [], "ms": 0.0, "error": str(error)}
    return {"file": str(file), "codes": [_code(seen) for seen in codes], "ms": round(ms, 2)}


def _of_picture(file: Path) -> tuple[Sequence[Sighting], float]:
    from kiosk.scanner.decoders import zbar, zxing
    from kiosk.scanner.pictures import opencv, read_picture
    from kiosk.scanner.stills import read_image

    picture = read_picture(file)
    opencv(), zxing(), zbar()  # loading the engines is not part of the first picture's time
    start = time.perf_counter()
    found = read_image(picture)
    return found, (time.perf_counter() - start) * 1000


def _of_video(file: Path) -> tuple[Sequence[Scan], float]:
    """Frame by frame with admission, as from the station's camera; `ms` is for all frames."""
    from kiosk.scanner.admission import Admission
    from kiosk.scanner.pipeline import Pipeline
    from kiosk.scanner.sources import VideoSource

    source = VideoSource(file, loop=False, paced=False)
    pipeline, admission = Pipeline(), Admission()
    scans: dict[tuple[str, str], Scan] = {}
    start = time.perf_counter()
    source.open()
    try:
        for number in itertools.count():
            frame = source.read()
            if frame is None:
                break
            at = number / FRAMES_PER_SECOND
            for scan in admission.consider(pipeline.feed(frame, at).sightings, at):
                scans.setdefault((scan.text, str(scan.symbology)), scan)
    finally:
        source.close()
    return list(scans.values()), (time.perf_counter() - start) * 1000


def _code(seen: Sighting | Scan) -> dict[str, str]:
    return {"text": seen.text, "symbology": str(seen.symbology), "engine": seen.engine}


def _told(line: dict[str, Any], language: str) -> str:
    if "error" in line:
        return UNREADABLE[language].format(**line)
    codes = [f"{code['text']!r} ({code['symbology']}, {code['engine']})" for code in line["codes"]]
    return f"{line['file']}: {' · '.join(codes) or NOTHING[language]} [{line['ms']} ms]"
