"""Text on the screen, in the product's type scale."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.ui.theme import font, theme

Size = Literal["display", "title", "heading", "body", "label", "small"]


class Label(QLabel):
    """A wrapped text of a named size and colour token. Plain text only: what a procedure says
    is never taken for markup."""

    def __init__(
        self,
        text: str = "",
        size: Size = "body",
        colour: str = "text",
        *,
        bold: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._size: Size = size
        self._colour = colour
        self._bold = bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_size(self, size: Size) -> None:
        if size != self._size:
            self._size = size
            self.restyle()

    def set_colour(self, token: str) -> None:
        self._colour = token
        self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """On one line, what does not fit ends in an ellipsis instead of being cut through."""
        if self.wordWrap() or "\n" in self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment()), text)
        painter.end()

    def restyle(self) -> None:
        self.setFont(font(getattr(theme.scale, self._size), self._bold))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)
