"""Words by the operator: quick phrases in the panel, the keyboard on a sheet where it has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.run.sheets.writing import WritingSheet
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, write
from sop import commands as c
from sop.execution.explaining import title
from sop.procedure import TextEntry

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class TextInput(CheckInput):
    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._text = ""
        self._field = _Field()
        self._field.clicked.connect(self._write)
        self._count = Label(size="small", colour="soft")
        self._phrases = FlowLayout(gap=12)
        self._said: list[str] = []
        self.column.addLayout(self._phrases)
        self.column.addWidget(self._field, 1)
        self.column.addWidget(self._count)

    @property
    def _check(self) -> TextEntry:
        assert isinstance(self.view.check, TextEntry)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        self._say_phrases([title(text, self.context.language) for text in self._check.phrases])
        self._tell()

    def primary(self) -> Primary:
        return Primary(self.say("do_write"), self._missing <= 0)

    def press(self) -> None:
        if self._missing <= 0:
            self.run.answer(c.WriteText, self.check_id, text=self._text)
        else:
            self._write()

    def set_text(self, text: str) -> None:
        self._text = text.strip()[: self._check.maximum]
        self._tell()

    @property
    def _missing(self) -> int:
        return self._check.minimum - len(self._text)

    def _tell(self) -> None:
        self._field.show_text(self._text, self.say("write_here"))
        left = self._check.maximum - len(self._text)
        short = self.say("characters_short", count=self._missing)
        self._count.setText(
            short if self._text and self._missing > 0 else self.say("characters_left", count=left)
        )
        self.changed.emit()

    def _say_phrases(self, said: list[str]) -> None:
        if said == self._said:
            return
        self._said = said
        while (item := self._phrases.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for phrase in said:
            button = Button(phrase, "soft")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, each=phrase: self._add(each))
            self._phrases.addWidget(button)

    def _add(self, phrase: str) -> None:
        if phrase in self._text:
            return
        joint = "；" if self.context.language == "zh" else "; "
        self.set_text(f"{self._text}{joint}{phrase}" if self._text else phrase)

    def _write(self) -> None:
        check = self._check
        sheet = WritingSheet(
            lambda: self.context.language,
            lambda: self.view.title,
            lambda: self._said,
            self._text,
            minimum=check.minimum,
            maximum=check.maximum,
        )
        sheet.pad.changed.connect(self.set_text)  # also what the screen locks over
        sheet.written.connect(self._written)
        sheet.dismissed.connect(self.context.shell.close_sheet)
        self.context.shell.show_sheet(sheet)

    def _written(self, text: str) -> None:
        self.set_text(text)
        self.context.shell.close_sheet()


class _Field(QAbstractButton):
    """Looks like a field, acts like a button: writing has a sheet of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._placeholder = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_text(self, text: str, placeholder: str) -> None:
        self._placeholder = placeholder
        self.setText(text)
        self.setAccessibleName(text or placeholder)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        fill(painter, area, "sunken", line="accent" if self.text() else "line", width=2.5)
        inner = area.adjusted(theme.px(20), theme.px(16), -theme.px(20), -theme.px(16))
        ink = "text" if self.text() else "faint"
        above = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        words = self.text() or self._placeholder
        write(painter, inner, words, theme.scale.body, ink, align=above, wrap=True)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)
