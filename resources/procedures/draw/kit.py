"""The drawing hand of the demo procedures: one sheet, one light, one set of line weights.

Everything is SVG Tiny 1.2 with presentation attributes, which is what Qt draws. Teal says "act
here", amber says "attention"; all else is grey. Words are left to the procedure's texts.
"""

# ruff: noqa: E501 - the data of a path reads best on one line
import math
import random

WIDTH, HEIGHT = 1600, 1000
INK, LINE, MID, SOFT, PALE, WHITE = "#26323A", "#4A5962", "#8494A0", "#BAC5CC", "#E1E7EA", "#FBFCFC"
TEAL, TEAL_DARK, TEAL_PALE = "#0E8F8C", "#0A6B69", "#BFE5E2"
AMBER, AMBER_DARK, AMBER_PALE = "#E9A21B", "#A66E00", "#FBE7BE"
FONT = "Inter, Arial, sans-serif"

_GRADIENTS = {
    "sheet": ("0 0 0 1", ["#F8FAFA", "#E6EBED"]),
    "steel": ("0 0 0 1", ["#F4F7F8", "#C7D0D6", "#98A6AF", "#BCC7CD"]),
    "steel_h": ("0 0 1 0", ["#8997A1", "#DCE3E7", "#F6F8F9", "#B4C0C7", "#7E8C96"]),
    "dark": ("0 0 0 1", ["#6E7D87", "#3C4A53"]),
    "dark_h": ("0 0 1 0", ["#36434B", "#7B8A94", "#4A5861", "#2C383F"]),
    "light": ("0 0 0 1", ["#FFFFFF", "#E3E9EC"]),
    "plate": ("0 0 1 1", ["#F1F4F5", "#C3CDD3", "#A9B6BE"]),
    "teal": ("0 0 0 1", ["#2DB3AE", "#0B7B79"]),
    "teal_h": ("0 0 1 0", ["#0A6F6D", "#3FC0BA", "#0A6F6D"]),
    "amber": ("0 0 0 1", ["#F7C04F", "#D98E06"]),
    "board": ("0 0 1 1", ["#5C7078", "#46585F", "#3A4A51"]),
    "glass": ("0 0 1 1", ["#F2F8F9", "#CFDDE1", "#E9F1F3"]),
    "skin": ("0 0 0 1", ["#E9D9CC", "#D2BBA9"]),
}


def sheet(*shapes: str) -> str:
    """A whole drawing on its sheet."""
    stops = "".join(_gradient(name, *given) for name, given in _GRADIENTS.items())
    shade = (
        '<radialGradient id="shade"><stop offset="0" stop-color="#1B262C" stop-opacity="0.34"/>'
        '<stop offset="1" stop-color="#1B262C" stop-opacity="0"/></radialGradient>'
        '<radialGradient id="ball" cx="0.35" cy="0.3" r="0.8"><stop offset="0" '
        'stop-color="#FFFFFF"/><stop offset="0.5" stop-color="#B9C4CB"/><stop offset="1" '
        'stop-color="#6F7E88"/></radialGradient>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<defs>{stops}{shade}</defs>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sheet)"/>'
        + "\n".join(shapes)
        + "</svg>\n"
    )


def _gradient(name: str, direction: str, colours: list[str]) -> str:
    x1, y1, x2, y2 = direction.split()
    last = len(colours) - 1
    stops = "".join(
        f'<stop offset="{n / last:.2f}" stop-color="{c}"/>' for n, c in enumerate(colours)
    )
    return f'<linearGradient id="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{stops}</linearGradient>'


def paint(fill: str) -> str:
    return f"url(#{fill})" if fill in _GRADIENTS or fill in ("shade", "ball") else fill


def _style(fill: str, stroke: str, width: float, opacity: float) -> str:
    see = f' opacity="{opacity}"' if opacity != 1 else ""
    return (
        f'fill="{paint(fill)}" stroke="{stroke}" stroke-width="{width}" '
        f'stroke-linejoin="round" stroke-linecap="round"{see}'
    )


def rect(x: float, y: float, w: float, h: float, r: float = 0, fill: str = "light",
         stroke: str = LINE, width: float = 3, opacity: float = 1) -> str:  # fmt: skip
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r}" ry="{r}" '
        f"{_style(fill, stroke, width, opacity)}/>"
    )


def circle(x: float, y: float, r: float, fill: str = "light", stroke: str = LINE,
           width: float = 3, opacity: float = 1) -> str:  # fmt: skip
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {_style(fill, stroke, width, opacity)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str = "light", stroke: str = LINE,
            width: float = 3, opacity: float = 1) -> str:  # fmt: skip
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" '
        f"{_style(fill, stroke, width, opacity)}/>"
    )


def path(d: str, fill: str = "none", stroke: str = LINE, width: float = 3,
         opacity: float = 1) -> str:  # fmt: skip
    return f'<path d="{d}" {_style(fill, stroke, width, opacity)}/>'


def poly(points: list[tuple[float, float]], fill: str = "light", stroke: str = LINE,
         width: float = 3, opacity: float = 1) -> str:  # fmt: skip
    d = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points) + " Z"
    return path(d, fill, stroke, width, opacity)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 3,
         dash: str = "", opacity: float = 1) -> str:  # fmt: skip
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f"{_style('none', stroke, width, opacity)}{dashes}/>"
    )


def text(x: float, y: float, words: str, size: float = 44, fill: str = INK,
         anchor: str = "middle", weight: str = "bold") -> str:  # fmt: skip
    """Numbers, units and signs only; `y` is the middle of the line."""
    return (
        f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" font-family="{FONT}" font-size="{size}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">{words}</text>'
    )


def group(*shapes: str, move: tuple[float, float] = (0, 0), turn: float = 0,
          scale: float = 1) -> str:  # fmt: skip
    how = f"translate({move[0]:.1f} {move[1]:.1f}) rotate({turn:.2f}) scale({scale})"
    return f'<g transform="{how}">' + "".join(shapes) + "</g>"


def shadow(x: float, y: float, rx: float, ry: float) -> str:
    return ellipse(x, y, rx, ry, "shade", "none", 0)


def on_circle(cx: float, cy: float, r: float, degrees: float) -> tuple[float, float]:
    """Clockwise from the top."""
    angle = math.radians(degrees - 90)
    return cx + r * math.cos(angle), cy + r * math.sin(angle)


def _head(x: float, y: float, direction: float, size: float, fill: str) -> str:
    tip = (x, y)
    left = (x - size * math.cos(direction - 0.5), y - size * math.sin(direction - 0.5))
    right = (x - size * math.cos(direction + 0.5), y - size * math.sin(direction + 0.5))
    return poly([tip, left, right], fill, fill, 2)


def arrow(x1: float, y1: float, x2: float, y2: float, colour: str = TEAL,
          width: float = 14) -> str:  # fmt: skip
    """A firm arrow with a thin white edge, so that it stands off from whatever is below."""
    direction = math.atan2(y2 - y1, x2 - x1)
    size = width * 2.9
    bx, by = x2 - size * 0.8 * math.cos(direction), y2 - size * 0.8 * math.sin(direction)
    return (
        line(x1, y1, bx, by, WHITE, width + 8)
        + _head(
            x2 + 5 * math.cos(direction), y2 + 5 * math.sin(direction), direction, size + 9, WHITE
        )
        + line(x1, y1, bx, by, colour, width)
        + _head(x2, y2, direction, size, colour)
    )


def turn_arrow(cx: float, cy: float, r: float, start: float, end: float, colour: str = TEAL,
               width: float = 14) -> str:  # fmt: skip
    """Clockwise along a circle from `start` to `end` degrees, 0 at the top."""
    (x1, y1), (x2, y2) = (
        on_circle(cx, cy, r, start),
        on_circle(cx, cy, r, end - width * 90 / r / 1.6),
    )
    large = 1 if (end - start) % 360 > 180 else 0
    d = f"M{x1:.1f},{y1:.1f} A{r},{r} 0 {large} 1 {x2:.1f},{y2:.1f}"
    tip = on_circle(cx, cy, r, end)
    back = on_circle(cx, cy, r, end - 14)
    direction = math.atan2(tip[1] - back[1], tip[0] - back[0])
    return (
        path(d, "none", WHITE, width + 8)
        + _head(*tip, direction, width * 2.9 + 8, WHITE)
        + path(d, "none", colour, width)
        + _head(*tip, direction, width * 2.8, colour)
    )


def halo(x: float, y: float, r: float, colour: str = TEAL) -> str:
    """A ring that says: here."""
    return circle(x, y, r, "none", colour, 22, 0.22) + circle(x, y, r, "none", colour, 7)


def frame(x: float, y: float, w: float, h: float, r: float = 18, colour: str = TEAL) -> str:
    """A halo with corners."""
    return rect(x, y, w, h, r, "none", colour, 22, 0.22) + rect(x, y, w, h, r, "none", colour, 7)


def tag(x: float, y: float, words: str, colour: str = TEAL, size: float = 46) -> str:
    """A value on a plate: number and unit."""
    w = len(words) * size * 0.6 + size
    return (
        shadow(x, y + size * 0.95, w * 0.52, size * 0.28)
        + rect(x - w / 2, y - size * 0.85, w, size * 1.7, size * 0.4, WHITE, colour, 5)
        + text(x, y, words, size, colour if colour != TEAL else TEAL_DARK)
    )


def number(x: float, y: float, n: int, r: float = 36, fill: str = "teal") -> str:
    return (
        circle(x, y, r + 5, WHITE, "none", 0)
        + circle(x, y, r, fill, "none", 0)
        + text(x, y, str(n), r * 1.15, WHITE)
    )


def tick(x: float, y: float, s: float = 40, colour: str = TEAL) -> str:
    mark = f"M{-s * 0.45:.1f},{s * 0.02:.1f} L{-s * 0.1:.1f},{s * 0.36:.1f} L{s * 0.5:.1f},{-s * 0.36:.1f}"
    return group(circle(0, 0, s, colour, WHITE, 6), path(mark, "none", WHITE, s * 0.2), move=(x, y))


def cross(x: float, y: float, s: float = 40, colour: str = AMBER_DARK) -> str:
    a = s * 0.36
    return group(
        circle(0, 0, s, colour, WHITE, 6),
        line(-a, -a, a, a, WHITE, s * 0.2) + line(-a, a, a, -a, WHITE, s * 0.2),
        move=(x, y),
    )


def attention(x: float, y: float, s: float = 60) -> str:
    return group(
        poly([(0, -s), (s * 1.05, s * 0.8), (-s * 1.05, s * 0.8)], "amber", AMBER_DARK, 6),
        line(0, -s * 0.35, 0, s * 0.2, INK, s * 0.17) + circle(0, s * 0.5, s * 0.1, INK, "none", 0),
        move=(x, y),
    )


def nut(x: float, y: float, r: float, turn: float = 0, fill: str = "steel") -> str:
    """A hexagon nut on its washer with the bolt's end in it, from above."""
    hexagon = [on_circle(0, 0, r, 60 * n + 30) for n in range(6)]
    return group(
        circle(4, 8, r * 1.32, "#1B262C", "none", 0, 0.16),
        circle(0, 0, r * 1.28, "plate", LINE, 2.5),
        group(poly(hexagon, fill, LINE, 3), turn=turn),
        circle(0, 0, r * 0.78, "none", WHITE, 2, 0.7),
        circle(0, 0, r * 0.56, "dark", INK, 2.5),
        circle(0, 0, r * 0.4, "none", SOFT, 2, 0.5),
        move=(x, y),
    )


def matrix(x: float, y: float, s: float, seed: int = 1, cells: int = 14) -> str:
    """A DataMatrix as the eye knows it; it carries nothing."""
    rng = random.Random(seed)
    c = s / (cells + 2)
    squares = [rect(x, y, s, s, 4, WHITE, "none", 0)]
    for row in range(cells):
        for column in range(cells):
            border = column == 0 or row == cells - 1
            clock = (row == 0 and column % 2 == 0) or (column == cells - 1 and row % 2 == 1)
            inside = 0 < column < cells - 1 and 0 < row < cells - 1 and rng.random() < 0.5
            if border or clock or inside:
                squares.append(_cell(x + c * (column + 1), y + c * (row + 1), c))
    return "".join(squares)


def _cell(x: float, y: float, c: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{c + 0.3:.1f}" height="{c + 0.3:.1f}" fill="{INK}"/>'
    )


def bars(x: float, y: float, w: float, h: float, seed: int = 1) -> str:
    """A linear barcode as the eye knows it."""
    rng = random.Random(seed)
    shapes, at, unit = [], 0.0, w / 95
    while at < w - 3 * unit:
        bar, gap = rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 2, 3))
        wide = min(bar * unit, w - at)
        shapes.append(
            f'<rect x="{x + at:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{h:.1f}" fill="{INK}"/>'
        )
        at += (bar + gap) * unit
    return "".join(shapes)


def label(x: float, y: float, w: float, h: float, seed: int = 1, square: bool = False) -> str:
    """A white label with a code and two lines of print."""
    side = h - 36
    code = (
        matrix(x + 18, y + 18, side, seed)
        if square
        else bars(x + 24, y + 22, w - 48, h * 0.52, seed)
    )
    tx, ty = (x + side + 40, y + h * 0.3) if square else (x + 24, y + h * 0.76)
    wide = w - side - 64 if square else w - 48
    print_lines = "".join(
        line(tx, ty + n * h * 0.16, tx + wide * share, ty + n * h * 0.16, MID, h * 0.05)
        for n, share in enumerate((0.9, 0.6, 0.75) if square else (0.7, 0.45))
        if ty + n * h * 0.16 < y + h - 10
    )
    return (
        rect(x + 5, y + 8, w, h, 10, "#1B262C", "none", 0, 0.14)
        + rect(x, y, w, h, 10, WHITE, LINE, 3)
        + code
        + print_lines
    )


def scan_beam(x: float, y: float, w: float, h: float) -> str:
    """Corners round a code and the line across it: scan this."""
    k = min(w, h) * 0.22
    corners = "".join(
        path(
            f"M{cx:.1f},{cy + sy * k:.1f} L{cx:.1f},{cy:.1f} L{cx + sx * k:.1f},{cy:.1f}",
            "none",
            TEAL,
            9,
        )
        for cx, cy, sx, sy in (
            (x, y, 1, 1),
            (x + w, y, -1, 1),
            (x, y + h, 1, -1),
            (x + w, y + h, -1, -1),
        )
    )
    middle = y + h / 2
    return (
        corners
        + line(x + 8, middle, x + w - 8, middle, TEAL, 18, opacity=0.25)
        + line(x + 8, middle, x + w - 8, middle, TEAL, 5)
    )
