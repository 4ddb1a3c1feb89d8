"""The step in hand: title, picture first, few words. Its warnings stand before all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from kiosk.ui.run.notices import Notice, WarningsView
from kiosk.ui.run.pictures import shown_pictures
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import text_size
from kiosk.ui.widgets.picture_view import PictureView
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.browsing import Media
    from kiosk.ui.run.view import RunView, StepView

_ANY_HEIGHT = 16_777_215
_BESIDE, _ABOVE = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom


class StepCard(Card):
    """What to do now; or what stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        self._head = QBoxLayout(_BESIDE)
        self._title = Label(size="title", bold=True)
        self._control = Chip()
        self._visit = Chip()
        self._warned = Chip()
        self._text = Label(size="body")
        self._alone = Label(size="heading")
        self._words = ScrollArea()
        self._words.add(self._text)
        self._words.add(self._alone)
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
        self._fit_title()

    def _fit_title(self) -> None:
        """The marks stand beside a title that fits there, above one that would break."""
        chips = (self._control, self._visit, self._warned)
        marks = sum(c.sizeHint().width() + theme.px(10) for c in chips if c.isVisibleTo(self))
        wanted = text_size(self._title.text(), theme.scale.title, bold=True).width()
        beside = wanted + marks <= self.width() - theme.px(90)
        self._head.setDirection(_BESIDE if beside else _ABOVE)

    def _show_body(self, step: StepView | None, media: Mapping[str, Media], language: str) -> None:
        if step is None:
            self._words.hide()
            self.pictures.hide()
            return
        pictures = shown_pictures(step, media, language)
        for label, shown in ((self._text, bool(pictures)), (self._alone, not pictures)):
            label.setText(step.text)
            label.setVisible(shown)
        self._words.setVisible(bool(step.text))
        self.pictures.setVisible(bool(pictures))
        self.pictures.show_pictures(pictures)
        self._fit_words(bool(pictures))

    def _fit_words(self, beside_picture: bool) -> None:
        """The picture comes first: words take what they need, up to a third of the card."""
        width = max(self._words.viewport().width() - theme.px(12), theme.px(200))
        for label in (self._text, self._alone):
            label.setFixedHeight(max(0, label.heightForWidth(width)))
        if not beside_picture:
            self._words.setMinimumHeight(0)
            self._words.setMaximumHeight(_ANY_HEIGHT)
            return
        wanted = self._text.height() + theme.px(6)
        self._words.setFixedHeight(min(wanted, max(self.height() // 3, theme.px(90))))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_title()
        # The column has its new width only after the card has laid it out.
        QTimer.singleShot(0, self, lambda: self._fit_words(self.pictures.isVisibleTo(self)))

    def _lay_out(self) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(theme.px(10))
        for chip in (self._control, self._visit, self._warned):
            marks.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        marks.addStretch(1)
        self._head.setSpacing(theme.px(6))
        self._head.addLayout(marks)
        self._head.addWidget(self._title, 1)
        body = QVBoxLayout()
        body.setSpacing(theme.px(12))
        body.addWidget(self._words)
        body.addWidget(self.pictures, 1)
        body.addWidget(self.warnings, 1)
        body.addWidget(self.notice, 1)
        self.content.addLayout(self._head)
        self.content.addLayout(body, 1)
