"""What is wrong with a package: where, what, and what would be right, in either language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sop.messages import text as message_text

Severity = Literal["error", "warning"]
MOST_SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `file` is the path in the package; line and column count from 1.

    Line 0 means the file as a whole. A warning is worth a look and stops nothing.
    """

    file: str
    line: int
    column: int
    code: str
    details: dict[str, str] = field(default_factory=dict)
    severity: Severity = "error"

    def text(self, language: str = "en") -> str:
        """What is wrong and what would be right."""
        return message_text(self.code, language, **self.details)

    def located(self, language: str = "en") -> str:
        """`file:line:column: text`, as compilers write it and editors make it a link."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        mark = message_text(self.severity, language)
        return f"{place}: {mark}: {self.text(language)}"

    def __str__(self) -> str:
        return self.located()


class ProcedureProblems(ValueError):
    """A package that cannot be used. `problems` holds everything found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_reading_order(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)


def refused(file: str, code: str, /, line: int = 0, column: int = 0, **details: object) -> Problem:
    """A problem of one file, details written out as text."""
    return Problem(file, line, column, code, {key: str(value) for key, value in details.items()})


def warned(file: str, code: str, /, line: int = 0, column: int = 0, **details: object) -> Problem:
    found = refused(file, code, line, column, **details)
    return Problem(found.file, line, column, code, found.details, "warning")


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line, each said once, and no more than a person can use."""
    ordered = sorted(problems, key=lambda p: (p.file, p.line, p.column, p.severity, p.code))
    once = list({(p.file, p.line, p.column, p.code, p.text()): p for p in ordered}.values())
    if len(once) <= MOST_SHOWN:
        return once
    errors_first = sorted(once, key=lambda p: p.severity)[:MOST_SHOWN]
    left = len(once) - MOST_SHOWN
    more = refused(once[-1].file, "more_problems", count=left)
    return [*errors_first, more]
