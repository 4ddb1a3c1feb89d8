"""Drawings of FLG-M12-080: the turbocharger outlet flange and its M12 joint."""

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
    number,
    nut,
    on_circle,
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

CX, CY = 640, 505
SEQUENCE = {8: [1, 5, 3, 7, 2, 6, 4, 8], 4: [1, 3, 2, 4]}


def flange(bolts: int, cx: float = CX, cy: float = CY, r: float = 400, nuts: bool = True,
           clean: bool = False) -> str:  # fmt: skip
    """The flange from the front; `clean` shows the sealing face to be cleaned."""
    shapes = [
        shadow(cx + 14, cy + r * 0.98, r * 1.02, r * 0.2),
        circle(cx + 8, cy + 12, r, "#1B262C", "none", 0, 0.18),
        circle(cx, cy, r, "plate", LINE, 5),
        circle(cx, cy, r * 0.965, "none", WHITE, 4, 0.8),
        circle(cx, cy, r * 0.56, "light", LINE, 3),
    ]
    shapes += [circle(cx, cy, r * f, "none", MID, 2, 0.6) for f in (0.52, 0.485, 0.45)]
    if clean:
        shapes.append(circle(cx, cy, r * 0.485, "none", TEAL, r * 0.125, 0.35))
    shapes += [
        circle(cx, cy, r * 0.4, "dark", INK, 4),
        circle(cx, cy + 10, r * 0.35, "dark_h", "none", 0),
        ellipse(cx, cy - r * 0.1, r * 0.28, r * 0.2, "#1B262C", "none", 0, 0.35),
    ]
    for n in range(bolts):
        x, y = on_circle(cx, cy, r * 0.77, 360 * n / bolts)
        if nuts:
            shapes.append(nut(x, y, r * 0.105, 11 * n))
        else:
            shapes += [
                circle(x, y, r * 0.085, "dark", INK, 3),
                circle(x, y + 4, r * 0.065, "#222D33", "none", 0),
            ]
    return "".join(shapes)


def star(bolts: int, highlight: int | None = None, r: float = 400) -> str:
    """The order of tightening: thin lines from nut to nut, a number at each."""
    order = SEQUENCE[bolts]
    places = {n: on_circle(CX, CY, r * 0.77, 360 * i / bolts) for i, n in enumerate(order)}
    lines = "".join(
        line(*places[n], *places[n + 1], TEAL, 8, "2 18", 0.85) for n in range(1, bolts)
    )
    out = {n: on_circle(CX, CY, r * 1.02, 360 * i / bolts) for i, n in enumerate(order)}
    marks = "".join(
        number(*out[n], n, 34, "teal" if highlight in (None, n) else "dark") for n in places
    )
    ring = halo(*places[highlight], r * 0.16) if highlight else ""
    return lines + ring + marks


def _dial(x: float, y: float, passes: int, done: int) -> str:
    """Which of the passes this is: filled bars."""
    return "".join(
        rect(x + n * 84, y - n * 26, 64, 60 + n * 26, 10, "teal" if n < done else PALE,
             TEAL_DARK if n < done else SOFT, 4)
        for n in range(passes)
    )  # fmt: skip


def wrench(x: float, y: float, turn: float = 0, scale: float = 1) -> str:
    """An electronic torque wrench, its square drive at the origin."""
    return group(
        shadow(430, 66, 470, 26),
        rect(60, -26, 460, 52, 20, "steel", LINE, 4),
        rect(500, -40, 360, 80, 36, "dark", INK, 4),
        *[line(560 + n * 34, -28, 560 + n * 34, 28, SOFT, 4, opacity=0.4) for n in range(8)],
        rect(230, -58, 210, 116, 18, "dark", INK, 4),
        rect(250, -40, 170, 56, 8, "glass", LINE, 3),
        circle(270, 38, 9, TEAL, "none", 0) + circle(302, 38, 9, SOFT, "none", 0),
        circle(0, 0, 76, "steel_h", LINE, 4),
        circle(0, 0, 52, "plate", LINE, 3),
        rect(-24, -24, 48, 48, 6, "dark", INK, 3),
        move=(x, y), turn=turn, scale=scale,
    )  # fmt: skip


def wrench_check() -> str:
    calibration = label(760, 560, 480, 250, 5, square=True)
    return sheet(
        wrench(290, 330, 0, 1.18),
        text(676, 314, "0.0", 46, TEAL_DARK),
        line(880, 404, 960, 556, TEAL, 5),
        calibration,
        scan_beam(765, 565, 240, 240),
        tick(1240, 560, 46),
        label(240, 580, 400, 220, 9),
        scan_beam(252, 588, 376, 140),
    )


def face() -> str:
    wipe = group(
        poly([(-130, -70), (110, -95), (150, 50), (-90, 90)], "light", LINE, 3),
        path("M-100,-40 C-40,-70 20,-30 120,-60 M-95,10 C-20,-20 40,30 130,0", "none", SOFT, 4),
        move=(905, 330), turn=18,
    )  # fmt: skip
    glass = group(
        line(66, 66, 170, 170, INK, 34) + line(66, 66, 170, 170, MID, 16),
        circle(0, 0, 108, "glass", LINE, 12, 0.95),
        path("M-92,34 C-40,70 40,70 92,34", "none", TEAL, 26, 0.45),
        path("M-60,-18 L52,10", "none", AMBER_DARK, 7),
        move=(1240, 520),
    )  # fmt: skip
    return sheet(
        flange(8, nuts=False, clean=True),
        turn_arrow(CX, CY, 195, 200, 330),
        turn_arrow(CX, CY, 195, 20, 120),
        wipe,
        line(830, 560, 1120, 530, MID, 4, "4 12"),
        glass,
        cross(1360, 420, 42),
        tag(1250, 800, "Rz ≤ 16 µm"),
    )


def gasket() -> str:
    """The joint pulled apart, from the side; the gasket between the flanges."""

    def half(x: float, mirror: bool) -> str:
        pipe = rect(-330 if mirror else 110, -150, 220, 300, 0, "steel", LINE, 4)
        neck = poly(
            [(-110, -150), (-20, -210), (-20, 210), (-110, 150)]
            if mirror
            else [(110, -150), (20, -210), (20, 210), (110, 150)],
            "steel",
            LINE,
            4,
        )
        disc = rect(-50, -340, 100, 680, 10, "steel", LINE, 5)
        holes = "".join(line(-50, y, 50, y, MID, 3, "18 8 4 8") for y in (-270, 270))
        lip = rect(50 if mirror else -64, -190, 14, 380, 0, "light", LINE, 3)
        return group(pipe, neck, disc, holes, lip, move=(x, 480))

    return sheet(
        shadow(800, 860, 640, 40),
        half(380, True), half(1220, False),
        rect(785, 270, 30, 420, 6, "teal", TEAL_DARK, 5),
        *[line(785, 270 + n * 42, 815, 270 + n * 42, TEAL_PALE, 3) for n in range(1, 10)],
        frame(748, 232, 104, 496),
        arrow(700, 480, 560, 480, MID, 10), arrow(900, 480, 1040, 480, MID, 10),
        line(250, 480, 1350, 480, MID, 2, "30 10 6 10"),
        line(800, 228, 800, 160, TEAL, 5),
        label(640, 40, 320, 130, 3), scan_beam(660, 48, 280, 90),
    )  # fmt: skip


def bolt_section() -> str:
    """One bolt in section: head, washers, both flanges, gasket, nut, and the turn by hand."""
    plates = [
        rect(300, 330, 620, 150, 4, "steel", LINE, 5),
        rect(300, 504, 620, 150, 4, "steel", LINE, 5),
        rect(300, 480, 620, 24, 0, "teal", TEAL_DARK, 3),
        *[line(300 + n * 34, 480, 270 + n * 34, 330, MID, 2, opacity=0.5) for n in range(1, 19)],
        *[line(270 + n * 34, 654, 300 + n * 34, 504, MID, 2, opacity=0.5) for n in range(1, 19)],
        rect(548, 326, 124, 332, 0, PALE, LINE, 3),
    ]
    thread = [line(562, y, 658, y + 7, LINE, 3) for y in range(560, 840, 15)]
    bolt = [
        rect(470, 290, 280, 38, 6, "steel_h", LINE, 4),
        rect(560, 300, 100, 550, 10, "steel_h", LINE, 4),
        *thread,
        path(
            "M490,292 L490,196 Q490,160 520,160 L700,160 Q730,160 730,196 L730,292 Z",
            "steel_h",
            LINE,
            5,
        ),
        line(560, 164, 560, 290, LINE, 3),
        line(660, 164, 660, 290, LINE, 3),
        rect(470, 656, 280, 34, 6, "steel_h", LINE, 4),
        rect(482, 690, 256, 104, 12, "steel_h", LINE, 5),
        line(556, 692, 556, 792, LINE, 3),
        line(664, 692, 664, 792, LINE, 3),
    ]
    return sheet(
        shadow(620, 890, 420, 34), *plates, *bolt,
        path("M400,760 A215,70 0 0 0 830,775", "none", TEAL, 14),
        poly([(862, 752), (802, 762), (836, 806)], TEAL, TEAL, 2),
        rect(1040, 240, 420, 560, 26, WHITE, SOFT, 4),
        *[group(nut(0, 0, 46), move=(1130, 330 + n * 145)) for n in range(3)],
        rect(1210, 296, 200, 68, 12, "steel_h", LINE, 4),
        circle(1280, 475, 66, "plate", LINE, 4), circle(1280, 475, 34, WHITE, LINE, 4),
        text(1300, 622, "M12", 64), text(1250, 730, "10.9", 52, LINE),
        line(750, 672, 905, 672, TEAL, 4), line(905, 640, 905, 704, TEAL, 4),
        tag(980, 880, "0 mm", TEAL, 44), line(860, 690, 950, 840, TEAL, 4),
    )  # fmt: skip


def passes(bolts: int, level: int, value: str, highlight: int | None = None,
           angle: bool = False) -> str:  # fmt: skip
    side = [_dial(1224, 300, 3, level), tag(1340, 520, value, TEAL, 60 if len(value) < 8 else 52)]
    if angle:
        side += [
            circle(1340, 740, 118, WHITE, SOFT, 4),
            nut(1340, 740, 52),
            path("M1340,740 L1340,630 A110,110 0 0 1 1435.3,685 Z", TEAL, "none", 0, 0.25),
            line(1340, 740, 1340, 630, TEAL_DARK, 5),
            line(1340, 740, 1435, 685, TEAL_DARK, 5),
            turn_arrow(1340, 740, 130, 0, 60, width=12),
        ]
    else:
        side += [turn_arrow(1340, 740, 92, 210, 500), nut(1340, 740, 46)]
    return sheet(flange(bolts), star(bolts, highlight), *side)


def gap() -> str:
    """The seam between the flanges with a feeler gauge at four places."""
    seam = [
        rect(200, 300, 900, 150, 10, "steel", LINE, 5),
        rect(200, 476, 900, 150, 10, "steel", LINE, 5),
        rect(230, 450, 840, 26, 0, "teal", TEAL_DARK, 3),
    ]
    for x in (300, 480, 820, 1000):
        seam += [
            rect(x - 40, 250, 80, 50, 6, "steel_h", LINE, 4),
            rect(x - 46, 296, 92, 8, 2, "steel_h", LINE, 2),
            rect(x - 40, 626, 80, 62, 6, "steel_h", LINE, 4),
            rect(x - 16, 688, 32, 40, 4, "steel_h", LINE, 3),
        ]
    gauge = group(
        poly([(0, -7), (360, -16), (360, 16), (0, 7)], "light", LINE, 3),
        poly([(60, 10), (360, 40), (360, 66), (55, 22)], "plate", LINE, 3),
        rect(340, -40, 240, 120, 26, "dark", INK, 4), circle(380, 20, 14, "light", LINE, 3),
        move=(1010, 463), turn=8,
    )  # fmt: skip
    top = group(
        circle(0, 0, 120, "plate", LINE, 4), circle(0, 0, 52, "dark", INK, 3),
        *[number(*on_circle(0, 0, 120, 90 * n), n + 1, 26) for n in range(4)],
        move=(1370, 240),
    )  # fmt: skip
    return sheet(shadow(660, 770, 520, 36), *seam, gauge, halo(1052, 463, 62), top,
                 tag(660, 850, "≤ 0.10 mm", TEAL, 44))  # fmt: skip


def paint_mark() -> str:
    big = group(nut(0, 0, 210, 12), move=(640, 500))
    mark = path("M640,570 L640,225", "none", TEAL, 28)
    pen = group(
        poly([(0, 0), (26, -70), (-26, -70)], "teal", TEAL_DARK, 3),
        rect(-40, -330, 80, 262, 14, "light", LINE, 4), rect(-40, -240, 80, 60, 0, "teal", TEAL_DARK, 3),
        move=(648, 222), turn=52, scale=0.9,
    )  # fmt: skip
    wrong = group(
        circle(0, 0, 130, WHITE, SOFT, 4), nut(0, 0, 68), path("M0,-6 L0,-52", "none", TEAL, 13),
        path("M26,-84 L40,-116", "none", TEAL, 13), cross(96, -96, 36), move=(1270, 680),
    )  # fmt: skip
    right = group(
        circle(0, 0, 130, WHITE, SOFT, 4), nut(0, 0, 68), path("M0,-6 L0,-116", "none", TEAL, 13),
        tick(96, -96, 36), move=(1270, 340),
    )  # fmt: skip
    base = rect(200, 130, 880, 740, 30, "plate", LINE, 5)
    return sheet(shadow(640, 880, 480, 36), base, big, mark, pen, right, wrong)


def tag_out() -> str:
    """The wrench that failed: out of use, the joints since the last good check to be held."""
    red_tag = group(
        path("M0,-120 C20,-90 30,-60 0,-40", "none", LINE, 5),
        rect(-110, -40, 220, 270, 18, "amber", AMBER_DARK, 5), circle(0, -8, 14, WHITE, LINE, 3),
        line(-56, 60, 56, 172, INK, 22) + line(-56, 172, 56, 60, INK, 22),
        move=(760, 560),
    )  # fmt: skip
    tester = group(
        rect(-150, -90, 300, 230, 22, "dark", INK, 5), rect(-110, -56, 220, 90, 10, "glass", LINE, 4),
        text(0, -10, "60.0", 58, TEAL_DARK), rect(-36, -140, 72, 56, 8, "steel_h", LINE, 4),
        move=(1300, 680),
    )  # fmt: skip
    return sheet(
        wrench(320, 330, 0, 1.12), attention(300, 560, 74), red_tag,
        arrow(930, 660, 1110, 660), tester, tag(1300, 880, "± 4 %", TEAL, 50),
        path("M668,366 C740,420 760,420 760,446", "none", LINE, 4),
        line(520, 290, 700, 350, AMBER, 10),
    )  # fmt: skip


def finished() -> str:
    return sheet(
        flange(8), *[path("M{:.0f},{:.0f} L{:.0f},{:.0f}".format(*on_circle(CX, CY, 296, 45 * n), *on_circle(CX, CY, 372, 45 * n)), "none", TEAL, 12) for n in range(8)],
        label(1150, 320, 360, 190, 21), scan_beam(1166, 330, 328, 130),
        tick(1330, 700, 90),
    )  # fmt: skip


def drawings() -> dict[str, str]:
    """Every drawing of the procedure by file name; `_a` and `_b` belong to one revision."""
    return {
        "wrench.svg": wrench_check(),
        "face.svg": face(),
        "gasket.svg": gasket(),
        "bolt.svg": bolt_section(),
        "pass1_8.svg": passes(8, 1, "30 N·m"),
        "pass2_8.svg": passes(8, 2, "60 N·m"),
        "pass2_4.svg": passes(4, 2, "60 N·m"),
        "pass3_8_a.svg": passes(8, 3, "90 N·m"),
        "pass3_4_a.svg": passes(4, 3, "90 N·m"),
        "pass3_8_b.svg": passes(8, 3, "60 N·m + 60°", angle=True),
        "pass3_4_b.svg": passes(4, 3, "60 N·m + 60°", angle=True),
        "gap.svg": gap(),
        "mark.svg": paint_mark(),
        "tag_out.svg": tag_out(),
        "finished.svg": finished(),
    }
