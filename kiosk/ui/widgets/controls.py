"""Settings of one value: on or off, one of few, a little more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, icon, text_size, tick, write

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Pressed(QAbstractButton):
    """A checkable button painted by its subclass, worked by Enter as well as by Space."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._restyle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Toggle(_Pressed):
    """On or off. Signal `toggled(bool)`. The knob carries a tick when on."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = text_size(self.text(), theme.scale.body).width() if self.text() else 0
        return QSize(words + theme.px(150), theme.scale.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        if self.isDown():
            fill(painter, area, "accent_soft")
        width, height = theme.px(96), theme.px(52)
        track = QRectF(area.right() - width, (area.height() - height) / 2, width, height)
        on = self.isChecked()
        fill(
            painter,
            track,
            "accent" if on else "sunken",
            height / 2,
            line="accent" if on else "faint",
            width=2,
        )
        size = height - theme.px(12)
        left = track.right() - size - theme.px(6) if on else track.left() + theme.px(6)
        knob = QRectF(left, track.center().y() - size / 2, size, size)
        fill(painter, knob, "on_accent" if on else "faint", size / 2)
        if on:
            tick(painter, knob, "accent", theme.px(4))
        words = QRectF(0, 0, area.width() - width - theme.px(20), area.height())
        write(painter, words, self.text(), theme.scale.body, "text")
        if self.hasFocus():
            focus_ring(painter, track.adjusted(-5, -5, 5, 5), track.height() / 2)


class _Segment(_Pressed):
    def __init__(self, text: str, icon_name: str | None) -> None:
        super().__init__(text)
        self._icon = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = text_size(self.text(), theme.scale.label, bold=True).width() + theme.px(56)
        return QSize(width + (theme.px(44) if self._icon else 0), theme.scale.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        radius = theme.scale.radius - theme.px(4)
        if chosen:
            fill(painter, area, "surface", radius, line="accent", width=theme.px(3))
        elif self.isDown():
            fill(painter, area, "line", radius)
        ink = "accent" if chosen else "soft"
        words = text_size(self.text(), theme.scale.label, bold=True).width() if self.text() else 0
        size = theme.px(30) if self._icon else 0
        space = theme.px(12) if size and words else 0
        x = (area.width() - words - size - space) / 2
        if self._icon:
            mark = icon(self._icon, size, theme.colour(ink))
            painter.drawPixmap(int(x), int((area.height() - size) / 2), mark)
        where = QRectF(x + size + space, 0, words + 2, area.height())
        write(painter, where, self.text(), theme.scale.label, ink, bold=True, elide=False)
        if self.hasFocus():
            focus_ring(painter, area, radius)


class SegmentedControl(QWidget):
    """One of few, all in sight. `changed` carries the id chosen by hand."""

    changed = Signal(str)

    def __init__(
        self, items: Sequence[tuple[str, str, str | None]], parent: QWidget | None = None
    ) -> None:
        """Items are (id, text, icon name or None)."""
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        pad = theme.px(4)
        self._row.setContentsMargins(pad, pad, pad, pad)
        self._row.setSpacing(theme.px(4))
        self._segments: dict[str, _Segment] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for key, text, icon_name in items:
            segment = _Segment(text, icon_name)
            segment.clicked.connect(lambda _=False, key=key: self._tapped(key))
            self._segments[key] = segment
            self._row.addWidget(segment)

    @property
    def chosen(self) -> str:
        return next((k for k, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, wanted: str) -> None:
        """Show this one as chosen; says nothing."""
        for key, segment in self._segments.items():
            segment.setChecked(key == wanted)

    def set_text(self, key: str, text: str) -> None:
        self._segments[key].setText(text)
        self._segments[key].setAccessibleName(text)
        self._segments[key].updateGeometry()

    def segment(self, key: str) -> QAbstractButton:
        return self._segments[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(antialiased(self), self.rect(), "sunken", line="line", width=2)

    def _tapped(self, key: str) -> None:
        before = [k for k, segment in self._segments.items() if segment.isChecked() and k != key]
        self.choose(key)
        if before or len(self._segments) == 1:
            self.changed.emit(key)


class Stepper(QWidget):
    """A whole number by − and +. `changed` carries the new one."""

    changed = Signal(int)

    def __init__(
        self,
        value: int = 0,
        *,
        lowest: int = 0,
        highest: int = 100,
        step: int = 1,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lowest, self._highest, self._step, self._unit = lowest, highest, step, unit
        self._less, self._more = IconButton("minus"), IconButton("plus")
        for button, name in ((self._less, self.tr("Less")), (self._more, self.tr("More"))):
            button.setAccessibleName(name)
            button.setAutoRepeat(True)
            button.setAutoRepeatDelay(400)
        self._less.clicked.connect(lambda: self._by(-self._step))
        self._more.clicked.connect(lambda: self._by(self._step))
        self._number = Label(size="body", bold=True, wrap=False)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumWidth(theme.px(150))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for widget in (self._less, self._number, self._more):
            row.addWidget(widget)
        self.value = lowest
        self.set_value(value)

    def set_value(self, value: int) -> None:
        """Show this number, within the limits; says nothing."""
        self.value = min(max(value, self._lowest), self._highest)
        self._number.setText(f"{self.value} {self._unit}".strip())
        self._less.setEnabled(self.value > self._lowest)
        self._more.setEnabled(self.value < self._highest)

    def _by(self, difference: int) -> None:
        before = self.value
        self.set_value(before + difference)
        if self.value != before:
            self.changed.emit(self.value)
