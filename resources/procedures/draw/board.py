"""Drawings of PCB-CTRL-21: surface-mount assembly of a control board."""

# ruff: noqa: E501 - the data of a path reads best on one line
from draw.kit import (
    AMBER,
    AMBER_DARK,
    INK,
    LINE,
    MID,
    PALE,
    SOFT,
    TEAL,
    TEAL_DARK,
    TEAL_PALE,
    WHITE,
    arrow,
    attention,
    circle,
    cross,
    ellipse,
    frame,
    group,
    halo,
    label,
    line,
    matrix,
    number,
    path,
    poly,
    rect,
    scan_beam,
    shadow,
    sheet,
    tag,
    text,
    tick,
    turn_arrow,
)  # fmt: skip

PAD, SILK = "#D9CDA6", "#E8EEF0"
W, H = 900, 600


def pads(x: float, y: float, w: float, h: float, n: int) -> str:
    """Pads of a four-sided package."""
    shapes = []
    for k in range(n):
        at = (k + 0.5) / n
        shapes += [
            rect(x + w * at - 5, y - 22, 10, 22, 1, PAD, "none", 0),
            rect(x + w * at - 5, y + h, 10, 22, 1, PAD, "none", 0),
            rect(x - 22, y + h * at - 5, 22, 10, 1, PAD, "none", 0),
            rect(x + w, y + h * at - 5, 22, 10, 1, PAD, "none", 0),
        ]
    return "".join(shapes)


def chip(x: float, y: float, w: float, h: float, n: int, placed: bool) -> str:
    if not placed:
        return pads(x, y, w, h, n) + rect(x, y, w, h, 2, "none", SILK, 2, 0.6)
    legs = pads(x + 4, y + 4, w - 8, h - 8, n)
    return (
        pads(x, y, w, h, n) + legs
        + rect(x + 4, y + 6, w, h, 6, "#0E1518", "none", 0, 0.35)
        + rect(x, y, w, h, 6, "dark", INK, 3)
        + circle(x + 22, y + 22, 8, SOFT, "none", 0)
        + line(x + w * 0.28, y + h * 0.5, x + w * 0.74, y + h * 0.5, MID, 6)
        + line(x + w * 0.28, y + h * 0.62, x + w * 0.6, y + h * 0.62, MID, 6)
    )  # fmt: skip


def chips(placed: bool) -> str:
    """Resistors and capacitors in rows."""
    shapes = []
    for n in range(14):
        x, y = 470 + (n % 7) * 56, 90 + (n // 7) * 74
        shapes += [
            rect(x, y, 12, 26, 1, PAD, "none", 0),
            rect(x + 28, y, 12, 26, 1, PAD, "none", 0),
        ]
        if placed:
            shapes.append(rect(x + 4, y + 1, 32, 24, 2, "dark" if n % 3 else "light", INK, 2))
    return "".join(shapes)


def board(placed: bool = False, connector: bool = False, code: bool = True, extra: bool = False,
          move: tuple[float, float] = (170, 190), scale: float = 1) -> str:  # fmt: skip
    """The control board from above."""
    traces = [
        "M120,300 L220,300 L260,340 L340,340", "M560,420 L640,420 L700,360 L700,250",
        "M420,120 L400,140 L400,230", "M340,260 L420,260 L450,230 L450,170",
        "M560,300 L620,300 L660,260", "M120,360 L200,360 L240,400 L340,400",
        "M560,360 L760,360", "M420,500 L420,540 L600,540",
    ]  # fmt: skip
    shapes = [
        shadow(W / 2, H + 24, W * 0.53, 34),
        rect(0, 0, W, H, 22, "board", INK, 5),
        *[path(d, "none", "#7E939B", 7, 0.55) for d in traces],
        *[
            circle(x, y, 26, PAD, INK, 3) + circle(x, y, 15, "#D5DDE1", INK, 3)
            for x, y in ((46, 46), (W - 46, 46), (46, H - 46), (W - 46, H - 46))
        ],
        *[circle(x, y, 9, PAD, "none", 0) for x, y in ((110, 60), (790, 60), (790, 540))],
        chip(345, 245, 210, 210, 12, placed),
        chip(640, 330, 110, 90, 5, placed),
        chips(placed),
        *[rect(660 + n * 44, 470, 26, 60, 3, PAD, "none", 0) for n in range(3)],
    ]
    if placed:
        shapes += [rect(650, 476, 122, 50, 8, "steel_h", INK, 3)]
    if extra:
        shapes += [chip(640, 205, 120, 70, 4, placed)]
    holes = [circle(96, 210 + n * 34, 10, PAD, INK, 2) for n in range(7)]
    shapes += holes
    if connector:
        shapes += [
            rect(30, 180, 100, 262, 10, "light", INK, 4),
            *[rect(44, 200 + n * 34, 44, 18, 3, "dark", "none", 0) for n in range(7)],
        ]
    if code:
        shapes += [rect(190, 480, 96, 96, 6, WHITE, "none", 0), matrix(194, 484, 88, 21, 12)]
    return group(*shapes, move=move, scale=scale)


def wrist(limits: str = "0.75 … 35 MΩ") -> str:
    arm = group(
        path("M-420,-95 L60,-80 C130,-78 170,-96 250,-92 L420,-70 C450,-66 452,-38 420,-36 L300,-38 "
             "L470,-22 C500,-18 500,12 470,14 L310,8 L450,28 C476,34 474,60 446,60 L300,48 "
             "L400,72 C424,80 418,102 392,100 L240,90 C160,88 120,84 60,86 L-420,100 Z", "skin", LINE, 4),
        path("M150,-92 C200,-150 270,-168 300,-150 C316,-138 306,-118 286,-112 C250,-102 236,-88 226,-84",
             "skin", LINE, 4),
        rect(-60, -98, 92, 202, 26, "dark", INK, 5), circle(-14, 0, 26, "steel", LINE, 4),
        move=(520, 400),
    )  # fmt: skip
    cord = path(
        "M506,426 C506,640 560,690 640,640 S760,560 800,700 S900,800 1010,740", "none", INK, 14
    )
    coil = path(
        "M506,426 C506,640 560,690 640,640 S760,560 800,700 S900,800 1010,740", "none", MID, 4
    )
    tester = group(
        rect(0, 0, 420, 480, 34, "dark", INK, 5), rect(50, 46, 320, 120, 14, "glass", LINE, 4),
        text(210, 106, "1.05 MΩ", 62, TEAL_DARK), circle(110, 240, 30, "teal", WHITE, 4),
        circle(210, 240, 26, PALE, LINE, 3), circle(310, 240, 26, PALE, LINE, 3),
        circle(210, 366, 72, "steel", LINE, 5), circle(210, 366, 48, "teal", TEAL_DARK, 4),
        move=(1060, 320),
    )  # fmt: skip
    return sheet(
        shadow(1270, 820, 260, 30), arm, halo(506, 400, 118), cord, coil, tester,
        halo(1270, 686, 92), tag(800, 190, limits, TEAL, 54),
    )  # fmt: skip


def serial() -> str:
    big = group(rect(0, 0, 330, 330, 20, WHITE, LINE, 4), matrix(24, 24, 282, 21, 14),
                move=(1180, 420))  # fmt: skip
    return sheet(
        board(scale=1.02, move=(120, 150)),
        frame(308, 634, 108, 108), path("M420,660 L1176,440 M420,730 L1176,740", "none", TEAL, 3, 0.6),
        big, scan_beam(1166, 406, 358, 358),
        label(1150, 130, 390, 190, 4), scan_beam(1166, 140, 358, 120),
    )  # fmt: skip


def paste() -> str:
    jar = group(
        ellipse(0, 400, 180, 46, "dark", INK, 5), rect(-180, 70, 360, 330, 0, "steel_h", LINE, 5),
        ellipse(0, 400, 178, 44, "steel_h", "none", 0), rect(-200, 0, 400, 86, 20, "dark", INK, 5),
        rect(-150, 130, 300, 210, 8, WHITE, LINE, 3), matrix(-130, 150, 170, 31, 14),
        line(64, 180, 130, 180, MID, 12), line(64, 220, 112, 220, MID, 12), line(64, 260, 124, 260, MID, 12),
        move=(450, 330),
    )  # fmt: skip
    fridge = group(
        rect(0, 0, 250, 420, 20, "light", LINE, 5), line(0, 140, 250, 140, LINE, 4),
        rect(214, 60, 14, 56, 6, "dark", INK, 2), rect(214, 170, 14, 90, 6, "dark", INK, 2),
        text(116, 250, "2…8", 56, LINE), text(116, 320, "°C", 50, LINE), move=(860, 150),
    )  # fmt: skip
    clock = group(
        circle(0, 0, 150, WHITE, LINE, 8),
        *[group(line(0, -136, 0, -112, LINE, 8), turn=30 * n) for n in range(12)],
        path("M0,0 L0,-150 A150,150 0 0 1 129.9,75 Z", TEAL, "none", 0, 0.22),
        line(0, 0, 0, -100, INK, 12), line(0, 0, 74, 43, INK, 14), circle(0, 0, 14, INK, "none", 0),
        move=(1340, 380),
    )  # fmt: skip
    stirrer = group(
        rect(-14, -60, 28, 260, 12, "steel_h", LINE, 3), ellipse(0, 250, 60, 66, "steel", LINE, 4),
        turn_arrow(0, 250, 104, 200, 500), move=(1120, 560),
    )  # fmt: skip
    return sheet(
        shadow(450, 790, 270, 40), jar, scan_beam(312, 472, 186, 186), fridge,
        arrow(1130, 350, 1176, 350, TEAL, 12), clock, tag(1340, 600, "4 h", TEAL, 60), stirrer,
        tag(1340, 830, "60 s", TEAL, 52),
    )  # fmt: skip


def printing() -> str:
    """The stencil in section: squeegee, apertures, the paste left on the pads."""
    pads_below = [rect(260 + n * 170, 640, 100, 22, 3, PAD, LINE, 3) for n in range(6)]
    stencil = []
    edges = [180] + [e for n in range(6) for e in (266 + n * 170, 354 + n * 170)] + [1330]
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        stencil.append(rect(a, 600, b - a, 40, 2, "steel", LINE, 3))
    filled = [rect(266 + n * 170, 600, 88, 40, 0, "#8FA0AA", LINE, 2) for n in range(3)]
    roll = path("M640,598 C640,520 720,486 790,520 C830,540 840,580 836,598 Z", "#8FA0AA", LINE, 4)
    squeegee = group(
        poly([(0, 0), (26, -10), (-80, -260), (-130, -240)], "steel", LINE, 4),
        rect(-190, -360, 190, 130, 16, "dark", INK, 5), move=(640, 598),
    )  # fmt: skip
    return sheet(
        shadow(760, 800, 640, 40), rect(180, 662, 1150, 90, 6, "board", INK, 5), *pads_below,
        *stencil, *filled, roll, squeegee, arrow(860, 380, 1080, 380),
        tag(1250, 470, "0.12 mm", TEAL, 48), line(1310, 514, 1318, 604, TEAL, 4),
        label(1120, 110, 360, 190, 8), scan_beam(1136, 120, 328, 130),
    )  # fmt: skip


def reels() -> str:
    def reel(x: float, y: float, seed: int, name: str) -> str:
        holes = [circle(0, -96, 40, "sheet", LINE, 3)]
        return group(
            circle(6, 12, 200, "#1B262C", "none", 0, 0.15), circle(0, 0, 200, "plate", LINE, 5),
            circle(0, 0, 178, "none", MID, 2), *[group(*holes, turn=120 * n) for n in range(3)],
            circle(0, 0, 44, "light", LINE, 4), circle(0, 0, 16, INK, "none", 0),
            rect(-120, 30, 240, 130, 8, WHITE, LINE, 3),
            matrix(-108, 42, 106, seed, 12), line(14, 66, 96, 66, MID, 10), line(14, 96, 70, 96, MID, 10),
            text(58, 134, name, 34), move=(x, y),
        )  # fmt: skip

    tape = "".join(
        rect(140 + n * 60, 800, 56, 70, 6, "dark", INK, 3) + rect(156 + n * 60, 818, 24, 34, 3, "light", LINE, 2)
        + circle(168 + n * 60, 884 - 76, 5, WHITE, "none", 0) for n in range(22)
    )  # fmt: skip
    return sheet(
        reel(320, 370, 3, "U1"), reel(800, 370, 4, "U3"), reel(1280, 370, 5, "C12"), tape,
        *[scan_beam(x - 116, 404, 122, 122) for x in (320, 800, 1280)],
        *[number(x - 170, 190, n, 40) for n, x in enumerate((320, 800, 1280), 1)],
    )  # fmt: skip


def bricks() -> str:
    """Paste deposits under the inspection laser, five of them measured."""
    heights = [118, 124, 112, 128, 120]
    shapes = []
    for n, h in enumerate(heights):
        x = 230 + n * 240
        shapes += [
            rect(x - 20, 690, 190, 24, 3, PAD, LINE, 3),
            poly(
                [(x, 690), (x + 16, 690 - h * 1.6), (x + 134, 690 - h * 1.6), (x + 150, 690)],
                "#93A3AC",
                LINE,
                4,
            ),
            poly(
                [
                    (x + 16, 690 - h * 1.6),
                    (x + 34, 672 - h * 1.6),
                    (x + 150, 672 - h * 1.6),
                    (x + 134, 690 - h * 1.6),
                ],
                "light",
                LINE,
                3,
            ),
            poly(
                [
                    (x + 134, 690 - h * 1.6),
                    (x + 150, 672 - h * 1.6),
                    (x + 166, 676),
                    (x + 150, 690),
                ],
                "#6F808A",
                LINE,
                3,
            ),
            number(x + 75, 790, n + 1, 30),
        ]
    limits = line(150, 690 - 160, 1450, 690 - 160, AMBER_DARK, 4, "14 12") + line(
        150, 690 - 240, 1450, 690 - 240, AMBER_DARK, 4, "14 12")  # fmt: skip
    head = group(
        rect(-110, -120, 220, 120, 18, "dark", INK, 5), poly([(-50, 0), (50, 0), (34, 40), (-34, 40)], "steel", LINE, 3),
        line(0, 44, 0, 226, TEAL, 8), line(0, 44, 0, 226, TEAL, 26, opacity=0.2), move=(785, 210),
    )  # fmt: skip
    return sheet(
        rect(120, 714, 1360, 60, 6, "board", INK, 4), *shapes, limits, head,
        tag(320, 300, "100 … 150 µm", TEAL, 54),
    )  # fmt: skip


def placed(extra: bool = False) -> str:
    pin = path("M0,0 L-120,-90", "none", TEAL, 5)
    body = board(placed=True, extra=extra, scale=1.1, move=(290, 150))
    marks = (
        halo(290 + 367 * 1.1, 150 + 267 * 1.1, 42)
        + group(pin, move=(290 + 367 * 1.1 - 34, 150 + 267 * 1.1 - 26))
    )  # fmt: skip
    where = frame(290 + 604 * 1.1, 150 + 186 * 1.1, 196 * 1.1, 108 * 1.1) if extra else marks
    return sheet(body, where)


def reflow(peak: str = "235…250 °C") -> str:
    """The profile: temperature over time with the window of the peak."""
    x0, y0, x1, y1 = 190, 820, 1480, 120
    grid = [line(x0, y0 - n * 100, x1, y0 - n * 100, SOFT, 2) for n in range(1, 7)]
    zones = [rect(x, y1, w, y0 - y1, 0, fill, "none", 0, 0.5) for x, w, fill in
             ((190, 330, PALE), (520, 340, WHITE), (860, 290, TEAL_PALE), (1150, 330, PALE))]  # fmt: skip
    curve = "M190,770 C330,720 380,560 520,520 C640,488 740,478 860,420 C930,380 950,230 1010,205 C1070,180 1100,330 1160,430 C1240,570 1330,690 1470,740"
    return sheet(
        rect(100, 70, 1420, 850, 26, WHITE, SOFT, 4), *zones, *grid,
        line(x0, y0, x1, y0, LINE, 5), line(x0, y0, x0, y1, LINE, 5),
        rect(940, 195, 150, 38, 6, TEAL, TEAL_DARK, 4, 0.28), line(x0, 278, x1, 278, AMBER_DARK, 4, "14 12"),
        path(curve, "none", INK, 10), circle(1015, 204, 16, "teal", WHITE, 5),
        tag(1230, 130, peak, TEAL, 46), text(290, 246, "217 °C", 40, AMBER_DARK),
        line(937, 278, 937, 640, TEAL, 3, "6 10"), line(1076, 278, 1076, 640, TEAL, 3, "6 10"),
        arrow(1006, 620, 1076, 620, TEAL, 8), arrow(1006, 620, 937, 620, TEAL, 8), tag(1006, 700, "45…90 s", TEAL, 44),
        text(1440, 870, "t / s", 40, LINE), text(150, 110, "°C", 40, LINE),
        *[text(x0 - 46, y0 - n * 100, str(n * 40), 30, LINE) for n in range(1, 7)],
    )  # fmt: skip


def defects() -> str:
    """A good joint and five that are not."""

    def panel(x: float, y: float, good: bool, *shapes: str) -> str:
        return group(
            rect(0, 0, 440, 380, 24, WHITE, TEAL if good else SOFT, 7 if good else 4),
            rect(30, 260, 380, 60, 4, "board", INK, 3), *shapes,
            (tick if good else cross)(392, 48, 36), move=(x, y),
        )  # fmt: skip

    def joint(x: float, w: float = 90, h: float = 60) -> str:
        return rect(x, 246, w, 14, 2, PAD, LINE, 2) + path(
            f"M{x},246 Q{x + w * 0.45},{246 - h * 0.3} {x + w * 0.5},{246 - h} L{x + w},{246 - h} L{x + w},246 Z",
            "steel", LINE, 3)  # fmt: skip

    def mirrored(shape: str) -> str:
        return f'<g transform="translate(440 0) scale(-1 1)">{shape}</g>'

    part = rect(150, 150, 140, 88, 6, "dark", INK, 4)
    good = panel(100, 90, True, joint(80), mirrored(joint(80)), part)
    bridge = panel(
        580,
        90,
        False,
        *[rect(70 + n * 110, 246, 80, 14, 2, PAD, LINE, 2) for n in range(3)],
        *[rect(90 + n * 110, 120, 40, 128, 4, "steel_h", LINE, 3) for n in range(3)],
        path("M80,246 Q110,190 165,206 Q220,190 250,246 Z", "amber", AMBER_DARK, 4),
    )
    stone = panel(
        1060,
        90,
        False,
        joint(80, 90, 40),
        mirrored(rect(80, 246, 90, 14, 2, PAD, LINE, 2)),
        group(rect(0, -44, 150, 88, 6, "dark", INK, 4), move=(150, 226), turn=-62),
        circle(318, 236, 46, "none", AMBER, 7),
    )
    lean = panel(
        100,
        530,
        False,
        joint(80, 90, 16),
        mirrored(joint(80, 90, 60)),
        part,
        circle(120, 236, 46, "none", AMBER, 7),
    )
    shift = panel(
        580,
        530,
        False,
        rect(80, 246, 90, 14, 2, PAD, LINE, 2),
        mirrored(joint(80)),
        rect(216, 150, 140, 88, 6, "dark", INK, 4),
        circle(130, 236, 46, "none", AMBER, 7),
    )
    polarity = panel(
        1060,
        530,
        False,
        joint(80),
        mirrored(joint(80)),
        part,
        rect(252, 150, 22, 88, 0, "amber", AMBER_DARK, 2),
        turn_arrow(220, 120, 62, 250, 460, AMBER_DARK, 10),
    )
    return sheet(good, bridge, stone, lean, shift, polarity)


def connector() -> str:
    return sheet(
        board(placed=True, connector=True, scale=1.1, move=(420, 170)),
        frame(424, 340, 160, 340), arrow(170, 510, 400, 510, TEAL, 20),
        tag(250, 330, "7 ×", TEAL, 54),
    )  # fmt: skip


def finished() -> str:
    return sheet(
        board(placed=True, connector=True, scale=1.1, move=(110, 170)),
        label(1180, 330, 360, 190, 17, square=True), scan_beam(1190, 340, 170, 170),
        tick(1360, 680, 84),
    )  # fmt: skip


def esd_event() -> str:
    spark = poly(
        [(0, -150), (60, -20), (16, -20), (56, 130), (-60, -10), (-12, -10), (-40, -150)],
        "amber",
        AMBER_DARK,
        5,
    )
    bag = group(
        rect(-230, -200, 460, 400, 16, "glass", LINE, 5, 0.92), line(-230, -150, 230, -150, LINE, 4),
        *[line(-230, -100 + n * 60, 230, -100 + n * 60, MID, 2, "4 12") for n in range(5)],
        rect(-140, -90, 280, 190, 10, "board", INK, 4, 0.75), rect(40, 60, 170, 120, 10, "amber", AMBER_DARK, 4),
        line(90, 90, 160, 150, INK, 14) + line(160, 90, 90, 150, INK, 14), move=(1220, 520),
    )  # fmt: skip
    return sheet(
        board(placed=True, scale=0.75, move=(120, 330)), group(spark, move=(430, 300), scale=1.2),
        attention(680, 240, 70), arrow(830, 560, 960, 560, TEAL, 18), bag,
    )  # fmt: skip


def drawings() -> dict[str, str]:
    """Every drawing of the procedure by file name; `_a` and `_b` belong to one revision."""
    return {
        "wrist_strap_a.svg": wrist("≤ 35 MΩ"),
        "wrist_strap.svg": wrist(),
        "serial.svg": serial(),
        "paste.svg": paste(),
        "printing.svg": printing(),
        "reels.svg": reels(),
        "bricks.svg": bricks(),
        "placed.svg": placed(),
        "placed_can.svg": placed(extra=True),
        "reflow_a.svg": reflow(),
        "reflow_b.svg": reflow("238…248 °C"),
        "defects.svg": defects(),
        "connector.svg": connector(),
        "finished.svg": finished(),
        "esd_event.svg": esd_event(),
    }
