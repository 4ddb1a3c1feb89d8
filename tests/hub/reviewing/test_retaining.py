"""Nothing is deleted before its time, nothing by itself, and what was removed stays told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from hub.__main__ import main
from hub.backup import verifying
from hub.evidence import retaining
from hub.evidence.holding import keep
from hub.evidence.models import Evidence, Removed
from hub.ingest.models import Event, Log
from hub.objects import objects
from hub.people.models import Audit
from hub.problems import HubProblem
from hub.records.models import Execution, Photograph
from hub.reviewing.models import History, Presence
from tests.hub.access.test_table import TABLE
from tests.hub.stationed import Stationed
from tests.hub.worked import photographs


@pytest.fixture
def old(log: Log) -> str:
    """A photograph of the shift that arrived twenty years ago; its digest. Others came today."""
    for digest, content in photographs().items():
        keep(digest, content, len(content))
    digest = Photograph.objects.order_by("pk").first().digest
    ago = timezone.now() - timedelta(days=365 * 20)
    Evidence.objects.filter(pk=digest).update(received_at=ago)
    return digest


def test_only_what_is_past_its_time_is_due_and_nothing_goes_by_itself(old: str) -> None:
    assert [it.digest for it in retaining.due()] == [old]
    assert main(["retention", "--language", "en"]) == 0
    assert Evidence.objects.filter(pk=old).exists()
    assert old in objects()


def test_it_is_removed_with_a_reason_and_its_row_tells_of_it(old: str, seen: Client) -> None:
    with pytest.raises(HubProblem):
        retaining.remove(" ")
    count = Evidence.objects.count()
    assert main(["retention", "--remove", "--why", "past its time", "--by", "Chen"]) == 0
    assert Evidence.objects.count() == count - 1
    assert old not in objects()
    assert Removed.objects.get().because == "past its time"
    (entry,) = Audit.objects.filter(what="removed")
    assert (entry.who, entry.about, entry.why) == ("Chen", old, "past its time")
    run = Photograph.objects.filter(digest=old).first().execution
    seen.cookies["django_language"] = "en"
    assert "removed when its time was over" in seen.get(f"/executions/{run}").content.decode()


def test_the_chains_still_verify_and_no_station_is_asked_for_it_again(old: str) -> None:
    from hub.records.projecting import rebuild

    retaining.remove("past its time")
    assert verifying.verify_objects() == []
    rebuild()
    assert verifying.verify_objects() == []
    asked = Stationed("B-1")("POST", "/evidence/missing", b'{"digests":["%s"]}' % old.encode(),
                             "application/json")  # fmt: skip
    assert asked.json() == {"missing": {}} or old not in str(asked.json())


def test_what_is_held_stays_until_it_is_freed(old: str) -> None:
    for run in Photograph.objects.filter(digest=old).values_list("execution", flat=True).distinct():
        assert main(["retention", "--hold", run, "--why", "a lawsuit"]) == 0
    assert retaining.due() == []
    assert retaining.remove("past its time") == 0
    for run in Photograph.objects.filter(digest=old).values_list("execution", flat=True).distinct():
        assert main(["retention", "--free", run, "--why", "settled"]) == 0
    assert retaining.remove("past its time") == 1
    assert Audit.objects.filter(what="legal_hold").count() >= 2


def test_what_an_open_run_names_is_not_due(old: str) -> None:
    Execution.objects.update(ended_at=None)
    assert retaining.due() == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ingest_event",
        "UPDATE ingest_event SET seq = seq + 1000",
        "DELETE FROM evidence_removed",
        "UPDATE evidence_removed SET because = 'x'",
    ],
)
def test_the_database_refuses_to_delete_or_change_what_is_kept(old: str, sql: str) -> None:
    retaining.remove("past its time")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()


def test_the_database_takes_no_removal_before_its_time(log: Log) -> None:
    now = timezone.now()
    with pytest.raises(DatabaseError), transaction.atomic():
        Removed.objects.create(
            digest="0" * 64, size=1, received_at=now, due_at=now + timedelta(days=1),
            removed_at=now, because="too early",
        )  # fmt: skip


def test_a_slip_in_the_configuration_removes_nothing_of_this_year(
    old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub.configuration import configuration

    monkeypatch.setenv("SOP_HUB_KEEP_PHOTOGRAPHS", "1")
    configuration.cache_clear()
    try:
        assert retaining.days_of_photographs() == 365
        assert [it.digest for it in retaining.due()] == [old]
    finally:
        monkeypatch.undo()
        configuration.cache_clear()


# --- personal data sparingly ---


def test_who_was_where_is_forgotten_by_itself_once_its_time_is_over() -> None:
    now = timezone.now()
    days = {"in time": 89, "over": 91}
    for name, ago in days.items():
        ended = int((now - timedelta(days=ago)).timestamp() * 1000)
        Presence.objects.create(
            execution=name, device="d", station="s", person="p", began=ended - 1000, ended=ended
        )
    (told,) = (it for it in retaining.standing() if it.name == "presence")
    assert (told.days, told.rows, told.due) == (90, 2, 1)
    assert retaining.forget_presence() == 1
    assert Presence.objects.get().execution == "in time"
    assert retaining.forget_presence() == 0


def test_nothing_is_kept_of_how_long_a_person_takes() -> None:
    """The usual time of a step is the step's; where somebody was is not how fast."""
    from hub.records.models import Daily

    def names(model: Any) -> set[str]:
        return {it.name for it in model._meta.fields}

    personal = {"person", "by", "operator", "user", "name"}
    for model in (History, Daily):
        assert not names(model) & personal
    assert not {it for it in names(Presence) if "ms" in it or "took" in it}


def test_no_address_of_the_api_tells_a_time_taken_by_person(log: Log, seen: Client) -> None:
    """Of one step of one run its record tells it; nothing adds it up by person."""

    def walk(told: Any) -> None:
        if isinstance(told, dict):
            timed = {it for it in told if it.endswith("_ms") or "duration" in it}
            assert not (timed and set(told) & {"person", "by", "operator"}), told
            for it in told.values():
                walk(it)
        if isinstance(told, list):
            for it in told:
                walk(it)

    asked = 0
    for (method, place, _), cells in TABLE.items():
        if method == "GET" and place.startswith("/api/") and "{" not in place:
            if cells["viewer"] != "200" or place.endswith("docs"):
                continue
            walk(seen.get(place).json())
            asked += 1
    assert asked >= 3
    for query in ("sort=person", "by=person", "group=person"):
        assert seen.get(f"/api/v1/days?{query}").json() == seen.get("/api/v1/days").json()
