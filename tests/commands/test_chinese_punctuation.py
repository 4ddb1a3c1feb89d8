"""Chinese sentences are set with Chinese marks, English ones with English marks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk

ROOT = Path(kiosk.__file__).parent
PLACES = [ROOT / name for name in ("commands", "doctor", "simulation", "store", "operations")]
FILES = sorted(file for place in PLACES for file in place.rglob("*.py"))

HAN = "[\u4e00-\u9fff”》）]"
NARROW = re.compile(f"{HAN}[,;:!?(]|[,;:!?)][\u4e00-\u9fff“《（]|\u27e8[,;:]\u27e8|{HAN}\u27e8,")
WIDE = re.compile("[，。；：？！（）]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_chinese_sentence_has_narrow_marks_and_no_english_one_wide_ones(file: Path) -> None:
    for line, sentence in _sentences(file):
        if re.search("[\u4e00-\u9fff]", sentence):
            assert not NARROW.search(sentence), (line, sentence)
        elif len(sentence.split()) > 2:
            assert not WIDE.search(sentence), (line, sentence)


def _sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Every text in the source, each gap in it as one mark."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, re.sub(r"\{[^}]*\}", "\u27e8", node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [v.value if isinstance(v, ast.Constant) else "\u27e8" for v in node.values]
            yield node.lineno, "".join(map(str, parts))
