"""A suggestion is a fact of the station with its photographs; the hub's answers come beside it."""

import msgspec

from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from kiosk.operations.suggesting import Mine, hear, mine, suggest, take_news, unheard
from sop.station_events import SuggestionMade
from sop.wire.messages import News
from tests.operations.conftest import LI, WANG, ZHAO

PICTURE = b"\xff\xd8 not much of a picture"


def test_it_names_who_where_and_its_photographs(station: Station, run: str) -> None:
    made = suggest(station, run, "tighten", "Put the socket on the left", (PICTURE,))
    stored = station.store.tail(0, 500)[-1]
    fact = msgspec.json.decode(stored.data, type=SuggestionMade)
    assert (stored.kind, stored.execution, stored.actor) == ("SuggestionMade", None, "E1001")
    assert (fact.suggestion, fact.step, fact.execution) == (made, "tighten", run)
    assert (fact.code, fact.revision, fact.person.id) == ("SOP-TEST-001", "2", "E1001")
    assert [station.store.blobs.is_intact(it) for it in fact.photos] == [True]


def test_the_latest_answer_stands_beside_it_with_its_points(station: Station, run: str) -> None:
    first = suggest(station, run, "tighten", "Left")
    second = suggest(station, run, None, "Light")
    adopted = News(
        number=8, kind="suggestion", about=first, at="2026-11-22T09:00:00Z", status="adopted",
        text="Done in C", owner="PE", revision="C", points=20,
    )  # fmt: skip
    accepted = News(number=7, kind="suggestion", about=first, at="…", status="accepted", points=5)
    take_news(station, [accepted, adopted])
    told = mine(station)
    assert [(it.made.id, it.answer) for it in told.proposals] == [(second, None), (first, adopted)]
    assert (told.points, told.proposals[1].step["en"]) == (20, "Tighten in sequence")

    sign_in(station, LI)
    assert mine(station) == Mine(), "nobody sees what others proposed"


def test_corrective_work_is_told_to_team_leads(station: Station, run: str) -> None:
    opened = News(number=3, kind="work_order", about="x-1", at="…", status="open", owner="QM")
    done = News(number=5, kind="work_order", about="x-1", at="…", status="done", owner="QM")
    other = News(number=4, kind="work_order", about="x-2", at="…", status="open", owner="PE")
    unknown = News(number=6, kind="weather", about="sun", at="…")
    take_news(station, [opened, other, done, unknown])
    assert mine(station).work_orders == ()
    sign_in(station, ZHAO)
    assert mine(station).work_orders == (done, other)
    news = station.store.news
    assert news.latest_about("work_order", 9) == [done, other]
    assert news.latest_about("work_order", 1) == [done]
    assert (news.of("work_order", "x-1"), news.of("work_order", "x-3")) == (done, None)
    assert station.store.news.latest() == 6, "what is not understood is not asked for again"


def test_an_answer_is_new_until_whoever_proposed_it_was_shown_it(
    station: Station, run: str
) -> None:
    made = suggest(station, run, "tighten", "Left")
    assert unheard(station) == 0
    take_news(station, [News(number=7, kind="suggestion", about=made, at="…", status="accepted")])
    take_news(station, [News(number=8, kind="suggestion", about="another's", at="…")])
    assert unheard(station) == 1
    sign_in(station, LI)
    assert (unheard(station), hear(station)) == (0, Mine()), "it is nobody else's"
    sign_in(station, WANG)
    assert len(hear(station).proposals) == 1
    assert unheard(station) == 0
    take_news(station, [News(number=9, kind="suggestion", about=made, at="…", status="declined")])
    assert unheard(station) == 1, "a corrected answer is another one"
