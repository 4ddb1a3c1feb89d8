"""What a revision changed, by its author's words and by the documents themselves."""

from msgspec.structs import replace

from sop.changes import StepChange, new_pictures, step_changes
from sop.procedure import Change, Clip, Picture, Pin, StepTime
from tests.sop.execution.shop import named, procedure, step

OLD = procedure(step("fit"), step("look"), step("turn"))


def test_the_authors_words_and_what_the_author_forgot_both_show() -> None:
    forgot = replace(step("turn"), title=named("turn harder"))
    words = {"zh": "新增擦拭", "en": "wiping is new"}
    new = replace(
        procedure(step("fit"), step("wipe"), forgot),
        changes=[Change("wipe", "added", words)],
    )
    assert step_changes(OLD, new) == (
        StepChange("look", "removed", {}, step("look"), None),
        StepChange("wipe", "added", words, None, step("wipe")),
        StepChange("turn", "changed", {}, step("turn"), forgot),
    )


def test_another_standard_time_is_no_change_for_the_hands() -> None:
    quicker = replace(step("look"), time=StepTime(standard=10))
    assert step_changes(OLD, procedure(step("fit"), quicker, step("turn"))) == ()


def test_without_the_earlier_revision_only_the_author_speaks() -> None:
    words = {"en": "look first"}
    new = replace(OLD, changes=[Change("fit", "changed", words), Change("gone", "removed", words)])
    assert step_changes(None, new) == (
        StepChange("fit", "changed", words, None, step("fit")),
        StepChange("gone", "removed", words, None, None),
    )


def test_a_picture_redrawn_under_the_same_name_is_a_change() -> None:
    shown = replace(step("look"), pictures=[Picture("media/a.svg")])
    old = procedure(step("fit"), shown)
    assert step_changes(old, old, {"media/a.svg": "1"}, {"media/a.svg": "1"}) == ()
    (change,) = step_changes(old, old, {"media/a.svg": "1"}, {"media/a.svg": "2"})
    assert (change.step, change.kind) == ("look", "changed")


def test_each_new_picture_is_told_from_those_that_stayed() -> None:
    pinned = Picture("media/b.svg", pins=[Pin(1, 0.5, 0.5, {"en": "here"})])
    was = replace(step("look"), pictures=[Picture("media/a.svg"), Picture("media/b.svg")])
    now = replace(was, pictures=[Picture("media/renamed.svg"), pinned], clip=Clip("media/c.webm"))
    old, new = {"media/a.svg": "1", "media/b.svg": "2"}, {"media/renamed.svg": "1"}
    new |= {"media/b.svg": "2", "media/c.webm": "3"}
    assert new_pictures(now, was, new, old) == (False, True, True)
    assert new_pictures(was, now, old, new) == (False, True)
    assert new_pictures(was, None, old, {}) == (True, True)
