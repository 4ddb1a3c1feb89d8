"""Lists and long texts that move by finger, with momentum and no bar to aim at."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE_S = 0.01
"""So long a list is added to before the screen has its turn again: less than a frame."""


class ScrollArea(QScrollArea):
    """Vertical only. `body` is a column to add to; a thin mark shows where one is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inner = _Column()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, theme.px(12), 0)
        self.body.setSpacing(theme.scale.gap)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget turns it on
        self._mark = _ScrollMark(self)
        self.verticalScrollBar().valueChanged.connect(self._mark.update)
        self.verticalScrollBar().rangeChanged.connect(self._mark.update)
        self._parts: Iterator[QWidget] = iter(())
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._add_some)
        move_by_finger(self)

    def fill(self, parts: Iterator[QWidget]) -> None:
        """These instead of what is here, each made when its turn comes: the first ones are seen
        at once, and however long the list, the screen goes on meanwhile."""
        self.clear()
        self.extend(parts)

    def extend(self, parts: Iterator[QWidget]) -> None:
        """These after what is here, in the same way."""
        last = self.body.itemAt(self.body.count() - 1)
        if last is not None and last.spacerItem() is not None:
            self.body.removeItem(last)
        self._parts = parts
        self._turn.start()
        self._add_some()

    def _add_some(self) -> None:
        end = time.monotonic() + _AT_ONCE_S
        for part in self._parts:
            self.add(part)
            if time.monotonic() >= end:
                return
        self._turn.stop()
        self.body.addStretch(1)

    def clear(self) -> None:
        """Take everything out of the column, and make nothing more of what was to come."""
        self._turn.stop()
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = theme.px(8)
        self._mark.setGeometry(self.width() - width, 0, width, self.height())
        self._mark.raise_()


class _Column(QWidget):
    """As tall as its texts are at its width, at once: what they need at their narrowest would
    leave empty room below the last, and until the area hears of new lines they would be squeezed
    into the room of the old ones."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        column = self.layout()
        if column is not None:
            tall = column.totalHeightForWidth(self.width()) if column.hasHeightForWidth() else 0
            self.setMinimumHeight(max(tall, 0))


class _ScrollMark(QWidget):
    def __init__(self, area: ScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = self._area.verticalScrollBar()
        if bar.maximum() <= bar.minimum():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faint"))
        whole = bar.maximum() + bar.pageStep()
        height = max(self.height() * bar.pageStep() / whole, theme.px(40))
        top = (self.height() - height) * bar.value() / bar.maximum()
        painter.drawRoundedRect(QRectF(0, top, self.width(), height), 3, 3)


def move_by_finger(area: QAbstractScrollArea) -> None:
    """Dragging anywhere in the area scrolls it, by touch and by mouse alike."""
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.LeftMouseButtonGesture)
