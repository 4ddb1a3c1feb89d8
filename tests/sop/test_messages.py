"""One catalogue: every sentence in both languages, each with the same gaps, none lost."""

import re
import string
from pathlib import Path

import pytest

from sop.messages import CATALOGUE, text
from sop.messages.execution import EXECUTION
from sop.messages.expressions import EXPRESSIONS
from sop.messages.loading import LOADING

ROOT = Path(__file__).parents[2]
WORDS = {"error", "warning"}  # marks, not sentences
# Said instead of a crash should types and schema ever disagree; no sheet is known to lead there.
SAFETY_NET = {"schema_" + "other", "bad_" + "form"}


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_sentence_is_whole_in_both_languages(code: str) -> None:
    chinese, english = CATALOGUE[code]

    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english) or code == "fullwidth_colon"
    assert gaps(chinese) == gaps(english)


def test_no_code_is_said_by_two_catalogues() -> None:
    assert len(CATALOGUE) == len(EXECUTION) + len(EXPRESSIONS) + len(LOADING)


def sources(*folders: str) -> str:
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_problem_of_the_loader_is_named_in_a_test() -> None:
    tests = sources("tests/sop")
    codes = {*LOADING, *EXPRESSIONS} - WORDS - SAFETY_NET

    assert {code for code in codes if f'"{code}"' not in tests} == set()


def test_no_sentence_outlives_its_problem() -> None:
    said = sources("sop/language", "sop/execution")
    # Two families are put together from a stem: `…_near`, and `needs_` with a type of the schema.
    written_out = {c.removesuffix("_near") for c in LOADING if not c.startswith("needs_")}

    assert {code for code in written_out - WORDS if f'"{code}"' not in said} == set()


def test_a_gap_or_an_unknown_code_never_breaks_the_screen() -> None:
    assert text("missing_key", "en") == "“…” is missing here; it must be given."
    assert text("no_such_code", "zh") == "no_such_code"
    assert text("missing_key", "zh-Hans", key="{owner}") == "缺少必填项“{owner}”。"
    assert text("missing_key", "de", key="owner").startswith("“owner” is missing")


def test_a_sentence_keeps_to_the_punctuation_of_its_language() -> None:
    for code, (chinese, english) in CATALOGUE.items():
        assert "？" not in english, code
        ours = re.sub('"[^"]*"|“[^”]*”', "§", chinese)  # an example of what to write
        assert not re.search("[\u4e00-\u9fff§][,;:!?](?![0-9])", ours), code
        for said in re.findall("原文：.*", chinese):
            assert "“{reason}”" in said, code
