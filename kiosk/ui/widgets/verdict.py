"""Pass or fail, seen from two metres: shape and word as well as colour."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import font, theme
from kiosk.ui.widgets.painting import Painted, antialiased, cross, fill, text_size, tick, write

_ANYWHERE = int(Qt.TextFlag.TextWrapAnywhere)


class VerdictPanel(Painted):
    """A pass is one line and a tick; a fail puts what was expected beside what came.

    Hidden until there is something to say.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passed: bool | None = None
        self._title = self._detail = self._expected = self._seen = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_pass(self, title: str, detail: str = "") -> None:
        """`title`: what was confirmed."""
        self._show(True, title, detail)

    def show_fail(self, title: str, expected: str = "", seen: str = "", detail: str = "") -> None:
        """`detail`: what to do now. Without `expected` and `seen` only title and detail stand."""
        self._show(False, title, detail, expected, seen)

    def clear(self) -> None:
        self._passed = None
        self.hide()

    @property
    def passed(self) -> bool | None:
        """None while nothing is shown."""
        return self._passed

    def _show(
        self, passed: bool, title: str, detail: str, expected: str = "", seen: str = ""
    ) -> None:
        self._passed, self._title, self._detail = passed, title, detail
        self._expected, self._seen = expected, seen
        self.setAccessibleName(title)
        compared = self._captions()
        pairs = f"{compared[0]} {expected}. {compared[1]} {seen}. " if expected or seen else ""
        self.setAccessibleDescription(pairs + detail)
        self.show()
        self.restyle()

    def _captions(self) -> tuple[str, str]:
        return self.tr("Expected"), self.tr("Seen")

    # --- size ---

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._head_height(width) + self._pair_height(width) + theme.px(32)

    def sizeHint(self) -> QSize:
        width = theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(96))

    def _head_height(self, width: int) -> int:
        room = width - theme.px(124)
        height = text_size(self._title, theme.scale.heading, True, room).height()
        if self._detail:
            height += text_size(self._detail, theme.scale.label, width=room).height() + theme.px(6)
        return max(theme.px(72), height)

    def _pair_height(self, width: int) -> int:
        if not (self._expected or self._seen):
            return 0
        pixels = self._pair_px(width)
        texts = (self._expected, self._seen)
        return max(self._pair_text(t, pixels, width).height() for t in texts) + theme.px(88)

    def _pair_room(self, width: int) -> int:
        return (width - theme.px(60)) // 2 - theme.px(40)

    def _pair_text(self, text: str, pixels: int, width: int) -> QRect:
        """A code has no spaces to break at: it breaks anywhere."""
        room = QRect(0, 0, self._pair_room(width), 10_000)
        return QFontMetrics(font(pixels, True)).boundingRect(room, _ANYWHERE, text)

    def _pair_px(self, width: int) -> int:
        """The largest size in which both stand on one line; else small enough to be read whole."""
        scale, room = theme.scale, self._pair_room(width)
        for pixels in (scale.title, scale.heading, scale.body):
            texts = (self._expected, self._seen)
            if all(text_size(text, pixels, True).width() <= room for text in texts):
                return pixels
        return scale.body

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._passed is None:
            return
        painter = antialiased(self)
        area = QRectF(self.rect())
        tone = "passed" if self._passed else "failed"
        fill(painter, area, f"{tone}_soft", line=tone, width=theme.px(3))
        head = self._head_height(self.width())
        self._paint_mark(painter, theme.px(20), theme.px(16) + (head - theme.px(64)) / 2)
        self._paint_words(painter, QRectF(0, theme.px(16), area.width(), head))
        if self._expected or self._seen:
            self._paint_pair(painter, theme.px(16) + head + theme.px(12))

    def _paint_mark(self, painter: QPainter, x: float, y: float) -> None:
        size = theme.px(64)
        mark = QRectF(x, y, size, size)
        if self._passed:
            fill(painter, mark, "passed", size / 2)
            tick(painter, mark, "passed_soft", theme.px(7))
        else:
            fill(painter, mark, "failed", theme.px(14))
            cross(painter, mark, "failed_soft", theme.px(7))

    def _paint_words(self, painter: QPainter, head: QRectF) -> None:
        ink = "on_passed_soft" if self._passed else "on_failed_soft"
        room = head.adjusted(theme.px(104), 0, -theme.px(20), 0)
        width, scale = int(room.width()), theme.scale
        title = text_size(self._title, scale.heading, True, width).height()
        detail = text_size(self._detail, scale.label, width=width).height() if self._detail else 0
        space = theme.px(6) if detail else 0
        top = room.y() + (room.height() - title - detail - space) / 2
        above = Qt.AlignmentFlag.AlignTop
        first = QRectF(room.x(), top, width, title)
        write(painter, first, self._title, scale.heading, ink, bold=True, align=above, wrap=True)
        second = QRectF(room.x(), top + title + space, width, detail)
        write(painter, second, self._detail, scale.label, ink, align=above, wrap=True)

    def _paint_pair(self, painter: QPainter, top: float) -> None:
        side, gap = theme.px(20), theme.px(20)
        width = (self.width() - 2 * side - gap) / 2
        height = self._pair_height(self.width()) - theme.px(16)
        texts = zip(self._captions(), (self._expected, self._seen), strict=True)
        for index, (caption, text) in enumerate(texts):
            box = QRectF(side + index * (width + gap), top, width, height)
            fill(painter, box, "surface", theme.px(14), line="failed" if index else "line", width=2)
            inner = box.adjusted(theme.px(20), theme.px(12), -theme.px(20), -theme.px(12))
            above = Qt.AlignmentFlag.AlignTop
            write(painter, inner, caption, theme.scale.small, "soft", align=above)
            inner.setTop(inner.top() + theme.px(38))
            ink = "on_failed_soft" if index else "text"
            painter.setFont(font(self._pair_px(self.width()), True))
            painter.setPen(theme.colour(ink))
            painter.drawText(inner.toRect(), _ANYWHERE, text)
