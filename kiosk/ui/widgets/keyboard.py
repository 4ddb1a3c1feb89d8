"""Letters by finger. Chinese comes from quick phrases or the system's own input method."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, write

SHIFT, BACK, PAGE, SPACE, ENTER = "⇧", "⌫", "?#", " ", "⏎"
_LETTERS = ("1234567890", "qwertyuiop", "asdfghjkl", f"{SHIFT}zxcvbnm{BACK}")
_SIGNS = ("1234567890", "@#%&*+=/-_", "()[]:;!?'\"", f"°±×≤≥ΩμφØ{BACK}")
#: How many letter keys wide; the others are one.
_WIDE = {SHIFT: 1.5, BACK: 1.5, PAGE: 1.5, SPACE: 5.0, ENTER: 1.5}
_REPEAT_AFTER_MS, _REPEAT_EVERY_MS = 450, 70

Field = QLineEdit | QPlainTextEdit | QTextEdit


class Key(NamedTuple):
    name: str
    area: QRectF


class TouchKeyboard(Painted):
    """Types into its target. `pressed` carries each key, `entered` comes with ⏎.

    One painted widget rather than forty buttons: two thumbs may type at once.
    """

    pressed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target: Field | None = None
        self._upper = False
        self._signs = False
        self._down: dict[int, str] = {}
        self._repeat = QTimer(self)
        self._repeat.timeout.connect(self._again)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(self.tr("On-screen keyboard"))

    def set_target(self, target: Field | None) -> None:
        """The field that is typed into, whatever has the focus."""
        self._target = target

    def set_upper(self, upper: bool) -> None:
        """Capital letters until the next one is typed."""
        self._upper = upper
        self.update()

    def key_area(self, name: str) -> QRectF:
        """Where a key lies; empty when it is on the other page."""
        return next((key.area for key in self.keys() if key.name == name), QRectF())

    def keys(self) -> list[Key]:
        rows = [list(row) for row in (_SIGNS if self._signs else _LETTERS)]
        rows.append([PAGE, ",", SPACE, ".", ENTER])
        gap = theme.px(10)
        height = (self.height() - gap * (len(rows) - 1)) / len(rows)
        found = []
        for line, row in enumerate(rows):
            shares = [_WIDE.get(name, 1.0) for name in row]
            # Rows with wide keys fill the width; the others keep the letters' own size.
            whole = max(sum(shares), 10.0)
            gaps = gap * (len(row) - 1 if whole == sum(shares) else 9)
            widths = [(self.width() - gaps) / whole * share for share in shares]
            x = (self.width() - sum(widths) - gap * (len(row) - 1)) / 2
            for name, width in zip(row, widths, strict=True):
                found.append(Key(name, QRectF(x, line * (height + gap), width, height)))
                x += width + gap
        return found

    def sizeHint(self) -> QSize:
        return QSize(theme.px(1000), 5 * theme.scale.target + 4 * theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(560), 5 * theme.scale.target + 4 * theme.px(10))

    # --- typing ---

    def press(self, name: str) -> None:
        """One key, as on the screen."""
        if name == SHIFT:
            self.set_upper(not self._upper)
        elif name == PAGE:
            self._signs = not self._signs
            self.update()
        elif name == ENTER:
            self.entered.emit()
        elif name == BACK:
            self._erase()
        else:
            self._insert(name.upper() if self._upper else name)
            self.set_upper(False)
        self.pressed.emit(name)

    def _insert(self, text: str) -> None:
        if isinstance(self._target, QLineEdit):
            self._target.insert(text)
        elif self._target is not None:
            self._target.insertPlainText(text)

    def _erase(self) -> None:
        if isinstance(self._target, QLineEdit):
            self._target.backspace()
        elif self._target is not None:
            self._target.textCursor().deletePreviousChar()

    # --- hands ---

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QTouchEvent):
            return super().event(event)
        for point in event.points():
            if point.state() == QEventPoint.State.Pressed:
                self._take(point.id(), point.position())
            elif point.state() == QEventPoint.State.Released:
                self._let_go(point.id())
        if event.type() == QEvent.Type.TouchCancel:
            self._down.clear()
            self._repeat.stop()
        event.accept()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(-1, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go(-1)

    def _take(self, finger: int, point: QPointF) -> None:
        key = self._nearest(point)
        self._down[finger] = key.name
        self.press(key.name)
        if key.name == BACK:
            self._repeat.start(_REPEAT_AFTER_MS)
        self.update()

    def _let_go(self, finger: int) -> None:
        self._down.pop(finger, None)
        self._repeat.stop()
        self.update()

    def _again(self) -> None:
        self._repeat.setInterval(_REPEAT_EVERY_MS)
        self.press(BACK)

    def _nearest(self, point: QPointF) -> Key:
        """A gloved finger between two keys means the nearer one, not none."""

        def distance(key: Key) -> float:
            dx = max(key.area.left() - point.x(), 0.0, point.x() - key.area.right())
            dy = max(key.area.top() - point.y(), 0.0, point.y() - key.area.bottom())
            return dx * dx + dy * dy

        return min(self.keys(), key=distance)

    # --- how it looks ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        for key in self.keys():
            self._paint(painter, key)

    def _paint(self, painter: QPainter, key: Key) -> None:
        down = key.name in self._down.values() or (key.name == SHIFT and self._upper)
        quiet = key.name in (SHIFT, BACK, PAGE)
        ground, ink = ("sunken", "text") if quiet else ("surface", "text")
        if key.name == ENTER or down:
            ground, ink = "accent_soft", "on_accent_soft"
        fill(painter, key.area, ground, theme.px(14), line=None if down else "line")
        pictures = {BACK: "backspace", SHIFT: "up", ENTER: "tick"}
        if key.name in pictures:
            size = theme.scale.icon
            middle = key.area.center()
            mark = icon(pictures[key.name], size, theme.colour(ink))
            painter.drawPixmap(QPointF(middle.x() - size / 2, middle.y() - size / 2), mark)
            return
        shown = {SPACE: self.tr("Space"), PAGE: "ABC" if self._signs else PAGE}.get(key.name)
        text = shown or (key.name.upper() if self._upper else key.name)
        pixels = theme.scale.small if shown else theme.scale.body
        centred = Qt.AlignmentFlag.AlignCenter
        write(painter, key.area, text, pixels, ink, bold=not shown, align=centred, elide=False)
