"""What is named must be there: steps to go back to, changed steps, parts, tools."""

import difflib
from collections.abc import Iterable

from sop.language.rules.finding import (
    Finding,
    Findings,
    PlacedStep,
    doubted,
    found,
    placed_checks,
    placed_steps,
)
from sop.language.sheet import Path
from sop.procedure import Measurement, Procedure, Scan


def check_references(procedure: Procedure) -> Findings:
    steps = placed_steps(procedure)
    for placed in steps:
        yield from _on_fail(placed, steps)
    yield from _changes(procedure, {placed.step.id for placed in steps})
    yield from _quiz(procedure, {placed.step.id for placed in steps})
    yield from _parts_and_tools(procedure)
    if procedure.supersedes and procedure.supersedes == procedure.revision:
        yield found(("supersedes",), "supersedes_itself", revision=procedure.revision)


def unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Finding:
    """A name that is not there; `kind` is the message code, with `_near` when one is alike."""
    there = sorted(known)
    # Of a dotted name only the last part is in question: the others were found.
    by_end = {each.rpartition(".")[2]: each for each in there}
    near = difflib.get_close_matches(name.rpartition(".")[2], by_end, 1, 0.6)
    if near:
        return found(path, f"{kind}_near", name=name, near=by_end[near[0]])
    return found(path, kind, name=name, known=", ".join(there[:20]) or "-")


def _on_fail(placed: PlacedStep, steps: list[PlacedStep]) -> Findings:
    rule, path = placed.step.on_fail, (*placed.path, "on_fail")
    if rule.then != "go_back" and rule.to is not None:
        yield found((*path, "to"), "to_without_go_back", then=rule.then)
    elif rule.then == "go_back" and not rule.to:
        yield found(path, "go_back_needs_to")
    elif rule.to is not None:
        yield from _go_back(rule.to, (*path, "to"), placed, steps)
    if rule.then == "retry" and rule.retries:
        yield doubted((*path, "retries"), "retries_without_end")


def _go_back(to: str, path: Path, placed: PlacedStep, steps: list[PlacedStep]) -> Findings:
    same_path = [other for other in steps if other.contingency == placed.contingency]
    before = same_path[: same_path.index(placed)]
    names = {other.step.id for other in before}
    if to not in {other.step.id for other in steps}:
        yield unknown(path, "no_such_step", to, names)
    elif to not in names:
        earlier = ", ".join(other.step.id for other in before[-10:])
        yield found(path, "not_an_earlier_step", name=to, known=earlier or "-")


def _changes(procedure: Procedure, steps: set[str]) -> Findings:
    for n, change in enumerate(procedure.changes):
        path = ("changes", n, "step")
        if change.kind == "removed" and change.step in steps:
            yield found(path, "removed_step_exists", name=change.step)
        elif change.kind != "removed" and change.step not in steps:
            yield unknown(path, "no_such_step", change.step, steps)


def _quiz(procedure: Procedure, steps: set[str]) -> Findings:
    removed = {change.step for change in procedure.changes if change.kind == "removed"}
    for n, question in enumerate(procedure.quiz):
        if question.step not in steps | removed:
            yield unknown(("quiz", n, "step"), "no_such_step", question.step, steps | removed)
        correct = sum(answer.correct for answer in question.answers)
        if correct != 1:
            yield found(("quiz", n, "answers"), "quiz_one_correct", correct=correct)


def _parts_and_tools(procedure: Procedure) -> Findings:
    parts = {item.part for item in procedure.bom}
    tools = {tool.id for tool in procedure.tools}
    for path, check, _ in placed_checks(procedure):
        if isinstance(check, Scan):
            if check.part is not None and check.part not in parts:
                yield unknown((*path, "part"), "no_such_part", check.part, parts)
            if check.in_bom and not parts:
                yield found((*path, "in_bom"), "bom_empty")
        if isinstance(check, Measurement) and check.tool is not None and check.tool not in tools:
            yield unknown((*path, "tool"), "no_such_tool", check.tool, tools)
