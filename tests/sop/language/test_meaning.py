"""What a procedure says must hold together: names, limits, dates, codes, formulas."""

from pathlib import Path
from typing import NamedTuple

import pytest

from sop.language import check
from tests.sop.language.packages import SHEET, changed, codes, seen, with_sheet


class Case(NamedTuple):
    """What an author does, and what is said at which line."""

    title: str
    old: str
    new: str
    code: str
    line: str


SPREAD = "max(answers.tighten.torque.samples) - min(answers.tighten.torque.samples)"
WHEN = "answers.clean.surface.value == 'scratched'"


def when(title: str, expression: str, code: str) -> Case:
    return Case(title, f"when: {WHEN}", f"when: {expression}", code, f"when: {expression}")


def calculation(title: str, expression: str, code: str) -> Case:
    written = f"expression: {expression}"
    return Case(title, f"expression: {SPREAD}", written, code, written)


TEXTS = [
    Case("a language is declared twice", "[zh, en]", "[zh, zh, en]", "language_twice",
         "languages: [zh, zh, en]"),
    Case("a language under another name", "[zh, en]", "[cn, en]", "language_unused",
         "languages: [cn, en]"),
    Case("a caption lacks English", "caption: {zh: 密封面, en: Sealing face}",
         "caption: {zh: 密封面}", "text_incomplete", "caption: {zh: 密封面}"),
    Case("a hazard lacks Chinese", "- {zh: 夹手, en: Crushing of fingers}",
         "- {en: Crushing of fingers}", "text_incomplete", "- {en: Crushing of fingers}"),
    Case("a title is blank", "en: Clean the sealing faces", 'en: "  "', "text_blank",
         'title: {zh: 清洁密封面, en: "  "}'),
]  # fmt: skip
NAMES = [
    Case("a step id is used twice, in a contingency", "id: isolate", "id: clean", "name_twice",
         "- id: clean"),
    Case("a section id is used twice", "id: join", "id: prepare", "name_twice", "- id: prepare"),
    Case("a check id is used twice", "id: surface", "id: done", "name_twice", "id: done"),
    Case("an option id is used twice", "{id: scratched,", "{id: good,", "name_twice",
         "- {id: good, text: {zh: 划伤, en: Scratched}}"),
    Case("rework from a step that is not there", "to: gasket}", "to: gaskt}",
         "no_such_step_near", "on_fail: {then: go_back, retries: 2, to: gaskt}"),
    Case("rework from a step of another trade", "to: gasket}", "to: painting}", "no_such_step",
         "on_fail: {then: go_back, retries: 2, to: painting}"),
    Case("rework from a later step", "to: gasket}", "to: release}", "not_an_earlier_step",
         "on_fail: {then: go_back, retries: 2, to: release}"),
    Case("a target without going back", "{then: go_back, retries: 2, to: gasket}",
         "{then: block, to: gasket}", "to_without_go_back",
         "on_fail: {then: block, to: gasket}"),
    Case("going back to nowhere", "{then: go_back, retries: 2, to: gasket}", "{then: go_back}",
         "go_back_needs_to", "on_fail: {then: go_back}"),
    Case("a removed step is still there", "kind: changed", "kind: removed",
         "removed_step_exists", "- step: tighten"),
    Case("a quiz without a right answer", "correct: true", "correct: false", "quiz_one_correct",
         "answers:"),
    Case("a scan of a part nobody listed", "part: GSK-80\n            unused",
         "part: GSK-81\n            unused", "no_such_part_near", "part: GSK-81"),
    Case("a scan of a part of another product", "part: GSK-80\n            unused",
         "part: PCB\n            unused", "no_such_part", "part: PCB"),
    Case("a misspelt tool", "tool: wrench", "tool: wrensh", "no_such_tool_near",
         "tool: wrensh"),
    Case("a tool nobody listed", "tool: wrench", "tool: caliper", "no_such_tool",
         "tool: caliper"),
    Case("a revision supersedes itself", 'supersedes: "1"', 'supersedes: "2"',
         "supersedes_itself", 'supersedes: "2"'),
]  # fmt: skip
LIMITS = [
    Case("a date of another habit", "effective: 2026-03-01", "effective: 01.03.2026",
         "effective_date", "effective: 01.03.2026"),
    Case("a time without its offset", "effective: 2026-03-01", "effective: 2026-03-01T06:00:00",
         "effective_date", "effective: 2026-03-01T06:00:00"),
    Case("a day that never was", "effective: 2026-03-01", "effective: 2026-02-30",
         "effective_date", "effective: 2026-02-30"),
    Case("a minimum time above the standard", "minimum: 20", "minimum: 90", "times_order",
         "time: {minimum: 90, standard: 60, maximum: 300}"),
    Case("limits the wrong way round", "lower: 22", "lower: 27", "limits_order", "lower: 27"),
    Case("a target outside its limits", "target: 24", "target: 42", "target_outside",
         "target: 42"),
    Case("a text longer than itself", "minimum: 0\n", "minimum: 900\n", "lengths_order",
         "minimum: 900"),
]  # fmt: skip
CODES = [
    Case("a GTIN with a wrong digit", '"4006381333931"', '"4006381333932"', "gtin_check_digit",
         'gtin: "4006381333932"'),
    Case("a GTIN of nine digits", '"4006381333931"', '"400638133"', "gtin_length",
         'gtin: "400638133"'),
    Case("GS1 rules on a code that carries none", "[datamatrix, code128]", "[code39]",
         "gs1_needs_symbology", "gs1:"),
    Case("a GS1 field nobody has", 'serial: "21"', 'serial: "29"', "gs1_no_such_ai",
         'capture: {lot: "10", serial: "29"}'),
    Case("a weight without its decimals", 'serial: "21"', 'serial: "310"', "gs1_ai_longer",
         'capture: {lot: "10", serial: "310"}'),
    Case("a lot in a retail code", "[datamatrix, code128]", "[ean13, upca]", "gs1_only_gtin",
         'capture: {lot: "10", serial: "21"}'),
    Case("a pattern longer than the text may be", '"[A-Z0-9]{4,20}"', "'[A-Z]{501}'",
         "pattern_needs_more", "pattern: '[A-Z]{501}'"),
    Case("a text its own pattern refuses", "part: GSK-80\n            unused: true",
         "equals: X1\n            pattern: '[0-9]+'", "equals_against_pattern", "equals: X1"),
    Case("a pattern that looks around", '"[A-Z0-9]{4,20}"', "'(?=A)[A-Z0-9]+'",
         "pattern_lookaround", "pattern: '(?=A)[A-Z0-9]+'"),
    Case("a capture from nowhere", 'serial: "21"', "serial: number", "no_such_group",
         'capture: {lot: "10", serial: number}'),
    Case("a capture of a misspelt group", 'capture: {lot: "10", serial: "21"}',
         "pattern: '(?P<batch>.+)'\n            capture: {lot: bach}", "no_such_group_near",
         "capture: {lot: bach}"),
]  # fmt: skip
FORMULAS = [
    when("a condition that cannot be read", "answers.clean.surface.value ==",
         "expression_unfinished"),
    when("a variable nobody knows", "operator == 'x'", "no_such_name"),
    when("an answer without answers", "clean.surface.value == 'x'", "answers_missing"),
    when("a misspelt variable", "varient == 'x'", "no_such_name_near"),
    when("a field of the order nobody knows", "work_order.colour == 'x'", "no_such_field"),
    when("a misspelt field of the unit", "unit.serail == 'x'", "no_such_field_near"),
    when("a misspelt step", "answers.clena.surface.value == 'x'", "no_such_step_near"),
    when("a misspelt check", "answers.clean.surfase.value == 'x'", "no_such_check_near"),
    when("a check of another trade", "answers.clean.solder.value == 'x'", "no_such_check"),
    when("a field a choice does not have", "answers.clean.surface.lot == 'x'", "no_such_field"),
    when("an option nobody offers", "answers.clean.surface.value == 'rusty_through'",
         "no_such_option"),
    when("a misspelt option", "('scratchd' == answers.clean.surface.value)",
         "no_such_option_near"),
    when("a misspelt option in a list", "answers.clean.surface.value in ['good', 'scrached']",
         "no_such_option_near"),
    when("a misspelt option that is looked for",
         "answers.clean.surface.options.exists(o, o == 'scrached')", "no_such_option_near"),
    when("a whole step", "has(answers.clean)", "answer_path_short"),
    when("a later answer", "answers.tighten.torque.value > 2", "not_answered_yet"),
    when("its own answer", "answers.polish.after.value > 2", "not_answered_yet"),
    when("a text compared with a number", "answers.clean.surface.value > 3", "expression_types"),
    when("a condition that gives a text", "answers.clean.surface.value",
         "expression_not_boolean"),
    when("a function nobody knows", "median(1, 2) > 1", "expression_unknown_function"),
    when("a loop in a loop", "size([1].map(x, [2].map(y, x))) > 1", "expression_loops"),
    when("a pattern made up on the way", "product.matches(product)", "expression_matches"),
    when("a nest of brackets", f"{'(' * 30}true{')' * 30}", "expression_too_deep"),
    calculation("a calculation that gives a yes", "answers.tighten.torque.value > 3",
                "expression_not_number"),
    calculation("a calculation over a check after it", "answers.tighten.note.value",
                "not_answered_yet"),
    calculation("a lot nobody captures", "answers.gasket.gasket.quantity",
                "field_not_captured"),
]  # fmt: skip
CASES = TEXTS + NAMES + LIMITS + CODES + FORMULAS

DOUBTS = [
    Case("a text in a language not declared", "purpose: {zh: 保证密封,",
         "purpose: {de: Dicht, zh: 保证密封,", "text_undeclared",
         "purpose: {de: Dicht, zh: 保证密封, en: A joint that stays tight}"),
    Case("retries that never end", "{then: go_back, retries: 2, to: gasket}",
         "{then: retry, retries: 2}", "retries_without_end",
         "on_fail: {then: retry, retries: 2}"),
    Case("a limit finer than the entry", "upper: 26", "upper: 26.25",
         "limit_finer_than_decimals", "upper: 26.25"),
    Case("a traced part nobody scans", "traced: lot", "traced: lot\n  - part: X\n"
         "    title: {zh: 甲, en: X}\n    traced: serial", "traced_never_scanned",
         "traced: serial"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_what_does_not_hold_together_is_refused_where_it_stands(case: Case, tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed(case.old, case.new))

    assert (case.code, case.line) in seen(package)
    assert any(problem.severity == "error" for problem in check(package))


@pytest.mark.parametrize("case", DOUBTS, ids=lambda case: case.title)
def test_what_is_only_doubtful_is_mentioned_and_let_through(case: Case, tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed(case.old, case.new))

    assert seen(package) == [(case.code, case.line)]
    assert [problem.severity for problem in check(package)] == ["warning"]


def test_a_critical_step_without_a_check_proves_nothing(tmp_path: Path) -> None:
    checks = SHEET[SHEET.index("        checks:\n          - kind: sign_off") :]
    sheet = SHEET.replace(checks[: checks.index("contingencies:")], "")

    assert codes(check(with_sheet(tmp_path, sheet))) == ["critical_without_check"]


def test_a_timer_longer_than_its_step_is_mentioned(tmp_path: Path) -> None:
    sheet = changed(f"when: {WHEN}", "time: {maximum: 20}")

    assert codes(check(with_sheet(tmp_path, sheet))) == ["timer_beyond_maximum"]


def test_a_choice_that_cannot_pass_is_refused(tmp_path: Path) -> None:
    sheet = SHEET.replace("en: Good}}", "en: Good}, passes: false}").replace(
        "en: Scratched}}", "en: Scratched}, passes: false}"
    )

    assert codes(check(with_sheet(tmp_path, sheet))) == ["choice_never_passes"]


def test_a_retail_code_is_no_serial_number(tmp_path: Path) -> None:
    sheet = changed('{lot: "10", serial: "21"}', "{serial: text}").replace(
        "[datamatrix, code128]\n            part: GSK-80", "[ean8]\n            part: GSK-80"
    )

    found = codes(check(with_sheet(tmp_path, sheet)))
    assert "capture_of_gtin" in found
    assert "gs1_only_gtin" in found


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('ai: "17"\n                equals: 2027-01-31', "gs1_value_digits"),
        ('ai: "10"\n                equals: LOT-0123456789-0123456789', "gs1_value_text"),
        ('ai: "00"\n                pattern: "[0-9]{17}"', "pattern_needs_less"),
        ('ai: "17"\n                pattern: "20[0-9]{6}"', "pattern_needs_more"),
    ],
)
def test_a_field_that_cannot_have_the_value_is_refused(
    rule: str, code: str, tmp_path: Path
) -> None:
    sheet = changed('ai: "10"\n                pattern: "[A-Z0-9]{4,20}"', rule)

    assert codes(check(with_sheet(tmp_path, sheet))) == [code]


def test_a_text_and_its_own_length_must_agree(tmp_path: Path) -> None:
    limits = "minimum: 0\n            maximum: 3\n            pattern: '[A-Z]{4,}'\n"
    sheet = changed("minimum: 0\n", limits)

    problems = check(with_sheet(tmp_path, sheet))
    assert codes(problems) == ["pattern_needs_more", "phrase_does_not_fit"]
    assert [problem.severity for problem in problems] == ["error", "warning"]


def test_a_language_under_another_name_is_told_once(tmp_path: Path) -> None:
    assert codes(check(with_sheet(tmp_path, changed("[zh, en]", "[cn, en]")))) == [
        "language_unused"
    ]


@pytest.mark.parametrize(("variant", "said"), [("L3", ["never_applies"]), ("L2", [])])
def test_a_variant_the_procedure_is_not_for_is_mentioned(
    variant: str, said: list[str], tmp_path: Path
) -> None:
    sheet = changed("  products: [FL-80]", "  products: [FL-80]\n  variants: [L1, L2]")
    sheet = sheet.replace(f"when: {WHEN}", f"when: variant == '{variant}'")

    assert codes(check(with_sheet(tmp_path, sheet))) == said


@pytest.mark.parametrize(
    ("capture", "code"),
    [
        ('capture: {quantity: "10"}', "gs1_no_quantity"),
        ("equals: X1\n            capture: {lot: text}", "capture_constant"),
    ],
)
def test_a_capture_that_tells_nothing_is_mentioned(capture: str, code: str, tmp_path: Path) -> None:
    found = check(with_sheet(tmp_path, changed('capture: {lot: "10", serial: "21"}', capture)))

    assert ("warning", code) in [(problem.severity, problem.code) for problem in found]


def test_a_scan_in_the_bom_needs_a_bom(tmp_path: Path) -> None:
    start, end = SHEET.index("bom:"), SHEET.index("changes:")
    sheet = (SHEET[:start] + SHEET[end:]).replace("part: GSK-80", "in_bom: true")

    assert codes(check(with_sheet(tmp_path, sheet))) == ["bom_empty"]


def test_an_expression_beyond_its_length_is_refused_by_the_schema(tmp_path: Path) -> None:
    sheet = changed(WHEN, " + ".join(["1"] * 400))

    assert codes(check(with_sheet(tmp_path, sheet))) == ["too_long"]


@pytest.mark.parametrize(
    "expression",
    [
        "answers.clean.surface.value in ['scratched', 'good']",
        "!(has(answers.clean.surface.value) && answers.clean.done.value)",
        "work_order.fields.grade == 'A' || work_order.quantity > 100",
        "variant.matches('L[0-9]+') && unit.serial != ''",
        "answers['clean']['surface'].options.exists(o, o == 'scratched')",
    ],
)
def test_conditions_an_author_would_write_are_admitted(expression: str, tmp_path: Path) -> None:
    assert check(with_sheet(tmp_path, changed(WHEN, f'"{expression}"'))) == []


def test_a_contingency_may_look_at_the_whole_main_path(tmp_path: Path) -> None:
    sheet = changed("when: answers.tighten.torque.value > 24",
                    "when: answers.release.verified.meaning == 'verified'")  # fmt: skip

    assert check(with_sheet(tmp_path, sheet)) == []


def test_the_sample_has_nothing_to_complain_about(tmp_path: Path) -> None:
    assert check(with_sheet(tmp_path, SHEET)) == []
