"""Read rate, false reads and time of the scanner against each engine alone.

    python -m benchmarks.scanning [--barcodes DIR] [--json]

DIR holds pictures and an ``expected.jsonl`` (``file``, ``family``, ``texts``); by default
it is the sample the tests use. All engines see the same decoded pictures in one run;
times are processor time on one core, so only their ratios mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from kiosk.scanner.admission import Admission, Expectation
from kiosk.scanner.decoders import decoded_text, zbar
from kiosk.scanner.demo_camera import DemoCamera, Lens
from kiosk.scanner.label import render_label
from kiosk.scanner.pictures import UnreadablePicture, grey, opencv, read_picture
from kiosk.scanner.pipeline import Pipeline
from kiosk.scanner.stills import read_image
from kiosk.scanner.symbologies import ALL, SHOP_FLOOR, Symbology

if TYPE_CHECKING:
    from kiosk.scanner.pictures import Picture

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "barcodes"
ZBAR_KINDS = ALL - {Symbology.DATABAR}

Reader = Callable[["Picture"], list[str]]


@dataclass
class Tally:
    """What one reader made of one family."""

    pictures: int = 0
    read: int = 0
    false: int = 0
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        self.pictures += other.pictures
        self.read += other.read
        self.false += other.false
        self.seconds += other.seconds


def by_station(picture: Picture) -> list[str]:
    return [seen.text for seen in read_image(picture)]


def by_zxing(picture: Picture) -> list[str]:
    """Its defaults, save that the content comes as it is and not made readable."""
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    return [decoded_text(bytes(code.bytes), code.text) for code in found]


def by_zbar(picture: Picture) -> list[str]:
    engine = zbar()
    if engine is None:
        return []
    return [seen.text for seen in engine.decode(grey(picture), ZBAR_KINDS)]


def by_opencv(picture: Picture) -> list[str]:
    cv2 = opencv()
    found: list[str] = []
    for detector in (cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()):
        # It raises on payloads that are not UTF-8, and on dark pictures.
        try:
            texts = detector.detectAndDecodeMulti(picture)[1]
        except (cv2.error, UnicodeDecodeError):
            continue
        found += [text.zfill(13) if len(text) == 12 else text for text in texts if text]
    return found


READERS: dict[str, Reader] = {
    "station": by_station,
    "zxing-cpp": by_zxing,
    "pyzbar": by_zbar,
    "opencv": by_opencv,
}


def expectations(folder: Path) -> Iterable[tuple[str | None, list[str], Picture]]:
    """Family, right texts and picture of each line; unreadable pictures are left out."""
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        try:
            yield row["family"], row["texts"], read_picture(folder / row["file"])
        except UnreadablePicture:
            continue


def measure_pictures(folder: Path) -> dict[str, dict[str, Tally]]:
    """Tallies by reader and family; pictures without a code are the family ``none``."""
    tallies: dict[str, dict[str, Tally]] = {name: defaultdict(Tally) for name in READERS}
    for family, texts, picture in expectations(folder):
        for name, reader in READERS.items():
            began = time.process_time()
            found = reader(picture)
            tally = Tally(1, int(any(text in texts for text in found)))
            tally.seconds = time.process_time() - began
            tally.false = sum(text not in texts for text in found)
            tallies[name][family or "none"].add(tally)
    return tallies


def whole(tallies: dict[str, Tally]) -> Tally:
    """All families with something to read; false reads count the others' too."""
    total = Tally()
    for family, tally in tallies.items():
        if family != "none":
            total.add(tally)
    total.false += tallies["none"].false if "none" in tallies else 0
    return total


def frames_of(text: str | None, count: int, lens: Lens | None = None) -> list[Picture]:
    camera = DemoCamera(lens=lens, sleep=lambda _: None)
    camera.open()
    if text is not None:
        camera.hold(render_label(text, Symbology.CODE128, "Part 4711-A"))
    return [frame for frame in (camera.render() for _ in range(count)) if frame is not None]


def ms_per_frame(frames: list[Picture], look: Callable[[Picture, float], Any]) -> float:
    look(frames[0], 0.0)
    times = []
    for number, frame in enumerate(frames):
        began = time.process_time()
        look(frame, number / 30)
        times.append((time.process_time() - began) * 1000)
    return median(times)


def measure_frames() -> dict[str, float]:
    """Milliseconds of one core for a 1280x720 frame, the median of 60."""
    import zxingcpp

    def station(frame: Picture, at: float) -> object:
        return pipeline.feed(frame, at)

    def defaults(frame: Picture, _at: float) -> object:
        return zxingcpp.read_barcodes(frame)

    found: dict[str, float] = {}
    for kind, text, lens in (
        ("empty", None, None),
        ("with a code", "PN-4711-A", None),
        ("with a blurred code", "PN-4711-A", Lens(defocus=6.0)),
    ):
        frames = frames_of(text, 60, lens)
        pipeline = Pipeline(SHOP_FLOOR)
        found[f"station, {kind}"] = ms_per_frame(frames, station)
        found[f"zxing-cpp defaults, {kind}"] = ms_per_frame(frames, defaults)
    return found


def seconds_to_confirm() -> float:
    """How long a clean label is held until it counts, the median over symbologies."""
    waits = []
    for text, symbology in (
        ("4006381333931", Symbology.EAN13),
        ("PN-4711-A", Symbology.CODE128),
        ("PN 4711", Symbology.CODE39),
        ("SN0001", Symbology.DATAMATRIX),
        ("https://example.com/7", Symbology.QRCODE),
    ):
        camera = DemoCamera(sleep=lambda _: None)
        camera.open()
        camera.hold(render_label(text, symbology))
        pipeline, admission = Pipeline(), Admission(Expectation())
        for number in range(60):
            frame = camera.render()
            assert frame is not None
            began = time.perf_counter()
            glance = pipeline.feed(frame, number / 15)
            if admission.consider(glance.sightings, number / 15):
                waits.append(number / 15 + time.perf_counter() - began)
                break
    return median(waits)


def report(folder: Path) -> dict[str, Any]:
    tallies = measure_pictures(folder)
    totals = {name: whole(families) for name, families in tallies.items()}
    base = totals["zxing-cpp"].seconds
    frames = measure_frames()
    slowest = frames["station, with a blurred code"]
    return {
        "pictures": {
            name: {
                "read_rate": round(total.read / max(total.pictures, 1), 4),
                "read": total.read,
                "pictures": total.pictures,
                "false": total.false,
                "ms": round(total.seconds / max(total.pictures, 1) * 1000, 2),
                "time_ratio": round(total.seconds / base, 2),
            }
            for name, total in totals.items()
        },
        "families": {
            family: {
                name: [tallies[name][family].read, tallies[name][family].false] for name in READERS
            }
            | {"pictures": tallies["station"][family].pictures}
            for family in sorted(tallies["station"])
        },
        "ms_per_720p_frame": {kind: round(ms, 2) for kind, ms in frames.items()},
        "frames_per_second": round(1000 / slowest, 1),
        "seconds_to_confirm": round(seconds_to_confirm(), 3),
    }


def print_tables(result: dict[str, Any]) -> None:
    print(f"{'':12}{'read':>8}{'false':>7}{'ms':>8}{'× zxing':>9}")
    for name, row in result["pictures"].items():
        print(
            f"{name:12}{row['read_rate']:8.1%}{row['false']:7}{row['ms']:8.2f}{row['time_ratio']:9.2f}"
        )
    print(f"\nread (false) by family\n{'':14}{'of':>5}" + "".join(f"{n:>12}" for n in READERS))
    for family, row in result["families"].items():
        cells = "".join(f"{row[name][0]:>7} ({row[name][1]:>2})" for name in READERS)
        print(f"{family:14}{row['pictures']:>5}{cells}")
    print("\n1280x720 frames, ms of one core")
    for kind, ms in result["ms_per_720p_frame"].items():
        print(f"  {kind:42}{ms:7.2f}")
    print(f"  frames a second at the worst of these: {result['frames_per_second']}")
    print(f"  seconds until a clean label counts:    {result['seconds_to_confirm']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--barcodes", type=Path, default=SAMPLE, help="folder with expected.jsonl")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    arguments = parser.parse_args()
    # One core for everybody: numpy, loaded at the first picture, would take all of them.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    opencv().setNumThreads(1)
    result = report(arguments.barcodes)
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print_tables(result)


if __name__ == "__main__":
    main()
