"""The end of a run: its result seen from two metres, its times, and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.operations.browsing import EndedRun, ended_run
from kiosk.operations.changing import ChangesUnread
from kiosk.operations.governing import ReleaseWithdrawn
from kiosk.operations.running import start_following_unit
from kiosk.ui.change.refused import show_refused
from kiosk.ui.finish.summary import Departure, Summary, summarise
from kiosk.ui.finish.times import TimeLine
from kiosk.ui.learning.short import refuse_start
from kiosk.ui.run.times import spoken
from kiosk.ui.run.words import say
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, text_size
from kiosk.ui.widgets.rows import ListRow
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from kiosk.errors import KnownError
    from kiosk.operations.station import Outcome
    from kiosk.ui.shell.context import Context

_LOOKS = {
    "passed": ("passed", "tick"),
    "deviated": ("attention", "signature"),
    "aborted": ("failed", "stop"),
}
#: A row of facts parts evenly into so many columns: by 1, 2, 3, 4 and 5.
_ROW = 60
_DEPARTURES = {
    "skipped": ("skip", "plain"),
    "deviated": ("signature", "attention"),
    "released": ("badge", "attention"),
    "rework": ("rework", "plain"),
    "corrected": ("text", "plain"),
    "exception": ("exception", "attention"),
    "contingency": ("contingency", "attention"),
}


class FinishScreen(Screen):
    """Everything it says is read back from the journal, after the end was committed there."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._run: EndedRun | None = None
        self._execution = ""
        self.head = Head(context)
        self.head.back.connect(lambda: context.go("home"))
        self._verdict = Verdict()
        self._facts = QGridLayout()
        self._times_title = Label(size="label", colour="soft", bold=True)
        self._times = ScrollArea()
        self._departures_title = Label(size="label", colour="soft", bold=True)
        self._departures = ScrollArea()
        self._kept = Label(size="small", colour="soft")
        self._fingerprint = Label(size="small", colour="soft")
        self.home_button = Button("", "secondary", "home", big=True)
        self.record_button = Button("", "secondary", "document", big=True)
        self.next_button = PrimaryButton("", "next")
        self.home_button.clicked.connect(lambda: context.go("home"))
        self.record_button.clicked.connect(self._see_record)
        self.next_button.clicked.connect(self.next_unit)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()

    # --- Screen ---

    def enter(self, execution: str = "", **what: Any) -> None:
        self._execution = execution or self._execution
        self._run = None
        self.next_button.set_busy(False)
        self.head.refresh()
        self.head.show_title(say("gathering", self.context.language))
        self.setFocus()
        self.context.desk.ask(ended_run, self._execution, then=self._gathered)

    def retranslate(self) -> None:
        if self._run is not None:
            self._show(summarise(self._run, self.context.language))

    # --- what the hand did ---

    def next_unit(self) -> None:
        """Start the next unit of the same order; the run screen shows it once it is recorded."""
        if self.next_button.busy:
            return
        self.next_button.set_busy(True)
        self.context.desk.ask(
            start_following_unit, self._execution, then=self._started, failed=self._failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_unit()
        else:
            super().keyPressEvent(event)

    def _see_record(self) -> None:
        self.context.go("record", execution=self._execution)

    def _started(self, outcome: Outcome) -> None:
        self.next_button.set_busy(False)
        if not self.isVisible():
            return  # locked or left meanwhile: the run waits among those to go on with
        if outcome.refusal is None:
            self.context.go("run", execution=outcome.state.execution)
        else:
            what = ("following", self._execution)
            refuse_start(self.context, what, outcome, self._started)

    def _failed(self, error: KnownError) -> None:
        self.next_button.set_busy(False)
        if isinstance(error, ChangesUnread) and self.isVisible():
            begin = ("following", self._execution)
            self.context.go("change", release=error.release, begin=begin)
        elif isinstance(error, ReleaseWithdrawn):
            show_refused(self.context, error)
        else:
            self.context.shell.say(error.text(self.context.language), "fail")

    # --- what it shows ---

    def _gathered(self, run: EndedRun) -> None:
        if run.state.execution == self._execution:
            self._run = run
            self._show(summarise(run, self.context.language))

    def _show(self, summary: Summary) -> None:
        language = self.context.language
        place = [summary.order and say("work_order", language, number=summary.order)]
        place.append(summary.unit and say("unit", language, unit=summary.unit))
        place.append(f"{summary.code} · {summary.revision}")
        self.head.show_title(summary.title, " · ".join(filter(None, place)))
        self._show_verdict(summary, language)
        self._show_facts(summary, language)
        self._show_times(summary, language)
        self._show_departures(summary.departures, language)
        self._kept.setText(say("record_is_kept", language))
        grouped = " ".join(summary.fingerprint[i : i + 8] for i in range(0, 64, 8))
        self._fingerprint.setText(f"{say('record_digest', language)}  {grouped}")
        self.home_button.setText(say("go_home", language))
        self.record_button.setText(say("see_record", language))
        self.next_button.setText(say("next_unit", language))

    def _show_verdict(self, summary: Summary, language: str) -> None:
        tone, name = _LOOKS[summary.result]
        when = datetime.fromtimestamp(summary.ended_at / 1000).strftime("%H:%M")
        who = " → ".join(summary.operators)
        if summary.result == "aborted":
            text = say("aborted_because", language, reason=summary.reason)
        else:
            text = say(f"result_{summary.result}_text", language)
        detail = f"{text}\n{who} · {say('completed_at', language, time=when)}"
        self._verdict.show_verdict(name, tone, say(f"result_{summary.result}", language), detail)

    def _show_facts(self, summary: Summary, language: str) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        standard = say("against_standard", language, time=spoken(summary.standard_ms))
        facts = [
            (say("total_time", language), spoken(summary.worked_ms), standard),
            (say("steps_done", language), str(len(summary.steps)), ""),
            (say("exceptions", language), str(summary.exceptions), ""),
            (say("photos", language), str(summary.photos), ""),
        ]
        if summary.order:
            quantity = f"{summary.order_done} / {summary.order_quantity:g}"
            facts.append((say("work_order", language, number="").strip(), quantity, summary.order))
        # Upright: three above, the rest below, and every row as wide as the screen.
        upper = 3 if theme.scale.portrait else len(facts)
        lower = len(facts) - upper
        for index, fact in enumerate(facts):
            row, place, abreast = (0, index, upper) if index < upper else (1, index - upper, lower)
            wide = _ROW // abreast
            self._facts.addWidget(_fact(*fact), row, place * wide, 1, wide)

    def _show_times(self, summary: Summary, language: str) -> None:
        self._times_title.setText(say("times_by_step", language))
        self._times.clear()
        longest = max(
            (max(step.duration_ms, step.standard_ms or 0) for step in summary.steps), default=1
        )
        words = {"under": say("under_time", language), "over": say("over_time", language)}
        for step in summary.steps:
            self._times.add(TimeLine(step, longest, words.get(step.timing, "")))

    def _show_departures(self, departures: tuple[Departure, ...], language: str) -> None:
        self._departures_title.setText(say("departures", language))
        self._departures.clear()
        if not departures:
            self._departures.add(Label(say("none_of_them", language), "body", "soft"))
        for departure in departures:
            name, tone = _DEPARTURES[departure.kind]
            word = say(f"departure_{departure.kind}", language)
            heading = f"{word} · {departure.title}" if departure.title else word
            row = ListRow(heading, departure.detail, icon_name=name, tone=tone, opens=False)  # type: ignore[arg-type]
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._departures.add(row)

    # --- making ---

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(14), margin, theme.px(14))
        page.setSpacing(theme.px(14))
        page.addWidget(self.head)
        page.addWidget(self._verdict)
        self._facts.setSpacing(theme.px(14))
        page.addLayout(self._facts)
        upright = theme.scale.portrait
        both = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        both.setSpacing(theme.px(14))
        both.addWidget(_card(self._times_title, self._times), 1)
        both.addWidget(_card(self._departures_title, self._departures), 1)
        page.addLayout(both, 1)
        page.addLayout(self._proof())
        page.addLayout(self._buttons())

    def _proof(self) -> QBoxLayout:
        """That it is kept, and by which digest: on one line where there is room for it."""
        narrow = theme.scale.portrait or theme.scale.compact
        line = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        line.setSpacing(theme.px(8 if narrow else 28))
        self._kept.setWordWrap(narrow)
        line.addWidget(self._kept)
        line.addWidget(self._fingerprint, 1)
        return line

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self.home_button)
        row.addWidget(self.record_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        self.next_button.setMinimumWidth(theme.px(400 if theme.scale.portrait else 500))
        for button in (self.home_button, self.record_button, self.next_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))


class Verdict(QWidget):
    """The result by shape, word and colour, as large as a glance from the next station needs."""

    def __init__(self) -> None:
        super().__init__()
        self._emblem = _Emblem()
        self._title = _Word()
        self._text = Label(size="body", colour="soft")
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(32))
        row.addWidget(self._emblem)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_verdict(self, name: str, tone: str, title: str, text: str) -> None:
        self._emblem.show_icon(name, tone)
        self._title.setText(title)
        self._title.fit()
        self._title.set_colour(tone)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")


class _Word(Label):
    """As large as there is room for."""

    def __init__(self) -> None:
        super().__init__(size="display", bold=True, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        room = text_size(self.text(), theme.scale.display, bold=True).width()
        self.set_size("display" if room <= self.width() else "title")


class _Emblem(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._tone = "flag", "accent"
        self.setFixedSize(theme.px(190), theme.px(190))

    def show_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        # A circle for a pass, a square for whatever else: told apart without colour.
        radius = self.width() / 2 if self._tone == "passed" else theme.px(36)
        fill(painter, self.rect(), f"{self._tone}_soft", radius, line=self._tone, width=theme.px(6))
        size = self.width() * 56 // 100
        inset = (self.width() - size) // 2
        ink = theme.colour(f"on_{self._tone}_soft")
        painter.drawPixmap(inset, inset, icon(self._name, size, ink))


def _fact(name: str, value: str, detail: str) -> Card:
    card = Card()
    card.content.setSpacing(theme.px(2))
    card.content.addWidget(Label(name, "small", "soft"))
    card.content.addWidget(Label(value, "title", bold=True, wrap=False))
    card.content.addWidget(Label(detail, "small", "soft"))
    return card


def _card(title: QWidget, body: QWidget) -> Card:
    card = Card()
    card.content.addWidget(title)
    card.content.addWidget(body, 1)
    return card
