"""The hub's pages in a real Chromium, while a real station works and sends what it records."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest

from kiosk.operations.opening import open_station
from kiosk.operations.signing import sign_in
from kiosk.operations.suggesting import suggest
from kiosk.store import Person
from tests.system.plant import PASSWORD, USER, Plant, plant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NOT TESTED in a browser: chromium is not installed"
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
PATIENCE_MS = 40_000
IDEA = "A pin would centre the gasket: it slips while one looks for the second bolt"


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """A hub, and the station A-07 with two runs behind it."""
    with plant(tmp_path_factory.mktemp("plant")) as made, made.served():
        folder = made.enrolled("A-07")
        made.work(folder, executions=2)
        propose(folder)
        made.sync(folder)
        yield made


def propose(folder: Path) -> None:
    """Somebody at that station has an idea about what was worked there."""
    with contextlib.closing(open_station(folder)) as station:
        station.store.people.put(Person(id="wang", badge="B-1", names={"en": "Wang"}))
        sign_in(station, "B-1")
        run = station.store.reader().runs(("completed",))[0]
        step = station.state(run.execution).procedure.steps()[0].id
        suggest(station, run.execution, step, IDEA, (b"\xff\xd8 a photograph \xff\xd9",))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in(works: Plant, chromium: Browser) -> dict[str, object]:
    """The cookies of somebody who signed in."""
    context = chromium.new_context(base_url=works.hub.url, locale="en")
    sign_in_as(context.new_page())
    state = context.storage_state()
    context.close()
    return dict(state)


def sign_in_as(page: Page, user: str = USER, password: str = PASSWORD) -> None:
    page.goto("/login")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", password)
    page.click("main button")


@pytest.fixture
def context(
    works: Plant, chromium: Browser, signed_in: dict[str, object]
) -> Iterator[BrowserContext]:
    """A browser that may ask nobody but the hub, and in which nothing may go wrong unnoticed."""
    wrong: list[str] = []
    made = chromium.new_context(base_url=works.hub.url, storage_state=signed_in)  # type: ignore[arg-type]
    made.set_default_timeout(PATIENCE_MS)
    made.on("console", lambda it: wrong.append(it.text) if it.type in ("error", "warning") else 0)
    made.on("weberror", lambda it: wrong.append(str(it.error)))
    made.on("request", lambda it: wrong.append(it.url) if not is_here(it.url, works) else 0)
    made.on("requestfailed", lambda it: wrong.append(f"{it.url}: {it.failure}"))
    made.on("response", lambda it: wrong.append(f"{it.status} {it.url}") if it.status > 399 else 0)
    yield made
    for page in made.pages:
        page.goto("about:blank")  # what it has in hand is given up by it, not by the end
    made.close()
    assert [it for it in wrong if "ERR_ABORTED" not in it] == []


def is_here(url: str, works: Plant) -> bool:
    return url.startswith((works.hub.url + "/", "data:", "blob:", "about:"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Signed in, in English."""
    made = context.new_page()
    made.goto("/")
    if made.locator("html").get_attribute("lang") != "en":
        made.get_by_role("button", name="English").click()
    return made


def test_a_run_appears_and_goes_on_while_one_looks(works: Plant, page: Page) -> None:
    page.goto("/")
    page.evaluate("window.loadedOnce = true")
    known = set(runs_on(page))
    with works.kiosk("simulate", "--executions", "1", "--seed", "5", "--flawless",
                     "--pace", "0.25", "--data", works.folder / "A-07"):  # fmt: skip
        page.wait_for_function(
            "known => [...document.querySelectorAll('#live tbody a')]"
            ".some(it => !known.includes(it.getAttribute('href')))",
            arg=sorted(known),
        )
        (run,) = set(runs_on(page)) - known
        began = steps_done(page, run)
        page.wait_for_function(
            "([run, began]) => Number(document.querySelector(`a[href='${run}']`)"
            ".closest('tr').querySelector('.number').innerText) > began",
            arg=[run, began],
        )
    assert page.evaluate("window.loadedOnce") is True


def runs_on(page: Page) -> list[str]:
    return [str(it.get_attribute("href")) for it in page.locator("#live tbody a").all()]


def steps_done(page: Page, run: str) -> int:
    row = page.locator("#live tbody tr", has=page.locator(f"a[href='{run}']"))
    return int(row.locator(".number").inner_text())


PAGES = (
    "/", "/stations", "/releases", "/evidence", "/search?q=V1-000001", "/suggestions",
    "/leaderboard", "/reading", "/reviews", "/audit",
)  # fmt: skip
CLIPPED = """() => [document.documentElement, document.querySelector("nav"),
    ...document.querySelectorAll("td")].filter(it => it.scrollWidth > it.clientWidth + 1)
    .map(it => it.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("width", [480, 1440])
def test_nothing_is_clipped_on_a_narrow_screen_or_a_wide_one(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    record = runs_on(page)[0]
    page.goto("/suggestions")
    idea = str(page.get_by_role("link", name=IDEA).get_attribute("href"))
    for place in (*PAGES, record, idea):
        page.goto(place)
        assert page.evaluate(CLIPPED) == [], place


def test_an_answer_is_written_while_the_page_renews_itself(works: Plant, page: Page) -> None:
    """What is being typed is nobody's to take away; then it stands in the history."""
    works.hub.command("user", "ye.author", "--role", "author", "--password", PASSWORD)
    page.get_by_role("button", name="sign out").click()
    sign_in_as(page, "ye.author")
    page.goto("/suggestions")
    page.get_by_role("link", name=IDEA).click()
    form = page.locator("form", has=page.get_by_role("button", name="Decline"))
    form.locator("textarea").fill("It would not fit DN50")
    with page.expect_response(lambda it: "/suggestions/" in it.url):
        pass  # the part above renews itself
    form.get_by_role("button").click()
    page.get_by_role("heading", name="Answers and corrections").wait_for()
    history = page.locator("#live tbody").inner_text()
    assert "ye.author" in history
    assert "It would not fit DN50" in history
