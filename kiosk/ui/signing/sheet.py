"""Badge and PIN: one sheet for signatures, a team lead's word, and handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.operations import running
from kiosk.operations.signing import worn_by
from kiosk.ui.run.sheets.asking import ask_from
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.keyboard import TouchKeyboard
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.line_field import LineField
from kiosk.ui.widgets.overlays import Sheet, Words
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon
from kiosk.ui.widgets.pin_pad import PinPad
from kiosk.ui.widgets.text_pad import TextPad

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent

    from kiosk.operations.station import Outcome
    from kiosk.scanner import Scan
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context

    #: `ask(text, then)`: `then` hears the name of whoever wears that badge, or None.
    AskWhose = Callable[[str, Callable[[str | None], None]], None]


class SigningSheet(Sheet):
    """First the reason, where one is asked; then the badge; then the PIN. One page at a time.

    `given` carries badge, PIN and reason; PIN and reason are empty where they are not asked.
    A badge may be scanned on any page; `ask` says whose it is. What is nobody's badge is not taken
    for one, and the sheet says what it passed over. What is wrong is said on the page it is about.
    """

    given = Signal(str, str, str)
    closed = Signal()

    def __init__(
        self,
        language: Callable[[], str],
        title: Words,
        text: Words = "",
        *,
        ask: AskWhose,
        action: str = "sign_now",
        pin: bool = True,
        reasons: str = "",
        badge: str = "",
    ) -> None:
        super().__init__(title)
        self._language, self._action, self._ask = language, action, ask
        self._asking = ""
        self._asks_pin, self._asks_reason = pin, bool(reasons)
        self._badge = badge
        self._text = Label("", "label", "soft")
        self.says(self._text.setText, text)
        self._text.setVisible(bool(self._text.text()))
        self._problem = Label(size="label", colour="failed", bold=True)
        self._reason = TextPad(maximum=200)
        if reasons:
            self.says(self._reason.set_phrases, lambda: phrases(reasons, language()))
        self._badge_page, self._pin_page = BadgePage(), _PinPage()
        self._go = PrimaryButton("", "tick")
        self._go.clicked.connect(self._press)
        self._pages: dict[str, QWidget] = {
            "reason": self._reason,
            "badge": self._badge_page,
            "pin": self._pin_page,
        }
        self._reason.changed.connect(self._show_button)
        self._badge_page.typed.connect(self._show_button)
        self._badge_page.entered.connect(self._press)
        self._pin_page.pad.changed.connect(self._show_button)
        self._pin_page.pad.entered.connect(self._press)
        self._pin_page.other.clicked.connect(self._another_badge)
        self._lay_out()
        self._page = ""
        self._show(self._first_page())
        self.says(self._speak, language)

    # --- from outside ---

    def scanned(self, scan: Scan) -> bool:
        """A badge was scanned, or something else."""
        if self._go.busy:
            return False
        self._look_up(scan.text.strip())
        return True

    def _look_up(self, text: str) -> None:
        self._asking = text
        self._ask(text, lambda name: self._is_badge_of(text, name))

    def _is_badge_of(self, text: str, name: str | None) -> None:
        """The answer to the latest reading counts; one to an earlier reading comes too late."""
        if self._asking != text or not isValid(self):
            return
        self._asking = ""
        if name is None:
            self.refuse(say("not_a_badge", self._language(), text=readable(text)))
            return
        self._badge = text
        if self._page != "reason":
            self._after_badge()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def refuse(self, sentence: str) -> None:
        """It was not accepted: say why, and ask for what was wrong again."""
        self._go.set_busy(False)
        self._problem.setText(sentence)
        self._problem.setVisible(True)
        if self._page == "pin":
            self._pin_page.pad.clear()
        self._show_button()

    @property
    def page(self) -> str:
        """reason, badge or pin."""
        return self._page

    # --- going on ---

    def _first_page(self) -> str:
        return "reason" if self._asks_reason else self._next_of_badge()

    def _next_of_badge(self) -> str:
        return "pin" if self._badge and self._asks_pin else "badge"

    def _press(self) -> None:
        if self._go.busy or not self._ready:
            return
        self._problem.setVisible(False)
        if self._page == "reason":
            self._reason.hide_keyboard()
            self._show(self._next_of_badge())
        elif self._page == "badge":
            self._look_up(self._badge_page.text)
        else:
            self._give()

    def _after_badge(self) -> None:
        self._problem.setVisible(False)
        if self._asks_pin:
            self._show("pin")
        else:
            self._give()

    def _give(self) -> None:
        self._go.set_busy(True)
        pin = self._pin_page.pad.pin if self._asks_pin else ""
        self.given.emit(self._badge, pin, self._reason.text)

    def _another_badge(self) -> None:
        self._badge = ""
        self._problem.setVisible(False)
        self._badge_page.clear()
        self._show("badge")

    def _show(self, page: str) -> None:
        self._page = page
        for name, widget in self._pages.items():
            widget.setVisible(name == page)
        self._text.setVisible(bool(self._text.text()) and page != "pin")
        if page == "pin":
            self._pin_page.pad.clear()
            self._pin_page.show_badge(self._badge)
        self._show_button()
        {"pin": self._pin_page.pad, "badge": self._badge_page.field}.get(page, self).setFocus()

    @property
    def _ready(self) -> bool:
        if self._page == "reason":
            return bool(self._reason.text)
        return bool(self._badge_page.text) if self._page == "badge" else self._pin_page.pad.enough

    def _show_button(self, *_: object) -> None:
        last = self._page == "pin" or (self._page == "badge" and not self._asks_pin)
        self._go.setText(say(self._action if last else "go_on", self._language()))
        self._go.setEnabled(self._ready)

    def _speak(self, language: str) -> None:
        self._badge_page.speak(language)
        self._pin_page.speak(language)
        self._problem.hide()  # a refusal is a finished sentence of the language it was given in
        self._show_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        elif self._page == "pin" and event.key() != Qt.Key.Key_Escape:
            self._pin_page.pad.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._problem.setVisible(False)
        self.content.addWidget(self._text)
        self.content.addWidget(self._problem)
        for widget in self._pages.values():
            self.content.addWidget(widget, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._go)
        self._go.setMinimumWidth(theme.px(320))


class BadgePage(QWidget):
    """A badge to scan; a number to type for the day the badge or the scanner fails."""

    typed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = _BadgePicture()
        self._how = Label("", "body")
        self._type = Button("", "secondary", "keyboard")
        self._type.clicked.connect(self.show_keyboard)
        self.field = LineField(large=True)
        self.field.setMaxLength(100)
        self.field.textChanged.connect(lambda _: self.typed.emit())
        self.field.returnPressed.connect(self.entered)
        self._keyboard = TouchKeyboard()
        self._keyboard.set_target(self.field)
        self._keyboard.entered.connect(self.entered)
        self._how.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        for widget in (self._picture, self._how, self._type, self.field, self._keyboard):
            column.addWidget(widget)
        self._keyboard.hide()
        self.field.hide()

    def speak(self, language: str) -> None:
        self._how.setText(say("scan_badge_text", language))
        self._type.setText(say("type_badge", language))
        self.field.setPlaceholderText(say("badge_number", language))

    @property
    def text(self) -> str:
        return self.field.text().strip()

    def show_keyboard(self) -> None:
        for widget in (self._picture, self._how, self._type):
            widget.hide()
        self.field.show()
        self._keyboard.show()
        self.field.setFocus()

    def clear(self) -> None:
        self.field.clear()


class _PinPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._badge = self._language = ""
        self._whose = Label(size="body", bold=True)
        self.other = Button("", "quiet", "badge")
        self.pad = PinPad()
        for key in self.pad.findChildren(Button):
            key.setMinimumHeight(theme.px(64))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._whose)
        column.addWidget(self.pad, 1)
        column.addWidget(self.other)

    def show_badge(self, badge: str) -> None:
        self._badge = badge
        self._whose.setText(say("pin_of", self._language, badge=badge))

    def speak(self, language: str) -> None:
        self._language = language
        self.other.setText(say("other_badge", language))
        self.show_badge(self._badge)


class _BadgePicture(Painted):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        size = theme.px(180)
        area = self.rect()
        disc = QRect(area.center().x() - size // 2, area.center().y() - size // 2, size, size)
        fill(painter, disc, "accent_soft", size / 2)
        inner = theme.px(100)
        ink = theme.colour("on_accent_soft")
        where = disc.center()
        painter.drawPixmap(
            where.x() - inner // 2, where.y() - inner // 2, icon("badge", inner, ink)
        )


def badges_of(context: Context) -> AskWhose:
    """Asks the station whose badge it is."""

    def ask(text: str, then: Callable[[str | None], None]) -> None:
        context.desk.ask(worn_by, text, then=then)

    return ask


def readable(text: str) -> str:
    """A code as a person reads it, and not more of it than fits a line."""
    plain = "".join(c if c.isprintable() else "·" for c in text)
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


# --- what is asked with it --------------------------------------------------------------------


def sign_check(
    run: RunModel, context: Context, check: str, title: Words, badge: str = ""
) -> SigningSheet:
    """Sign a check of the step in hand."""
    step = run.state.current if run.state is not None else None
    sheet = SigningSheet(lambda: context.language, title, ask=badges_of(context), badge=badge)
    sheet.given.connect(
        lambda badge, pin, _reason: ask_from(
            sheet, run, context, running.sign, step, check, badge, pin
        )
    )
    return _show(run, context, sheet)


def authorise(
    run: RunModel,
    context: Context,
    title: Words,
    text: Words,
    operation: Callable[..., Outcome],
    *what: object,
    reasons: str = "phrase_lead_",
) -> SigningSheet:
    """A team lead's word and reason, for `operation(station, execution, *what, badge, pin, …)`."""
    sheet = SigningSheet(
        lambda: context.language,
        title,
        text,
        ask=badges_of(context),
        action="authorise_now",
        reasons=reasons,
    )
    sheet.given.connect(
        lambda badge, pin, reason: ask_from(
            sheet, run, context, operation, *what, badge, pin, reason
        )
    )
    return _show(run, context, sheet)


def sign_aside(
    run: RunModel,
    context: Context,
    title: Words,
    text: Words,
    operation: Callable[..., Outcome],
) -> SigningSheet:
    """A signature over the run as a whole, for `operation(station, execution, badge, pin)`."""
    sheet = SigningSheet(lambda: context.language, title, text, ask=badges_of(context))
    sheet.given.connect(
        lambda badge, pin, _reason: ask_from(sheet, run, context, operation, badge, pin)
    )
    return _show(run, context, sheet)


def hand_over(run: RunModel, context: Context) -> SigningSheet:
    """The run goes on in other hands: the badge says whose. It identifies, it never signs."""
    sheet = SigningSheet(
        lambda: context.language,
        lambda: say("signing_hand_over", context.language),
        lambda: say("hand_over_text", context.language),
        ask=badges_of(context),
        action="hand_over_now",
        pin=False,
    )
    sheet.given.connect(
        lambda badge, _pin, _reason: ask_from(sheet, run, context, running.hand_over, badge)
    )
    return _show(run, context, sheet)


def _show(run: RunModel, context: Context, sheet: SigningSheet) -> SigningSheet:
    """While it lies there the camera looks for badges, and afterwards for what the step wants."""
    from kiosk.scanner import ANYTHING

    context.eyes.expect(ANYTHING)
    sheet.closed.connect(lambda: context.eyes.expect(run.looks_for()))
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
    return sheet
