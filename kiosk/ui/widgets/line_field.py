"""One line to type into, in the product's own look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit

from kiosk.ui.theme import font, theme
from kiosk.ui.widgets.painting import antialiased, fill

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class LineField(QLineEdit):
    """A well as tall as a finger; its outline tells where the keyboard types.

    `large` where the line is all that is asked; `ground` is a token, sunken on a card or sheet.
    """

    def __init__(self, text: str = "", *, large: bool = False, ground: str = "sunken") -> None:
        super().__init__(text)
        self._large, self._ground = large, ground
        self.setFrame(False)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        scale = theme.scale
        self.setFont(font(scale.heading if self._large else scale.body, self._large))
        self.setMinimumHeight(scale.primary if self._large else scale.target)
        self.setTextMargins(theme.px(20), 0, theme.px(16), 0)
        palette = self.palette()
        # The well is painted by us: a ground of the field's own would cover its round corners.
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        for role, token in (
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.PlaceholderText, "faint"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
        ):
            palette.setColor(role, theme.colour(token))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        line, width = ("accent", theme.px(3)) if self.hasFocus() else ("line", 2)
        fill(painter, self.rect(), self._ground, line=line, width=width)
        painter.end()
        super().paintEvent(event)
