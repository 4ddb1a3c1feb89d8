"""Digests and ids: nobody reads them, somebody compares their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kiosk.ui.theme import font, theme
from kiosk.ui.widgets.painting import antialiased, focus_ring, icon, text_size, write

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


class LongValue(QAbstractButton):
    """Its two ends on one line; all of it, in groups, after a tap."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.setText(value)
        self.setAccessibleName(value)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(lambda _open: self.updateGeometry())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), text_size(self.text(), theme.scale.label).height())

    def heightForWidth(self, width: int) -> int:
        if self._fits(width):
            return text_size(self.text(), theme.scale.label).height()
        wanted = 0
        if self.isChecked():
            wanted = text_size(self._grouped, theme.scale.label, width=self._room(width)).height()
        return max(theme.scale.target, wanted + theme.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()  # the hint was for another width

    def _fits(self, width: int) -> bool:
        return text_size(self.text(), theme.scale.label).width() <= self._room(width)

    def _room(self, width: int) -> int:
        return width - theme.px(56)

    @property
    def _grouped(self) -> str:
        """A UUID has groups of its own; of a digest eight figures at a time are compared."""
        text = self.text()
        return text if "-" in text else " ".join(text[i : i + 8] for i in range(0, len(text), 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        room = self.rect().adjusted(0, 0, self._room(0), 0)
        size = theme.scale.label
        if self._fits(self.width()):
            write(painter, room, self.text(), size, elide=False)
            return
        if self.isChecked():
            write(painter, room, self._grouped, size, wrap=True)
        else:
            middle = Qt.TextElideMode.ElideMiddle
            metrics = QFontMetrics(font(size))
            shown = metrics.elidedText(self.text(), middle, room.width())
            write(painter, room, shown, size, elide=False)
        edge = theme.scale.icon
        mark = icon("up" if self.isChecked() else "down", edge, theme.colour("soft"))
        painter.drawPixmap(self.width() - edge, (self.height() - edge) // 2, mark)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), theme.px(10))
