"""What a finger presses."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, icon, text_size, write

Kind = Literal["primary", "secondary", "quiet", "danger", "attention", "soft"]

#: kind → ground, text, outline
_LOOKS: dict[str, tuple[str | None, str, str | None]] = {
    "primary": ("accent", "on_accent", None),
    "secondary": ("surface", "text", "line"),
    "soft": ("accent_soft", "on_accent_soft", None),
    "quiet": (None, "soft", None),
    "danger": ("failed_soft", "on_failed_soft", "failed"),
    "attention": ("attention_soft", "on_attention_soft", "attention"),
}


class Button(QAbstractButton):
    """A button of one of the six kinds, with text, an icon, or both.

    `set_busy(True)` shows that it works and takes no second press: a confirmation waits for the
    disk, and a gloved hand taps twice.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        icon_name: str | None = None,
        *,
        trailing_icon: str | None = None,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon = icon_name
        self._trailing = trailing_icon
        self._big = big
        self._busy = False
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._spin = QTimer(self)
        self._spin.setInterval(50)
        self._spin.timeout.connect(self.update)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text or (self._icon or ""))
        self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.update()

    def set_icon(self, name: str | None) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    @property
    def busy(self) -> bool:
        return self._busy

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._spin.start()
        else:
            self._spin.stop()
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def _height(self) -> int:
        return theme.scale.primary if self._big else theme.scale.target

    @property
    def _text_px(self) -> int:
        return theme.px(34) if self._big else theme.scale.body

    def sizeHint(self) -> QSize:
        scale = theme.scale
        width = 0
        if self.text():
            width += text_size(self.text(), self._text_px, bold=True).width() + scale.px(56)
        for name in (self._icon, self._trailing):
            if name:
                width += scale.icon + (scale.px(14) if self.text() else scale.px(38))
        return QSize(max(width, self._height), self._height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(
            min(hint.width(), theme.px(160) if self.text() else hint.width()), hint.height()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._busy:
            super().mousePressEvent(event)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._busy:
            self.click()
            return
        if not self._busy:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        ground, ink, line = _LOOKS[self._kind]
        ink_colour = QColor(theme.colour(ink))
        if not self.isEnabled():
            ground, line, ink_colour = "sunken", "line", QColor(theme.colour("faint"))
        if self.isDown():
            area = area.adjusted(2, 2, -2, -2)
        fill(painter, area, ground, line=line)
        if self.isDown():
            tint = QColor(ink_colour)
            tint.setAlphaF(0.16)
            fill(painter, area, tint)
        self._paint_content(painter, area, ink_colour)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    def _paint_content(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        if self._busy:
            self._paint_spinner(painter, area, ink)
            return
        scale = theme.scale
        size, space = scale.icon, scale.px(14)
        wanted = text_size(self.text(), self._text_px, bold=True).width() if self.text() else 0
        icons = (1 if self._icon else 0) + (1 if self._trailing else 0)
        full = wanted + icons * (size + (space if wanted else 0))
        room = area.width() - scale.px(24)
        x = area.center().x() - min(full, room) / 2
        middle = area.center().y()
        if self._icon:
            painter.drawPixmap(int(x), int(middle - size / 2), icon(self._icon, size, ink))
            x += size + space
        if wanted:
            width = min(wanted, room - icons * (size + space)) + 2
            write(
                painter,
                QRectF(x, area.top(), width, area.height()),
                self.text(),
                self._text_px,
                ink,
                bold=True,
            )
            x += width + space
        if self._trailing:
            painter.drawPixmap(int(x), int(middle - size / 2), icon(self._trailing, size, ink))

    def _paint_spinner(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        from time import monotonic

        size = theme.px(40)
        pen = QPen(ink, theme.px(5))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        centre = area.center()
        circle = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
        painter.drawArc(circle, int(-monotonic() * 420) % 360 * 16, 270 * 16)


class PrimaryButton(Button):
    """The one thing to do next; always in the same corner."""

    def __init__(
        self, text: str = "", icon_name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "primary", icon_name, big=True, parent=parent)


class IconButton(Button):
    """An icon alone. `name` is what it is called for those who cannot see it."""

    def __init__(self, icon_name: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "secondary", icon_name, parent=parent)
        self.setAccessibleName(name or icon_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.scale.target, theme.scale.target)


class HoldButton(Button):
    """Acts only when held: for what cannot be taken back, and for timers that are held.

    `held` carries the milliseconds when the time is reached; `released_early` when it was not.
    """

    held = Signal(int)
    released_early = Signal(int)
    progressed = Signal(float)

    def __init__(
        self,
        text: str = "",
        kind: Kind = "danger",
        icon_name: str | None = None,
        *,
        hold_ms: int = 1000,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind, icon_name, big=big, parent=parent)
        self.hold_ms = hold_ms
        self._since = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(16)
        self._tick.timeout.connect(self._watch)
        self.pressed.connect(self._start)
        self.released.connect(self._stop)

    @property
    def share(self) -> float:
        """How much of the time has been held, 0…1."""
        if not self._tick.isActive():
            return 0.0
        return min(1.0, self._since.elapsed() / self.hold_ms)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter would be over at once; holding the space bar works like holding the button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody holds what is out of view."""
        self._tick.stop()
        super().hideEvent(event)

    def _start(self) -> None:
        self._since.start()
        self._tick.start()

    def _stop(self) -> None:
        if self._tick.isActive():
            self._tick.stop()
            self.released_early.emit(int(self._since.elapsed()))
            self.progressed.emit(0.0)
        self.update()

    def _watch(self) -> None:
        self.progressed.emit(self.share)
        if self._since.elapsed() >= self.hold_ms:
            self._tick.stop()
            self.setDown(False)
            self.held.emit(int(self._since.elapsed()))
        self.update()

    def _paint_content(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        if self.share:
            done = QColor(ink)
            done.setAlphaF(0.28)
            painter.save()
            painter.setClipRect(
                QRectF(area.x(), area.y(), area.width() * self.share, area.height())
            )
            fill(painter, area, done)
            painter.restore()
        super()._paint_content(painter, area, ink)
