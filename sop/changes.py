"""What a revision changed, step by step: as its author says, and as the documents show.

The author's words come first. A difference the author did not mention is shown all the same:
nobody works differently from one day to the next without having been told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.json import encode
from msgspec.structs import replace

from sop.procedure import Picture, Procedure, Step, Text

#: The SHA-256 of each media file a revision shows, by the name it uses for it.
Digests = Mapping[str, str]

Kind = Literal["added", "changed", "removed"]


class StepChange(Struct, frozen=True):
    """`text` is the author's, empty where the author said nothing. `before` is None for an added
    step and where the earlier revision is not at hand, `after` for a removed one."""

    step: str
    kind: Kind
    text: Text
    before: Step | None
    after: Step | None


def step_changes(
    before: Procedure | None,
    after: Procedure,
    shown_before: Digests = {},  # noqa: B006
    shown_after: Digests = {},  # noqa: B006
) -> tuple[StepChange, ...]:
    """In the order in which the steps come; removed ones where they were. A picture that was
    redrawn under the same name is a change too, where the digests are given."""
    told = {change.step: change for change in after.changes}
    old, new = _steps(before), _steps(after)
    found = []
    for step_id in _in_order(list(old), [*new, *(it for it in told if it not in new)]):
        was, now = old.get(step_id), new.get(step_id)
        kind = told[step_id].kind if step_id in told else _kind(before, was, now)
        if kind is None and was is not None and now is not None:
            redrawn = _files(was, shown_before) != _files(now, shown_after)
            kind = "changed" if redrawn else None
        if kind is not None:
            text = told[step_id].text if step_id in told else {}
            found.append(StepChange(step_id, kind, text, was, now))
    return tuple(found)


def _kind(before: Procedure | None, was: Step | None, now: Step | None) -> Kind | None:
    if before is None:
        return None
    if was is None:
        return "added"
    if now is None:
        return "removed"
    return None if _same(was, now) else "changed"


def _same(was: Step, now: Step) -> bool:
    """Without the standard time: that is for planning, not for the hands."""
    return replace(was, time=now.time) == now


def new_pictures(
    step: Step, other: Step | None, mine: Digests, theirs: Digests
) -> tuple[bool, ...]:
    """For each picture of `step`, and its clip last: whether `other` does not show the same."""
    known = {_seen(it, theirs) for it in other.pictures} if other is not None else set()
    marks = [_seen(it, mine) not in known for it in step.pictures]
    if step.clip is not None:
        clip = other.clip if other is not None else None
        same = clip is not None and _file(clip.file, theirs) == _file(step.clip.file, mine)
        marks.append(not same)
    return tuple(marks)


def _seen(picture: Picture, digests: Digests) -> bytes:
    """All that makes it the picture it is, whatever its file is called."""
    named = replace(picture, file=_file(picture.file, digests))
    return encode(named)


def _files(step: Step, digests: Digests) -> list[str]:
    files = [it.file for it in step.pictures] + ([step.clip.file] if step.clip else [])
    return [_file(it, digests) for it in files]


def _file(name: str, digests: Digests) -> str:
    return digests.get(name, name)


def _steps(procedure: Procedure | None) -> dict[str, Step]:
    if procedure is None:
        return {}
    paths: list[str | None] = [None, *(it.id for it in procedure.contingencies)]
    return {step.id: step for path in paths for step in procedure.steps(path)}


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """Those of `new`, and each other one after the step it used to follow."""
    order = list(dict.fromkeys(new))
    for index, step_id in enumerate(old):
        if step_id not in order:
            before = next((it for it in reversed(old[:index]) if it in order), None)
            order.insert(0 if before is None else order.index(before) + 1, step_id)
    return order
