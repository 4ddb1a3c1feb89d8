"""Draw what the procedures name: python -m draw.make, run in `resources/procedures/`.

Every picture, the clip and the PDF page of a revision are named in its sop.yaml; only those are
written beside it, so that a revision's folder is complete and holds nothing else.
"""

import os
import re
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
import typst
from draw import board, flange, packing
from draw.kit import WIDTH
from draw.render import render
from PySide6.QtGui import QFontDatabase, QGuiApplication

FOLDER = Path(__file__).parents[1]
SHEETS = {"FLG-M12-080": flange, "PCB-CTRL-21": board, "PKG-LC-07": packing}
FONTS = FOLDER.parent / "fonts"


def main() -> None:
    application = QGuiApplication([])
    for font in FONTS.glob("*.otf"):
        QFontDatabase.addApplicationFont(str(font))
    for code, module in SHEETS.items():
        drawings = module.drawings()
        for sheet in sorted((FOLDER / code).glob("*/sop.yaml")):
            _write(sheet, drawings)
    application.quit()


def _write(sheet: Path, drawings: dict[str, str]) -> None:
    media = sheet.parent / "media"
    media.mkdir(exist_ok=True)
    names = set(re.findall(r"media/([\w.]+)", sheet.read_text(encoding="utf-8")))
    for old in media.iterdir():
        if old.name not in names:
            old.unlink()
    for name in sorted(names):
        if name.endswith(".svg"):
            (media / name).write_text(drawings[name], encoding="utf-8", newline="\n")
        elif name.endswith(".webm"):
            _clip(media / name)
        elif name.endswith(".pdf"):
            _page(media / name, drawings)


def _clip(file: Path) -> None:
    """The crosswise order, one nut after the other."""
    size = (720, 450)
    video = cv2.VideoWriter(str(file), cv2.VideoWriter_fourcc(*"VP90"), 5, size)
    for n in range(1, 9):
        image = render(flange.passes(8, 1, "30 N·m", n), size)
        data = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], image.bytesPerLine())
        frame = data[:, : size[0] * 3].reshape(size[1], size[0], 3)[:, :, ::-1].copy()
        for _ in range(5):
            video.write(frame)
    video.release()


def _page(file: Path, drawings: dict[str, str]) -> None:
    """The reflow profile as a page of A4 in both languages, set by Typst."""
    name = "reflow_a.svg" if file.parents[1].name == "A" else "reflow_b.svg"
    peak = "235–250" if name == "reflow_a.svg" else "238–248"
    source = _PAGE.replace("PICTURE", name).replace("PEAK", peak).replace("WIDTH", str(WIDTH))
    work = file.with_suffix(".typ")
    work.write_text(source, encoding="utf-8")
    picture = file.with_name(name)
    picture.write_text(drawings[name], encoding="utf-8", newline="\n")
    typst.compile(work, output=file, font_paths=[FONTS], ignore_system_fonts=True)
    work.unlink()


_PAGE = """#set page(paper: "a4", flipped: true, margin: 16mm)
#set text(font: ("Inter", "Noto Sans SC"), size: 12pt)
#grid(
  columns: (1fr, auto),
  text(20pt, weight: "bold")[炉温曲线规范 Reflow profile], [CTRL-21 · SAC305 · IPC-7530],
)
#v(4mm)
#grid(columns: (150mm, 1fr), gutter: 8mm, image("PICTURE", width: 150mm), table(
  columns: (1fr, auto), stroke: 0.5pt + rgb("#8494A0"), inset: 7pt,
  [*区间 Zone*], [*限值 Limit*],
  [升温 Ramp to soak], [1–3 K/s],
  [保温 Soak 150–200 °C], [60–120 s],
  [液相线以上 Above 217 °C], [45–90 s],
  [峰值 Peak], [PEAK °C],
  [冷却 Cooling], [≤ 6 K/s],
))
#v(6mm)
测温点：U1 中心焊盘、U3、J1 附近、板边。 Thermocouples: U1 centre pad, U3, near J1, board edge.
"""

if __name__ == "__main__":
    main()
