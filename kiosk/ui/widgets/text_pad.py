"""Words by the operator: quick phrases first, the keyboard second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import font, theme
from kiosk.ui.widgets.buttons import Button, IconButton
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.keyboard import TouchKeyboard
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class TextPad(QWidget):
    """`changed` carries the text, without space around it. Never longer than `maximum` characters.

    The keyboard comes up when the field is tapped or the keyboard key beside it.
    """

    changed = Signal(str)

    def __init__(
        self,
        phrases: Sequence[str] = (),
        *,
        minimum: int = 0,
        maximum: int = 500,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum, self._maximum = minimum, maximum
        self._field = _Field(self)
        self._placeholder = placeholder
        self._field.textChanged.connect(self._changed)
        self._field.tapped.connect(self.show_keyboard)
        self._count = Label(size="small", colour="soft", wrap=False)
        self._open = IconButton("keyboard")
        self._open.setCheckable(True)
        self._open.clicked.connect(self._toggle_keyboard)
        self._clear = IconButton("trash")
        self._clear.clicked.connect(self._field.clear)
        self._phrases = FlowLayout(gap=12)
        self._keyboard: TouchKeyboard | None = None
        self._lay_out()
        self.set_phrases(phrases)
        self.retranslate()
        self._changed()

    # --- what others use ---

    @property
    def text(self) -> str:
        return self._field.toPlainText().strip()

    @property
    def enough(self) -> bool:
        """At least the minimum of characters."""
        return len(self.text) >= self._minimum

    def set_text(self, text: str) -> None:
        self._field.setPlainText(text[: self._maximum])
        self._field.moveCursor(QTextCursor.MoveOperation.End)

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """Whole phrases to tap; a tapped one is added to what stands there."""
        while (item := self._phrases.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for phrase in phrases:
            button = Button(phrase, "soft")
            button.clicked.connect(lambda _=False, phrase=phrase: self.add_phrase(phrase))
            self._phrases.addWidget(button)

    def add_phrase(self, phrase: str) -> None:
        """A phrase already there is not said twice."""
        before = self.text
        if phrase in before:
            return
        joint = "；" if any(ord(c) > 0x2E80 for c in phrase) else "; "
        self.set_text(f"{before}{joint}{phrase}" if before else phrase)

    def show_keyboard(self) -> None:
        if self._keyboard is None:
            self._keyboard = TouchKeyboard()
            self._keyboard.set_target(self._field)
            self._keyboard.entered.connect(self._new_line)
            self._column.addWidget(self._keyboard)
        self._keyboard.show()
        self._open.setChecked(True)

    def hide_keyboard(self) -> None:
        if self._keyboard is not None:
            self._keyboard.hide()
        self._open.setChecked(False)

    # --- inside ---

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.scale.gap)
        side = QVBoxLayout()
        side.setSpacing(theme.px(12))
        side.addWidget(self._open)
        side.addWidget(self._clear)
        side.addStretch(1)
        field = QVBoxLayout()
        field.setSpacing(theme.px(6))
        field.addWidget(_Well(self._field), 1)
        field.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addLayout(field, 1)
        row.addLayout(side)
        self._column.addLayout(self._phrases)
        self._column.addLayout(row)

    def _toggle_keyboard(self) -> None:
        if self._keyboard is not None and self._keyboard.isVisible():
            self.hide_keyboard()
        else:
            self.show_keyboard()

    def _new_line(self) -> None:
        self._field.insertPlainText("\n")

    def _changed(self) -> None:
        text = self._field.toPlainText()
        if len(text) > self._maximum:
            self.set_text(text)
            return
        missing = self._minimum - len(self.text)
        if missing > 0:
            self._count.setText(self.tr("%1 more needed").replace("%1", str(missing)))
        else:
            self._count.setText(f"{len(text)} / {self._maximum}")
        self.changed.emit(self.text)

    def retranslate(self) -> None:
        self._field.setPlaceholderText(self._placeholder or self.tr("Tap here to write"))
        self._open.setAccessibleName(self.tr("On-screen keyboard"))
        self._clear.setAccessibleName(self.tr("Clear the text"))
        self._field.setAccessibleName(self.tr("Text"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._changed()
        super().changeEvent(event)


class _Field(QPlainTextEdit):
    """The system's input method works here: that is where Chinese notes come from."""

    tapped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.viewport().installEventFilter(self)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(theme.scale.body))
        palette = self.palette()
        for role, token in (
            (QPalette.ColorRole.Base, "sunken"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.PlaceholderText, "faint"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
        ):
            palette.setColor(role, theme.colour(token))
        self.setPalette(palette)
        self.setCursorWidth(theme.px(3))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.tapped.emit()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint_well()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_well()

    def _repaint_well(self) -> None:
        well = self.parentWidget()
        if well is not None:
            well.update()


class _Well(Painted):
    """The sunken ground a field lies in; its outline tells where the keyboard types."""

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__()
        self._field = field
        layout = QVBoxLayout(self)
        pad = theme.px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addWidget(field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(156))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self._field.hasFocus()
        line, width = ("accent", theme.px(3)) if focused else ("line", 2)
        fill(antialiased(self), self.rect(), "sunken", line=line, width=width)
