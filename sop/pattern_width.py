"""How short and how long the texts can be that a pattern matches."""

import math
from typing import NamedTuple


class Width(NamedTuple):
    """In characters; `most` is infinite where there is no bound."""

    least: float
    most: float


ANY = Width(0, math.inf)
_NOTHING = Width(0, 0)
_ZERO_WIDTH = frozenset("AzbB")


def width(pattern: str) -> Width:
    """The bounds for a pattern that RE2 admits. `ANY` where it is written in a rarer way."""
    try:
        found, at = _alternatives(pattern, 0)
    except (IndexError, ValueError):
        return ANY
    return found if at == len(pattern) else ANY


def _alternatives(text: str, at: int) -> tuple[Width, int]:
    """Up to the bracket that closes the group, or the end."""
    branches: list[Width] = []
    branch = _NOTHING
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            branches.append(branch)
            branch, at = _NOTHING, at + 1
            continue
        one, at = _atom(text, at)
        times, at = _times(text, at)
        branch = Width(branch.least + one.least * times.least, branch.most + _by(one, times))
    branches.append(branch)
    return Width(min(b.least for b in branches), max(b.most for b in branches)), at


def _by(one: Width, times: Width) -> float:
    return 0 if 0 in (one.most, times.most) else one.most * times.most


def _atom(text: str, at: int) -> tuple[Width, int]:
    sign = text[at]
    if sign == "(":
        inside, end = _alternatives(text, _group_start(text, at))
        return inside, end + 1
    if sign == "[":
        return Width(1, 1), _class_end(text, at)
    if sign in "^$":
        return _NOTHING, at + 1
    if sign == "\\":
        return _escape(text, at)
    return Width(1, 1), at + 1


def _group_start(text: str, at: int) -> int:
    """Behind "(", "(?:", "(?P<name>" or "(?<name>"; flags such as (?i) are left to `ANY`."""
    if text[at + 1] != "?":
        return at + 1
    if text[at + 2] == ":":
        return at + 3
    if text[at + 2] in "P<":
        return text.index(">", at) + 1
    raise ValueError(text)


def _class_end(text: str, at: int) -> int:
    at += 2 if text[at + 1] == "^" else 1
    if text[at] == "]":
        at += 1
    while text[at] != "]":
        if text[at : at + 2] == "[:":
            at = text.index(":]", at) + 2
        else:
            at += 2 if text[at] == "\\" else 1
    return at + 1


def _escape(text: str, at: int) -> tuple[Width, int]:
    letter = text[at + 1]
    if letter in "xpPQC" or letter.isdigit():
        raise ValueError(text)
    return (_NOTHING if letter in _ZERO_WIDTH else Width(1, 1)), at + 2


def _times(text: str, at: int) -> tuple[Width, int]:
    """How often, and where the pattern goes on; a "?" behind changes the order of trying only."""
    times, end = _counted(text, at)
    return times, end + (end > at and text[end : end + 1] == "?")


def _counted(text: str, at: int) -> tuple[Width, int]:
    simple = {"*": ANY, "+": Width(1, math.inf), "?": Width(0, 1)}.get(text[at : at + 1])
    if simple:
        return simple, at + 1
    end = text.find("}", at)
    if text[at : at + 1] != "{" or end < 0:
        return Width(1, 1), at
    least, comma, most = text[at + 1 : end].partition(",")
    if not least.isdigit():
        return Width(1, 1), at
    upper = (int(most) if most else math.inf) if comma else int(least)
    return Width(int(least), upper), end + 1
