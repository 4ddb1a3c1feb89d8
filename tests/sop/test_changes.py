"""What a revision changed, by its author's words and by the documents themselves."""

from msgspec.structs import replace

from sop.changes import StepChange, step_changes
from sop.procedure import Change, StepTime
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
