"""Signals out of whole shifts: none where the work was done, each where it was not."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import msgspec
import pytest

from hub.records.models import Execution
from hub.records.projecting import rebuild
from hub.reviewing.models import Matter
from hub.reviewing.signals import judge
from sop.journal import decode
from tests.hub.reviewing.shifts import read, runs_in, shift, told

RUNS = 30
DAY_MS = 86_400_000


def signals(*, stated: bool = False) -> Counter[str]:
    """By kind. `stated`: also those by a minimum that the procedure itself states."""
    found = Matter.objects.filter(is_signal=True)
    rows = found.values_list("kind", "facts__rule")
    return Counter(kind for kind, rule in rows if stated or rule != "minimum")


@cache
def honest() -> tuple[bytes, ...]:
    return shift(11, RUNS)


@cache
def longest_job() -> list[str]:
    """The runs of the procedure with the most steps, in order."""
    codes, steps = {}, Counter[str]()
    for it in map(decode, honest()):
        if it.kind == "ExecutionStarted":
            codes[it.execution] = msgspec.json.decode(it.data)["code"]
        steps[it.execution or ""] += it.kind == "StepCompleted"
    known = runs_in(honest())
    code = codes[max(known, key=lambda it: steps[it])]
    return [it for it in known if codes[it] == code]


def later(bodies: tuple[bytes, ...], days: int) -> list[bytes]:
    """The same work on another day: of other runs."""

    def edit(_run: str, _kind: str, data: dict[str, Any]) -> None:
        if isinstance(data.get("at"), int):
            data["at"] += days * DAY_MS

    renamed = tuple(it.replace(b'"execution":"', b'"execution":"%d-' % days) for it in bodies)
    return told(renamed, edit)


def test_a_shift_of_honest_work_raises_none(office) -> None:
    read("A-1", honest())
    read("A-2", later(honest(), 40))
    assert signals() == Counter()


def test_what_the_procedure_says_is_too_fast_is_told_with_its_facts(office) -> None:
    (*_, last) = longest_job()

    def edit(run: str, kind: str, data: dict[str, Any]) -> None:
        if run == last and kind == "StepCompleted":
            data["timing"] = "under"

    read("A-1", told(honest(), edit))
    found = Matter.objects.filter(kind="too_fast", case_id=last)
    assert found.exists()
    assert {it.facts["rule"] for it in found} == {"minimum"}


@pytest.mark.parametrize(("kind", "least", "most"), [("too_fast", 0.02, 0.06), ("rhythm", 0.97, 1)])
def test_confirming_without_working_is_told(office, kind: str, least: float, most: float) -> None:
    """In the last runs, once it is known what the steps take."""
    from random import Random

    rng = Random(3)
    cheated = set(longest_job()[-2:])

    def edit(run: str, event: str, data: dict[str, Any]) -> None:
        if isinstance(data.get("at"), int):
            data["at"] += 80 * DAY_MS
        if run in {f"80-{it}" for it in cheated} and event == "StepCompleted":
            usual = data["duration_ms"] if kind == "too_fast" else 25_000
            data["duration_ms"] = int(usual * rng.uniform(least, most))

    read("A-1", honest())
    renamed = tuple(it.replace(b'"execution":"', b'"execution":"80-') for it in honest())
    read("A-2", told(renamed, edit))
    rows = Matter.objects.filter(kind=kind).values_list("case_id", "facts")
    found = {case for case, facts in rows if facts.get("rule") != "minimum"}
    assert found == {f"80-{it}" for it in cheated}


def test_one_reading_written_down_again_and_again_is_told_once(office) -> None:
    def edit(_run: str, _kind: str, data: dict[str, Any]) -> None:
        answer = data.get("answer")
        if isinstance(data.get("at"), int):
            data["at"] += 40 * DAY_MS
        if isinstance(answer, dict) and answer.get("kind") == "measurement":
            answer["samples"] = [answer["samples"][0] * 0 + 7.25] * len(answer["samples"])

    read("A-1", honest())
    renamed = tuple(it.replace(b'"execution":"', b'"execution":"40-') for it in honest())
    read("A-2", told(renamed, edit))
    found = Matter.objects.filter(kind="identical")
    assert found.exists()
    places = [(it.facts["step"], it.facts["check"]) for it in found]
    assert len(places) == len(set(places)), "each once"
    assert {it.case.station for it in found} == {"A-2"}
    assert {it.facts["value"] for it in found} == {7.25}


def test_one_badge_at_two_stations_is_told_once_a_day(office) -> None:
    read("A-1", honest())
    renamed = tuple(it.replace(b'"execution":"', b'"execution":"0-') for it in honest())
    read("A-2", told(renamed, lambda *_: None))
    found = list(Matter.objects.filter(kind="two_stations"))
    assert found
    assert len({(it.person, it.at.date()) for it in found}) == len(found)
    assert {it.facts["other_station"] for it in found} == {"A-1"}


def test_each_signal_stays_one_however_often_it_is_looked_for(office) -> None:
    read("A-1", honest())
    read("A-2", told(tuple(it.replace(b'"execution":"', b'"execution":"0-') for it in honest()),
                     lambda *_: None))  # fmt: skip
    before = signals(stated=True)
    assert before
    for run in Execution.objects.all():
        judge(run)
    assert signals(stated=True) == before
    rebuild()
    assert signals(stated=True) == before


def test_signals_stop_nothing_and_say_so(office) -> None:
    """They are made after the work has come up; nothing that goes down to stations reads them."""
    import ast
    from pathlib import Path

    import hub

    down = ("releases", "devices", "people", "ingest", "news", "carrying")
    for room in down:
        for file in (Path(hub.__file__).parent / room).glob("*.py"):
            names = [it.module for it in ast.walk(ast.parse(file.read_text("utf-8")))
                     if isinstance(it, ast.ImportFrom) and it.module]  # fmt: skip
            reads = [it for it in names if it.startswith("hub.reviewing")]
            assert not reads or file.name == "users.py", file
