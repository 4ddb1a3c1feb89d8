"""Drawings of PKG-LC-07: clearing a blister packaging line before the next batch."""

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
)  # fmt: skip

PLACES = [
    (232, 300),
    (420, 620),
    (640, 470),
    (860, 760),
    (905, 330),
    (1090, 560),
    (1290, 470),
    (1430, 690),
]
"""Where material stays behind: hopper, forming, track, under the belt, magazine, cartoner, scale, bin."""


def pill(x: float, y: float, s: float = 1, fill: str = "light") -> str:
    return ellipse(x, y, 17 * s, 11 * s, fill, LINE, 2.5)


def blister(x: float, y: float, turn: float = 0, scale: float = 1, missing: int = -1) -> str:
    cells = "".join(
        circle(30 + (n % 5) * 42, 32 + (n // 5) * 46, 16, WHITE if n != missing else MID, LINE, 2.5)
        for n in range(10)
    )  # fmt: skip
    return group(
        rect(0, 0, 228, 110, 12, "steel", LINE, 4), cells, move=(x, y), turn=turn, scale=scale
    )


def carton(x: float, y: float, scale: float = 1, printed: bool = True) -> str:
    face = rect(0, 0, 250, 150, 4, "light", LINE, 4)
    top = poly([(0, 0), (50, -44), (300, -44), (250, 0)], "light", LINE, 4)
    side = poly([(250, 0), (300, -44), (300, 106), (250, 150)], "plate", LINE, 4)
    band = rect(0, 18, 250, 34, 0, TEAL_PALE, "none", 0)
    code = matrix(172, 70, 66, 8, 12) if printed else ""
    rows = line(20, 86, 130, 86, MID, 9) + line(20, 112, 96, 112, MID, 9) if printed else ""
    return group(
        shadow(150, 160, 180, 22), face, top, side, band, code, rows, move=(x, y), scale=scale
    )


def packing_line(full: bool = False) -> str:
    """The line from the side: hopper, forming, blister track, magazine, cartoner, scale, bin."""
    hopper = group(
        poly([(-120, -130), (120, -130), (46, 20), (-46, 20)], "steel_h", LINE, 5),
        ellipse(0, -130, 120, 26, "dark", INK, 4), rect(-30, 20, 60, 70, 4, "steel_h", LINE, 4), move=(232, 330),
    )  # fmt: skip
    former = rect(140, 420, 340, 330, 18, "light", LINE, 5) + rect(176, 456, 180, 120, 12, "glass", LINE, 4) + rect(
        384, 456, 60, 60, 10, "dark", INK, 3) + circle(414, 560, 20, "teal", TEAL_DARK, 3)  # fmt: skip
    track = rect(480, 520, 420, 44, 10, "dark", INK, 4) + "".join(
        circle(510 + n * 60, 542, 13, "steel", LINE, 2) for n in range(7)
    ) + rect(540, 564, 40, 190, 0, "steel_h", LINE, 3) + rect(800, 564, 40, 190, 0, "steel_h", LINE, 3)  # fmt: skip
    guard = rect(500, 380, 380, 140, 14, "glass", LINE, 4, 0.75)
    magazine = poly([(850, 260), (960, 260), (930, 470), (880, 470)], "steel_h", LINE, 4)
    cartoner = rect(930, 400, 300, 350, 18, "light", LINE, 5) + rect(966, 440, 228, 130, 12, "glass", LINE, 4) + rect(
        966, 600, 90, 50, 8, "dark", INK, 3)  # fmt: skip
    scale = rect(1230, 560, 230, 40, 10, "dark", INK, 4) + rect(1270, 430, 90, 130, 10, "light", LINE, 4) + rect(
        1284, 446, 62, 36, 6, "glass", LINE, 3) + rect(1310, 600, 40, 150, 0, "steel_h", LINE, 3)  # fmt: skip
    bin_ = poly([(1370, 640), (1510, 640), (1490, 770), (1390, 770)], "plate", LINE, 5)
    lights = group(
        rect(-12, 0, 24, 60, 4, "dark", INK, 3), rect(-20, -46, 40, 46, 4, PALE, LINE, 3),
        rect(-20, -92, 40, 46, 4, PALE, LINE, 3), rect(-20, -138, 40, 46, 8, "teal", TEAL_DARK, 3), move=(1130, 340),
    )  # fmt: skip
    things = (
        blister(600, 470, 0, 0.42) + blister(720, 470, 0, 0.42) + carton(1250, 515, 0.3)
        if full
        else ""
    )
    return (
        shadow(800, 800, 760, 40) + line(60, 772, 1540, 772, SOFT, 5) + hopper + former + magazine + lights
        + track + guard + cartoner + scale + bin_ + things
    )  # fmt: skip


def gowning() -> str:
    person = group(
        shadow(0, 560, 260, 30),
        path("M-250,560 C-250,330 -170,250 -70,220 L70,220 C170,250 250,330 250,560 Z", "light", LINE, 5),
        path("M0,232 L0,560", "none", SOFT, 4), path("M-70,220 L0,300 L70,220", "none", LINE, 4),
        rect(-52, 150, 104, 92, 30, "skin", LINE, 4), ellipse(0, 60, 118, 142, "skin", LINE, 5),
        path("M-132,40 C-150,-110 -70,-160 0,-160 C70,-160 150,-110 132,40 C90,10 -90,10 -132,40 Z", TEAL_PALE, TEAL_DARK, 5),
        path("M-132,40 C-90,10 90,10 132,40", "none", TEAL_DARK, 7),
        path("M-98,80 C-60,64 60,64 98,80 L92,150 C60,196 -60,196 -92,150 Z", WHITE, TEAL_DARK, 5),
        path("M-88,108 L88,108 M-86,132 L86,132", "none", SOFT, 4),
        circle(-44, 46, 9, INK, "none", 0) + circle(44, 46, 9, INK, "none", 0), move=(520, 330),
    )  # fmt: skip
    items = [
        path("M-70,30 C-74,-40 -30,-66 0,-66 C30,-66 74,-40 70,30 C40,14 -40,14 -70,30 Z", TEAL_PALE, TEAL_DARK, 5),
        path("M-64,-26 C-40,-40 40,-40 64,-26 L58,24 C40,54 -40,54 -58,24 Z", WHITE, TEAL_DARK, 5),
        path("M-40,60 L-46,0 L-62,-30 L-48,-42 L-26,-14 L-30,-66 L-12,-68 L-4,-20 L0,-72 L18,-70 L18,-20 L30,-62 L46,-56 "
             "L38,0 L34,60 Z", TEAL_PALE, TEAL_DARK, 5),
        ellipse(0, 0, 66, 30, "steel", LINE, 4) + ellipse(0, 0, 34, 12, WHITE, LINE, 3),
    ]  # fmt: skip
    cards = [
        group(
            rect(-105, -105, 210, 210, 24, WHITE, SOFT, 4),
            item,
            move=(1020 + (n % 2) * 260, 330 + (n // 2) * 290),
        )
        for n, item in enumerate(items)
    ]
    return sheet(
        person,
        *cards,
        *[tick(1102 + (n % 2) * 260, 248 + (n // 2) * 290, 32) for n in range(3)],
        cross(1362, 538, 32),
    )


def documents() -> str:
    def paper(x: float, y: float, turn: float, old: bool) -> str:
        return group(
            rect(8, 12, 330, 440, 8, "#1B262C", "none", 0, 0.14), rect(0, 0, 330, 440, 8, WHITE, LINE, 4),
            rect(30, 34, 150, 26, 4, AMBER if old else TEAL, "none", 0),
            *[line(30, 110 + n * 44, 300 - (n % 3) * 50, 110 + n * 44, SOFT, 10) for n in range(7)],
            move=(x, y), turn=turn,
        )  # fmt: skip

    return sheet(
        shadow(420, 800, 330, 36), paper(180, 280, -9, True), paper(240, 250, -2, True), paper(300, 260, 6, True),
        arrow(700, 520, 850, 520, AMBER_DARK, 16),
        poly([(900, 420), (1080, 420), (1056, 700), (924, 700)], "plate", LINE, 5), cross(990, 560, 50),
        paper(1200, 250, 0, False), tick(1520, 260, 46), scan_beam(1226, 270, 170, 56),
    )  # fmt: skip


def places(left_out: tuple[int, ...] = ()) -> str:
    """The places to check; `left_out` are those a revision did not know yet."""
    known = [place for n, place in enumerate(PLACES, 1) if n not in left_out]
    return sheet(packing_line(True), *[number(x, y, n, 34) for n, (x, y) in enumerate(known, 1)])


def hidden() -> str:
    """Below the belt: where a blister and tablets stay behind."""
    return sheet(
        shadow(760, 860, 660, 36), rect(160, 250, 1200, 90, 20, "dark", INK, 5),
        *[circle(220 + n * 120, 295, 30, "steel", LINE, 4) for n in range(10)],
        rect(260, 340, 70, 500, 0, "steel_h", LINE, 4), rect(1180, 340, 70, 500, 0, "steel_h", LINE, 4),
        rect(330, 700, 850, 36, 4, "steel", LINE, 4), blister(520, 600, -14, 0.9, 3),
        *[pill(x, 686, 1.4, "amber") for x in (820, 900, 1010)],
        halo(618, 640, 140, AMBER), halo(912, 680, 150, AMBER),
        group(poly([(-30, 0), (30, 0), (190, 330), (-190, 330)], "#F7E3A8", "none", 0, 0.45), rect(-44, -150, 88, 150, 16, "dark", INK, 4),
              rect(-50, -10, 100, 26, 8, "steel", LINE, 3), move=(700, 360)),
        arrow(700, 900, 700, 770, TEAL, 16),
    )  # fmt: skip


def wiping() -> str:
    glove = path("M-150,210 L-120,60 C-190,10 -210,-40 -180,-50 C-150,-56 -120,-20 -90,-10 L-96,-150 C-96,-180 -56,-180 -54,-150 "
                 "L-46,-70 L-40,-170 C-38,-200 2,-200 4,-170 L6,-70 L20,-160 C24,-188 62,-184 60,-154 L54,-60 L78,-120 "
                 "C90,-146 122,-132 114,-106 L80,60 L90,210 Z", TEAL_PALE, TEAL_DARK, 5)  # fmt: skip
    return sheet(
        shadow(800, 850, 680, 36), rect(120, 560, 1360, 200, 24, "steel", LINE, 5), rect(120, 560, 1360, 40, 18, "light", "none", 0, 0.6),
        path("M260,640 C420,600 520,690 700,640", "none", TEAL, 60, 0.25), poly([(560, 560), (800, 540), (830, 650), (590, 670)], WHITE, LINE, 4),
        group(glove, move=(760, 430), turn=24), arrow(560, 700, 320, 700, TEAL, 16),
        group(rect(-70, 0, 140, 300, 26, "glass", LINE, 5), rect(-66, 140, 132, 152, 20, TEAL_PALE, "none", 0), rect(-34, -60, 68, 60, 6, "dark", INK, 4),
              path("M-34,-50 L-120,-30 L-110,0 L-34,-16 Z", "dark", INK, 4), text(0, 210, "70 %", 50, TEAL_DARK), move=(1240, 250)),
        tag(380, 300, "60 s", TEAL, 64),
    )  # fmt: skip


def foil() -> str:
    reel = group(
        shadow(0, 280, 300, 34), circle(0, 0, 270, "steel", LINE, 6), *[circle(0, 0, 250 - n * 22, "none", MID, 2, 0.6) for n in range(7)],
        circle(0, 0, 96, "light", LINE, 5), circle(0, 0, 52, "dark", INK, 4), move=(430, 500),
    )  # fmt: skip
    web = path("M430,230 L900,230 L960,300", "none", MID, 14) + path(
        "M430,230 L900,230 L960,300", "none", WHITE, 5
    )
    return sheet(
        reel, web, label(280, 610, 330, 170, 12, square=True), scan_beam(288, 618, 154, 154),
        carton(980, 360, 1.1), carton(1020, 560, 1.1), label(1010, 700, 330, 170, 13, square=True), scan_beam(1018, 708, 154, 154),
        number(230, 240, 1, 42), number(940, 330, 2, 42),
    )  # fmt: skip


def leaflet() -> str:
    return sheet(
        shadow(520, 860, 380, 34),
        poly([(220, 160), (820, 130), (850, 820), (250, 850)], WHITE, LINE, 5),
        *[line(290, 250 + n * 62, 780 - (n % 4) * 60, 232 + n * 62, SOFT, 12) for n in range(8)],
        line(235, 500, 835, 470, MID, 3, "16 12"),
        group(*[rect(n * 34, 0, w, 120, 0, INK, "none", 0) for n, w in enumerate((20, 8, 20, 20, 8, 20))], move=(560, 690), turn=-3),
        frame(536, 664, 250, 160), path("M786,700 L1010,440 M786,800 L1010,720", "none", TEAL, 3, 0.6),
        group(rect(0, 0, 440, 320, 24, WHITE, LINE, 4),
              *[rect(60 + n * 58, 60, w, 200, 0, INK, "none", 0) for n, w in enumerate((36, 14, 36, 36, 14, 36))], move=(1020, 420)),
        tick(1460, 420, 44),
    )  # fmt: skip


def first_carton() -> str:
    return sheet(
        carton(170, 330, 2.5), frame(584, 488, 196, 194), frame(206, 516, 310, 128),
        path("M790,520 L980,330 M790,660 L980,640", "none", TEAL, 3, 0.6),
        group(rect(0, 0, 470, 420, 22, WHITE, LINE, 4), matrix(30, 30, 180, 8, 14), text(340, 70, "(01)", 40, LINE),
              text(340, 130, "(10)", 40, TEAL_DARK), text(340, 190, "(17)", 40, LINE), line(40, 260, 420, 260, SOFT, 3),
              text(235, 310, "LOT  EXP  SN", 44), line(60, 366, 410, 366, TEAL, 8), move=(990, 280)),
        scan_beam(1010, 300, 200, 200), number(180, 300, 1, 40), number(970, 260, 2, 40),
    )  # fmt: skip


def reject() -> str:
    return sheet(
        shadow(760, 800, 640, 36), rect(160, 520, 1220, 60, 16, "dark", INK, 5),
        *[circle(210 + n * 110, 550, 18, "steel", LINE, 3) for n in range(11)],
        carton(240, 420, 0.62), carton(1100, 420, 0.62), group(carton(0, 0, 0.62, printed=False), move=(650, 420)),
        frame(632, 376, 224, 150, 18, AMBER_DARK),
        group(rect(-70, -150, 140, 130, 12, "dark", INK, 4), poly([(-20, -20), (20, -20), (120, 190), (-120, 190)], TEAL, "none", 0, 0.16), move=(430, 300)),
        group(rect(-34, -120, 68, 150, 8, "steel_h", LINE, 4), rect(-60, 30, 120, 40, 8, "steel", LINE, 4), move=(745, 270)),
        arrow(745, 600, 745, 740, AMBER_DARK, 18), poly([(640, 750), (860, 750), (830, 880), (670, 880)], "plate", LINE, 5), cross(745, 815, 38),
        arrow(940, 470, 1070, 470, TEAL, 14), tick(1290, 380, 44),
    )  # fmt: skip


def counting(limits: str = "99.5 … 100.5 %") -> str:
    def pile(x: float, y: float, n: int, count: int) -> str:
        return group(
            shadow(95, 30, 130, 18), *[rect(0, -k * 26, 190, 24, 4, "light", LINE, 3) for k in range(n)],
            tag(95, 92, str(count), TEAL, 44), move=(x, y),
        )  # fmt: skip

    return sheet(
        pile(150, 560, 12, 5000), text(415, 480, "=", 110), pile(500, 560, 10, 4880), text(750, 480, "+", 100), pile(830, 560, 3, 85),
        text(1080, 480, "+", 100), pile(1160, 560, 2, 30),
        path("M240,790 L1360,790", "none", LINE, 6), poly([(800, 790), (850, 880), (750, 880)], "steel_h", LINE, 4),
        tag(800, 180, limits, TEAL, 60),
    )  # fmt: skip


def cleared() -> str:
    k = 130
    corners = "".join(
        path(f"M{x},{y + sy * k} L{x},{y} L{x + sx * k},{y}", "none", TEAL, 14)
        for x, y, sx, sy in (
            (70, 70, 1, 1),
            (1530, 70, -1, 1),
            (70, 930, 1, -1),
            (1530, 930, -1, -1),
        )
    )
    return sheet(packing_line(), corners, tick(700, 240, 80))


def two_people() -> str:
    def person(x: float, fill: str, scale: float = 1) -> str:
        return group(
            shadow(0, 330, 210, 24),
            path("M-200,330 C-200,150 -120,96 0,96 C120,96 200,150 200,330 Z", fill, LINE, 5),
            circle(0, -20, 104, "skin", LINE, 5),
            path("M-110,-30 C-116,-140 -50,-160 0,-160 C50,-160 116,-140 110,-30 C70,-60 -70,-60 -110,-30 Z", TEAL_PALE, TEAL_DARK, 5),
            move=(x, 300), scale=scale,
        )  # fmt: skip

    page = group(
        rect(0, 0, 560, 270, 18, WHITE, LINE, 4), line(40, 160, 250, 160, LINE, 4), line(310, 160, 520, 160, LINE, 4),
        path("M60,140 C90,60 110,170 140,110 S190,150 220,100", "none", INK, 6), path("M330,140 C380,70 380,160 420,110 S470,150 500,96", "none", TEAL_DARK, 6),
        number(145, 214, 1, 30), number(415, 214, 2, 30), move=(520, 660),
    )  # fmt: skip
    return sheet(
        person(400, "light"), person(1200, "plate"), page, line(800, 180, 800, 620, SOFT, 5, "18 14"),
        number(250, 160, 1, 44), number(1350, 160, 2, 44), text(800, 400, "≠", 130, TEAL_DARK),
    )  # fmt: skip


def foreign() -> str:
    glass = group(
        line(150, 150, 330, 330, INK, 54) + line(150, 150, 330, 330, MID, 26), circle(0, 0, 220, "glass", LINE, 20, 0.95),
        blister(-150, -70, -8, 1.25, 6), halo(12, 10, 70, AMBER), move=(520, 420),
    )  # fmt: skip
    bag = group(
        rect(-150, -190, 300, 380, 20, "glass", LINE, 5, 0.95), line(-150, -140, 150, -140, TEAL, 10), blister(-96, -20, 0, 0.84, 6),
        rect(-90, 90, 180, 70, 8, "amber", AMBER_DARK, 4), move=(1280, 520),
    )  # fmt: skip
    return sheet(
        glass,
        attention(960, 230, 80),
        arrow(900, 600, 1080, 560, TEAL, 18),
        bag,
        scan_beam(1170, 590, 220, 110),
    )


def start() -> str:
    return sheet(
        packing_line(True),
        *[arrow(x, 920, x + 150, 920, TEAL, 16) for x in (260, 700, 1140)],
        halo(1130, 226, 60),
    )


def drawings() -> dict[str, str]:
    """Every drawing of the procedure by file name; `_a` and `_b` belong to one revision."""
    return {
        "gowning.svg": gowning(),
        "documents.svg": documents(),
        "places_a.svg": places(left_out=(4, 8)),
        "places.svg": places(),
        "hidden.svg": hidden(),
        "wiping.svg": wiping(),
        "foil.svg": foil(),
        "leaflet.svg": leaflet(),
        "carton.svg": first_carton(),
        "reject.svg": reject(),
        "counting_a.svg": counting("99.0 … 101.0 %"),
        "counting.svg": counting(),
        "cleared.svg": cleared(),
        "two_people.svg": two_people(),
        "foreign.svg": foreign(),
        "start.svg": start(),
    }
