"""One change: what its author says, and the step before and now, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from kiosk.ui.change.step_pane import StepPane, pictures_news
from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip, Tone
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from kiosk.operations.changing import Changes
    from sop.changes import StepChange
    from sop.procedure import Step

_KINDS: dict[str, tuple[Tone, str]] = {
    "added": ("accent", "plus"),
    "changed": ("attention", "rework"),
    "removed": ("failed", "minus"),
}


class ChangePage(Card):
    """Everything about one change. Only this one is made: a procedure may have changed at two
    hundred steps, and what is read first is one."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Chip()
        self._title = Label(size="title", bold=True)
        self.text = Label(size="heading")
        self.before, self.after = StepPane("gone"), StepPane("new")
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
        self.content.addWidget(self.text)
        self.content.addLayout(self._panes, 1)

    def show_change(self, change: StepChange, changes: Changes, language: str) -> None:
        tone, icon = _KINDS[change.kind]
        self._kind.show_status(say(change.kind, language), tone, icon)
        was, now = change.before, change.after
        step = now or was
        self._title.setText(pick(step.title, language) if step is not None else "")
        self.before.setVisible(was is not None)
        self.after.setVisible(now is not None or change.kind == "removed")
        old, new = changes.digests_before, changes.digests_after
        revision = changes.before.revision if changes.before is not None else ""
        name = say("before", language, revision=revision)
        news = pictures_news(was, now, old, new)
        self.before.show_step(name, was, now, changes.media_before, news, language)
        name = say("after", language, revision=changes.after.revision)
        news = pictures_news(now, was, new, old)
        self._tell(change, redrawn=any(news), language=language)
        self.after.show_step(name, now, was, changes.media_after, news, language)
        if change.kind == "removed":
            self.after.show_gone(say("gone", language))

    def _tell(self, change: StepChange, *, redrawn: bool, language: str) -> None:
        """The author's words; where there are none, what to look for."""
        was, now = change.before, change.after
        differs = redrawn or was is None or now is None or _seen(was) != _seen(now)
        self.text.setText(
            pick(change.text, language) or say("unsaid" if differs else "unseen", language)
        )
        self.text.set_colour("text" if change.text else "soft")

    def rest(self) -> None:
        """Out of view nothing plays."""
        self.before.rest()
        self.after.rest()


def _seen(step: Step) -> tuple[object, ...]:
    """All of a step that the panes show."""
    shown = (step.title, step.text, step.warnings, step.pictures, step.clip)
    return *shown, step.control, step.checks
