"""The cards of the home screen: each one tap from the work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import TONES
from kiosk.ui.widgets.painting import (
    antialiased,
    fill,
    focus_ring,
    icon,
    shadow,
    text_size,
    write,
)

_BADGE = 52
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Tile(QAbstractButton):
    """A raised card that is pressed as a whole."""

    tall = 188
    badge_top = 138

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._badge, self._badge_tone = "", "accent"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(self.tall + (_BADGE if self._badge else 0)))

    def show_badge(self, text: str, tone: str = "accent") -> None:
        """A word about the procedure: another revision is coming, or cannot come."""
        self._badge, self._badge_tone = text, tone
        self.setAccessibleName(f"{self.accessibleName()} · {text}")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect()).adjusted(3, 1, -3, -7)
        if self.isDown():
            area = area.adjusted(2, 2, -2, -2)
        shadow(painter, area, theme.scale.radius)
        fill(painter, area, "sunken" if self.isDown() else "surface")
        self._paint_badge(painter, area)
        self.paint_content(painter, area)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        raise NotImplementedError

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        """Above the bar, as wide as its words."""
        if not self._badge:
            return
        ground, ink = TONES[self._badge_tone]
        wide = text_size(self._badge, theme.scale.small, bold=True).width() + theme.px(72)
        room = self._line(area, self.badge_top, 44, 136)
        pill = QRectF(room.x(), room.y(), min(wide, room.width()), room.height())
        fill(painter, pill, ground, pill.height() / 2)
        size = theme.px(26)
        top = int(pill.center().y() - size / 2)
        mark = icon("clock" if self._badge_tone == "accent" else "warning", size, theme.colour(ink))
        painter.drawPixmap(int(pill.x()) + theme.px(16), top, mark)
        words = pill.adjusted(theme.px(50), 0, -theme.px(14), 0)
        write(painter, words, self._badge, theme.scale.small, ink, bold=True)

    def _line(self, area: QRectF, top: int, height: int, right: int = 24) -> QRectF:
        return QRectF(
            area.x() + theme.px(28),
            area.y() + theme.px(top),
            area.width() - theme.px(28 + right),
            theme.px(height),
        )

    def _bar(self, painter: QPainter, area: QRectF, share: float, right: int) -> None:
        thick = theme.px(10)
        track = QRectF(
            area.x() + theme.px(28),
            area.bottom() - theme.px(32),
            area.width() - theme.px(28 + right),
            thick,
        )
        fill(painter, track, "line", thick / 2)
        if share > 0:
            track.setWidth(max(float(thick), track.width() * min(share, 1.0)))
            fill(painter, track, "accent", thick / 2)

    def _action(self, painter: QPainter, area: QRectF, name: str, ground: str, ink: str) -> None:
        """The round mark at the right edge that says what a tap does."""
        size = theme.px(84)
        circle = QRectF(
            area.right() - size - theme.px(26), area.center().y() - size / 2, size, size
        )
        fill(painter, circle, ground, size / 2)
        inner = theme.px(42)
        at = circle.center()
        mark = icon(name, inner, theme.colour(ink))
        painter.drawPixmap(int(at.x() - inner / 2), int(at.y() - inner / 2), mark)


class ResumeTile(Tile):
    """An unfinished run: the unit, where it stopped, how far it is."""

    def __init__(self, title: str, unit: str, place: str, share: float) -> None:
        super().__init__(f"{title} {unit} {place}")
        self._title, self._unit, self._place, self._share = title, unit, place, share
        self._state = ""

    def show_state(self, word: str) -> None:
        self._state = word
        self.update()

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme.scale
        edge = QRectF(area.x(), area.y(), theme.px(10), area.height())
        painter.save()
        painter.setClipRect(edge)
        fill(painter, area, "accent")
        painter.restore()
        write(painter, self._line(area, 20, 44, 136), self._title, scale.body, bold=True)
        second = " · ".join(part for part in (self._state, self._unit) if part)
        tone = "attention" if self._state else "soft"
        write(painter, self._line(area, 64, 34, 136), second, scale.label, tone, bold=True)
        write(painter, self._line(area, 98, 34, 136), self._place, scale.label, "soft")
        self._bar(painter, area, self._share, 136)
        self._action(painter, area, "play", "accent", "on_accent")


class OrderTile(Tile):
    """A work order: what, how many of how many, until when, by which procedure."""

    def __init__(
        self, number: str, title: str, what: str, count: str, due: str, code: str, share: float
    ) -> None:
        super().__init__(f"{number} {title} {what} {count} {due}")
        self._number, self._title, self._what = number, title, what
        self._count, self._due, self._code, self._share = count, due, code, share

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme.scale
        write(painter, self._line(area, 20, 44, 136), self._title, scale.body, bold=True)
        first = f"{self._number} · {self._what}"
        write(painter, self._line(area, 64, 34, 136), first, scale.label, "soft", bold=True)
        second = " · ".join(part for part in (self._count, self._due, self._code) if part)
        write(painter, self._line(area, 98, 34, 136), second, scale.label, "soft")
        self._bar(painter, area, self._share, 136)
        self._action(painter, area, "play", "accent_soft", "on_accent_soft")


class ProcedureTile(Tile):
    """A procedure that may start without a work order."""

    tall = 140
    badge_top = 118

    def __init__(self, title: str, code: str, facts: str) -> None:
        super().__init__(f"{title} {code}")
        self._title, self._code, self._facts = title, code, facts

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme.scale
        write(painter, self._line(area, 24, 44, 136), self._title, scale.body, bold=True)
        second = f"{self._code} · {self._facts}"
        write(painter, self._line(area, 72, 36, 136), second, scale.label, "soft")
        self._action(painter, area, "play", "sunken", "soft")


class WithdrawnTile(Tile):
    """A procedure that must not start: what, why, and which orders wait. A tap says more."""

    tall = 188

    def __init__(self, title: str, what: str, reason: str, orders: str) -> None:
        super().__init__(f"{title} {what} {reason} {orders}")
        self._title, self._what, self._reason, self._orders = title, what, reason, orders

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme.scale
        edge = QRectF(area.x(), area.y(), theme.px(10), area.height())
        painter.save()
        painter.setClipRect(edge)
        fill(painter, area, "failed")
        painter.restore()
        write(painter, self._line(area, 20, 44, 136), self._title, scale.body, bold=True)
        write(painter, self._line(area, 64, 34, 136), self._what, scale.label, "failed", bold=True)
        write(painter, self._line(area, 98, 34, 136), self._reason, scale.label)
        write(painter, self._line(area, 134, 34, 136), self._orders, scale.small, "soft")
        self._action(painter, area, "stop", "failed_soft", "on_failed_soft")
