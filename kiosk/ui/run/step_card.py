"""The step in hand: title, picture first, few words. Its warnings stand before all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.ui.run.notices import Notice, WarningsView
from kiosk.ui.run.pictures import shown_pictures
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.picture_view import PictureView
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.browsing import Media
    from kiosk.ui.run.view import RunView, StepView


class StepCard(Card):
    """What to do now; or what stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        self._title = Label(size="title", bold=True)
        self._control = Chip()
        self._visit = Chip()
        self._warned = Chip()
        self._text = Label(size="body", colour="text")
        self._words = ScrollArea()
        self._words.add(self._text)
        self.pictures = PictureView()
        self.pictures.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.warnings = WarningsView()
        self.notice = Notice()
        self._lay_out()
        for widget in (self._words, self.pictures, self.warnings, self.notice):
            widget.hide()

    def show_run(self, view: RunView, media: Mapping[str, Media], language: str) -> None:
        """Whatever stands before the step comes instead of it: a pause, another's run, the end."""
        step = view.step
        notice = self.notice.about(view, language)
        warned = notice or step is None or step.warned
        self.notice.setVisible(notice)
        self.warnings.setVisible(not warned)
        self._show_head(step, notice, language)
        self._show_body(step if warned and not notice else None, media, language)
        if step is not None and not warned:
            self.warnings.show_warnings(step.warnings, language)

    def _show_head(self, step: StepView | None, notice: bool, language: str) -> None:
        shown = step is not None and not notice
        self._title.setVisible(shown)
        for chip in (self._control, self._visit, self._warned):
            chip.setVisible(False)
        self.set_critical(shown and step is not None and step.control == "critical")
        if step is None or notice:
            return
        self._title.setText(f"{step.number}  {step.title}")
        critical = step.control == "critical"
        if critical:
            self._control.show_status(say("critical", language), "critical", "shield")
        else:
            self._control.show_status(say("flexible", language), "plain", "skip")
        if step.visit > 1:
            said = say("rework_visit", language, visit=step.visit)
            self._visit.show_status(said, "attention", "rework")
        if step.warnings and step.warned:
            gravest = step.warnings[0].level
            self._warned.show_status(say(f"level_{gravest}", language), "attention", "warning")

    def _show_body(self, step: StepView | None, media: Mapping[str, Media], language: str) -> None:
        if step is None:
            self._words.hide()
            self.pictures.hide()
            return
        pictures = shown_pictures(step, media, language)
        self._text.setText(step.text)
        self._words.setVisible(bool(step.text))
        self.pictures.setVisible(bool(pictures))
        self.pictures.show_pictures(pictures)
        self._fit_words(bool(pictures))

    def _fit_words(self, beside_picture: bool) -> None:
        """The picture comes first: words take what they need, up to a third of the card."""
        if not beside_picture:
            self._words.setMaximumHeight(16_777_215)
            return
        width = max(self._words.viewport().width() - theme.px(12), theme.px(200))
        wanted = self._text.heightForWidth(width) + theme.px(16)
        self._words.setFixedHeight(min(wanted, max(self.height() // 3, theme.px(90))))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self.pictures.isVisibleTo(self):
            self._fit_words(True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self._title, 1)
        for chip in (self._warned, self._visit, self._control):
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        body = QVBoxLayout()
        body.setSpacing(theme.px(12))
        body.addWidget(self._words)
        body.addWidget(self.pictures, 1)
        body.addWidget(self.warnings, 1)
        body.addWidget(self.notice, 1)
        self.content.addLayout(head)
        self.content.addLayout(body, 1)
