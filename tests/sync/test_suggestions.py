"""A suggestion's whole way: made at a station without a network, answered at the hub by its owner,
read at the station by whoever made it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from kiosk.operations.governing import in_force
from kiosk.operations.running import start_execution
from kiosk.operations.signing import sign_in
from kiosk.operations.suggesting import hear, mine, suggest, unheard
from sop.events import WorkOrder
from tests.sync.test_releases_down import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHO, PASSWORD = "Chen, personnel", "a password of hers"
ORDER = WorkOrder(number="WO-7", product="TCF-080", variant="DN80", quantity=3)
PHOTO = b"\xff\xd8 a photograph of a better fixture \xff\xd9"


@pytest.fixture
def owner(live) -> Iterator[httpx.Client]:
    """Somebody with the role of an author, in a browser."""
    from django.contrib.auth.models import Group, User

    from hub.access import make_groups

    make_groups()
    User.objects.create_user("ye", password=PASSWORD).groups.set(
        Group.objects.filter(name="author")
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{live.port}") as browser:
        browser.get("/login")
        submit(browser, "/login", username="ye", password=PASSWORD)
        browser.cookies.set("django_language", "en")
        yield browser


def submit(browser: httpx.Client, path: str, **form: str) -> httpx.Response:
    """As the page's own form does."""
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
    answer = browser.post(path, data=form)
    assert answer.status_code == 302, answer.text
    return answer


@pytest.fixture
def at_work(station: Callable, live):
    """A station with a run of revision A under way, worked by Wang."""
    from hub.people import rules

    rules.add(WHO, "E1001", {"zh": "王晓燕", "en": "Wang Xiaoyan"}, "B-1001", team="早班")
    rules.add(WHO, "E1002", {"zh": "李强", "en": "Li Qiang"}, "B-1002", team="早班")
    for person in ("E1001", "E1002"):
        rules.grant(WHO, person, "torque", 3)
    one = station("A-07")
    publish("A")
    one.until_sent()
    sign_in(one.station, "B-1001")
    (release,) = in_force(one.station)
    outcome = start_execution(one.station, release.digest, ORDER)
    assert outcome.refusal is None, outcome.refusal
    return one, outcome.state


def read_up() -> None:
    """What the hub does beside its requests."""
    from hub.records.projecting import catch_up

    catch_up()


def test_it_is_made_offline_answered_in_a_browser_and_read_at_the_station(
    network, owner: httpx.Client, at_work
) -> None:
    one, state = at_work
    step = state.procedure.steps()[2]
    network.off()
    made = suggest(one.station, state.execution, step.id, "A pin would centre the gasket", (PHOTO,))
    assert one.try_to_sync() is not None
    assert (unheard(one.station), mine(one.station).points) == (0, 0)

    network.on()
    one.until_sent()
    read_up()
    listed = owner.get("/suggestions").text
    assert "A pin would centre the gasket" in listed
    page = owner.get(f"/suggestions/{made}").text
    for word in ("Wang Xiaoyan", step.title["en"], "PE-Powertrain"):
        assert word in page
    (digest,) = owner.get(f"/api/v1/suggestions/{made}").json()["photos"]
    assert owner.get(f"/photographs/{digest}").content == PHOTO

    due = (one.station.clock.now() + timedelta(days=20)).date().isoformat()
    submit(owner, f"/suggestions/{made}", status="accepted", seen="0", due=due, why="Good idea")
    one.until_sent()
    assert unheard(one.station) == 1
    (told,) = hear(one.station).proposals
    assert told.answer is not None
    assert (told.answer.status, told.answer.text, told.answer.points) == (
        "accepted",
        "Good idea",
        5,
    )
    assert (told.answer.owner, (told.answer.due or "")[:10]) == ("PE-Powertrain", due)

    refused = owner.post(
        f"/suggestions/{made}",
        data={"status": "adopted", "seen": "1", "revision": "B",
              "csrfmiddlewaretoken": owner.cookies["csrftoken"]},
    )  # fmt: skip
    assert refused.status_code == 422, "B is not published yet"
    revision = publish("B")
    submit(owner, f"/suggestions/{made}", status="adopted", seen="1", revision="B")
    one.until_sent()
    told = mine(one.station)
    answer = told.proposals[0].answer
    assert answer is not None
    assert (answer.status, answer.revision, told.points) == ("adopted", "B", 20)
    assert revision.digest in {it.digest for it in one.store.releases.all()}
    assert unheard(one.station) == 1

    sign_in(one.station, "B-1002")
    assert (unheard(one.station), mine(one.station).proposals) == (0, ())
    (team,) = owner.get("/api/v1/leaderboard").json()["teams"]
    assert (team["team"], [(it["person"], it["points"]) for it in team["people"]]) == (
        "早班", [("E1001", 20)],
    )  # fmt: skip


def test_the_answer_of_a_station_is_told_to_no_other(owner, station, at_work) -> None:
    one, state = at_work
    other = station("A-08")
    made = suggest(one.station, state.execution, None, "Another light")
    one.until_sent()
    read_up()
    submit(owner, f"/suggestions/{made}", status="declined", seen="0", why="It would dazzle")
    for it in (one, other):
        it.until_sent()
    assert (one.store.news.latest() > 0, other.store.news.latest()) == (True, 0)


def test_who_read_a_new_revision_and_what_was_not_understood_is_seen_at_the_hub(
    owner: httpx.Client, at_work
) -> None:
    from kiosk.operations.changing import acknowledge_changes, answer, changes_of

    one, _state = at_work
    release = publish("B").digest
    one.until_sent()
    acknowledge_changes(one.station, release)
    quiz = changes_of(one.station, release).quiz
    assert quiz is not None
    first = quiz.open[0]
    right = [it.correct for it in first.question.answers].index(True)
    wrong = (right + 1) % len(first.question.answers)
    answer(one.station, release, first.number, wrong)
    for asked in changes_of(one.station, release).quiz.open:
        right = [it.correct for it in asked.question.answers].index(True)
        answer(one.station, release, asked.number, right)
    one.until_sent()
    read_up()

    told = owner.get(f"/api/v1/reading/{release}").json()
    (team,) = told["teams"]
    assert (team["read"], team["passed"], len(team["people"])) == (1, 1, 2)
    assert team["people"][0]["person"] == "E1002", "who has not read it yet"
    by_number = {it["number"]: (it["asked"], it["first_right"]) for it in told["questions"]}
    assert by_number[first.number] == (1, 0)
    assert sum(asked for asked, _ in by_number.values()) == len(quiz.asked)
    page = owner.get(f"/reading/{release}").text
    assert page.index("Li Qiang") < page.index("Wang Xiaoyan")
