"""A step of one revision beside the same step of the other: its words, its pictures, its proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy

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
    from collections.abc import Callable, Mapping, Sequence

    from kiosk.operations.browsing import Media
    from sop.procedure import Check, Step


class StepPane(Card):
    """What the other revision does not say or show in the same way stands out: `mark` says
    whether this is the revision in which it is new, or the one from which it is gone."""

    def __init__(self, mark: Mark, *, across: bool = False) -> None:
        """`across`: its pictures beside its words, where it has the whole width to itself."""
        super().__init__(tone="plain", raised=False)
        self._across = across
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
        self._compare(self.title, step, other, _title)
        self._compare(self.text, step, other, _text)
        self._compare(self.warnings, step, other, _warnings)
        self._compare_proofs(step, other)
        self._put_in_order(step, other)

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

    def _compare_proofs(self, step: Step | None, other: Step | None) -> None:
        """Check by check, each against the same one of the other revision."""
        mine = proofs(step, self._language) if step is not None else {}
        theirs = proofs(other, self._language) if other is not None else mine
        lines = [marked(line, theirs.get(key, "")) for key, line in mine.items()]
        lines.sort(key=lambda parts: not _differs(parts))
        between = Part("\n")
        parts = [part for line in lines for part in (*line, between)]
        self.proofs.show_parts(parts[:-1], self._mark)

    def _put_in_order(self, step: Step | None, other: Step | None) -> None:
        """What differs comes first: nobody has to look for it below the fold. The title stands
        over the page already, unless it is another one."""
        labels = [self.title, self.text, self.warnings, self.proofs]
        for place, label in enumerate(sorted(labels, key=lambda it: not _differs(it.parts))):
            self._words.body.insertWidget(place, label)
        self._words.verticalScrollBar().setValue(0)
        if step is None or other is None or not _differs(self.title.parts):
            self.title.hide()

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
        way = QBoxLayout.Direction
        body = QBoxLayout(way.LeftToRight if self._across else way.TopToBottom)
        body.setSpacing(theme.px(12))
        body.addWidget(self._words, 1)
        body.addWidget(self.pictures, 1)
        self.content.addLayout(head)
        self.content.addLayout(body, 1)


def _differs(parts: Sequence[Part]) -> bool:
    return any(it.other for it in parts)


def _title(step: Step, language: str) -> str:
    return pick(step.title, language)


def _text(step: Step, language: str) -> str:
    return pick(step.text, language)


def _warnings(step: Step, language: str) -> str:
    return "\n".join(f"⚠ {pick(it.text, language)}" for it in step.warnings)


def proofs(step: Step, language: str) -> dict[str, str]:
    """Each of its checks in a line, with its limits, by its id; and what the step is."""
    lines = {it.id: f"• {_proof(it, language)}" for it in step.checks}
    return {**lines, "": say(f"control_{step.control}", language)}


def _proof(check: Check, language: str) -> str:
    title = pick(check.title, language)
    if not isinstance(check, Measurement | Calculation):
        return title
    lower, upper = (_number(it, check.decimals) for it in (check.lower, check.upper))
    limits = f"{lower} – {upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}"
    colon = "：" if language.startswith("zh") else ": "
    return f"{title}{colon}{limits} {check.unit}".rstrip() if lower or upper else title


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
