"""What concerns whoever is here: skills and until when, proposals and their answers; for team
leads what exceptions of this station led to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from kiosk.operations.skills import Held, skills_of
from kiosk.operations.suggesting import Mine, Proposal, hear
from kiosk.ui.i18n import pick
from kiosk.ui.lead.work import due_of, owner_of, standing, subject_of
from kiosk.ui.pins.own import show_own_pin
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card, Chip, Tone
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from kiosk.operations.station import Station
    from kiosk.ui.shell.context import Context
    from sop.wire.messages import News

_ANSWERS: dict[str, tuple[Tone, str]] = {
    "accepted": ("accent", "tick"),
    "adopted": ("passed", "flag"),
    "declined": ("plain", "minus"),
}


def gather(station: Station) -> tuple[tuple[Held, ...], Mine]:
    """What is shown to whoever is here; the answers in it are heard by that."""
    person = station.person
    return (skills_of(station, person.id) if person is not None else ()), hear(station)


class MineSheet(Sheet):
    def __init__(self, context: Context, held: tuple[Held, ...], mine: Mine) -> None:
        person = context.desk.station.person
        name = person.name if person is not None else ""
        super().__init__(lambda: say("mine_title", context.language, name=name), wide=True)
        self._held, self._mine = held, mine
        self._now = context.desk.station.clock.now
        self._area = ScrollArea()
        self._area.setMinimumHeight(theme.px(1000 if theme.scale.portrait else 720))
        self.content.addWidget(self._area, 1)
        pin = Button("", "secondary", "lock")
        pin.setObjectName("own_pin")
        self.says(pin.setText, lambda: say("pin_change", context.language))
        pin.clicked.connect(lambda: show_own_pin(context))
        self.buttons.addWidget(pin)
        self.buttons.addStretch(1)
        self.says(self._speak, lambda: context.language)

    def _speak(self, language: str) -> None:
        self._area.fill(self._parts(language))

    def _parts(self, language: str) -> Iterator[QWidget]:
        """Made as their turn comes: somebody may have proposed a lot in five years."""
        if self._mine.work_orders:
            yield _heading(say("corrective_work", language))
            for work in self._mine.work_orders:
                yield _work_card(work, self._now(), language)
        yield _heading(say("my_skills", language))
        for held in self._held:
            yield _skill_card(held, language)
        if not self._held:
            yield Label(say("no_skills", language), "body", "soft")
        yield _heading(say("my_suggestions", language, points=self._mine.points))
        for proposal in self._mine.proposals:
            yield _proposal_card(proposal, language)
        if not self._mine.proposals:
            yield Label(say("no_suggestions", language), "body", "soft")


def _heading(text: str) -> Label:
    return Label(text, "label", "soft", bold=True)


def _skill_card(held: Held, language: str) -> Card:
    status, tone = _until(held, language)
    title = say("skill_line", language, skill=held.skill, level=held.level)
    icon = "warning" if held.runs_out else "shield"
    runs = say("skill_runs", language, runs=held.runs)
    if theme.scale.portrait:
        return _card(title, [runs], Chip(status, tone, icon))
    return _card(title, [], Chip(status, tone, icon), Label(runs, "label", "soft", wrap=False))


def _until(held: Held, language: str) -> tuple[str, Tone]:
    if held.expires is None:
        return say("skill_for_ever", language), "plain"
    tone: Tone = "attention" if held.runs_out else "plain"
    if held.left_days is not None and held.left_days < 0:
        tone = "failed"
        return say("skill_expired", language, date=held.expires.isoformat()), tone
    return say("skill_until", language, date=held.expires.isoformat()), tone


def _proposal_card(proposal: Proposal, language: str) -> Card:
    made, answer = proposal.made, proposal.answer
    place = " · ".join(
        filter(None, (f"{made.code} · {made.revision}", pick(proposal.step, language)))
    )
    day = datetime.fromisoformat(made.at).astimezone().strftime("%Y-%m-%d")
    photos = say("suggestion_photos", language, count=made.photos) if made.photos else ""
    details = [" · ".join(filter(None, (place, day, photos)))]
    if answer is None:
        return _card(made.text, details, Chip(say("answer_none", language), "plain", "clock"))
    tone, icon = _ANSWERS.get(answer.status, ("plain", "info"))
    known = answer.status in _ANSWERS
    said = say(f"answer_{answer.status}", language) if known else answer.status
    if answer.revision:
        said = say("answer_in_revision", language, status=said, revision=answer.revision)
    if answer.points:
        said = say("answer_points", language, status=said, points=answer.points)
    who = say("answer_of", language, owner=answer.owner, text=answer.text)
    details += [who if answer.owner else answer.text] if answer.text else []
    if answer.status == "accepted" and answer.due:
        details.append(say("answer_due", language, due=_moment(answer.due)[:10]))
    return _card(made.text, details, Chip(said, tone, icon))


def _work_card(work: News, now: datetime, language: str) -> Card:
    word, tone, icon = standing(work, now, language)
    details = [" · ".join(filter(None, (owner_of(work, language), due_of(work, language))))]
    return _card(subject_of(work, language), [*details, work.text], Chip(word, tone, icon))


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text


def _card(title: str, details: list[str], chip: Chip, beside: QWidget | None = None) -> Card:
    card = Card(tone="plain", raised=False)
    card.content.setSpacing(theme.px(6))
    head = QHBoxLayout()
    head.setSpacing(theme.px(20))
    head.addWidget(Label(title, "body", bold=True), 1)
    if beside is not None:
        head.addWidget(beside)
    head.addWidget(chip)
    card.content.addLayout(head)
    for line in filter(None, details):
        card.content.addWidget(Label(line, "label", "soft"))
    return card


def named(language: str) -> str:
    """What the way here is called."""
    return say("mine", language)


def show_mine(context: Context) -> None:
    """Gather what there is to say, and show it."""

    def show(told: tuple[tuple[Held, ...], Mine]) -> None:
        sheet = MineSheet(context, *told)
        sheet.dismissed.connect(context.shell.close_sheet)
        context.shell.show_sheet(sheet)

    context.desk.ask(gather, then=show)
