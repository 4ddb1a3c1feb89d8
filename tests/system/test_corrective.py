"""A corrective work order in a real Chromium: done with a photograph by one, closed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hub.served import Served
from tests.system.plant import PASSWORD
from tests.system.test_browser import CHROMIUM, CLIPPED, PATIENCE_MS, chromium, playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

__all__ = ["chromium", "playwright"]
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NOT TESTED in a browser: chromium is not installed"
)
LEAD, AUTHOR = "fang.lead", "ye.author"
_RAISE = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
import django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.hub.corrective.conftest import Line
print(Line().raise_one(note="scratched on one side"))
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cf"
    "c0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A hub with a team lead, an author, and an exception somebody reported."""
    made = Served(tmp_path_factory.mktemp("hub"))
    made.command("init")
    for name, role in ((LEAD, "lead"), (AUTHOR, "author")):
        made.command("user", name, "--role", role, "--password", PASSWORD)
    known = made.python("-c", _RAISE).split()[-1]
    with made.running():
        yield made, known


def signed_in(works: tuple[Served, str], browser: Browser, user: str) -> Page:
    context = browser.new_context(base_url=works[0].url, locale="en")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/login")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    if page.locator("html").get_attribute("lang") != "en":
        page.get_by_role("button", name="English").click()
    return page


def test_one_does_it_with_a_photograph_and_another_closes_it(
    works: tuple[Served, str], chromium: Browser, tmp_path: Path
) -> None:
    picture = tmp_path / "gasket.png"
    picture.write_bytes(PNG)
    lead = signed_in(works, chromium, LEAD)
    lead.get_by_role("link", name="Corrective").click()
    lead.get_by_role("link", name="material · major").click()
    lead.fill("form:has(button:text('I do it')) textarea", "No gasket of lot 7 left")
    lead.get_by_role("button", name="I do it").click()
    lead.wait_for_selector("#live .chip:text('in work')")
    done = lead.locator("form", has=lead.get_by_role("button", name="It is done"))
    done.locator("textarea[name=why]").fill("The lot was set apart")
    done.locator("input[type=file]").set_input_files(picture)
    with lead.expect_response(lambda it: "/corrective/" in it.url):
        pass  # the part above renews itself
    assert done.locator("textarea[name=why]").input_value() == "The lot was set apart"
    lead.get_by_role("button", name="It is done").click()
    lead.wait_for_selector("text=You did the work")
    assert lead.evaluate("document.querySelector('a.file img').naturalWidth") == 1
    author = signed_in(works, chromium, AUTHOR)
    author.goto(f"/corrective/{works[1]}")
    author.wait_for_selector("text=No gasket of lot 7 left")
    author.fill("form:has(button:text('Close it')) textarea[name=why]", "Shelf 3 is empty")
    author.get_by_role("button", name="Close it").click()
    author.wait_for_selector("#live .chip:text-is('closed')")
    lead.wait_for_selector("#live .chip:text-is('closed')")  # without a tap


@pytest.mark.parametrize("width", [480, 1280])
@pytest.mark.parametrize("language", ["English", "中文"])
def test_nothing_is_clipped(
    works: tuple[Served, str], chromium: Browser, width: int, language: str
) -> None:
    page = signed_in(works, chromium, LEAD)
    if language != "English":
        page.get_by_role("button", name=language).click()
    page.set_viewport_size({"width": width, "height": 800})
    for place in ("/corrective?view=all", f"/corrective/{works[1]}"):
        page.goto(place)
        assert page.evaluate(CLIPPED) == [], place
