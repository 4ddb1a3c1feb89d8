"""The demo procedures: without a fault, complete in both languages, and showing all there is."""

import re
from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest

from sop.language import check
from sop.procedure import Check, Procedure, Step
from tests.content.conftest import NAMES, SHEETS


def texts_of(value: object) -> Iterator[dict[str, str]]:
    """Every bilingual text of a procedure in plain form."""
    if isinstance(value, dict):
        if value and set(value) <= {"zh", "en"}:
            yield value
        else:
            for inner in value.values():
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def all_steps(procedure: Procedure) -> list[Step]:
    paths = [None, *(c.id for c in procedure.contingencies)]
    return [step for path in paths for step in procedure.steps(path)]


@pytest.mark.parametrize("sheet", SHEETS, ids=NAMES)
def test_a_demo_procedure_has_no_problem_not_even_a_warning(sheet) -> None:
    assert check(sheet.parent) == []


def test_there_are_three_procedures_in_two_revisions_of_eight_steps_or_more(procedures) -> None:
    assert list(procedures) == [
        "FLG-M12-080-A",
        "FLG-M12-080-B",
        "PCB-CTRL-21-A",
        "PCB-CTRL-21-B",
        "PKG-LC-07-A",
        "PKG-LC-07-B",
    ]
    assert all(8 <= len(p.steps()) <= 15 for p in procedures.values())


def test_chinese_texts_are_chinese_and_english_ones_hold_no_chinese(procedures) -> None:
    for procedure in procedures.values():
        for text in texts_of(msgspec.to_builtins(procedure)):
            assert not re.search(r"[\u3400-\u9fff\uff0c。]", text["en"]), text
            assert not re.search(r"[\u3400-\u9fff][,;:?!]", text["zh"]), text
            words = re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}", text["zh"])
            assert words is None, text


def test_between_them_they_use_every_kind_of_check(procedures) -> None:
    used = {type(c) for p in procedures.values() for s in all_steps(p) for c in s.checks}
    assert used == set(get_args(Check))


def test_between_them_they_use_every_feature_of_a_step(procedures) -> None:
    steps = [step for procedure in procedures.values() for step in all_steps(procedure)]
    pictures = [picture for step in steps for picture in step.pictures]
    assert {step.control for step in steps} == {"critical", "flexible"}
    assert {w.level for s in steps for w in s.warnings} == {
        "danger",
        "warning",
        "caution",
        "notice",
    }
    assert {s.on_fail.then for s in steps} == {"retry", "block", "exception", "go_back"}
    assert any(step.when for step in steps)
    assert any(step.clip for step in steps)
    assert any(picture.pins for picture in pictures)
    assert {p.file.rpartition(".")[2] for p in pictures} == {"svg", "pdf"}


def test_revision_b_says_what_it_changed_and_asks_about_it(procedures) -> None:
    for code in ("FLG-M12-080", "PCB-CTRL-21", "PKG-LC-07"):
        before, after = (procedures[f"{code}-{revision}"] for revision in "AB")
        old, new = ({s.id: s for s in p.steps()} for p in (before, after))
        changed = {c.step for c in after.changes}
        assert after.supersedes == "A"
        assert {c.step for c in after.changes if c.kind == "added"} == set(new) - set(old)
        assert {c.step for c in after.changes if c.kind == "removed"} == set(old) - set(new)
        assert all(old[s] != new[s] for s in changed & set(old) & set(new))
        assert {q.step for q in after.quiz} <= changed
        assert after.effective > before.effective


def test_a_second_person_verifies_the_line_clearance(procedures) -> None:
    step = procedures["PKG-LC-07-B"].step("clearance")
    assert [(c.by, c.meaning) for c in step.checks] == [
        ("performer", "performed"),
        ("second", "verified"),
    ]
