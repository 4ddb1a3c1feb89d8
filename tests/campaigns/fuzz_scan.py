"""Broken codes and frames for the scan path: `python -m tests.campaigns.fuzz_scan --seconds 300`.

Texts are GS1 element strings, URLs, gauge lines and key bursts, spoilt. Frames are printed labels
that were cut, covered, blurred, noised and turned inside out. Nothing may raise, and no frame may
admit a text other than the one that was printed. A failure prints the seed that makes it again.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from kiosk.scanner import SHOP_FLOOR, Admission, Expectation, Symbology
from kiosk.scanner.gauges import parse_gauge
from kiosk.scanner.gs1 import parse_gs1
from kiosk.scanner.label import render_label
from kiosk.scanner.pipeline import Pipeline
from kiosk.scanner.stills import read_image
from kiosk.scanner.wedge import ENTER, Burst, Wedge

SEEDS = [
    "\x1d010400638133393110LOT42\x1d21S1\x1d17311231",
    "]d20104006381333931" + "17261130" + "10AB-12",
    "https://id.gs1.org/01/04006381333931/10/LOT42?17=311231",
    "4006381333931",
    "+012.34 mm",
    "01A+00012.345",
    "WO-260417",
]
PIECES = [
    "\x1d",
    "\x00",
    "01",
    "10",
    "17",
    "99",
    "]C1",
    "(",
    ")",
    "é",
    "中",
    "\ud83d",
    "𝄞",
    "9" * 90,
]
LABELS = [
    ("WO-260417", Symbology.CODE128),
    ("4006381333931", Symbology.EAN13),
    ("SN-000123", Symbology.DATAMATRIX),
    ("BADGE-101", Symbology.QRCODE),
    ("PART 4711", Symbology.CODE39),
]


def spoilt_text(chance: random.Random) -> str:
    text = chance.choice(SEEDS)
    for _ in range(chance.randint(0, 6)):
        at = chance.randint(0, len(text))
        cut = chance.randint(0, 3)
        text = (
            text[:at] + chance.choice([*PIECES, chr(chance.randrange(0x2FFF))]) + text[at + cut :]
        )
    return text


def throw_text(chance: random.Random) -> Counter[str]:
    """Every reader of texts takes it without a word."""
    text = spoilt_text(chance)
    found = parse_gs1(text, chance.choice([None, *Symbology]), gs1=chance.random() < 0.5)
    _ = found and (found.gtin, found.lot, found.serial, found.expiry, found.quantity)
    parse_gauge(text)
    wedge, at = Wedge(), 0.0
    for character in text:
        at += chance.choice([0.001, 0.01, 0.2])
        wedge.press(character, at, alt=chance.random() < 0.05)
    for output in wedge.press(ENTER, at + 0.001):
        if isinstance(output, Burst):
            output.scan()
    return Counter({"texts": 1, "texts that are GS1": int(found is not None)})


def spoilt_frame(chance: random.Random) -> tuple[str, Any]:
    """What was printed, and a 720p frame of it after some accidents."""
    import cv2

    text, symbology = chance.choice(LABELS)
    label = render_label(text, symbology)
    noise = np.random.default_rng(chance.randrange(2**32))
    frame = np.full((720, 1280, 3), chance.randrange(60, 200), np.uint8)
    scale = chance.uniform(0.15, 1.0)
    small = cv2.resize(label, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = min(small.shape[0], 700), min(small.shape[1], 1260)
    top, left = chance.randrange(720 - high), chance.randrange(1280 - wide)
    frame[top : top + high, left : left + wide] = small[:high, :wide]
    for _ in range(chance.randint(0, 3)):
        x, y = chance.randrange(1280), chance.randrange(720)
        corner = (x + chance.randrange(200), y + chance.randrange(200))
        cv2.rectangle(frame, (x, y), corner, (chance.randrange(256),) * 3, -1)
    if chance.random() < 0.5:
        frame = cv2.GaussianBlur(frame, (0, 0), chance.uniform(0.3, 4))
    if chance.random() < 0.3:
        frame = 255 - frame
    grain = noise.normal(0, chance.uniform(0, 25), frame.shape)
    return text, np.clip(frame + grain, 0, 255).astype(np.uint8)


def throw_frame(chance: random.Random) -> Counter[str]:
    """Nothing but the printed text is ever admitted, by the live path or the thorough one."""
    text, frame = spoilt_frame(chance)
    pipeline, admission = Pipeline(), Admission(Expectation(SHOP_FLOOR))
    admitted = set()
    for number in range(3):
        seen = pipeline.feed(frame, number / 30)
        admitted |= {scan.text for scan in admission.consider(seen.sightings, number / 30)}
    admitted |= {sighting.text for sighting in read_image(frame, SHOP_FLOOR)}
    wrong = admitted - {text}
    assert not wrong, f"printed {text!r}, admitted {wrong!r}"
    return Counter({"frames": 1, "frames read": int(text in admitted)})


THROWS: list[Callable[[random.Random], Counter[str]]] = [throw_text] * 40 + [throw_frame]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    tally, seed, end = Counter[str](), options.seed, time.monotonic() + options.seconds
    while time.monotonic() < end:
        try:
            tally += random.Random(seed).choice(THROWS)(random.Random(seed))
        except Exception:
            traceback.print_exc()
            print(f"seed {seed}", file=sys.stderr)
            return 1
        seed += 1
    print(", ".join(f"{count} {what}" for what, count in tally.items()) + ": nothing broke")
    return 0


if __name__ == "__main__":
    sys.exit(main())
