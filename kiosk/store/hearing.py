"""What people of this station proposed, and what the hub answered: for showing, never relied on.

The record of a suggestion is the fact in the journal; this is the list of them, and the answers.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec
from msgspec import Struct
from sqlite_utils.db import Table

from kiosk.store.roster import Given
from sop.wire.messages import News

HEARING = (
    """CREATE TABLE news (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX news_by_about ON news (kind, about, number)",
    """CREATE TABLE suggestions (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        at TEXT NOT NULL,
        code TEXT NOT NULL,
        revision TEXT NOT NULL,
        step TEXT NOT NULL,
        text TEXT NOT NULL,
        photos INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX suggestions_by_person ON suggestions (person, at)",
)


class Suggestion(Struct, frozen=True, kw_only=True):
    """`step` is the step's title as JSON by language, `{}` for none; `at` is ISO 8601."""

    id: str
    person: str
    at: str
    code: str
    revision: str
    step: str
    text: str
    photos: int


class Heard(Given):
    """The news of the hub, by their numbers."""

    table = "news"

    def put(self, news: News) -> None:
        """Hearing the same twice changes nothing."""
        row = {"number": news.number, "kind": news.kind, "about": news.about}
        body = msgspec.json.encode(news).decode()
        with self._writing() as database:
            cast(Table, database[self.table]).upsert(row | {"body": body}, pk="number")

    def latest(self) -> int:
        """The number of the latest piece; 0 where none was heard."""
        rows = self._rows("1 ORDER BY number DESC LIMIT 1")
        return rows[0]["number"] if rows else 0

    def last_about(self, kind: str) -> dict[str, News]:
        """The latest word on each thing, the most recently told first."""
        rows = self._rows("kind = ? ORDER BY number", [kind])
        told: dict[str, News] = {}
        for row in rows:
            news = _news(row)
            told.pop(news.about, None)
            told[news.about] = news
        return dict(reversed(told.items()))

    def latest_about(self, kind: str, most: int) -> list[News]:
        """The latest word on each of the `most` things told of last, the most recent first."""
        latest = "SELECT max(number) FROM news WHERE kind = ? GROUP BY about ORDER BY 1 DESC"
        rows = self._rows(f"number IN ({latest} LIMIT ?) ORDER BY number DESC", [kind, most])
        return [_news(row) for row in rows]

    def of(self, kind: str, about: str) -> News | None:
        """The latest word on that."""
        where = "kind = ? AND about = ? ORDER BY number DESC LIMIT 1"
        rows = self._rows(where, [kind, about])
        return _news(rows[0]) if rows else None


class Suggestions(Given):
    table = "suggestions"

    def put(self, suggestion: Suggestion) -> None:
        self._upsert("id", msgspec.structs.asdict(suggestion))

    def of(self, person: str) -> list[Suggestion]:
        """Theirs, the latest first."""
        rows = self._rows("person = ? ORDER BY at DESC", [person])
        return [msgspec.convert(row, Suggestion) for row in rows]


def _news(row: dict[str, Any]) -> News:
    return msgspec.json.decode(row["body"], type=News)
