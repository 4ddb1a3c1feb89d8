"""One past run as a line: what, which unit, when, how it ended."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.ui.home.tiles import Tile
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import TONES
from kiosk.ui.widgets.painting import fill, icon, text_size, write


class RunRow(Tile):
    """`tone` and `mark` say how it ended, beside the word."""

    tall = 118

    def __init__(self, title: str, facts: str, when: str, word: str, tone: str, mark: str) -> None:
        super().__init__(f"{title} {facts} {when} {word}")
        self._title, self._facts, self._when = title, facts, when
        self._word, self._tone, self._mark = word, tone, mark

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme.scale
        room = 300 if not scale.portrait else 250
        write(painter, self._line(area, 16, 44, room), self._title, scale.body, bold=True)
        write(painter, self._line(area, 60, 34, room), self._facts, scale.label, "soft")
        ground, ink = TONES[self._tone]
        width = text_size(self._word, scale.small, bold=True).width() + theme.px(72)
        pill = QRectF(
            area.right() - width - theme.px(24), area.y() + theme.px(16), width, theme.px(44)
        )
        fill(painter, pill, ground, pill.height() / 2)
        size = theme.px(26)
        at = int(pill.center().y() - size / 2)
        painter.drawPixmap(
            int(pill.x()) + theme.px(16), at, icon(self._mark, size, theme.colour(ink))
        )
        words = pill.adjusted(theme.px(50), 0, 0, 0)
        write(painter, words, self._word, scale.small, ink, bold=True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        moment = QRectF(
            area.right() - theme.px(324), area.y() + theme.px(62), theme.px(300), theme.px(34)
        )
        write(painter, moment, self._when, scale.small, "soft", align=right)
