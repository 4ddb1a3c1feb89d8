"""A picture of every page of the hub, in both languages, wide and narrow, by day and by night, over
what a station at work and its people have done.

    python -m tests.system.hub_tour build/pictures/hub
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.system.plant import plant
from tests.system.test_browser import CHROMIUM, QUIET, playwright, propose, sign_in_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LISTS = (
    "/", "/calls", "/stations", "/people", "/releases", "/evidence", "/corrective", "/suggestions",
    "/leaderboard", "/reading", "/reviews", "/audit", "/search?q=V1-000001",
)  # fmt: skip
ONE_OF = ("/executions/", "/corrective/", "/suggestions/", "/reviews/", "/reading/")
"""Of these the first that a list leads to is shown as well."""
LOOKS = (
    ("", 1440, 900, "light"),
    ("dark", 1440, 900, "dark"),
    ("narrow", 480, 900, "light"),
)
BOSS, PASSWORD = "li.approver", "a password of hers"


def main() -> int:
    """0 when every page was pictured."""
    if CHROMIUM is None:
        print("Chromium is not installed: no pictures of the hub", file=sys.stderr)
        return 1
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures/hub")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as kept,
        plant(Path(kept)) as works,
    ):
        works.hub.command("user", BOSS, "--role", "approver", "--password", PASSWORD)
        with works.served():
            station = works.enrolled("A-07")
            works.work(station, executions=24)
            propose(station)
            works.sync(station)
            with playwright.sync_playwright() as started:
                browser = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
                for language in ("zh", "en"):
                    _pictures(browser, works.hub.url, language, folder)
                browser.close()
    return 0


def _pictures(browser: Browser, url: str, language: str, folder: Path) -> None:
    context = browser.new_context(base_url=url, locale={"zh": "zh-CN", "en": "en-GB"}[language])
    page = context.new_page()
    page.goto("/login")
    _take(page, folder, "login", language)
    sign_in_as(page, BOSS, PASSWORD)
    for address in _addresses(page):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        name = address.split("?")[0].strip("/").split("/")
        _take(
            page, folder, "-".join([name[0] or "executions", *["one"] * (len(name) > 1)]), language
        )
    context.close()


def _addresses(page: Page) -> Iterator[str]:
    yield from LISTS
    for kind in ONE_OF:
        page.goto(kind.rstrip("/").replace("/executions", "/"))
        page.wait_for_load_state("networkidle")
        first = page.locator(f"main a[href^='{kind}']").first
        if first.count():
            yield str(first.get_attribute("href"))


def _take(page: Page, folder: Path, name: str, language: str) -> None:
    for look, width, height, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        file = folder / look / f"{name}.{language}.png"
        page.screenshot(path=file, full_page=True)
        print(file, flush=True)


if __name__ == "__main__":
    sys.exit(main())
