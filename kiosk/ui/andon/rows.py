"""Several calls at once: each a line to tap, the gravest and oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kiosk.ui.andon.signs import paint_sign
from kiosk.ui.andon.words import say, standing, waited
from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, write

if TYPE_CHECKING:
    from kiosk.operations.andon import HeardCall


class CallRow(QAbstractButton):
    def __init__(self, heard: HeardCall) -> None:
        super().__init__()
        self.heard = heard
        self._line, self._detail, self._grade = "", "", ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_call(self, heard: HeardCall, open_s: float, language: str) -> None:
        self.heard = heard
        call = heard.call
        self._grade = say(call.severity, language)
        self._line = f"{heard.station} · {say(call.category, language)}"
        self._detail = f"{waited(open_s, language)} · {standing(heard, language)}"
        self.setText(self._line)
        self.setAccessibleName(f"{self._line} · {self._grade} · {self._detail}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(112))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        own = f"call_{self.heard.call.category}"
        fill(painter, area, "surface", line=own if chosen else "line", width=5 if chosen else 1.5)
        side = theme.px(80)
        place = QRectF(theme.px(16), (area.height() - side) / 2, side, side)
        paint_sign(painter, self.heard.call.category, place, own, "on_call")
        room = area.adjusted(theme.px(112), 0, -theme.px(20), 0)
        upper = QRectF(room.x(), theme.px(14), room.width(), theme.px(44))
        lower = QRectF(room.x(), theme.px(60), room.width(), theme.px(36))
        critical = self.heard.call.severity == "critical"
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        write(painter, upper, self._grade, theme.scale.small,
              "critical" if critical else "soft", bold=True, align=end)  # fmt: skip
        upper.setWidth(room.width() - theme.px(130))
        write(painter, upper, self._line, theme.scale.body, "text", bold=True)
        write(painter, lower, self._detail, theme.scale.small, "soft")
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)
