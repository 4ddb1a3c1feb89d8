"""What a rule finds, by its path in the sheet; the loader turns paths into lines."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sop.language.problems import Severity
from sop.language.sheet import Path
from sop.procedure import Check, Procedure, Step


class Finding(NamedTuple):
    path: Path
    code: str
    details: dict[str, str] = {}  # noqa: RUF012 - never changed
    severity: Severity = "error"


Findings = Iterator[Finding]


def found(path: Path, code: str, /, **details: Any) -> Finding:
    return Finding(path, code, {key: str(value) for key, value in details.items()})


def doubted(path: Path, code: str, /, **details: Any) -> Finding:
    """A finding that is worth a look and stops nothing."""
    return found(path, code, **details)._replace(severity="warning")


class PlacedStep(NamedTuple):
    """A step, where it stands, and on which path it lies (None: the main one)."""

    path: Path
    step: Step
    contingency: str | None


class PlacedCheck(NamedTuple):
    path: Path
    check: Check
    placed: PlacedStep


def placed_steps(procedure: Procedure) -> list[PlacedStep]:
    """Every step in the order of the sheet, the main path first."""
    main = [
        PlacedStep(("sections", s, "steps", n), step, None)
        for s, section in enumerate(procedure.sections)
        for n, step in enumerate(section.steps)
    ]
    aside = [
        PlacedStep(("contingencies", c, "steps", n), step, contingency.id)
        for c, contingency in enumerate(procedure.contingencies)
        for n, step in enumerate(contingency.steps)
    ]
    return main + aside


def placed_checks(procedure: Procedure) -> Iterator[PlacedCheck]:
    for placed in placed_steps(procedure):
        for n, check in enumerate(placed.step.checks):
            yield PlacedCheck((*placed.path, "checks", n), check, placed)
