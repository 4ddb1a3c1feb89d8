"""The first screen, and the lock: somebody scans a badge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, IconButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context
    from sop.events import Person


class BadgeScreen(Screen):
    """Identifies; it never signs. After an idle lock it says so, and the run waits."""

    needs_person = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._locked = False
        self._asking = False
        self._back: tuple[str, dict[str, Any]] | None = None
        self._person: str | None = None
        self._clock = Label(size="display", bold=True, wrap=False)
        self._date = Label(size="heading", colour="soft", wrap=False)
        self._station = Label(size="heading", colour="soft", wrap=False)
        self._title = Label(size="display", bold=True)
        self._how = Label(size="heading", colour="soft")
        self._problem = Label(size="heading", colour="failed", bold=True)
        self._in_hand = Label(size="body")
        self._waiting = Card(raised=False)
        self._waiting.content.addWidget(self._in_hand)
        self._waiting.hide()
        self._type = Button("", "secondary", "keyboard")
        self._language = Button("", "secondary", "language")
        self._theme = IconButton("moon")
        self._type.clicked.connect(self._type_badge)
        self._language.clicked.connect(self._switch_language)
        self._theme.clicked.connect(self._switch_theme)
        for label in (self._title, self._how, self._problem, self._in_hand):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self._tell_time)
        self.retranslate()

    # --- Screen ---

    def enter(
        self,
        locked: bool = False,
        back: tuple[str, dict[str, Any]] | None = None,
        person: str | None = None,
        in_hand: str = "",
        **what: Any,
    ) -> None:
        """`back` is where `person` was when the screen locked, and will be again; `in_hand` what
        was worked on there."""
        self._locked = locked
        self._in_hand.setText(in_hand)
        self._waiting.setVisible(bool(in_hand))
        self._back, self._person = back, person
        self._problem.setText("")
        self._say_title()
        self._tell_time()
        self._ticking.start()

    def leave(self) -> None:
        self._ticking.stop()

    def expectation(self) -> Expectation | None:
        from kiosk.scanner import ANYTHING

        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self.sign_in(scan.text)
        return True

    def retranslate(self) -> None:
        self._say_title()
        self._type.setText(self.tr("Type badge number"))
        self._language.setText("English" if self.context.language == "zh" else "中文")
        self._theme.setAccessibleName(self.tr("Light or dark"))
        self._theme.set_icon("sun" if theme.palette.name == "dark" else "moon")
        self._station.setText(
            self.tr("Station %1").replace("%1", str(self.context.preferences["station"]))
        )
        self._tell_time()

    # --- what happens ---

    def sign_in(self, badge: str) -> None:
        """Ask who this is, or say why not. The same person comes back to where they were; before
        a run that waits comes anybody: it offers to be taken over."""
        if self._asking:
            return
        from kiosk.operations.signing import sign_in

        self._asking = True
        self._how.setText(self.tr("One moment…"))
        self.context.desk.ask(sign_in, badge.strip(), then=self._welcome, failed=self._refuse)

    def _welcome(self, person: Person) -> None:
        from kiosk.ui.pins.own import ask_for_first_pin

        self._asking = False
        self.context.shell.unlock()
        if self._back is not None and (person.id == self._person or self._in_hand.text()):
            name, what = self._back
            self.context.go(name, **what)
        else:
            self.context.go("home")
        if person.id != self._person:
            ask_for_first_pin(self.context)

    def _refuse(self, error: KnownError) -> None:
        self._asking = False
        self._say_title()
        self._problem.setText(error.text(self.context.language))

    def _type_badge(self) -> None:
        from kiosk.ui.badge.typing import BadgeSheet

        sheet = BadgeSheet()
        sheet.typed.connect(self._typed)
        sheet.dismissed.connect(self.context.shell.close_sheet)
        self.context.shell.show_sheet(sheet)

    def _typed(self, badge: str) -> None:
        self.context.shell.close_sheet()
        self.sign_in(badge)

    def _switch_language(self) -> None:
        self.context.preferences["language"] = "en" if self.context.language == "zh" else "zh"

    def _switch_theme(self) -> None:
        dark = theme.palette.name == "dark"
        self.context.preferences["theme"] = "light" if dark else "dark"
        self.retranslate()

    # --- how it looks ---

    def _say_title(self) -> None:
        if self._locked:
            self._title.setText(self.tr("Locked. Scan your badge"))
            self._how.setText(self.tr("Your work is kept exactly where it is."))
        else:
            self._title.setText(self.tr("Scan your badge"))
            self._how.setText(self.tr("Hold it before the camera, or use the hand scanner."))

    def _tell_time(self) -> None:
        now, locale = QDateTime.currentDateTime(), QLocale()
        self._clock.setText(now.toString("HH:mm"))
        self._date.setText(locale.toString(now.date(), QLocale.FormatType.LongFormat))

    def _lay_out(self) -> None:
        scale = theme.scale
        page = QVBoxLayout(self)
        page.setContentsMargins(scale.px(56), scale.px(44), scale.px(56), scale.px(44))
        page.addLayout(self._head())
        page.addStretch(2)
        page.addWidget(_BadgeMark(), 0, Qt.AlignmentFlag.AlignHCenter)
        page.addSpacing(scale.px(36))
        page.addWidget(self._title)
        page.addSpacing(scale.px(8))
        page.addWidget(self._how)
        page.addSpacing(scale.px(16))
        between = QHBoxLayout()
        between.addStretch(1)
        between.addWidget(self._waiting, 8 if theme.scale.portrait else 2)
        between.addStretch(1)
        page.addLayout(between)
        page.addSpacing(scale.px(16))
        page.addWidget(self._problem)
        page.addStretch(3)
        foot = QHBoxLayout()
        foot.setSpacing(scale.gap)
        foot.addWidget(self._type)
        foot.addStretch(1)
        foot.addWidget(self._theme)
        foot.addWidget(self._language)
        page.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addWidget(self._clock)
        times.addWidget(self._date)
        head.addLayout(times)
        head.addStretch(1)
        head.addWidget(self._station, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))


class _BadgeMark(Painted):
    """A badge in a circle: what to hold up, for whoever does not read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(280))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        fill(painter, area, "accent_soft", area.width() / 2)
        edge = theme.px(32)
        inner = area.adjusted(edge, edge, -edge, -edge)
        fill(painter, inner, "surface", inner.width() / 2)
        size = theme.px(124)
        at = area.center()
        mark = icon("badge", size, theme.colour("accent"))
        painter.drawPixmap(int(at.x() - size / 2), int(at.y() - size / 2), mark)
