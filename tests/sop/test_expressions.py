"""Conditions and calculations: numbers are numbers, results are finite, trouble has one name."""

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop.expressions import (
    Expression,
    ExpressionError,
    compile_expression,
    evaluate,
    evaluate_condition,
    evaluate_number,
)

VARIABLES: dict[str, object] = {
    "answers": {
        "tighten": {"torque": {"value": 24.5, "samples": [24.0, 25.0], "unit": "N·m"}},
        "weigh": {"net": {"value": 0}},
        "scan": {"gasket": {"value": "LOT-7", "lot": None}},
    },
    "product": "FL-80",
    "variant": None,
    "work_order": {"quantity": 8, "fields": {"rush": True}},
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("answers.tighten.torque.value + 1", 25.5),
        ("answers.tighten.torque.value * 2 - 1", 48.0),
        ("answers.tighten.torque.samples[1] / 2", 12.5),
        ("answers.tighten.torque.samples[0 + 1]", 25.0),
        ("answers['tighten']['torque'].value > 20", True),
        ("work_order.quantity * 3", 24.0),
        ("work_order.fields.rush", True),
        ("7 / 2", 3.5),
        ("1 / 2 / 4", 0.125),
        ("8 / (2 / 4)", 16.0),
        ("-6 / -(1 + 2) * 2", 4.0),
        ("12 / sum([1, 2]) - 1", 3.0),
        ("sum(answers.tighten.torque.samples) / count(answers.tighten.torque.samples)", 24.5),
        ("mean([1, 2, 6])", 3.0),
        ("min(3, 1, 2) + max([4, 5])", 6.0),
        ("round(2.345, 2)", 2.35),
        ("round(-2.5)", -3.0),
        ("abs(-2) + floor(1.7) + ceil(1.2) + sqrt(9)", 8.0),
        ("size(answers.tighten.torque.samples) == 2", True),
        ("answers.tighten.torque.samples.all(s, s > 20)", True),
        ("product in ['FL-80', 'FL-100']", True),
        ("product.matches('FL-[0-9]+')", True),
        (r"'10 // 2'.contains('10')", True),
        ("'a/2' + \"b\" // a comment: 1 / 0", "a/2b"),
        ("has(answers.scan.gasket.lot)", False),
        ("9007199254740993 > 1", True),
        ("variant == 'L' || product == 'FL-80'", True),
    ],
)
def test_an_expression_has_the_value_a_person_expects(source: str, value: object) -> None:
    assert evaluate(source, VARIABLES) == value


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("", "expression_syntax"),
        ("3 4", "expression_syntax"),
        ("1 +", "expression_unfinished"),
        ("'open", "expression_quotes"),
        ("(1 > 2", "expression_brackets"),
        ("1 > 2)", "expression_brackets"),
        ("product = 'x'", "expression_sign"),
        ("1 => 2", "expression_sign"),
        ("true and false", "expression_sign"),
        ("true & false", "expression_sign"),
        ("1 ≥ 2", "expression_fullwidth"),
        ("product == “x”", "expression_fullwidth"),
        ("（1 > 2）", "expression_fullwidth"),
        ("1 < 2 < 3", "expression_chain"),
        ("\ud800", "expression_syntax"),
        ("'\ud800'", "expression_syntax"),
        ("1e999", "expression_syntax"),
        ("1 +" * 400 + "1", "expression_too_long"),
        ("[" * 30 + "]" * 30, "expression_too_deep"),
        ("true ? 1 : " * 30 + "1", "expression_too_deep"),
        ("[1].map(x, [2].map(y, x))", "expression_loops"),
        ("['a'].all(x, x.matches('a'))", "expression_loops"),
        ("product.matches(product)", "expression_matches"),
        ("product.matches('(')", "pattern_brackets"),
        ("__import__('os')", "expression_unknown_function"),
        ("product.lower()", "expression_unknown_function"),
        ("answers.tighten.angle.value", "expression_missing_value"),
        ("answers.scan.gasket.lot == 'x'", "expression_missing_value"),
        ("variant == 'L'", "expression_missing_value"),
        ("nobody", "expression_missing_value"),
        ("product > 3", "expression_types"),
        ("5 % 2", "expression_types"),
        ("1 / answers.weigh.net.value", "expression_division_by_zero"),
        ("1 / (answers.weigh.net.value * 2) > 3", "expression_division_by_zero"),
        ("mean([])", "expression_division_by_zero"),
        ("1e308 * 10", "expression_not_finite"),
        ("b'bytes'", "expression_not_finite"),
        ("answers.tighten.torque.samples[9]", "expression_failed"),
        ("sqrt(-1)", "expression_failed"),
    ],
)
def test_what_has_no_usable_value_is_an_error_with_a_name(source: str, key: str) -> None:
    with pytest.raises(ExpressionError) as error:
        evaluate(source, VARIABLES)

    assert error.value.key == key
    assert str(error.value)


def test_a_calculation_gives_a_number_and_a_condition_a_yes_or_no() -> None:
    assert evaluate_number("1 + 1", {}) == 2.0
    assert evaluate_condition("1 < 2", {}) is True
    with pytest.raises(ExpressionError) as number:
        evaluate_number("1 < 2", {})
    with pytest.raises(ExpressionError) as condition:
        evaluate_condition("1 + 1", {})

    assert (number.value.key, condition.value.key) == (
        "expression_not_number",
        "expression_not_boolean",
    )


def test_an_expression_knows_what_it_looks_at() -> None:
    source = "answers.a['b'].value > 1 && [1].all(x, x > 0) && has(unit.lot) && variant.size() > 1"

    assert compile_expression(source).references == (
        ("answers", "a", "b", "value"),
        ("unit", "lot"),
        ("variant",),
    )


def test_strings_comments_and_names_with_digits_are_left_as_they_are() -> None:
    variables = {"answers": {"m8": {"torque_2": {"value": "7 / 0"}}}}

    assert evaluate("answers.m8.torque_2.value + ' 10'", variables) == "7 / 0 10"


_PIECES = st.sampled_from(
    ["answers", ".tighten", ".torque", ".value", ".samples", "[0]", "[", "]", "(", ")", "{", "}",
     "1", "2.5", "0", "1e5", "'a'", '"', "'", "+", "-", "*", "/", "%", "?", ":", "&&", "||", "!",
     "==", "<", "in", ",", ".", " ", "\n", "//", "sum(", "max(", "has(", "size(", ".map(x,",
     "matches(", "product", "null", "true", "\\", "r'", "b'", "'''", "0x1", "1u", "\0", "量"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join)))
def test_no_text_makes_the_evaluator_do_anything_but_answer_or_say_no(source: str) -> None:
    value: object = None
    with contextlib.suppress(ExpressionError):
        value = evaluate(source, VARIABLES)

    assert not isinstance(value, float) or math.isfinite(value)


_NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@given(_NUMBERS, _NUMBERS, st.integers(-50, 50))
def test_arithmetic_is_that_of_doubles(a: float, b: float, n: int) -> None:
    variables = {"a": a, "b": b, "n": n}

    assert evaluate("a + b * n - 3", variables) == a + b * float(n) - 3.0
    if b:
        assert evaluate("(a - 1) / b / 2", variables) == (a - 1.0) / b / 2.0


class Panic(BaseException):
    """As the Rust engine raises it: outside the family of exceptions."""


class Engine:
    """A compiled program that fails in a given way."""

    def __init__(self, failure: BaseException) -> None:
        self._failure = failure

    def execute(self, variables: object) -> object:
        raise self._failure


def test_a_panic_of_the_engine_is_an_error_like_any_other() -> None:
    with pytest.raises(ExpressionError) as error:
        evaluate(Expression("1", (), Engine(Panic("index out of range"))), {})

    assert error.value.key == "expression_failed"


def test_a_wish_to_stop_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluate(Expression("1", (), Engine(KeyboardInterrupt())), {})


@pytest.mark.parametrize("source", ["1 < 2 && 2 < 3", "(1 < 2) == (2 < 3)", "max(1, 2) < 3"])
def test_comparisons_side_by_side_are_no_chain(source: str) -> None:
    assert evaluate(source, {}) is True


def test_a_known_mistake_is_told_with_what_would_be_right() -> None:
    with pytest.raises(ExpressionError) as error:
        evaluate("product = 'x'", VARIABLES)

    assert error.value.details == {"seen": "=", "right": "=="}
