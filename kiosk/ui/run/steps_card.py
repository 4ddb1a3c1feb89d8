"""The list of steps beside the step in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.steps import StepList, StepRow

if TYPE_CHECKING:
    from kiosk.ui.run.view import RunView, StepLine


class StepsCard(Card):
    """`picked` carries the step tapped."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(size="label", colour="soft", bold=True)
        self.list = StepList()
        self.list.picked.connect(self.picked)
        self.content.addWidget(self._title)
        self.content.addWidget(self.list, 1)
        self._title.setVisible(not theme.scale.portrait)
        self.show_rows(3)

    def show_rows(self, count: int) -> None:
        """In portrait: the step in hand, then the one before it, then the one after it."""
        if theme.scale.portrait:
            self.setFixedHeight(theme.px(count * 102 + 12))

    def show_run(self, view: RunView, language: str) -> None:
        said = say("contingency_path", language, title=view.contingency)
        self._title.setText(said if view.contingency else say("steps", language))
        self._title.set_colour("attention" if view.contingency else "soft")
        self.list.show_steps([_row(line, language) for line in view.lines])


def _row(line: StepLine, language: str) -> StepRow:
    return StepRow(
        id=line.step,
        number=line.number,
        title=line.title,
        mark=line.status,
        critical=line.control == "critical" and line.status not in ("not_due", "skipped"),
        note=" · ".join(_note(line, language)),
    )


def _note(line: StepLine, language: str) -> list[str]:
    """What is out of the ordinary: were every line to say 红线, none would stand out."""
    here = line.status in ("current", "blocked")
    notes = [say(line.control, language)] if here or line.control == "flexible" else []
    if line.status in ("skipped", "deviated", "not_due", "blocked"):
        notes.append(say(f"line_{line.status}", language))
    return [*notes, line.by] if line.by else notes
