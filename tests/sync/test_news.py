"""News are heard once, in their order, and hold up nothing when they cannot be."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import httpx
import msgspec
import pytest

from kiosk.operations.opening import open_station
from kiosk.sync.errors import Unreachable
from kiosk.sync.news import NewsDownlink
from kiosk.sync.transport import Hub
from sop.journal import EMPTY
from sop.signing import SigningKey
from sop.wire.messages import News, NewsList, Nonce, Problem, Token, Welcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.operations.station import Station

TOLD = [
    News(number=n, kind="weather" if n == 3 else "suggestion", about=f"s-{n}", at="…")
    for n in range(1, 6)
]
KEY = SigningKey.of(b64encode(bytes([7]) * 32).decode("ascii"))


def welcome(news: int) -> Welcome:
    return Welcome(
        hub="h", epoch="e", log="l", have=EMPTY, durable_seq=0, trust=1, assignment=0,
        at="2026-11-22T09:00:00Z", news=news,
    )  # fmt: skip


class Server:
    """A hub's answers over the real client: two pieces of news a page, or another answer."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.instead: httpx.Response | Exception | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/nonce"):
            return _said(Nonce(b64encode(b"n" * 32).decode("ascii")))
        if request.url.path.endswith("/token"):
            return _said(Token("t", 600))
        if isinstance(self.instead, Exception):
            raise self.instead
        if self.instead is not None:
            return self.instead
        after = int(request.url.params["after"])
        self.asked.append(after)
        return _said(NewsList([it for it in TOLD if it.number > after][:2]))


def _said(message: msgspec.Struct) -> httpx.Response:
    content = msgspec.json.encode(message)
    return httpx.Response(200, content=content, headers={"Content-Type": "application/json"})


class _Releases:
    """What comes before the news is another part's work."""

    ran = 0

    def run(self, hub: Hub, welcome: Welcome) -> None:
        self.ran += 1


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.close()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def hub(server: Server) -> Iterator[Hub]:
    made = Hub("http://hub.test", "d-1", KEY, httpx.MockTransport(server))
    yield made
    made.close()


def test_everything_new_is_heard_page_by_page_and_nothing_twice(
    station: Station, server: Server, hub: Hub
) -> None:
    news = NewsDownlink(station, _Releases())
    news.run(hub, welcome(3))
    assert (server.asked, station.store.news.latest()) == ([0, 2], 4)
    news.run(hub, welcome(5))
    news.run(hub, welcome(5))
    assert server.asked == [0, 2, 4]
    told = list(station.store.news.last_about("suggestion").values())
    assert told == [TOLD[4], TOLD[3], TOLD[1], TOLD[0]]


def test_a_hub_without_news_is_not_asked(station: Station, server: Server, hub: Hub) -> None:
    NewsDownlink(station, _Releases()).run(hub, welcome(0))
    assert server.asked == []


def test_a_hub_that_names_more_than_it_tells_is_not_asked_for_ever(
    station: Station, server: Server, hub: Hub
) -> None:
    NewsDownlink(station, _Releases()).run(hub, welcome(99))
    assert server.asked == [0, 2, 4, 5]


def test_a_hub_that_refuses_news_has_given_its_releases_all_the_same(
    station: Station, server: Server, hub: Hub
) -> None:
    releases = _Releases()
    problem = Problem(type="", title="not here", status=404, code="not_found")
    server.instead = httpx.Response(
        404,
        content=msgspec.json.encode(problem),
        headers={"Content-Type": "application/problem+json"},
    )
    NewsDownlink(station, releases).run(hub, welcome(5))
    assert (releases.ran, station.store.news.latest()) == (1, 0)


def test_a_network_that_went_is_told_as_always(station: Station, server: Server, hub: Hub) -> None:
    server.instead = httpx.ConnectError("gone")
    with pytest.raises(Unreachable):
        NewsDownlink(station, _Releases()).run(hub, welcome(5))
