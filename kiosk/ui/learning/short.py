"""A start that was refused for want of a skill: what is missing, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.operations.skills import lacking
from kiosk.ui.run.words import say
from kiosk.ui.signing.coach import ask_coach
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from sop.execution import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.operations.skills import Held, Lacking, Short
    from kiosk.operations.station import Outcome
    from kiosk.ui.shell.context import Context


class ShortSheet(Sheet):
    """Each skill that is missing, with what is held and what is needed; a coach, where the
    procedure lets one help."""

    def __init__(self, context: Context, lacks: Lacking) -> None:
        def words(key: str, **details: object) -> Callable[[], str]:
            return lambda: say(key, context.language, **details)

        super().__init__(words("start_short_title"))
        said = Label(size="body")
        self.says(said.setText, words("start_short_text", name=lacks.name))
        self.content.addWidget(said)
        for short in lacks.skills:
            self.content.addWidget(self._line(short, context))
        then = Label(size="body", bold=True)
        self.says(then.setText, words(f"start_short_{'coach' if lacks.supervised else 'lead'}"))
        self.content.addWidget(then)
        self.coach = PrimaryButton("", "people")
        self.says(self.coach.setText, words("coach_start"))
        self.coach.setVisible(lacks.supervised)
        close = Button("", "secondary", "tick") if lacks.supervised else PrimaryButton("", "tick")
        self.says(close.setText, words("understood"))
        close.clicked.connect(self.dismissed.emit)
        self.buttons.addWidget(close)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.coach)
        self.coach.setMinimumWidth(theme.px(360))

    def _line(self, short: Short, context: Context) -> Card:
        card = Card(tone="attention", raised=False, horizontal=True)
        name = Label(short.skill, "heading", "on_attention_soft", bold=True, wrap=False)
        held = Label(size="body", colour="on_attention_soft")
        needed = Chip("", "attention")
        self.says(held.setText, lambda: _held(short, context.language))
        self.says(
            needed.show_status,
            lambda: say("skill_needed", context.language, needed=short.needed),
        )
        row: QHBoxLayout = card.content  # type: ignore[assignment]
        row.setSpacing(theme.px(24))
        row.addWidget(name)
        row.addWidget(held, 1)
        row.addWidget(needed, 0, Qt.AlignmentFlag.AlignVCenter)
        return card


def _held(short: Short, language: str) -> str:
    if short.expired is not None:
        return say("skill_expired", language, date=short.expired.isoformat())
    return say("skill_held" if short.held else "skill_none", language, held=short.held)


def refuse_start(
    context: Context, what: tuple[Any, ...], outcome: Outcome, begun: Callable[[Outcome], None]
) -> None:
    """`what` was asked for and refused: say why. For want of a skill, with what is missing, and
    with a coach's help where there may be one; `begun` hears of it then."""
    refusal = outcome.refusal
    assert refusal is not None
    said = explain(outcome.state, refusal, context.language)

    def show(lacks: Lacking) -> None:
        if not lacks.skills:
            context.shell.say(said, "fail")
            return
        sheet = ShortSheet(context, lacks)
        sheet.dismissed.connect(context.shell.close_sheet)
        sheet.coach.clicked.connect(
            lambda: ask_coach(context, what, say("coach_start_text", context.language), begun)
        )
        context.shell.show_sheet(sheet)

    if refusal.code in ("skill_missing", "coach_missing"):
        context.desk.ask(lacking, outcome.state.procedure, then=show)
    else:
        context.shell.say(said, "fail")


def runs_out(skills: Sequence[Held], language: str) -> str:
    """Skills that expire soon or have, in one line; empty where there are none."""
    if not skills:
        return ""
    named = [_days_left(it, language) for it in skills]
    between = "、" if language.startswith("zh") else ", "
    return say("skills_run_out", language, skills=between.join(named))


def _days_left(held: Held, language: str) -> str:
    days = held.left_days or 0
    key = "skill_gone" if days < 0 else "skill_days" if days else "skill_today"
    return say(key, language, skill=held.skill, days=days)
