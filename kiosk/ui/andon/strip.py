"""A line across the top of every screen while a call is open; a tap shows it large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.ui.andon.signs import paint_sign
from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import antialiased, focus_ring, text_size, write


class CallStrip(QAbstractButton):
    """Clicked when somebody wants to see more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._category, self._more = "man", ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def show_words(self, category: str, words: str, more: str) -> None:
        """`more` at its end: how many others there are."""
        self._category, self._more = category, more
        self.setText(words)
        self.setAccessibleName(" · ".join(part for part in (words, more) if part))
        self.update()

    @property
    def wanted(self) -> int:
        """Its height: a finger's, on a screen with room for it."""
        return theme.px(64)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.colour(f"call_{self._category}"))
        side = area.height() * 0.86
        place = QRectF(theme.px(20), (area.height() - side) / 2, side, side)
        paint_sign(painter, self._category, place)
        pixels = theme.scale.label
        more = text_size(self._more, pixels, bold=True).width() if self._more else 0
        right = area.right() - theme.px(24) - more
        room = QRectF(place.right() + theme.px(18), 0, 0, area.height())
        room.setRight(right - theme.px(16))
        write(painter, room, self.text(), pixels, "on_call", bold=True)
        end = QRectF(right, 0, more + 2, area.height())
        write(painter, end, self._more, pixels, "on_call", bold=True,
              align=Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)  # fmt: skip
        if self.hasFocus():
            focus_ring(painter, area, 0)
