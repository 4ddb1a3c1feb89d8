"""What authors write instead of CEL: told by name when an expression cannot be read."""

from collections.abc import Iterator
from itertools import pairwise

from sop.expression_text import Token

Mistake = tuple[str, dict[str, str]]

_FULLWIDTH = {
    "（": "(", "）": ")", "，": ",", "。": ".", "！": "!", "：": ":", "＋": "+", "－": "-",
    "×": "*", "÷": "/", "＝": "==", "＞": ">", "＜": "<", "≥": ">=", "≤": "<=", "≠": "!=",
    "“": "'", "”": "'", "‘": "'", "’": "'", "＆": "&&", "｜": "||",
}  # fmt: skip
_WORDS = {"and": "&&", "or": "||", "not": "!", "&": "&&", "|": "||", "且": "&&", "或": "||"}
_SIGNS = {"=": "==", "=>": ">=", "=<": "<="}
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_OPERATORS = {"&&", "||", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "?", ":", "!"}
_ORDER = {"<", "<=", ">", ">="}


def mistake(parts: list[Token]) -> Mistake | None:
    """The first known mistake of an expression that could not be read: code and details."""
    found = (*_signs(parts), *_quotes(parts), *_brackets(parts), *_words(parts), *_end(parts))
    return next(iter(found), None)


def chained(parts: list[Token]) -> bool:
    """Whether it compares twice in a row, as `5 < x < 7`: CEL would compare a yes with 7."""
    level, compared = 0, {0: False}
    for token in parts:
        if token.text in _PAIRS:
            level += 1
            compared[level] = False
        elif token.text in _PAIRS.values():
            level -= 1
        elif token.text in {"&&", "||", "?", ":", ","}:
            compared[level] = False
        elif token.text in _ORDER:
            if compared.get(level):
                return True
            compared[level] = True
    return False


def _signs(parts: list[Token]) -> Iterator[Mistake]:
    for token, after in pairwise([*parts, Token("", "")]):
        if token.text in _FULLWIDTH:
            yield "expression_fullwidth", {"seen": token.text, "right": _FULLWIDTH[token.text]}
        elif token.text == "=":
            seen = token.text + (after.text if after.text in {">", "<"} else "")
            yield "expression_sign", {"seen": seen, "right": _SIGNS[seen]}


def _quotes(parts: list[Token]) -> Iterator[Mistake]:
    if any(token.kind == "sign" and token.text in {"'", '"'} for token in parts):
        yield "expression_quotes", {}


def _brackets(parts: list[Token]) -> Iterator[Mistake]:
    open_ones: list[str] = []
    for token in parts:
        if token.text in _PAIRS:
            open_ones.append(token.text)
        elif token.text in _PAIRS.values() and (
            not open_ones or _PAIRS[open_ones.pop()] != token.text
        ):
            yield "expression_brackets", {"seen": token.text}
            return
    if open_ones:
        yield "expression_brackets", {"seen": open_ones[-1]}


def _words(parts: list[Token]) -> Iterator[Mistake]:
    for before, token in pairwise([Token("", ""), *parts]):
        right = _WORDS.get(token.text.lower())
        if right and before.text != ".":
            yield "expression_sign", {"seen": token.text, "right": right}


def _end(parts: list[Token]) -> Iterator[Mistake]:
    if parts and parts[-1].text in _OPERATORS:
        yield "expression_unfinished", {"seen": parts[-1].text}
