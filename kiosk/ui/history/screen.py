"""What was done at this station, the latest first. A tap opens the record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.ui.history.rows import RunRow
from kiosk.ui.history.view_model import PastRun, past_runs
from kiosk.ui.i18n import pick
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, IconButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.line_field import LineField
from kiosk.ui.widgets.painting import antialiased
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context

PAGE = 40


class HistoryScreen(Screen):
    """Search by typing or by scanning a unit's or a work order's code."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._runs: list[PastRun] = []
        self._head = Head(context)
        self._head.back.connect(lambda: context.go("home"))
        self._search = LineField(ground="surface")
        self._type = IconButton("keyboard")
        self._type.clicked.connect(self._type_search)
        self._clear = IconButton("backspace")
        self._clear.clicked.connect(self._search.clear)
        self._clear.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(250)
        self._pause.timeout.connect(self._ask)
        self._search.textChanged.connect(self._searched)
        self._list = ScrollArea()
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(20), margin, theme.px(12))
        page.setSpacing(theme.scale.gap)
        page.addWidget(self._head)
        search = QHBoxLayout()
        search.setSpacing(theme.px(12))
        for part in (self._search, self._clear, self._type):
            search.addWidget(part)
        page.addLayout(search)
        page.addWidget(self._list, 1)
        self.retranslate()

    def enter(self, **what: Any) -> None:
        self._head.refresh()
        self._ask()

    def expectation(self) -> Expectation | None:
        from kiosk.scanner import ANYTHING

        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self._search.setText(scan.text)
        return True

    def retranslate(self) -> None:
        self._head.show_title(self.tr("History"))
        self._search.setPlaceholderText(self.tr("Search, or scan a unit or a work order"))
        self._type.setAccessibleName(self.tr("On-screen keyboard"))
        self._clear.setAccessibleName(self.tr("Clear"))
        self._show(self._runs)

    def _searched(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _type_search(self) -> None:
        text = self._search.text()
        ask_text(self.context, self._search.placeholderText, text, self._search.setText)

    def _ask(self, offset: int = 0) -> None:
        search = self._search.text()
        came = partial(self._came, search, offset)
        self.context.desk.ask(past_runs, search, PAGE, offset, then=came)

    def _came(self, search: str, offset: int, runs: list[PastRun]) -> None:
        if search != self._search.text():
            return  # another answer is on its way
        if offset:
            self._show_more(runs)
        else:
            self._show(runs)

    def _show(self, runs: list[PastRun]) -> None:
        self._runs = runs
        self._list.fill(self._parts(runs))

    def _show_more(self, runs: list[PastRun]) -> None:
        self._runs = self._runs + runs
        self._list.extend(self._parts(runs))

    def _parts(self, runs: list[PastRun]) -> Iterator[QWidget]:
        if not self._runs:
            yield Label(self.tr("Nothing found."), "heading", "soft")
        for run in runs:
            yield self._row(run)
        if runs and len(runs) % PAGE == 0:
            yield self._more()

    def _more(self) -> Button:
        more = Button(self.tr("Show more"))
        more.clicked.connect(more.hide)
        more.clicked.connect(lambda: self._ask(len(self._runs)))
        return more

    def _row(self, past: PastRun) -> RunRow:
        run = past.run
        words = {
            "completed": (self.tr("Completed"), "passed", "tick"),
            "aborted": (self.tr("Aborted"), "failed", "cross"),
            "paused": (self.tr("Paused"), "attention", "pause"),
            "running": (self.tr("Running"), "accent", "play"),
        }
        word, tone, mark = words.get(run.status, (run.status, "plain", "info"))
        moment = QDateTime.fromSecsSinceEpoch(int(run.started_at.timestamp()))
        when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        title = pick(run.title, self.context.language)
        facts = [run.unit or run.work_order, past.operator, run.code, run.revision]
        row = RunRow(title, " · ".join(fact for fact in facts if fact), when, word, tone, mark)
        row.clicked.connect(lambda: self.context.go("record", execution=run.execution))
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
