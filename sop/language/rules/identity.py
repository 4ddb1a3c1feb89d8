"""Every name means one thing."""

from collections.abc import Iterable

from sop.language.rules.finding import Findings, found, placed_steps
from sop.language.sheet import Path
from sop.procedure import Checklist, Choice, Procedure, Step

Named = Iterable[tuple[Path, str | int]]


def check_identity(procedure: Procedure) -> Findings:
    yield from _once(_of(procedure.sections, ("sections",)))
    yield from _once(_of(procedure.contingencies, ("contingencies",)))
    yield from _once(_of(procedure.tools, ("tools",)))
    yield from _once(_of(procedure.bom, ("bom",), "part"))
    yield from _once(_of(procedure.skills, ("skills",), "skill"))
    steps = placed_steps(procedure)
    yield from _once(((*placed.path, "id"), placed.step.id) for placed in steps)
    for placed in steps:
        yield from _in_step(placed.step, placed.path)


def _in_step(step: Step, path: Path) -> Findings:
    yield from _once(_of(step.checks, (*path, "checks")))
    for n, picture in enumerate(step.pictures):
        yield from _once(_of(picture.pins, (*path, "pictures", n, "pins"), "number"))
    for n, check in enumerate(step.checks):
        if isinstance(check, Choice):
            yield from _once(_of(check.options, (*path, "checks", n, "options")))
        elif isinstance(check, Checklist):
            yield from _once(_of(check.items, (*path, "checks", n, "items")))


def _of(parts: Iterable[object], path: Path, field: str = "id") -> Named:
    for n, part in enumerate(parts):
        yield (*path, n, field), getattr(part, field)


def _once(names: Named) -> Findings:
    """The second and every later use of a name is a finding; an empty one is already reported."""
    seen: set[str | int] = set()
    for path, name in names:
        if name in seen and name != "":
            yield found(path, "name_twice", name=name)
        seen.add(name)
