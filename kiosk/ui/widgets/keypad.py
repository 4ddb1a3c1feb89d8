"""Numbers by thumb: our own keypad, with the limits standing beside what is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.painting import Painted, antialiased, fill, text_size, write

_CENTRE = Qt.AlignmentFlag.AlignCenter


class NumberPad(QWidget):
    """Digits, decimal point, sign, backspace. `text` is always a number being written.

    `changed` carries the text so far. A hardware keyboard types into it as well.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        *,
        decimals: int = 0,
        signed: bool = False,
        longest: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._decimals, self._signed, self._longest = decimals, signed, longest
        self.text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(12))
        corner = "." if decimals else ("±" if signed else "C")
        keys = ("7", "8", "9", "4", "5", "6", "1", "2", "3", corner, "0", "⌫")
        for index, key in enumerate(keys):
            grid.addWidget(self._key(key), index // 3, index % 3)
        if decimals and signed:
            grid.addWidget(self._key("±"), 4, 0, 1, 3)

    def _key(self, key: str) -> Button:
        button = Button("" if key == "⌫" else key, "secondary", "backspace" if key == "⌫" else None)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setMinimumHeight(theme.scale.target)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(key)
        button.clicked.connect(lambda: self.press(key))
        return button

    def press(self, key: str) -> None:
        """One key, as on the screen: 0…9 . ± ⌫ C."""
        before = self.text
        if key == "⌫":
            self.text = self.text[:-1]
        elif key == "C":
            self.text = ""
        elif key == "±" and self._signed:
            self.text = self.text.removeprefix("-") if "-" in self.text else f"-{self.text}"
        elif key == "." and self._decimals and "." not in self.text:
            self.text += "." if self.text.strip("-") else "0."
        elif key.isdigit() and self._has_room():
            self.text += key
        if self.text != before:
            self.changed.emit(self.text)

    def set_text(self, text: str) -> None:
        self.text = text
        self.changed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.press("⌫")
        elif event.text() in (",", "."):
            self.press(".")
        elif event.text() == "-":
            self.press("±")
        elif event.text().isdigit():
            self.press(event.text())
        else:
            super().keyPressEvent(event)

    def _has_room(self) -> bool:
        places = len(self.text.partition(".")[2])
        return len(self.text) < self._longest and not (
            "." in self.text and places >= self._decimals
        )


class Readout(Painted):
    """A value large, its unit beside it; the ground tells how it stands."""

    def __init__(self, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._unit, self._tone = "", unit, "plain"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, text: str, tone: str = "plain") -> None:
        """tone: plain, passed or failed."""
        self._text, self._tone = text, tone
        self.setAccessibleName(f"{text} {self._unit}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        grounds = {"passed": "passed_soft", "failed": "failed_soft"}
        inks = {"passed": "on_passed_soft", "failed": "on_failed_soft"}
        lines = {"passed": "passed", "failed": "failed"}
        area = QRectF(self.rect())
        line = lines.get(self._tone, "line")
        fill(painter, area, grounds.get(self._tone, "sunken"), line=line, width=theme.px(3))
        ink = inks.get(self._tone, "text")
        unit_room = theme.px(130)
        number = area.adjusted(theme.px(20), 0, -unit_room - theme.px(8), 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        shown = self._text or "–"
        colour = ink if self._text else "faint"
        write(painter, number, shown, theme.px(64), colour, bold=True, align=right)
        unit = QRectF(area.right() - unit_room, area.top(), unit_room - theme.px(12), area.height())
        write(painter, unit, self._unit, theme.scale.heading, ink)


class LimitsBar(Painted):
    """Lower, target and upper limit on a line, and where the value lies."""

    def __init__(
        self,
        lower: float | None,
        upper: float | None,
        target: float | None = None,
        decimals: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lower, self._upper, self._target, self._decimals = lower, upper, target, decimals
        self._values: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: list[float]) -> None:
        """Every sample so far, the newest last."""
        self._values = values
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(92))

    def _span(self) -> tuple[float, float]:
        known = [v for v in (self._lower, self._upper, self._target) if v is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        room = (high - low) * 0.35 or abs(high) * 0.2 or 1.0
        return low - room, high + room

    def _x(self, value: float) -> float:
        low, high = self._span()
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        return theme.px(12) + share * (self.width() - theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        thickness, middle = theme.px(18), theme.px(28)
        left, right = theme.px(12), self.width() - theme.px(12)
        track = QRectF(left, middle - thickness / 2, right - left, thickness)
        fill(painter, track, "failed_soft", thickness / 2)
        from_x = self._x(self._lower) if self._lower is not None else float(left)
        to_x = self._x(self._upper) if self._upper is not None else float(right)
        good = QRectF(from_x, track.top(), to_x - from_x, thickness)
        fill(painter, good, "passed_soft", 4, line="passed")
        for value in (self._lower, self._target, self._upper):
            if value is not None:
                self._paint_mark(painter, value, middle, thickness)
        for value in self._written():
            self._paint_number(painter, value, middle + (thickness + theme.px(14)) / 2)
        for index, value in enumerate(self._values):
            self._paint_value(painter, value, middle, newest=index == len(self._values) - 1)

    def _paint_mark(self, painter: QPainter, value: float, middle: int, thickness: int) -> None:
        width, tall = theme.px(3), thickness + theme.px(14)
        mark = QRectF(self._x(value) - width / 2, middle - tall / 2, width, tall)
        painter.fillRect(mark, theme.colour("soft"))

    def _written(self) -> list[float]:
        """The limits, and the target where its number does not run into theirs."""
        limits = [value for value in (self._lower, self._upper) if value is not None]
        if self._target is None:
            return limits
        width = text_size(self._text(self._target), theme.scale.small, bold=True).width()
        room = width + theme.px(12)
        clear = all(abs(self._x(limit) - self._x(self._target)) > room for limit in limits)
        return [*limits, self._target] if clear else limits

    def _text(self, value: float) -> str:
        return f"{value:.{self._decimals}f}"

    def _paint_number(self, painter: QPainter, value: float, top: float) -> None:
        room = theme.px(150)
        left = min(max(self._x(value) - room / 2, 0), self.width() - room)
        align = _CENTRE
        if left == 0:
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elif left == self.width() - room:
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        where = QRectF(left, top, room, theme.px(40))
        bold = value == self._target
        write(painter, where, self._text(value), theme.scale.small, "soft", bold=bold, align=align)

    def _paint_value(self, painter: QPainter, value: float, middle: int, newest: bool) -> None:
        inside = (self._lower is None or value >= self._lower) and (
            self._upper is None or value <= self._upper
        )
        size = theme.px(34 if newest else 20)
        x = self._x(value)
        dot = QRectF(x - size / 2, middle - size / 2, size, size)
        fill(painter, dot, "passed" if inside else "failed", size / 2, line="surface", width=3)
