"""A supervised run says so from its first line to its last signature."""

import msgspec

from kiosk.operations.leading import sign_as_coach
from kiosk.operations.running import do
from kiosk.operations.signing import sign_in
from kiosk.operations.starting import begin_with_coach
from kiosk.operations.station import Station
from kiosk.record.archive import archive_of
from kiosk.record.gathering import gather
from kiosk.record.html import html_of
from kiosk.record.page import Page
from kiosk.record.paging import page_of
from kiosk.store import Skill
from sop.commands import CompleteStep, Finish
from tests.operations.conftest import LI, ZHAO, clock, release, station
from tests.operations.test_starting import PIN, small
from tests.record.conftest import NOW

__all__ = ["clock", "release", "station"]


def _supervised(station: Station, release: str) -> str:
    for number, skill in (("E1002", Skill(1)), ("E1003", Skill(4))):
        known = station.store.people.get(number)
        assert known is not None
        station.store.people.put(msgspec.structs.replace(known, skills={"torque": skill}))
    sign_in(station, LI)
    what = ("order", "WO-7", small(station, release, trainees="supervised"))
    run = begin_with_coach(station, what, ZHAO, PIN).state.execution
    do(station, run, CompleteStep, step="only")
    sign_as_coach(station, run, ZHAO, PIN)
    assert do(station, run, Finish).state.status == "completed"
    return run


def _page(station: Station, run: str) -> tuple[Page, str]:
    with archive_of(station.store.folder) as archive:
        record = gather(archive, run, NOW)
    return page_of(record), html_of(record).decode()


def test_the_coach_stands_in_the_header_in_what_happened_and_among_the_signatures(
    station: Station, release: str
) -> None:
    page, html = _page(station, _supervised(station, release))
    header = {pair.label.en: pair.value.en for pair in page.facts}
    assert header["Coach"] == "赵敏 (E1003)"
    assert header["Supervised"] == "skill not yet held"
    told = [it.text.en for it in page.happenings]
    assert "Execution started, watched over by coach 赵敏 (skill not yet held)" in told
    assert "Coach 赵敏 signed: done under supervision" in told
    signed = [(it.name, it.meaning.en) for it in page.signatures]
    assert ("赵敏", "Coach: done under supervision") in signed
    assert "Coach: done under supervision" in html
