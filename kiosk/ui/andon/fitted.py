"""A text as large as its room allows: to be read from far away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.ui.theme import font, theme
from kiosk.ui.widgets.painting import WRAPPED

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Fitted(QLabel):
    """`most` and `least` are heights of type at 1920×1080; on up to `lines` lines. Under the
    least it ends in an ellipsis."""

    def __init__(
        self,
        most: int,
        least: int,
        colour: str = "text",
        *,
        lines: int = 1,
        bold: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._most, self._least, self._lines = most, least, lines
        self._colour, self._bold = colour, bold
        self._pixels = theme.px(most)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def set_most(self, most: int) -> None:
        """No larger than this, where there is more to show."""
        if most != self._most:
            self._most = most
            self._fit()

    def set_colour(self, token: str) -> None:
        self._colour = token
        self.update()

    @property
    def pixels(self) -> int:
        """How large it stands now."""
        return self._pixels

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), QFontMetrics(font(theme.px(self._least))).height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the text stands when it is that wide; Chinese stands taller than Latin."""
        size = self._size_for(width)
        if self._lines == 1:
            return QFontMetrics(font(size, self._bold)).size(0, self.text() or " ").height()
        return max(self._taken(size, width).height(), QFontMetrics(font(size)).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._pixels = self._size_for(self.width())
        self.updateGeometry()
        self.update()

    def _size_for(self, width: int) -> int:
        largest, smallest = theme.px(self._most), theme.px(self._least)
        sizes = [*range(largest, smallest, -max(1, theme.px(4))), smallest]
        return next((size for size in sizes if self._fits(size, width)), smallest)

    def _fits(self, size: int, width: int) -> bool:
        metrics = QFontMetrics(font(size, self._bold))
        if self._lines == 1:
            return metrics.horizontalAdvance(self.text()) <= width
        taken = self._taken(size, width)
        # A line with Chinese in it is up to half as tall again.
        most = metrics.height() * (self._lines + 0.5)
        return taken.height() <= most and taken.width() <= width

    def _taken(self, size: int, width: int) -> QRect:
        room = QRect(0, 0, max(width, 1), 100_000)
        return QFontMetrics(font(size, self._bold)).boundingRect(room, WRAPPED, self.text())

    def _painted(self) -> int:
        """Smaller where a low window squeezes the line: what hangs below letters may go first."""
        if self._lines > 1:
            return self._pixels
        needed = QFontMetrics(font(self._pixels, self._bold)).height() * 0.82
        return max(1, int(self._pixels * min(1.0, self.height() / needed)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        used = font(self._painted(), self._bold)
        painter.setFont(used)
        painter.setPen(theme.colour(self._colour))
        text, flags = self.text(), int(self.alignment())
        if self._lines == 1:
            right = Qt.TextElideMode.ElideRight
            text = QFontMetrics(used).elidedText(text, right, self.width())
        else:
            flags |= WRAPPED
        painter.drawText(self.rect(), flags, text)
        painter.end()
