"""The read-only record of any run: what was asked, what was answered, by whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.record.wording import said
from kiosk.ui.record.parts import HappeningLine, PhotoStrip, SignatureLine, TryLine
from kiosk.ui.record.summary import LEVELS, SIGNS, counts, facts
from kiosk.ui.record.view_model import page_of_execution
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card, Chip, Divider
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from kiosk.record.page import Level, Page, StepPart, VisitPart
    from kiosk.record.wording import Both
    from kiosk.ui.shell.context import Context
    from kiosk.ui.widgets.cards import Tone


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
        self._list.fill(self._parts(page))

    def _parts(self, page: Page) -> Iterator[QWidget]:
        yield self._summary(page)
        for section in page.sections:
            yield Label(self._say(section.title), "label", "soft", bold=True)
            for step in section.steps:
                yield self._step(step)
        if page.happenings:
            yield self._happenings(page)
        yield self._signatures(page)
        proof = self._card(self.tr("Proof"))
        proof.content.addWidget(facts(page.proof, self._say))
        yield proof

    def _happenings(self, page: Page) -> Card:
        card = self._card(self.tr("What happened"))
        for thing in page.happenings:
            card.content.addWidget(HappeningLine(thing, self._say))
        return card

    def _summary(self, page: Page) -> Card:
        card = Card()
        card.content.addWidget(self._status(page.result.value, page.result.level))
        card.content.addWidget(counts(page.summary, self._say))
        card.content.addSpacing(theme.px(8))
        card.content.addWidget(facts(page.facts, self._say))
        return card

    def _status(self, word: Both, level: Level) -> Chip:
        return Chip(self._say(word), cast("Tone", LEVELS[level]), SIGNS[level] or None)

    def _card(self, title: str) -> Card:
        card = Card()
        if title:
            card.content.addWidget(Label(title, "body", bold=True))
        return card

    def _step(self, step: StepPart) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Label(f"{step.number}  {self._say(step.title)}", "body", bold=True), 1)
        control = self._say(step.control)
        if control:
            head.addWidget(Chip(control, "plain"))
        head.addWidget(self._status(step.status, step.level))
        card.content.addLayout(head)
        for visit in step.visits:
            self._visit(card, visit)
        return card

    def _visit(self, card: Card, visit: VisitPart) -> None:
        ended = visit.ended.removeprefix(f"{visit.begun[:10]} ")  # the day once is enough
        times = " – ".join(time for time in (visit.begun, ended) if time)
        parts = [self._say(visit.label), times, visit.duration, self._say(visit.timing)]
        line = " · ".join(part for part in parts if part)
        if line:
            card.content.addWidget(Label(line, "small", "faint"))
        for check in visit.checks:
            card.content.addWidget(Divider())
            card.content.addWidget(Label(self._say(check.title), "label", bold=True))
            required = self._say(check.required)
            if required:
                colon = "：" if self.context.language == "zh" else ": "
                words = f"{self._say(said('expected'))}{colon}{required}"
                card.content.addWidget(Label(words, "small", "soft"))
            for one in check.tries:
                card.content.addWidget(TryLine(one, self._say))
                if one.photos:
                    card.content.addWidget(PhotoStrip(one.photos, self.context.desk))
        for thing in visit.happenings:
            card.content.addWidget(HappeningLine(thing, self._say))

    def _signatures(self, page: Page) -> Card:
        card = self._card(self.tr("Signatures"))
        if not page.signatures:
            card.content.addWidget(Label(self.tr("None."), "label", "soft"))
        for one in page.signatures:
            card.content.addWidget(SignatureLine(one, self._say))
        return card

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))


def _status(station: Any, execution: str) -> str:
    run = station.store.run(execution)
    return run.status if run else ""
