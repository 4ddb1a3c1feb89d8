"""One change: what its author says, and the step before and now, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.run.pictures import shown_pictures
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip, Tone
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.picture_view import PictureView
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.procedure import Calculation, Measurement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.browsing import Media
    from kiosk.operations.changing import Changes
    from sop.changes import StepChange
    from sop.procedure import Check, Step

_KINDS: dict[str, tuple[Tone, str]] = {
    "added": ("accent", "plus"),
    "changed": ("attention", "rework"),
    "removed": ("failed", "minus"),
}


class ChangePage(Card):
    """Everything about one change."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Chip()
        self._title = Label(size="title", bold=True)
        self._text = Label(size="heading")
        self.before, self.after = StepPane(), StepPane()
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        across = QBoxLayout.Direction.LeftToRight
        self._panes = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if theme.scale.portrait else across
        )
        self._panes.setSpacing(theme.px(16))
        self._panes.addWidget(self.before, 1)
        self._panes.addWidget(self.after, 1)
        self.content.setSpacing(theme.px(14))
        self.content.addLayout(head)
        self.content.addWidget(self._text)
        self.content.addLayout(self._panes, 1)

    def show_change(self, change: StepChange, changes: Changes, language: str) -> None:
        tone, icon = _KINDS[change.kind]
        self._kind.show_status(say(change.kind, language), tone, icon)
        step = change.after or change.before
        self._title.setText(pick(step.title, language) if step is not None else "")
        self._text.setText(pick(change.text, language) or say("unsaid", language))
        self._text.set_colour("text" if change.text else "soft")
        before = changes.before
        revision = before.revision if before is not None else ""
        self.before.setVisible(change.before is not None)
        self.after.setVisible(change.after is not None or change.kind == "removed")
        words = say("before", language, revision=revision)
        self.before.show_step(words, change.before, change.after, changes.media_before, language)
        words = say("after", language, revision=changes.after.revision)
        self.after.show_step(words, change.after, change.before, changes.media_after, language)
        if change.kind == "removed":
            self.after.show_gone(say("gone", language))

    def rest(self) -> None:
        """Out of view nothing plays."""
        for pane in (self.before, self.after):
            pane.pictures.show_pictures([])


class StepPane(Card):
    """A step of one revision: its words, its picture, what proves it. What the other revision
    does not say in the same way stands out."""

    def __init__(self) -> None:
        super().__init__(tone="plain", raised=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name = Label(size="label", colour="soft", bold=True)
        self._title = Label(size="body", bold=True)
        self._text = Label(size="body")
        self._proofs = Label(size="label", colour="soft")
        self._new = Label(size="label", bold=True)
        self.pictures = PictureView()
        self._words = ScrollArea()
        self._words.body.setSpacing(theme.px(8))
        for label in (self._title, self._text, self._new, self._proofs):
            self._words.add(label)
        self._words.body.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addWidget(self._name)
        column.addWidget(self._words, 2)
        column.addWidget(self.pictures, 3)
        self.content.addLayout(column)

    def show_step(
        self,
        name: str,
        step: Step | None,
        other: Step | None,
        media: Mapping[str, Media],
        language: str,
    ) -> None:
        self._name.setText(name)
        pictures = shown_pictures(step, media, language) if step is not None else []
        self.pictures.setVisible(bool(pictures))
        self.pictures.show_pictures(pictures)
        self._show(self._title, _own(step, other, "title", language))
        self._show(self._text, pick(step.text, language) if step is not None else "")
        lines = proofs(step, language)
        same = set(proofs(other, language))
        known = [line for line in lines if line in same]
        self._show(self._new, "\n".join(f"• {line}" for line in lines if line not in same))
        self._show(self._proofs, "\n".join(f"• {line}" for line in known))

    def show_gone(self, words: str) -> None:
        self._show(self._text, words)

    def _show(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def proofs(step: Step | None, language: str) -> list[str]:
    """Each check of the step in a line, with its limits."""
    checks = step.checks if step is not None else []
    return [_proof(check, language) for check in checks]


def _proof(check: Check, language: str) -> str:
    title = pick(check.title, language)
    if not isinstance(check, Measurement | Calculation):
        return title
    lower, upper = (_number(it, check.decimals) for it in (check.lower, check.upper))
    limits = f"{lower} – {upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}"
    return f"{title}：{limits} {check.unit}" if lower or upper else title


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def _own(step: Step | None, other: Step | None, field: str, language: str) -> str:
    """Only where it differs: the same words need not be read twice."""
    if step is None:
        return ""
    mine = pick(getattr(step, field), language)
    return mine if other is not None and mine != pick(getattr(other, field), language) else ""
