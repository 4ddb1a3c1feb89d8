"""Print every statement with pass, fail or "not shown yet", from a run of this folder's tests."""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from tests.compliance.statements import STATEMENTS

_NUMBER = re.compile(r"test_(\d\d)_")


class Tally:
    """Hears how each test ended. A test that was not run shows nothing."""

    def __init__(self) -> None:
        self.ended: dict[int, Counter[str]] = {number: Counter() for number in STATEMENTS}
        self.others: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome == "rerun" or (report.when != "call" and report.passed):
            return
        named = _NUMBER.match(report.nodeid.split("::")[-1])
        counts = self.ended.get(int(named[1])) if named else None
        (self.others if counts is None else counts)[report.outcome] += 1

    def verdict(self, number: int) -> str:
        counts = self.ended[number]
        if counts["failed"]:
            return "FAIL"
        return "pass" if counts["passed"] else "not shown yet"


def main() -> int:
    """0 when nothing failed and the tests could be run."""
    tally = Tally()
    asked = ["-q", "-p", "no:cacheprovider", "-n", "0", str(Path(__file__).parent)]
    code = int(pytest.main(asked, plugins=[tally]))
    print()
    for number, statement in STATEMENTS.items():
        counts = tally.ended[number]
        said = f"{tally.verdict(number):<14}({sum(counts.values())})"
        lines = textwrap.wrap(statement, 80)
        print(f"{number:>2}  {said:<19}{lines[0]}")
        print(textwrap.indent("\n".join(lines[1:]), " " * 23))
    verdicts = Counter(tally.verdict(number) for number in STATEMENTS)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())))
    return code


if __name__ == "__main__":
    sys.exit(main())
