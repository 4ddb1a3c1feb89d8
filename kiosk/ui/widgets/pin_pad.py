"""A PIN, never shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.keypad import NumberPad
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill


class PinPad(QWidget):
    """`changed` tells whether there are enough digits; `entered` carries the PIN at Enter.

    The screen's own button asks `pin` when it is pressed.
    """

    changed = Signal(bool)
    entered = Signal(str)

    def __init__(
        self, *, shortest: int = 6, longest: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shortest = shortest
        self._dots = _Dots(longest)
        self._problem = Label(size="label", colour="failed", bold=True)
        self._problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Room kept free: the keys must not move under the finger when something is said.
        self._problem.setMinimumHeight(theme.px(40))
        self._pad = NumberPad(longest=longest)
        self._pad.changed.connect(self._typed)
        self._pad.entered.connect(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._dots)
        column.addWidget(self._problem)
        column.addWidget(self._pad, 1)
        self.setFocusProxy(self._pad)

    @property
    def pin(self) -> str:
        return self._pad.text

    @property
    def enough(self) -> bool:
        return len(self.pin) >= self._shortest

    def clear(self) -> None:
        """Forget what was typed, and what was wrong with it."""
        self._pad.set_text("")
        self._problem.setText("")

    def refuse(self, why: str) -> None:
        """It was wrong: say so and begin again."""
        self._pad.set_text("")
        self._problem.setText(why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._pad.keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._dots.show_count(len(text))
        if text:
            self._problem.setText("")
        self.changed.emit(self.enough)

    def _enter(self) -> None:
        if self.enough:
            self.entered.emit(self.pin)


class _Dots(Painted):
    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest, self._count = longest, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(self.tr("%1 typed").replace("%1", str(count)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        fill(painter, self.rect(), "sunken", line="line", width=2)
        size, step = theme.px(24), theme.px(44)
        shown = self._longest
        x = (self.width() - (shown - 1) * step - size) / 2
        y = (self.height() - size) / 2
        for index in range(shown):
            dot = QRectF(x + index * step, y, size, size)
            if index < self._count:
                fill(painter, dot, "text", size / 2)
            else:
                fill(painter, dot, None, size / 2, line="faint", width=theme.px(3))
