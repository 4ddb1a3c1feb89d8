"""Reading an expression as text: its tokens, what it refers to, and how it is made strict.

CEL keeps whole numbers and decimals apart and refuses `value + 1` when the value is 2.5. On the
shop floor a number is a number: every decimal whole-number literal becomes a double before CEL
sees it, except where a list is indexed. A divisor is wrapped in `divisor(…)`, which refuses zero:
CEL would answer infinity, and a comparison with it would decide a step by accident.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*)
    | (?P<string>(?:[rR][bB]?|[bB][rR]?)?
        (?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
          |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    | (?P<double>\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)
    | (?P<other_number>0[xX][0-9a-fA-F]+[uU]?|\d+[uU])
    | (?P<whole>\d+)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>&&|\|\||[=!<>]=|.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
MACROS = frozenset({"map", "filter", "all", "exists", "exists_one"})


class Token(NamedTuple):
    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    """The tokens without space and comments; joining them with spaces gives the same expression."""
    found = (Token(m.lastgroup or "sign", m.group()) for m in _TOKEN.finditer(source))
    return [token for token in found if token.kind != "space"]


def strict(parts: list[Token]) -> str:
    """The text CEL is given: whole numbers as doubles, divisors guarded."""
    return " ".join(_guard_divisors(list(_doubles(parts))))


def depth(parts: list[Token]) -> int:
    """How deep brackets and conditions nest; CEL's parser recurses as deep."""
    deepest = level = conditions = 0
    for token in parts:
        level += (token.text in _OPENING) - (token.text in _CLOSING)
        conditions += token.text == "?"
        deepest = max(deepest, level)
    return deepest + conditions


def loops(parts: list[Token]) -> set[str]:
    """Names bound by `list.map(name, …)` and its like."""
    return {name.text for name, *_ in _loop_calls(parts)}


def loop_count(parts: list[Token]) -> int:
    return len(list(_loop_calls(parts)))


def match_arguments(parts: list[Token]) -> list[Token]:
    """What stands first in the brackets of each `matches(`, the last argument of each call."""
    return [
        _last_argument(parts, at + 1)
        for at, token in enumerate(parts)
        if token.text == "matches" and _text(parts, at + 1) == "("
    ]


def calls(parts: list[Token]) -> Iterator[tuple[str, bool]]:
    """Every name called, and whether as a method (`x.size()`)."""
    for at, token in enumerate(parts):
        if token.kind == "name" and token.text != "in" and _text(parts, at + 1) == "(":
            yield token.text, _text(parts, at - 1) == "."


def references(parts: list[Token]) -> list[tuple[str, ...]]:
    """Every dotted path from a top name: `answers.torque["m8"].value` → ("answers", "torque", …).

    A path ends where something computed begins; names called like functions are not paths.
    """
    return [path for path, _, _ in references_at(parts)]


def references_at(parts: list[Token]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """As `references`, each with the tokens from the first to behind the last."""
    for at, token in enumerate(parts):
        if token.kind != "name" or token.text in {"true", "false", "null", "in"}:
            continue
        if _text(parts, at - 1) == "." or _text(parts, at + 1) == "(":
            continue
        path, end = _path(parts, at)
        yield tuple(path), at, end


def _path(parts: list[Token], at: int) -> tuple[list[str], int]:
    path = [parts[at].text]
    at += 1
    while True:
        names_method = _text(parts, at + 2) == "("
        if _text(parts, at) == "." and _kind(parts, at + 1) == "name" and not names_method:
            path.append(parts[at + 1].text)
            at += 2
        elif (
            _text(parts, at) == "["
            and _kind(parts, at + 1) == "string"
            and _text(parts, at + 2) == "]"
        ):
            path.append(plain(parts[at + 1].text))
            at += 3
        else:
            return path, at


def plain(literal: str) -> str:
    """The text of a simple quoted literal; escapes are left as written."""
    body = literal.lstrip("rRbB")
    quotes = 3 if body[:3] in {'"""', "'''"} else 1
    return body[quotes:-quotes]


def _loop_calls(parts: list[Token]) -> Iterator[tuple[Token, Token]]:
    for before, name, bracket, bound in zip(parts, parts[1:], parts[2:], parts[3:], strict=False):
        if before.text == "." and name.text in MACROS and bracket.text == "(":
            yield bound, name


def _last_argument(parts: list[Token], bracket: int) -> Token:
    """The last argument when it is one token; otherwise a token that is no string."""
    end = _closing(parts, bracket)
    one = _text(parts, end - 2) in {"(", ","}
    return parts[end - 1] if one else Token("sign", "…")


def _closing(parts: list[Token], bracket: int) -> int:
    level = 0
    for at in range(bracket, len(parts)):
        level += (parts[at].text in _OPENING) - (parts[at].text in _CLOSING)
        if level == 0:
            return at
    return len(parts)


def _doubles(parts: list[Token]) -> Iterator[Token]:
    indexing: list[bool] = []
    before = Token("sign", "")
    for token in parts:
        if token.text in _OPENING:
            indexing.append(token.text == "[" and _can_be_indexed(before))
        elif token.text in _CLOSING and indexing:
            indexing.pop()
        if token.kind == "whole" and not (indexing and indexing[-1]):
            yield Token("double", token.text + ".0")
        else:
            yield token
        before = token


def _can_be_indexed(token: Token) -> bool:
    is_value = token.kind in {"name", "string"} and token.text != "in"
    return is_value or token.text in {")", "]", "}"}


def _guard_divisors(parts: list[Token]) -> Iterator[str]:
    opened, closed = [0] * (len(parts) + 1), [0] * (len(parts) + 1)
    for at, token in enumerate(parts):
        if token.text == "/":
            end = _operand_end(parts, at + 1)
            opened[at] += 1
            closed[end - 1] += 1
    for at, token in enumerate(parts):
        yield token.text + " divisor(" * opened[at] + ")" * closed[at]


def _operand_end(parts: list[Token], at: int) -> int:
    """Where the operand that starts at `at` ends: signs, one value, and all that hangs on it."""
    while _text(parts, at) in {"-", "!"}:
        at += 1
    at = _closing(parts, at) + 1 if _text(parts, at) in _OPENING else at + 1
    while True:
        if _text(parts, at) in {"(", "["}:
            at = _closing(parts, at) + 1
        elif _text(parts, at) == ".":
            at += 2
        else:
            return min(at, len(parts))


def _text(parts: list[Token], at: int) -> str:
    return parts[at].text if 0 <= at < len(parts) else ""


def _kind(parts: list[Token], at: int) -> str:
    return parts[at].kind if 0 <= at < len(parts) else ""
