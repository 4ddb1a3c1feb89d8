"""A PIN is chosen for the first time, or changed: one question on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.operations.pins import choosing
from kiosk.ui.run.words import say
from kiosk.ui.signing.sheet import BadgePage, badges_of, readable
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.keyboard import TouchKeyboard
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.line_field import LineField
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.pin_pad import PinPad

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kiosk.errors import KnownError
    from kiosk.scanner import Scan
    from kiosk.ui.shell.context import Context

FIRST = ("code", "witness", "witness_pin", "new", "again")
CHANGE = ("old", "new", "again")

#: Where one goes back to when the station says why not.
_ABOUT = {
    "code_refused": "code",
    "no_code_given": "code",
    "witness_is_self": "witness",
    "role_missing": "witness",
    "unknown_badge": "witness",
}


class PinSheet(Sheet):
    """Goes through `pages`, keeping what was entered, and asks the station at the end."""

    def __init__(self, context: Context, badge: str, pages: tuple[str, ...]) -> None:
        title = "pin_first_title" if pages == FIRST else "pin_change_title"
        super().__init__(lambda: say(title, context.language))
        self._context, self._badge, self._pages = context, badge, pages
        self._entered: dict[str, str] = {}
        self._asks = Label("", "body", bold=True)
        self._how = Label("", "label", "soft")
        self._problem = Label(size="label", colour="failed", bold=True)
        self._code, self._witness, self._pad = _CodePage(), BadgePage(), PinPad()
        self._go = PrimaryButton("", "tick")
        self._lay_out()
        self._connect()
        self.page = ""
        self._show(pages[0])
        self.says(self._speak, lambda: context.language)

    # --- from outside ---

    def scanned(self, scan: Scan) -> bool:
        """The witness's badge; elsewhere a code means nothing."""
        if self.page == "witness" and not self._go.busy:
            self._look_up(scan.text.strip())
        return True

    def refuse(self, sentence: str) -> None:
        """Say why, and ask for it again."""
        self._go.set_busy(False)
        self._pad.clear()
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._show_button()

    # --- going on ---

    def _press(self) -> None:
        if self._go.busy or not self._answer:
            return
        answer = self._answer
        self._problem.hide()
        if self.page == "witness":
            self._look_up(answer)
        elif self.page == "new":
            self._go.set_busy(True)
            self._ask(choosing.require_good, self._badge, answer, then=self._good)
        elif self.page == "again" and answer != self._entered["new"]:
            self._show("new")
            self.refuse(say("pin_differs", self._context.language))
        else:
            self._take(answer)

    def _good(self) -> None:
        self._go.set_busy(False)
        self._take(self._pad.pin)

    def _take(self, answer: str) -> None:
        self._entered[self.page] = answer
        place = self._pages.index(self.page) + 1
        if place < len(self._pages):
            self._show(self._pages[place])
        else:
            self._finish()

    def _look_up(self, text: str) -> None:
        def known(name: str | None) -> None:
            if self._context.shell.sheet is not self or self.page != "witness":
                return
            if name is None:
                self.refuse(say("not_a_badge", self._context.language, text=readable(text)))
            else:
                self._problem.hide()
                self._take(text)

        badges_of(self._context)(text, known)

    def _finish(self) -> None:
        self._go.set_busy(True)
        got = self._entered
        if self._pages == FIRST:
            what = (got["code"], got["witness"], got["witness_pin"], got["new"])
            self._ask(choosing.choose_first, self._badge, *what, then=self._kept)
        else:
            self._ask(choosing.change_pin, self._badge, got["old"], got["new"], then=self._kept)

    def _ask(self, operation: object, *args: str, then: object) -> None:
        def came(_: object) -> None:
            if self._context.shell.sheet is self:
                then()  # type: ignore[operator]

        self._context.desk.ask(operation, *args, then=came, failed=self._failed)  # type: ignore[arg-type]

    def _kept(self) -> None:
        self._context.shell.close_sheet()
        self._context.shell.say(say("pin_kept", self._context.language), "pass")

    def _failed(self, error: KnownError) -> None:
        if self._context.shell.sheet is not self:
            return
        secret = "witness_pin" if self._pages == FIRST else "old"
        page = _ABOUT.get(error.key, "new" if error.key.startswith("pin_") else secret)
        if error.key in ("pin_is_locked", "no_pin_here"):
            page = secret
        if page in self._pages:
            self._show(page)
        self.refuse(error.text(self._context.language))

    # --- how it looks ---

    @property
    def _answer(self) -> str:
        if self.page == "code":
            return self._code.text
        if self.page == "witness":
            return self._witness.text
        return self._pad.pin if self._pad.enough else ""

    def _show(self, page: str) -> None:
        self.page = page
        self._code.setVisible(page == "code")
        self._witness.setVisible(page == "witness")
        self._pad.setVisible(page not in ("code", "witness"))
        self._pad.clear()
        self._problem.hide()
        self._speak(self._context.language)
        where = {"code": self._code.field, "witness": self._witness.field}.get(page, self._pad)
        where.setFocus()
        self._context.shell.look()

    def _speak(self, language: str) -> None:
        self._asks.setText(say(f"pin_{self.page}", language))
        explained = self.page in ("code", "witness", "new")
        self._how.setText(say(f"pin_{self.page}_text", language) if explained else "")
        self._how.setVisible(explained)
        self._witness.speak(language)
        self._show_button()

    def _show_button(self, *_: object) -> None:
        last = self.page == self._pages[-1]
        self._go.setText(say("pin_keep" if last else "pin_next", self._context.language))
        self._go.setEnabled(bool(self._answer))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        elif self._pad.isVisible() and event.key() != Qt.Key.Key_Escape:
            self._pad.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._go.clicked.connect(self._press)
        self._pad.changed.connect(self._show_button)
        self._pad.entered.connect(self._press)
        self._witness.typed.connect(self._show_button)
        self._witness.entered.connect(self._press)
        self._code.field.textChanged.connect(self._show_button)
        self._code.field.returnPressed.connect(self._press)
        self.dismissed.connect(self._context.shell.close_sheet)

    def _lay_out(self) -> None:
        self._problem.hide()
        for label in (self._asks, self._how, self._problem):
            self.content.addWidget(label)
        for page in (self._code, self._witness, self._pad):
            self.content.addWidget(page, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._go)
        self._go.setMinimumWidth(theme.px(320))


class _CodePage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = LineField(large=True)
        self.field.setMaxLength(40)
        keyboard = TouchKeyboard()
        keyboard.set_target(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.field)
        column.addWidget(keyboard)

    @property
    def text(self) -> str:
        return self.field.text().strip()


def choose_first_pin(context: Context, badge: str) -> PinSheet:
    """With the one-time code and a witness."""
    return _shown(context, PinSheet(context, badge, FIRST))


def change_pin(context: Context, badge: str) -> PinSheet:
    """With the present PIN."""
    return _shown(context, PinSheet(context, badge, CHANGE))


def _shown(context: Context, sheet: PinSheet) -> PinSheet:
    context.shell.show_sheet(sheet)
    return sheet
