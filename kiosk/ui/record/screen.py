"""The read-only record of any run: what was asked, what was answered, by whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.record.parts import PhotoStrip, TryLine, happening_line
from kiosk.ui.record.view_model import page_of_execution
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card, Chip, Divider, Tone
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from kiosk.record.page import Page, Pair, StepPart, VisitPart
    from kiosk.record.wording import Both
    from kiosk.ui.shell.context import Context

_TONES: dict[str, Tone] = {
    "good": "passed",
    "attention": "attention",
    "bad": "failed",
    "plain": "plain",
}
_MARKS: dict[str, str | None] = {
    "good": "tick",
    "attention": "warning",
    "bad": "cross",
    "plain": None,
}


class RecordScreen(Screen):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: Page | None = None
        self._execution = ""
        self._head = Head(context)
        self._head.back.connect(lambda: context.go("history"))
        self._resume = Button("", "soft", "play")
        self._resume.clicked.connect(lambda: context.go("run", execution=self._execution))
        self._resume.hide()
        self._head.row.addWidget(self._resume)
        self._list = ScrollArea()
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(20), margin, theme.px(12))
        page.setSpacing(theme.scale.gap)
        page.addWidget(self._head)
        page.addWidget(self._list, 1)
        self.retranslate()

    def enter(self, execution: str = "", **what: Any) -> None:
        self._execution = execution
        self._page = None
        self._list.clear()
        self._head.refresh()
        self.context.desk.ask(page_of_execution, execution, then=self._show)
        self.context.desk.ask(_status, execution, then=self._offer_resume)

    def retranslate(self) -> None:
        self._resume.setText(self.tr("Go on"))
        self._head.show_title(self.tr("Record"))
        if self._page is not None:
            self._show(self._page)

    def _offer_resume(self, status: str) -> None:
        self._resume.setVisible(status in ("running", "paused"))

    def _say(self, both: Both) -> str:
        return both.zh if self.context.language == "zh" else both.en

    def _show(self, page: Page) -> None:
        self._page = page
        self._head.show_title(self._say(page.title), f"{page.code} · {page.revision}")
        self._list.clear()
        self._list.add(self._summary(page))
        for section in page.sections:
            self._list.add(Label(self._say(section.title), "label", "soft", bold=True))
            for step in section.steps:
                self._list.add(self._step(step))
        for title, things in ((self.tr("What happened"), page.happenings),):
            if things:
                card = self._card(title)
                for thing in things:
                    card.content.addWidget(happening_line(thing, self._say(thing.text)))
                self._list.add(card)
        self._list.add(self._signatures(page))
        self._list.add(self._facts(self.tr("Proof"), page.proof))
        self._list.body.addStretch(1)

    def _summary(self, page: Page) -> Card:
        card = self._facts("", [*page.facts, *page.summary])
        result = Chip(
            self._say(page.result.value), _TONES[page.result.level], _MARKS[page.result.level]
        )
        card.content.insertWidget(0, result)
        return card

    def _card(self, title: str) -> Card:
        card = Card()
        if title:
            card.content.addWidget(Label(title, "body", bold=True))
        return card

    def _facts(self, title: str, pairs: list[Pair]) -> Card:
        card = self._card(title)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(28))
        grid.setVerticalSpacing(theme.px(8))
        columns = 1 if theme.scale.portrait else 2
        for index, pair in enumerate(pairs):
            at, column = index // columns, index % columns * 2
            grid.addWidget(Label(self._say(pair.label), "label", "soft", wrap=False), at, column)
            value = Label(self._say(pair.value), "label", bold=pair.level != "plain")
            grid.addWidget(value, at, column + 1)
            grid.setColumnStretch(column + 1, 1)
        card.content.addWidget(holder)
        return card

    def _step(self, step: StepPart) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Label(f"{step.number}  {self._say(step.title)}", "body", bold=True), 1)
        control = self._say(step.control)
        if control:
            head.addWidget(Chip(control, "plain"))
        head.addWidget(Chip(self._say(step.status), _TONES[step.level], _MARKS[step.level]))
        card.content.addLayout(head)
        for visit in step.visits:
            self._visit(card, visit)
        return card

    def _visit(self, card: Card, visit: VisitPart) -> None:
        times = [self._say(visit.label), visit.begun, visit.ended, visit.duration]
        line = " · ".join(part for part in (*times, self._say(visit.timing)) if part)
        if line:
            card.content.addWidget(Label(line, "small", "faint"))
        for check in visit.checks:
            card.content.addWidget(Divider())
            card.content.addWidget(Label(self._say(check.title), "label", bold=True))
            required = self._say(check.required)
            if required:
                card.content.addWidget(Label(required, "small", "soft"))
            for one in check.tries:
                card.content.addWidget(TryLine(one, self._say))
                if one.photos:
                    card.content.addWidget(PhotoStrip(one.photos, self.context.desk))
        for thing in visit.happenings:
            card.content.addWidget(happening_line(thing, self._say(thing.text)))

    def _signatures(self, page: Page) -> Card:
        card = self._card(self.tr("Signatures"))
        if not page.signatures:
            card.content.addWidget(Label(self.tr("None."), "label", "soft"))
        for one in page.signatures:
            words = " · ".join((one.name, self._say(one.meaning), one.at, self._say(one.where)))
            card.content.addWidget(Label(words, "label"))
        return card

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))


def _status(station: Any, execution: str) -> str:
    run = station.store.run(execution)
    return run.status if run else ""
