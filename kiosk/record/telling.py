"""Events told in the words of the floor: who, when, what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.record.page import Happening, Level, Signature
from kiosk.record.wording import Both, of_author, plain, said
from sop import events as e
from sop.answers import Signed

if TYPE_CHECKING:
    from kiosk.record.visits import Fact
    from sop.procedure import Procedure


class Teller(Struct, frozen=True):
    """Knows the names of people and of steps. `offset` is the one most times stand in."""

    procedure: Procedure
    names: dict[str, str]
    offset: str

    def name(self, person: str) -> str:
        """The printed name and the id behind it: two people may be called the same."""
        return whole_name(self.names.get(person, ""), person)

    def when(self, at: str) -> str:
        """Local time to the second; with its offset where that differs from the record's."""
        moment = datetime.fromisoformat(at)
        shown = f"{moment:%Y-%m-%d %H:%M:%S}"
        return shown if at[-6:] == self.offset else f"{shown} {at[-6:]}"

    def title(self, step_id: str) -> Both:
        step = self.procedure.step(step_id)
        return of_author(step.title) if step else plain(step_id)

    def path(self, contingency: str) -> Both:
        found = [c for c in self.procedure.contingencies if c.id == contingency]
        return of_author(found[0].title) if found else plain(contingency)

    def _occasion(self, contingency: str) -> str:
        found = (it.occasion for it in self.procedure.contingencies if it.id == contingency)
        occasion = next(found, "other")
        return "contingency" if occasion == "other" else occasion

    def happening(self, fact: Fact) -> Happening | None:
        """None for what is told elsewhere: answers, and the steps' own beginnings and ends."""
        event = fact.event
        told = self._told(event)
        if told is None:
            return None
        text, level = told
        return Happening(
            at=self.when(fact.at),
            who=self.name(event.by),
            text=text,
            reason=_reason(event),
            level=level,
            photos=list(event.photos) if isinstance(event, e.ExceptionRaised) else [],
        )

    def _told(self, event: e.Event) -> tuple[Both, Level] | None:
        match event:
            case e.ExecutionStarted(instead_of=str() as before):
                return said("begun_anew", execution=before), "attention"
            case e.ExecutionStarted(coach=e.Person() as coach):
                return said("begun_supervised", name=coach.name), "attention"
            case e.ExecutionStarted():
                return said("begun"), "plain"
            case e.StepEntered(reason=str()):
                return said("out_of_turn"), "attention"
            case e.WarningsAcknowledged():
                return said("warned"), "plain"
            case e.StepSkipped():
                return said("skipped_because"), "attention"
            case e.StepBlocked():
                return said("blocked"), "bad"
            case e.StepReleased(lead=lead):
                return said("released", name=lead.name), "attention"
            case e.DeviationSigned(lead=lead):
                return said("deviation", name=lead.name), "attention"
            case e.WentBack(to=to, automatic=automatic):
                word = "went_back_auto" if automatic else "went_back"
                return said(word, step=self.title(to)), "attention"
            case e.ExceptionRaised(category=category, automatic=automatic):
                word = "exception_auto" if automatic else "exception"
                return said(word, category=said(category)), "bad"
            case _:
                return self._told_of_the_run(event)

    def _told_of_the_run(self, event: e.Event) -> tuple[Both, Level] | None:
        match event:
            case e.ContingencyEntered(contingency=path, lead=lead):
                word = f"entered_{self._occasion(path)}"
                return said(word, name=lead.name, path=self.path(path)), "attention"
            case e.ContingencyLeft(contingency=path, lead=None):
                return said("left_contingency", path=self.path(path)), "plain"
            case e.ContingencyLeft(contingency=path, lead=e.Person() as lead):
                return said("left_early", name=lead.name, path=self.path(path)), "attention"
            case e.ExecutionPaused():
                return said("pause"), "plain"
            case e.ExecutionResumed():
                return said("resume"), "plain"
            case e.ExecutionHalted(because=because):
                return said("halted", reason=of_author(because)), "bad"
            case e.HaltLifted(lead=lead):
                return said("halt_lifted", name=lead.name), "attention"
            case e.CoachSigned(coach=coach):
                return said("coach_signed", name=coach.name), "plain"
            case e.HandedOver(to=to):
                return said("handed_over", name=to.name), "plain"
            case e.ExecutionAborted(reason=e.SUPERSEDED):
                return said("superseded"), "attention"
            case e.ExecutionAborted():
                return said("abort"), "bad"
            case e.ExecutionCompleted(result=result):
                return said("ended_as", result=said(result)), "plain"
        return None

    def signature(self, fact: Fact) -> Signature | None:
        """Who signed what with this event, if it is a signature."""
        match fact.event:
            case e.CheckPassed(answer=Signed() as answer, step=step):
                who, meaning, where = (answer.signer, answer.name), answer.meaning, step
            case e.StepReleased(lead=lead, step=step):
                who, meaning, where = (lead.id, lead.name), "m_released", step
            case e.DeviationSigned(lead=lead, step=step):
                who, meaning, where = (lead.id, lead.name), "m_deviation", step
            case e.ContingencyEntered(lead=lead, contingency=path):
                who, meaning, where = (lead.id, lead.name), "m_contingency", path
            case e.ContingencyLeft(lead=e.Person() as lead, contingency=path):
                who, meaning, where = (lead.id, lead.name), "m_left", path
            case e.HaltLifted(lead=lead):
                who, meaning, where = (lead.id, lead.name), "m_halt_lifted", ""
            case e.CoachSigned(coach=coach):
                who, meaning, where = (coach.id, coach.name), "m_coach", ""
            case _:
                return None
        return Signature(
            name=who[1],
            person=who[0],
            meaning=said(meaning),
            at=f"{self.when(fact.at)} {fact.at[-6:]}",
            where=self.path(where) if self.procedure.step(where) is None else self.title(where),
            seq=fact.seq,
        )


def whole_name(name: str, person: str) -> str:
    """The id alone where the name is not known."""
    return f"{name} ({person})" if name and name != person else person


def _reason(event: e.Event) -> str:
    if isinstance(event, e.ExceptionRaised):
        return event.note
    if event == e.ExecutionAborted(at=event.at, by=event.by, reason=e.SUPERSEDED):
        return ""  # a word of the program's, told in words already
    return getattr(event, "reason", None) or ""


def names_in(facts: list[Fact]) -> dict[str, str]:
    """Everybody an event introduces by name."""
    names: dict[str, str] = {}
    for fact in facts:
        event = fact.event
        for person in (getattr(event, "operator", None), getattr(event, "to", None),
                       getattr(event, "lead", None), getattr(event, "coach", None)):  # fmt: skip
            if isinstance(person, e.Person):
                names[person.id] = person.name
        if isinstance(event, e.CheckPassed) and isinstance(event.answer, Signed):
            names[event.answer.signer] = event.answer.name
    return names
