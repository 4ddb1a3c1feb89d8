"""How the sheet is written: YAML that surprises nobody, and the schema in plain words."""

from pathlib import Path
from typing import NamedTuple

import pytest

from sop.language import check
from tests.sop.language.packages import (
    MINIMAL,
    SHEET,
    changed,
    codes,
    minimal,
    seen,
    with_sheet,
)


class Case(NamedTuple):
    """What an author does, and what is said at which line."""

    title: str
    old: str
    new: str
    code: str
    line: str


YAML = [
    Case("a tab indents", "  products: [FL-80]", "\tproducts: [FL-80]", "yaml_tab",
         "products: [FL-80]"),
    Case("a colon in a bare text", "owner: 工艺部", "owner: 工艺部: 张", "yaml_colon",
         "owner: 工艺部: 张"),
    Case("a text begins with an at sign", "owner: 工艺部", "owner: @works", "yaml_start",
         "owner: @works"),
    Case("a bracket is not closed", "stations: [A01, A02]", "stations: [A01, A02", "yaml_indent",
         "skills:"),
    Case("an entry is indented by half", "  stations: [A01, A02]", " stations: [A01, A02]",
         "yaml_indent", "stations: [A01, A02]"),
    Case("a Chinese colon after a key", "owner: 工艺部", "owner： 工艺部", "yaml_fullwidth",
         "owner： 工艺部"),
    Case("a Chinese comma in braces", "{zh: 夹手, en:", "{zh: \"夹手\"，en:", "yaml_fullwidth",
         '- {zh: "夹手"，en: Crushing of fingers}'),
    Case("an escape that is none", "owner: 工艺部", 'owner: "\\q"', "yaml_escape",
         'owner: "\\q"'),
    Case("a second document begins", "sections:", "---\nsections:", "yaml_documents", "---"),
    Case("an alias repeats a text", "owner: 工艺部", "owner: *works", "yaml_alias",
         "owner: *works"),
    Case("an anchor names a text", "owner: 工艺部", "owner: &o 工艺部", "yaml_anchor",
         "owner: &o 工艺部"),
    Case("a tag forces a type", "owner: 工艺部", "owner: !!str 工艺部", "yaml_tag",
         "owner: !!str 工艺部"),
    Case("a list is a key", "owner: 工艺部", "? [owner]\n: 工艺部", "yaml_key", "? [owner]"),
    Case("a key is given twice", "owner: 工艺部", "owner: 工艺部\nowner: 质量部",
         "yaml_duplicate_key", "owner: 质量部"),
    Case("a control character hides", "owner: 工艺部", 'owner: "工艺\\x07部"', "hidden_character",
         'owner: "工艺\\x07部"'),
    Case("a raw control character hides", "owner: 工艺部", "owner: 工\x07艺部",
         "hidden_character", "owner: 工\x07艺部"),
]  # fmt: skip

SCHEMA = [
    Case("a misspelt key", "control: flexible\n        pictures:",
         "control: flexible\n        picture:", "unknown_key_near", "picture:"),
    Case("a key from nowhere", "    calibrated: true", "    colour: red", "unknown_key",
         "colour: red"),
    Case("a missing key", "owner: 工艺部\n", "", "missing_key",
         "format: 1"),
    Case("a number where a text belongs", 'revision: "2"', "revision: 2.0", "needs_quotes",
         "revision: 2.0"),
    Case("a key without a value", "owner: 工艺部", "owner:", "empty_value", "owner:"),
    Case("a full-width colon", "{zh: 夹手, en: Crushing of fingers}", "zh：夹手",
         "fullwidth_colon", "- zh：夹手"),
    Case("a text in no language", "purpose: {zh: 保证密封, en: A joint that stays tight}",
         "purpose: tight", "needs_languages", "purpose: tight"),
    Case("a list where a text belongs", "owner: 工艺部", "owner: [工艺部]", "needs_string",
         "owner: [工艺部]"),
    Case("a unit beside a number", "upper: 26", "upper: 26 N·m", "needs_number",
         "upper: 26 N·m"),
    Case("half a sample", "samples: 3", "samples: 3.0", "needs_integer", "samples: 3.0"),
    Case("yes instead of true", "unexpired: true", "unexpired: yes", "needs_boolean",
         "unexpired: yes"),
    Case("one value where a list belongs", "products: [FL-80]", "products: FL-80",
         "needs_array", "products: FL-80"),
    Case("a word where a group belongs", "clip: {file: media/sequence.mp4}",
         "clip: media/sequence.mp4", "needs_object", "clip: media/sequence.mp4"),
    Case("a misspelt choice", "kind: measurement", "kind: mesurement", "not_allowed_near",
         "- kind: mesurement"),
    Case("a choice from nowhere", "level: caution", "level: 5S", "not_allowed", "- level: 5S"),
    Case("an id with capitals", "id: cross", "id: Cross-Wise", "bad_identifier",
         '- {id: Cross-Wise, text: {zh: 对角拧紧, en: Crosswise}}'),
    Case("an id that ends in a line break", "id: cross", 'id: "cross\\n"', "bad_identifier",
         '- {id: "cross\\n", text: {zh: 对角拧紧, en: Crosswise}}'),
    Case("a code with spaces", "code: SOP-TEST-001", "code: SOP TEST 1", "bad_code",
         "code: SOP TEST 1"),
    Case("a level below one", "level: 2", "level: 0", "too_small", "- {skill: torque, level: 0}"),
    Case("no bolts at all", "quantity: 8", "quantity: 0", "not_above", "quantity: 0"),
    Case("a pin beside the picture", "x: 0.5", "x: 1.5", "not_fraction",
         "- {number: 1, x: 1.5, y: 0.25, text: {zh: 此面, en: This face}}"),
    Case("a level above four", "level: 2", "level: 5", "too_large", "- {skill: torque, level: 5}"),
    Case("a pin in percent", "x: 0.5", "x: 50%", "not_fraction",
         "- {number: 1, x: 50%, y: 0.25, text: {zh: 此面, en: This face}}"),
    Case("a time in minutes", "standard: 60", "standard: 1:30", "needs_seconds",
         "time: {minimum: 20, standard: 1:30, maximum: 300}"),
    Case("a GTIN with spaces", '"4006381333931"', '"4006381 333931"', "bad_gtin",
         'gtin: "4006381 333931"'),
    Case("a GS1 identifier in brackets", 'ai: "10"', 'ai: "(10)"', "bad_ai", '- ai: "(10)"'),
    Case("a decimal comma", "y: 0.25", "y: 0,25", "decimal_comma",
         "- {number: 1, x: 0.5, y: 0,25, text: {zh: 此面, en: This face}}"),
    Case("capitals and hyphens in a choice", "level: caution", "level: Caution",
         "not_allowed_near", "- level: Caution"),
    Case("a symbology by its short name", "[datamatrix, code128]", "[DM-atrix, code128]",
         "not_allowed_near", "symbologies: [DM-atrix, code128]"),
    Case("an empty text", "owner: 工艺部", 'owner: ""', "too_short", 'owner: ""'),
    Case("a long text", "owner: 工艺部", f"owner: {'x' * 61}", "too_long", f"owner: {'x' * 61}"),
    Case("a choice of one", "              - {id: scratched, text: {zh: 划伤, en: Scratched}}\n",
         "", "too_few", "options:"),
    Case("a quiz of seven answers", "      - text: {zh: 20 N·m, en: 20 N·m}\n",
         "      - text: {zh: 20 N·m, en: 20 N·m}\n" * 6, "too_many", "answers:"),
]  # fmt: skip


@pytest.mark.parametrize("case", YAML + SCHEMA, ids=lambda case: case.title)
def test_a_slip_of_the_pen_is_said_where_it_stands(case: Case, tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed(case.old, case.new))

    assert (case.code, case.line) in seen(package)


@pytest.mark.parametrize("case", SCHEMA, ids=lambda case: case.title)
def test_a_slip_is_said_once_and_nothing_else_is_blamed(case: Case, tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed(case.old, case.new))

    errors = [problem for problem in check(package) if problem.severity == "error"]

    assert codes(errors) == [case.code]


def test_a_language_spelt_out_is_no_language_code(tmp_path: Path) -> None:
    sheet = changed("text: {zh: 防割手套,", "text: {zh: 防割手套, chinese: 防割手套,")

    assert (
        "bad_language_code",
        "text: {zh: 防割手套, chinese: 防割手套, en: Cut-resistant gloves}",
    ) in (seen(with_sheet(tmp_path, sheet)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"),
        (b"# nothing yet\n", "sheet_empty"),
        (SHEET.encode("utf-16"), "encoding_utf16"),
        (SHEET.encode("gb18030"), "encoding_gbk"),
        (b"title: \xff\xfe\xfa\n", "encoding_unknown"),
        (b"a: " + b"x" * (2 * 1024 * 1024), "sheet_too_large"),
        (b"[" * 30, "sheet_too_deep"),
        (b"[" + b"1," * 60_001 + b"1]", "sheet_too_many"),
        (b"owner: 'open\n", "yaml_quote"),
        (b"%YAML 9.9\n---\na: 1\n", "yaml_syntax"),
        (b"just words\n", "needs_object"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(content: bytes, code: str, tmp_path: Path) -> None:
    assert code in codes(check(with_sheet(tmp_path, content)))


def test_a_byte_order_mark_of_notepad_does_no_harm(tmp_path: Path) -> None:
    assert check(with_sheet(tmp_path, b"\xef\xbb\xbf" + SHEET.encode("utf-8"))) == []


def test_words_that_older_yaml_turned_into_other_things_stay_words(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    sheet = MINIMAL.replace("owner: Works", "owner: no").replace("{en: Do}", "{en: 12:30}")
    (package / "sop.yaml").write_text(sheet, encoding="utf-8")

    assert check(package) == []


def test_a_problem_points_at_line_and_column(tmp_path: Path) -> None:
    problems = check(with_sheet(tmp_path, changed("owner: 工艺部", "owner: [工艺部]")))

    assert [(p.file, p.line, p.column) for p in problems] == [("sop.yaml", 7, 1)]


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    sheet = SHEET
    for old, new in [
        ("owner: 工艺部", "owner: 7"),
        ("lower: 22", "lower: 32"),
        ("to: gasket}", "to: nowhere}"),
        ("media/flange.png", "media/flnge.png"),
        ("'scratched'", "7 +"),
    ]:
        sheet = sheet.replace(old, new)

    errors = [p.code for p in check(with_sheet(tmp_path, sheet)) if p.severity == "error"]

    assert errors == [
        "needs_quotes", "media_missing_near", "expression_unfinished", "no_such_step",
        "limits_order", "target_outside",
    ]  # fmt: skip


def test_no_more_problems_are_listed_than_a_person_can_use(tmp_path: Path) -> None:
    steps = "".join(f"      - {{id: S{n}, title: {{en: x}}}}\n" for n in range(150))
    package = minimal(tmp_path)
    (package / "sop.yaml").write_text(MINIMAL + steps, encoding="utf-8")

    problems = check(package)

    assert len(problems) == 201
    assert problems[-1].code == "more_problems"
    assert problems[-1].text("en").startswith("More problems, not listed: 100.")
