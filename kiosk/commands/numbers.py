"""Numbers on the command line that must make sense."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Number = TypeVar("Number", int, float)


def at_least(least: Number) -> Callable[[str], Number]:
    """Reads a number of the same kind as `least`, and not a smaller one."""

    def number(text: str) -> Number:
        told = f"{text!r} 应为不小于 {least:g} 的数 is no number of at least {least:g}"
        try:
            value = type(least)(text)
        except ValueError:
            raise ArgumentTypeError(told) from None
        if not least <= value < float("inf"):
            raise ArgumentTypeError(told)
        return value

    return number
