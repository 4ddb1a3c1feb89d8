"""Grounds that group things, and the small marks on them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, shadow, text_size, write

Tone = Literal["plain", "accent", "passed", "attention", "failed", "critical"]

TONES: dict[str, tuple[str, str]] = {
    "plain": ("sunken", "soft"),
    "accent": ("accent_soft", "on_accent_soft"),
    "passed": ("passed_soft", "on_passed_soft"),
    "attention": ("attention_soft", "on_attention_soft"),
    "failed": ("failed_soft", "on_failed_soft"),
    "critical": ("failed_soft", "critical"),
}


class Card(Painted):
    """A raised ground. With `critical` a red line runs along its left side."""

    def __init__(
        self,
        *,
        tone: Tone | None = None,
        critical: bool = False,
        raised: bool = True,
        horizontal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._critical = critical
        self._raised = raised
        self.content = QHBoxLayout(self) if horizontal else QVBoxLayout(self)
        self._pad()

    def set_critical(self, critical: bool) -> None:
        self._critical = critical
        self._pad()
        self.update()

    def set_tone(self, tone: Tone | None) -> None:
        self._tone = tone
        self.update()

    def restyle(self) -> None:
        self._pad()
        super().restyle()

    def _pad(self) -> None:
        pad = theme.px(24)
        self.content.setContentsMargins(
            pad + (theme.px(10) if self._critical else 0), pad, pad, pad
        )
        self.content.setSpacing(theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect()).adjusted(3, 1, -3, -6)
        radius = theme.scale.radius
        if self._raised:
            shadow(painter, area, radius)
        fill(painter, area, TONES[self._tone][0] if self._tone else "surface", radius)
        if self._critical:
            painter.save()
            painter.setClipRect(QRectF(area.x(), area.y(), theme.px(10), area.height()))
            fill(painter, area, "critical", radius)
            painter.restore()


class Chip(Painted):
    """A short status: an icon and a word on a tinted ground."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = "plain",
        icon_name: str | None = None,
        *,
        bold: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon, self._bold = text, tone, icon_name, bold
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_status(self, text: str, tone: Tone = "plain", icon_name: str | None = None) -> None:
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(text)
        self.setVisible(bool(text) or icon_name is not None)
        self.restyle()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        width = text_size(self._text, theme.scale.small, self._bold).width() + theme.px(34)
        if self._icon:
            width += theme.px(34)
        return QSize(width, theme.px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        ground, ink = TONES[self._tone]
        area = QRectF(self.rect())
        fill(painter, area, ground, area.height() / 2)
        x = theme.px(16)
        if self._icon:
            size = theme.px(26)
            where = int((area.height() - size) / 2)
            painter.drawPixmap(x, where, icon(self._icon, size, theme.colour(ink)))
            x += size + theme.px(8)
        room = QRectF(x, 0, area.width() - x - theme.px(12), area.height())
        write(painter, room, self._text, theme.scale.small, ink, bold=self._bold)


class ProgressBar(Painted):
    """done of due, and how the time stands: the bar is progress, the mark is the takt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._takt: float | None = None
        self._late = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, share: float, takt: float | None = None, late: bool = False) -> None:
        """`share` of the steps done, `takt` where the standard time says it should be, 0…1."""
        self._share, self._takt, self._late = share, takt, late
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        middle = theme.px(12)
        track = QRectF(0, (area.height() - middle) / 2, area.width(), middle)
        fill(painter, track, "line", middle / 2)
        if self._share > 0:
            done = QRectF(track)
            done.setWidth(max(middle, track.width() * min(1.0, self._share)))
            fill(painter, done, "accent", middle / 2)
        if self._takt is not None:
            x = min(max(self._takt, 0.0), 1.0) * (area.width() - theme.px(6))
            mark = QRectF(x, 0, theme.px(6), area.height())
            fill(painter, mark, "attention" if self._late else "soft", theme.px(3))


class Divider(Painted):
    """A thin line between things that belong together."""

    def sizeHint(self) -> QSize:
        return QSize(10, 2)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        painter.fillRect(self.rect(), theme.colour("line"))
