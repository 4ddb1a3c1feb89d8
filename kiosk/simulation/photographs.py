"""A small photograph of nothing in particular, but different every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SIZE = (640, 480)


def photograph(rng: Random, caption: str) -> bytes:
    """A JPEG of a virtual part on a bench, some 10 kB."""
    from PIL import Image, ImageDraw

    bench = rng.randint(150, 190)
    image = Image.new("RGB", SIZE, (bench, bench + 4, bench + 8))
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(3, 6)):
        x, y, r = rng.randint(120, 520), rng.randint(120, 360), rng.randint(30, 90)
        grey = rng.randint(70, 235)
        draw.ellipse(
            (x - r, y - r, x + r, y + r), fill=(grey, grey, grey + 8), outline=(60, 62, 66)
        )
        draw.ellipse((x - r / 3, y - r / 3, x + r / 3, y + r / 3), fill=(45, 46, 50))
    draw.text(
        (16, SIZE[1] - 28), f"virtual {caption} {rng.randrange(10**6):06d}", fill=(20, 20, 20)
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
