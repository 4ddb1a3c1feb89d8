"""What gets into the list of what is to be looked at, and that it is the same however often."""

from __future__ import annotations

from hub.records.models import Execution
from hub.records.projecting import rebuild
from hub.reviewing.models import Case, Matter
from sop.journal import decode
from tests.hub.worked import lines


def rows() -> list[tuple[str, str, str, str]]:
    found = Matter.objects.order_by("key").select_related("case")
    return [(it.key, it.kind, it.case_id, it.case.state) for it in found]


def test_what_a_shift_recorded_out_of_the_ordinary_is_in_the_list(log) -> None:
    kinds = [decode(it).kind for it in lines()]
    for event, kind in (("DeviationSigned", "deviation"), ("StepSkipped", "skipped")):
        assert Matter.objects.filter(kind=kind).count() == kinds.count(event)
    runs = set(Execution.objects.values_list("pk", flat=True))
    assert {it.execution for it in Case.objects.exclude(execution="")} <= runs


def test_made_again_from_the_bytes_the_list_is_the_same(log) -> None:
    before = rows()
    rebuild()
    assert rows() == before
