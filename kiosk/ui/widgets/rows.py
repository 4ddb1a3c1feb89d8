"""A line of a list to tap, and what to say when a list is empty."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import TONES, Tone
from kiosk.ui.widgets.painting import (
    Painted,
    antialiased,
    fill,
    focus_ring,
    icon,
    text_size,
    write,
)


class ListRow(QAbstractButton):
    """Title, a line under it, a word or figure at the end. Signal `clicked`. Where rows choose what
    stands beside them, the one chosen is made `checked`."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        trailing: str = "",
        icon_name: str | None = None,
        *,
        tone: Tone = "plain",
        opens: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._opens = icon_name, tone, opens
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._restyle)
        self.show_words(title, detail, trailing)

    def show_words(self, title: str, detail: str = "", trailing: str = "") -> None:
        self.setText(title)
        self._detail, self._trailing = detail, trailing
        self.setAccessibleName(" · ".join(part for part in (title, detail, trailing) if part))
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(104 if self._detail else 84))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        ground = "accent_soft" if self.isDown() or chosen else "surface"
        fill(painter, area, ground, line="accent" if chosen else "line", width=3 if chosen else 1.5)
        x = self._paint_icon(painter, area)
        right = self._paint_end(painter, area)
        room = QRectF(x, 0, right - x - theme.px(12), area.height())
        if self._detail:
            upper = QRectF(room.x(), theme.px(14), room.width(), theme.px(40))
            lower = QRectF(room.x(), theme.px(54), room.width(), theme.px(34))
            write(painter, upper, self.text(), theme.scale.body, "text", bold=True)
            write(painter, lower, self._detail, theme.scale.small, "soft")
        else:
            write(painter, room, self.text(), theme.scale.body, "text", bold=True)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    def _paint_icon(self, painter: QPainter, area: QRectF) -> float:
        if self._icon is None:
            return theme.px(24)
        ground, ink = TONES[self._tone]
        size = theme.px(60)
        disc = QRectF(theme.px(20), (area.height() - size) / 2, size, size)
        fill(painter, disc, ground, theme.px(14))
        mark = icon(self._icon, theme.scale.icon, theme.colour(ink))
        inset = (size - theme.scale.icon) / 2
        painter.drawPixmap(QPointF(disc.x() + inset, disc.y() + inset), mark)
        return disc.right() + theme.px(18)

    def _paint_end(self, painter: QPainter, area: QRectF) -> float:
        """The trailing words and the arrow; returns where they begin."""
        right = area.right() - theme.px(20)
        if self._opens:
            size = theme.px(28)
            mark = icon("next", size, theme.colour("faint"))
            painter.drawPixmap(QPointF(right - size, (area.height() - size) / 2), mark)
            right -= size + theme.px(12)
        if self._trailing:
            width = text_size(self._trailing, theme.scale.label, bold=True).width() + 4
            where = QRectF(right - width, 0, width, area.height())
            ink = TONES[self._tone][1] if self._tone != "plain" else "soft"
            write(painter, where, self._trailing, theme.scale.label, ink, bold=True, elide=False)
            right -= width
        return right

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class EmptyState(Painted):
    """Nothing here, why, and what to do about it. Never just an empty list."""

    def __init__(
        self, icon_name: str, title: str, detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._title, self._detail = icon_name, title, detail
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_words(title, detail)

    def show_words(self, title: str, detail: str = "") -> None:
        self._title, self._detail = title, detail
        self.setAccessibleName(f"{title}. {detail}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(310))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        size = theme.px(140)
        top = (self.height() - size - theme.px(150)) / 2
        disc = QRectF((self.width() - size) / 2, top, size, size)
        fill(painter, disc, "sunken", size / 2)
        half = size // 2
        mark = icon(self._icon, half, theme.colour("soft"))
        painter.drawPixmap(QPointF(disc.x() + half / 2, disc.y() + half / 2), mark)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        width = min(self.width(), theme.px(900))
        words = QRectF(
            (self.width() - width) / 2, disc.bottom() + theme.px(24), width, theme.px(48)
        )
        write(painter, words, self._title, theme.scale.heading, bold=True, align=centre)
        words.translate(0, theme.px(54))
        words.setHeight(theme.px(90))
        write(painter, words, self._detail, theme.scale.label, "soft", align=centre, wrap=True)
