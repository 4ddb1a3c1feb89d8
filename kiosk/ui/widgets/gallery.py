"""Every widget in every theme, language and size, as pictures to look at.

    python -m kiosk.ui.widgets.gallery OUT_DIR

For whoever changes a widget: look before you call it done. Texts are given, not translated, so
that both languages can be judged without the rest of the kiosk.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.i18n import Translator
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, HoldButton, IconButton, PrimaryButton
from kiosk.ui.widgets.camera_view import CameraView
from kiosk.ui.widgets.cards import Card, Chip, ProgressBar
from kiosk.ui.widgets.choices import Checklist, ChoiceTiles, Tile
from kiosk.ui.widgets.controls import SegmentedControl, Stepper, Toggle
from kiosk.ui.widgets.keypad import LimitsBar, NumberPad, Readout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner, Sheet
from kiosk.ui.widgets.picture_view import Mark, PictureView, Shown
from kiosk.ui.widgets.pin_pad import PinPad
from kiosk.ui.widgets.rows import EmptyState, ListRow
from kiosk.ui.widgets.signature_pad import SignaturePad
from kiosk.ui.widgets.steps import StepList, StepRow
from kiosk.ui.widgets.text_pad import TextPad
from kiosk.ui.widgets.timer_dial import TimerDial
from kiosk.ui.widgets.verdict import VerdictPanel

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZES = ((1920, 1080), (1280, 800), (1080, 1920))
Say = Callable[[str, str], str]

_DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500">
<rect x="120" y="110" width="560" height="280" rx="30" fill="#cfd8e0" stroke="#4a5866"
 stroke-width="6"/><g fill="#8fa0ae" stroke="#4a5866" stroke-width="5">
<circle cx="230" cy="250" r="52"/><circle cx="400" cy="250" r="52"/>
<circle cx="570" cy="250" r="52"/></g></svg>"""


class Page(QWidget):
    """Columns side by side on the ground; one below the other on a standing screen."""

    def __init__(self, *columns: Iterable[QWidget]) -> None:
        super().__init__()
        row = QVBoxLayout(self) if theme.scale.portrait else QHBoxLayout(self)
        margin = theme.scale.margin
        row.setContentsMargins(margin, margin, margin, margin)
        row.setSpacing(margin)
        for widgets in columns:
            column = QVBoxLayout()
            column.setSpacing(theme.scale.gap)
            for widget in widgets:
                column.addWidget(widget)
            row.addLayout(column, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("ground"))


def main(arguments: list[str] | None = None) -> int:
    """Writes one PNG for each page, theme, language and size."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.widgets.gallery")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    out = parser.parse_args(arguments).out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    out.mkdir(parents=True, exist_ok=True)
    theme.load_fonts()
    theme.motion = False
    translator = Translator(app)
    for size in SIZES:
        theme.fit(*size)
        for language in ("zh", "en"):
            translator.use(language)
            _render_pages(out, size, language)
    return 0


def _render_pages(out: Path, size: tuple[int, int], language: str) -> None:
    def say(chinese: str, english: str) -> str:
        return chinese if language == "zh" else english

    for name, make in PAGES.items():
        page = make(say)
        page.resize(*size)
        page.show()
        page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, name == "actions")
        for theme_name in ("light", "dark"):
            theme.use(theme_name)
            _settle(page)
            page.grab().save(str(out / f"{name}-{size[0]}x{size[1]}-{language}-{theme_name}.png"))
        theme.use("light")
        page.close()
        page.deleteLater()


def _settle(page: QWidget) -> None:
    """Until pictures read on their own thread have come."""
    while not all(view.image_shown for view in page.findChildren(PictureView)):
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()


def _actions(say: Say) -> QWidget:
    hold = HoldButton(say("按住以中止", "Hold to abort"), "danger", "stop")
    busy = PrimaryButton("")
    busy.set_busy(True)
    off = PrimaryButton(say("完成，下一步", "Done, next"))
    off.setEnabled(False)
    icons = QWidget()
    row = QHBoxLayout(icons)
    row.setContentsMargins(0, 0, 0, 0)
    for name in ("home", "history", "settings", "lock", "language", "moon"):
        row.addWidget(IconButton(name, name))
    row.addStretch(1)
    first = [
        PrimaryButton(say("完成，下一步", "Done, next"), "tick"),
        busy,
        off,
        Button(say("上一步", "Back"), "secondary", "back"),
        Button(say("异常呼叫", "Raise exception"), "attention", "exception"),
        Button(say("表面有划伤", "Surface scratched"), "soft"),
        Button(say("跳过", "Skip"), "quiet", "skip"),
        hold,
        icons,
    ]
    return Page(first, _statuses(say))


def _statuses(say: Say) -> list[QWidget]:
    card = Card(critical=True)
    card.content.addWidget(Chip(say("红线", "CRITICAL"), "critical", "warning"))
    title = say("3. 预紧 M12 螺栓", "3. Pre-tighten the M12 bolts")
    card.content.addWidget(Label(title, "title", bold=True))
    text = say(
        "按 1→5→3→7 对角顺序预紧，不得使用冲击扳手。", "Cross pattern 1→5→3→7; no impact wrench."
    )
    card.content.addWidget(Label(text, "body", "soft"))
    chips = Card(horizontal=True)
    for tone, zh, en in (
        ("plain", "弹性", "Flexible"),
        ("passed", "合格", "Passed"),
        ("attention", "偏差", "Deviation"),
        ("failed", "不合格", "Failed"),
    ):
        chips.content.addWidget(Chip(say(zh, en), tone))  # type: ignore[arg-type]
    bar = ProgressBar()
    bar.show_progress(0.4, 0.55, late=True)
    banner = Banner()
    banner.show_text(
        say("相机已断开，可用扫码枪继续。", "Camera unplugged. Go on with the hand scanner.")
    )
    good, bad = VerdictPanel(), VerdictPanel()
    good.show_pass(say("扭矩合格", "Torque in limits"), "25.4 N·m")
    bad.show_fail(
        say("不是这个物料", "Not this part"),
        "GSK-DN80-04",
        "GSK-DN65-02",
        say("放回料盒，取 DN80 垫片再扫一次。", "Put it back, take the DN80 gasket, scan again."),
    )
    return [card, chips, bar, banner, good, bad]


def _checks(say: Say) -> QWidget:
    limits = LimitsBar(23.0, 27.0, 25.0)
    limits.show_values([24.8, 25.4])
    readout = Readout("N·m")
    readout.show_value("25.4", "passed")
    tiles = ChoiceTiles(
        [
            Tile("a", say("无划伤", "No scratch"), say("距离 30 cm 目视", "By eye, 30 cm away")),
            Tile("b", say("轻微划伤", "Light scratch")),
        ]
    )
    tiles.choose(["a"])
    listed = Checklist(
        [
            Tile("1", say("清除上一批标签", "Labels of the last batch removed")),
            Tile("2", say("地面无散落药片", "No loose tablets on the floor")),
        ]
    )
    listed.tick(["1"])
    dial = TimerDial()
    dial.show_time(47_000, 120_000, "running", say("等胶固化", "Glue is curing"))
    return Page([readout, limits, NumberPad(decimals=1, signed=True)], [tiles, listed, dial])


def _work(say: Say) -> QWidget:
    steps = StepList()
    names = (
        ("清洁法兰面", "Clean the flange faces", "done", False),
        ("放置密封垫片", "Place the gasket", "skipped", False),
        ("预紧 M12 螺栓", "Pre-tighten M12 bolts", "current", True),
        ("终拧 M12 螺栓", "Final torque", "open", True),
        ("连接传感器线束", "Connect the sensor", "not_due", False),
    )
    note = say("红线", "CRITICAL")
    steps.show_steps(
        [
            StepRow(zh, n, say(zh, en), mark, critical, note if critical else "")  # type: ignore[arg-type]
            for n, (zh, en, mark, critical) in enumerate(names, 1)
        ]
    )
    pictures = PictureView()
    marks = tuple(Mark(n, x, 0.5, "M12 × 45") for n, x in ((1, 0.29), (2, 0.5), (3, 0.71)))
    caption = say("螺栓孔位", "Bolt positions")
    pictures.show_pictures([Shown(_DRAWING, caption, marks), Shown(_DRAWING, caption)])
    camera = CameraView()
    camera.show_state(
        say("没有相机", "No camera"),
        say("可用手持扫码枪扫码。", "Scan with the hand scanner."),
    )
    return Page([steps], [pictures, camera])


def _words(say: Say) -> QWidget:
    phrases = [
        say(*words)
        for words in (
            ("表面有划伤", "Scratched"),
            ("尺寸偏大", "Too large"),
            ("已通知班组长", "Team lead told"),
        )
    ]
    pad = TextPad(phrases, minimum=4)
    pad.set_text(phrases[0])
    pad.show_keyboard()
    pin = PinPad()
    pin.refuse(say("PIN 不对，还可以试 2 次", "Wrong PIN, 2 tries left"))
    return Page([pad], [pin, SignaturePad()])


def _lists(say: Say) -> QWidget:
    motion = Toggle(say("动画", "Motion"))
    motion.setChecked(True)
    looks = SegmentedControl(
        [("light", say("浅色", "Light"), "sun"), ("dark", say("深色", "Dark"), "moon")]
    )
    looks.choose("light")
    rows = [
        ListRow(say("法兰装配 DN80", "Flange DN80"), "WO-20261122-017", "3 / 8", "work_order"),
        ListRow(
            say("包装清场", "Line clearance"), "14:36", say("合格", "Passed"), "tick", tone="passed"
        ),
    ]
    nothing = EmptyState(
        "history",
        say("还没有作业记录", "No records yet"),
        say("完成一次作业后，记录会出现在这里。", "They appear here after the first finished run."),
    )
    return Page(
        [motion, Toggle(say("声音", "Sound")), looks, Stepper(300, highest=900)], [*rows, nothing]
    )


def _over(say: Say) -> QWidget:
    under = _actions(say)
    sheet = Sheet(say("哪一类异常？", "Which kind of exception?"), parent=under)
    names = (("人", "Man"), ("机", "Machine"), ("料", "Material"), ("法", "Method"))
    sheet.content.addWidget(ChoiceTiles([Tile(zh, say(zh, en)) for zh, en in names]))
    sheet.buttons.addStretch(1)
    sheet.buttons.addWidget(PrimaryButton(say("呼叫", "Raise"), "exception"))
    under.sheet = sheet  # type: ignore[attr-defined]
    sheet.resize(*(SIZES[2] if theme.scale.portrait else SIZES[1 if theme.scale.compact else 0]))
    return under


PAGES: dict[str, Callable[[Say], QWidget]] = {
    "actions": _actions,
    "checks": _checks,
    "work": _work,
    "words": _words,
    "lists": _lists,
    "over": _over,
}

if __name__ == "__main__":
    sys.exit(main())
