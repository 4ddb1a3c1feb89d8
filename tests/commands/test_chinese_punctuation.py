"""Chinese sentences are set with Chinese marks, English ones with English marks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kiosk

ROOT = Path(kiosk.__file__).parents[1]
FILES = sorted(file for place in ("hub", "kiosk", "sop") for file in (ROOT / place).rglob("*.py"))

HAN = "[\u4e00-\u9fff”》）]"
NARROW = re.compile(f"{HAN}[,;:!?(]|[,;:!?)][\u4e00-\u9fff“《（]|\u27e8[,;:]\u27e8|{HAN}\u27e8,")
CODE = re.compile('"[^"]*"|“[^”]*: [^”]*”')  # what is to be typed, as it is typed
WIDE = re.compile("[，。；：？！（）]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_chinese_sentence_has_narrow_marks_and_no_english_one_wide_ones(file: Path) -> None:
    for line, sentence in _sentences(file):
        _assert_well_set(line, sentence)


@pytest.mark.parametrize("file", sorted((ROOT / "hub").rglob("*.html")), ids=lambda file: file.name)
def test_nor_on_the_pages_of_the_hub(file: Path) -> None:
    """`{% say "…" "…" %}` and the like: the texts between quotes."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        for text in re.findall(r"""["']([^"']*)["']""", line):
            _assert_well_set(number, text)


def test_nor_on_the_screens_of_the_station() -> None:
    catalogue = ROOT / "resources" / "translations" / "kiosk_zh_CN.ts"
    texts = [it.text or "" for it in ElementTree.parse(catalogue).iter("translation")]
    assert len(texts) > 100
    for number, text in enumerate(texts):
        _assert_well_set(number, re.sub("%[0-9n]", "\u27e8", text))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("工具,再试", "工具，再试"), ("完成:", "完成："), ("单件(可选)", "单件（可选）")],
)
def test_a_narrow_mark_is_seen(wrong: str, right: str) -> None:
    _assert_well_set(1, right)
    with pytest.raises(AssertionError):
        _assert_well_set(1, wrong)


def _assert_well_set(line: int, sentence: str) -> None:
    if re.search("[\u4e00-\u9fff]", sentence):
        assert not NARROW.search(CODE.sub("", sentence)), (line, sentence)
    elif len(sentence.split()) > 2:
        assert not WIDE.search(sentence), (line, sentence)


def _sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Every text in the source, each gap in it as one mark. Not what explains the source to its
    reader, nor patterns: no sentence has a bar in it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    explained = {id(it) for it in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in explained and "|" not in node.value:
                yield node.lineno, re.sub(r"\{[^}]*\}", "\u27e8", node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [v.value if isinstance(v, ast.Constant) else "\u27e8" for v in node.values]
            if "|" not in (sentence := "".join(map(str, parts))):
                yield node.lineno, sentence


def _docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    """Of functions and classes. A module's is told by `--help` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield from (it.value for it in node.body[:1] if isinstance(it, ast.Expr))
