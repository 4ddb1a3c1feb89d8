"""Every refusal and failure has its sentence in both languages, with titles in place of ids."""

import re
from pathlib import Path
from string import Formatter

import pytest

import sop.execution
from sop import commands as c
from sop.execution import Refusal, explain, explain_failure
from sop.messages.execution import EXECUTION
from sop.procedure import Acknowledge, Choice, Option
from tests.sop.execution.shop import Run, named, procedure, step

LOOK = Choice(
    id="look",
    title=named("look"),
    options=[Option("good", named("good")), Option("burr", named("burr"), passes=False)],
)

_CODE = re.compile(r'(?:refuse|Refusal|failure|_listed)\(\s*"([a-z_0-9]+)"|"(value_(?:low|high))"')


def codes() -> set[str]:
    """Every code the rules can give, read from their source."""
    folder = Path(sop.execution.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return {one or other for one, other in _CODE.findall(text)}


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    assert codes() == set(EXECUTION)


@pytest.mark.parametrize("code", sorted(EXECUTION))
def test_both_languages_say_the_same_things(code: str) -> None:
    chinese, english = EXECUTION[code]
    names = [{name for _, name, _, _ in Formatter().parse(s) if name} for s in (chinese, english)]
    assert names[0] == names[1]
    assert re.search("[一-鿿]", chinese)
    assert english.isascii() or "“" in english


def test_a_refusal_names_steps_by_their_titles() -> None:
    run = Run(procedure(step("fit"), step("turn")))
    refusal = run.refused(c.EnterStep, step="turn", reason="x")
    assert explain(run.state, refusal, "en") == (
        "Critical steps are done in order: “the fit” comes first."
    )
    assert explain(run.state, refusal, "zh") == "红线工步必须按顺序做：先做“《fit》”。"


def test_a_refusal_names_checks_by_their_titles() -> None:
    checks = (Acknowledge(id="a", title=named("oil")), Acknowledge(id="b", title=named("wipe")))
    run = Run(procedure(step("fit", *checks)))
    refusal = run.refused(c.CompleteStep, step="fit")
    assert explain(run.state, refusal, "zh") == "还有确认项未通过：《oil》、《wipe》。"


def test_a_failure_names_options_by_their_words() -> None:
    document = procedure(step("fit", LOOK))
    run = Run(document)
    run.do(c.Choose, step="fit", check="look", options=("burr",))
    failed = run.check("fit", "look")
    assert explain_failure(document, "fit", "look", failed.reason or "", failed.details, "en") == (
        "This does not pass: the burr. Expected: the good.",
        "the good",
        "the burr",
    )


def test_details_of_a_person_or_a_code_are_left_as_they_are() -> None:
    run = Run(procedure(step("fit")))
    refusal = Refusal("not_the_operator", {"expected": "fit", "seen": "turn"})
    assert "fit is working on this run, not turn" in explain(run.state, refusal, "en")
