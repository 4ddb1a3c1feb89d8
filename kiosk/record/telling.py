"""Events told in the words of the floor: who, when, what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.record.page import Happening, Level, Signature
from kiosk.record.wording import COMMA, WORDS, Both, joined, of_author, plain, said, span
from sop import events as e
from sop.answers import Signed

if TYPE_CHECKING:
    from kiosk.record.visits import Fact
    from sop.procedure import Procedure


Illustrated = e.ExceptionRaised | e.NoteAdded


class Teller(Struct, frozen=True):
    """Knows the names of people, of steps and of exceptions. `offset` is the one most times stand
    in. `scrapped`: a disposition ended it."""

    procedure: Procedure
    names: dict[str, str]
    offset: str
    execution: str = ""
    raised: dict[str, e.ExceptionRaised] = {}
    scrapped: bool = False

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
        if late := getattr(event, "late_ms", 0):
            text = said("late", told=text, by=span(late))
        return Happening(
            at=self.when(fact.at),
            who=self.name(event.by),
            text=text,
            reason="" if self._is_told(event) else _reason(event),
            level=level,
            photos=list(event.photos) if isinstance(event, Illustrated) else [],
        )

    def _is_told(self, event: e.Event) -> bool:
        """Whether its reason is a word of the program's, told in words already. A person may have
        written the same."""
        if not isinstance(event, e.ExecutionAborted):
            return False
        scrapped = self.scrapped and event.reason == e.SCRAPPED
        return scrapped or event.reason == e.SUPERSEDED

    def _told(self, event: e.Event) -> tuple[Both, Level] | None:
        match event:
            case e.ExecutionStarted(instead_of=str() as before):
                return said("begun_anew", execution=before), "attention"
            case e.ExecutionStarted(coach=e.Person() as coach, supervised=wants):
                want = joined([said(f"want_{it}") for it in wants] or [said("want_nothing")], COMMA)
                return said("begun_coached", name=coach.name, want=want), "attention"
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
            case e.ExceptionRaised():
                return self._call(event), "bad"
            case e.NoteAdded():
                return self._note(event), "plain"
            case e.ExceptionAnswered() | e.ExceptionEscalated() | e.ExceptionDisposed():
                return self._told_of_exception(event)
            case _:
                return self._told_of_the_run(event)

    def _call(self, event: e.ExceptionRaised) -> Both:
        """With severity and effect where they are more than the least, and what was read."""
        word = "exception_auto" if event.automatic else "exception"
        told = said(word, category=said(event.category))
        if (event.severity, event.effect) != ("minor", "continue"):
            severity = "critical_severity" if event.severity == "critical" else event.severity
            effect = said(f"effect_{event.effect}")
            told = said("exception_of", told=told, severity=said(severity), effect=effect)
        if not event.reading:
            return told
        check = self._check_title(event.step or "", event.check or "")
        return joined([told, said("reading_of", check=check, reading=event.reading)])

    def _check_title(self, step_id: str, check_id: str) -> Both:
        step = self.procedure.step(step_id)
        check = step.check(check_id) if step else None
        return of_author(check.title) if check else plain(check_id)

    def _note(self, event: e.NoteAdded) -> Both:
        lead = event.lead
        return said("noted_by_lead", name=lead.name) if lead else said("noted")

    def _told_of_exception(
        self, event: e.ExceptionAnswered | e.ExceptionEscalated | e.ExceptionDisposed
    ) -> tuple[Both, Level]:
        called = self.raised.get(event.exception)
        category = said(called.category) if called else plain(event.exception)
        match event:
            case e.ExceptionAnswered(station=str() as there, person=person):
                word = said("answered_there", name=person.name, station=there, category=category)
                return word, "plain"
            case e.ExceptionAnswered(person=person):
                return said("answered", name=person.name, category=category), "plain"
            case e.ExceptionEscalated(to=to):
                role = said(to) if to in WORDS else plain(to)
                return said("escalated", category=category, to=role), "attention"
        step = self.title(event.to or "")
        disposed = f"disposed_{event.disposition}"
        return said(disposed, name=event.lead.name, category=category, step=step), "attention"

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
            case e.OrderAdjusted(lead=lead, steps=steps):
                order = joined([self.title(step) for step in steps], plain(" → "))
                return said("reordered", name=lead.name, steps=order), "attention"
            case e.CoachSigned(coach=coach):
                return said("coach_signed", name=coach.name), "plain"
            case e.HandedOver(to=to, lead=e.Person() as lead):
                return said("reassigned", name=lead.name, to=to.name), "attention"
            case e.HandedOver(to=to):
                return said("handed_over", name=to.name), "plain"
            case e.ExecutionAborted(reason=e.SCRAPPED) if self.scrapped:
                return said("scrapped"), "bad"
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
            case e.ExceptionDisposed(lead=lead, exception=exception):
                called = self.raised.get(exception)
                at = called.step if called and called.step else ""
                who, meaning, where = (lead.id, lead.name), "m_disposed", at
            case e.OrderAdjusted(lead=lead):
                who, meaning, where = (lead.id, lead.name), "m_reordered", ""
            case e.HandedOver(lead=e.Person() as lead):
                who, meaning, where = (lead.id, lead.name), "m_reassigned", ""
            case e.ExecutionStarted(coach=e.Person() as coach):
                who, meaning, where = (coach.id, coach.name), "m_coaching", ""
            case e.CoachSigned(coach=coach):
                who, meaning, where = (coach.id, coach.name), "m_coached", ""
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
    if isinstance(event, e.ExceptionRaised | e.NoteAdded | e.CoachSigned):
        return event.note
    return getattr(event, "reason", None) or ""


_PEOPLE = ("operator", "to", "lead", "coach", "person")


def names_in(facts: list[Fact]) -> dict[str, str]:
    """Everybody an event introduces by name."""
    names: dict[str, str] = {}
    for fact in facts:
        event = fact.event
        for person in (getattr(event, role, None) for role in _PEOPLE):
            if isinstance(person, e.Person):
                names[person.id] = person.name
        if isinstance(event, e.CheckPassed) and isinstance(event.answer, Signed):
            names[event.answer.signer] = event.answer.name
    return names
