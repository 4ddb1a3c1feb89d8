"""A step of one revision beside the same step of the other: its words, its pictures, its proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.run.pictures import shown_pictures
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.marked_label import Mark, MarkedLabel
from kiosk.ui.widgets.picture_view import PictureView
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.changes import new_pictures
from sop.procedure import Calculation, Measurement
from sop.wording import Part, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.operations.browsing import Media
    from sop.procedure import Check, Step


class StepPane(Card):
    """What the other revision does not say or show in the same way stands out: `mark` says
    whether this is the revision in which it is new, or the one from which it is gone."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(tone="plain", raised=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._mark = mark
        self._name = Label(size="label", colour="soft", bold=True, wrap=False)
        self.picture_mark = Chip()
        self.title, self.text = MarkedLabel(size="heading"), MarkedLabel()
        self.warnings, self.proofs = MarkedLabel(), MarkedLabel(size="label", colour="soft")
        self.pictures = PictureView()
        self.pictures.picture_changed.connect(self._tell_picture)
        self._news: tuple[bool, ...] = ()
        self._words = ScrollArea()
        self._words.body.setSpacing(theme.px(10))
        for label in (self.title, self.text, self.warnings, self.proofs):
            self._words.add(label)
        self._words.body.addStretch(1)
        self._lay_out()

    def show_step(
        self,
        name: str,
        step: Step | None,
        other: Step | None,
        media: Mapping[str, Media],
        news: tuple[bool, ...],
        language: str,
    ) -> None:
        """`news`: for each picture of it, whether the other revision does not show the same.
        Without an other step nothing is marked word by word: all of it is new, or gone."""
        self._name.setText(name)
        self._language, self._news = language, news if other is not None else ()
        shown = shown_pictures(step, media, language) if step is not None else []
        self.pictures.setVisible(bool(shown))
        self.pictures.show_pictures(shown, self._news.index(True) if any(self._news) else 0)
        self._tell_picture(self.pictures.index)
        for label, say_it in (
            (self.title, _title),
            (self.text, _text),
            (self.warnings, _warnings),
            (self.proofs, proofs),
        ):
            self._compare(label, step, other, say_it)

    def show_gone(self, words: str) -> None:
        self.text.show_parts([Part(words)], self._mark)

    def rest(self) -> None:
        """Out of view nothing plays."""
        self.pictures.show_pictures([])

    def _compare(
        self,
        label: MarkedLabel,
        step: Step | None,
        other: Step | None,
        said: Callable[[Step, str], str],
    ) -> None:
        mine = said(step, self._language) if step is not None else ""
        against = said(other, self._language) if other is not None else mine
        label.show_parts(marked(mine, against), self._mark)

    def _tell_picture(self, index: int) -> None:
        new = 0 <= index < len(self._news) and self._news[index]
        words = say(f"picture_{self._mark}", self._language) if new else ""
        self.picture_mark.show_status(
            words, "attention" if self._mark == "new" else "plain", ("photo" if new else None)
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._name, 1)
        head.addWidget(self.picture_mark, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addWidget(self._words, 2)
        column.addWidget(self.pictures, 3)
        self.content.addLayout(column)


def _title(step: Step, language: str) -> str:
    return pick(step.title, language)


def _text(step: Step, language: str) -> str:
    return pick(step.text, language)


def _warnings(step: Step, language: str) -> str:
    return "\n".join(f"⚠ {pick(it.text, language)}" for it in step.warnings)


def proofs(step: Step | None, language: str) -> str:
    """What the step is, and each of its checks in a line, with its limits."""
    if step is None:
        return ""
    lines = [say(f"control_{step.control}", language)]
    return "\n".join([*lines, *(f"• {_proof(check, language)}" for check in step.checks)])


def _proof(check: Check, language: str) -> str:
    title = pick(check.title, language)
    if not isinstance(check, Measurement | Calculation):
        return title
    lower, upper = (_number(it, check.decimals) for it in (check.lower, check.upper))
    limits = f"{lower} – {upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}"
    return f"{title}：{limits} {check.unit}" if lower or upper else title


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def pictures_news(
    step: Step | None,
    other: Step | None,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
) -> tuple[bool, ...]:
    """As `new_pictures`; nothing for no step."""
    return new_pictures(step, other, mine, theirs) if step is not None else ()
