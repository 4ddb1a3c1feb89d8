"""Statements 1, 17 and 18, at the hub: the audit trail, what is kept, and reviews.

The hub's own tests say it in detail; those that show a statement are named by its number here.
"""

from __future__ import annotations

import msgspec

from sop.journal import decode
from tests.hub.backup import test_objects_elsewhere
from tests.hub.conftest import hub, schema
from tests.hub.reviewing import test_audit, test_list, test_retaining, test_signing
from tests.hub.reviewing.conftest import database, lead, log, office, seen
from tests.hub.reviewing.test_audit import scene
from tests.hub.reviewing.test_retaining import old
from tests.hub.reviewing.test_signing import case
from tests.hub.worked import lines

__all__ = ["case", "database", "hub", "lead", "log", "office", "old", "scene", "schema", "seen"]

test_01_every_command_that_changes_anything_leaves_its_trail = (
    test_audit.test_every_command_that_changes_anything_leaves_its_trail
)
test_01_every_address_that_changes_anything_leaves_its_trail = (
    test_audit.test_every_address_and_page_that_changes_anything_leaves_its_trail
)
test_01_no_entry_is_changed_or_taken_away_by_any_statement = (
    test_audit.test_no_entry_is_changed_or_taken_away_by_any_statement
)
test_01_no_role_has_anything_to_switch_it_off_with = (
    test_audit.test_an_administrator_has_nothing_to_switch_it_off_with
)
test_17_only_what_is_past_its_time_is_due_and_nothing_goes_by_itself = (
    test_retaining.test_only_what_is_past_its_time_is_due_and_nothing_goes_by_itself
)
test_17_the_database_refuses_to_delete_or_change_what_is_kept = (
    test_retaining.test_the_database_refuses_to_delete_or_change_what_is_kept
)
test_17_the_database_takes_no_removal_before_its_time = (
    test_retaining.test_the_database_takes_no_removal_before_its_time
)
test_17_what_is_held_stays_until_it_is_freed = (
    test_retaining.test_what_is_held_stays_until_it_is_freed
)
test_17_the_chains_verify_after_a_removal = (
    test_retaining.test_the_chains_still_verify_and_no_station_is_asked_for_it_again
)
test_17_a_hub_whose_disks_are_gone_comes_back_whole = (
    test_objects_elsewhere.test_a_hub_whose_disks_are_gone_comes_back_whole
)
test_18_the_trail_of_a_shift_is_listed_by_exception = (
    test_list.test_what_a_shift_recorded_out_of_the_ordinary_is_in_the_list
)
test_18_it_is_filtered_by_kind_station_procedure_person_and_day = (
    test_signing.test_it_is_filtered_by_kind_station_procedure_person_and_day
)
test_18_a_review_is_signed_and_binds_every_byte = (
    test_signing.test_a_review_says_who_what_when_and_binds_every_byte
)
test_18_a_review_takes_the_password_again = (
    test_signing.test_the_sign_in_alone_signs_nothing_and_guessing_ends_after_five
)
test_18_nobody_reviews_their_own_work = (
    test_signing.test_who_performed_or_led_the_run_cannot_review_it
)
test_18_what_changes_after_a_review_is_to_be_reviewed_again = (
    test_signing.test_what_comes_later_brings_it_back_to_the_list
)
test_18_a_review_is_never_changed_or_taken_away = (
    test_signing.test_a_review_is_never_changed_or_taken_away
)


def test_01_at_the_station_every_event_says_who_what_why_when_where_and_under_which_revision() -> (
    None
):
    """`old` and `new` of a correction too: the journal is the station's audit trail."""
    events = [decode(it) for it in lines()]
    started = {
        it.execution: msgspec.json.decode(it.data) for it in events if it.kind == "ExecutionStarted"
    }
    for it in events:
        assert it.at[-6] in "+-", "local time with its offset from UTC"
        assert len(it.prev) == 64
        assert it.log
        assert it.boot
        if it.execution:
            run = started[it.execution]
            assert it.actor
            assert isinstance(msgspec.json.decode(it.data)["at"], int), "UTC in ms"
            assert run["revision"]
            assert len(run["release"]) == 64
            assert run["station"]
    for it in events:
        if it.kind == "AnswerCorrected":
            told = msgspec.json.decode(it.data)
            assert told["reason"]
            assert told["old"] != told["new"]
