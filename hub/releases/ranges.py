"""`Range: bytes=…` (RFC 9110, 14): the one part of a file that is asked for."""

from __future__ import annotations

import re

from msgspec import Struct

from hub.problems import HubProblem

_ONE = re.compile(
    r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{0,15})|-(?P<suffix>[0-9]{1,15}))"
)


class Part(Struct, frozen=True):
    """`length` bytes from `start` on."""

    start: int
    length: int


class Unsatisfiable(HubProblem):
    """Nothing of the file lies in the range asked for. `size` tells how large it is."""

    def __init__(self, size: int) -> None:
        super().__init__(
            416, "range", "请求的范围超出文件", "The range lies outside the file", f"{size}"
        )
        self.size = size


def part_of(asked: str | None, size: int) -> Part | None:
    """The part; None for the whole file, also when what is asked for cannot be understood or is
    several ranges (a server may ignore those). Raises `Unsatisfiable`."""
    found = _ONE.fullmatch((asked or "").replace(" ", ""))
    if found is None:
        return None
    if found["suffix"] is not None:
        first, last = max(0, size - int(found["suffix"])), size - 1
    else:
        first, last = int(found["first"]), min(size - 1, int(found["last"] or size))
    if first > last:
        if found["last"] and int(found["last"]) < first:
            return None  # no range at all, hence ignored
        raise Unsatisfiable(size)
    return Part(first, last - first + 1)
