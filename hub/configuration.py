"""How this hub is set up: one TOML file in its folder, each line also as a variable.

`hub.toml`, made by `sop-hub init`; `SOP_HUB_DATABASE=postgresql://…` stands for `database = …`.
Nothing else needs to be told, and nothing told changes the code that runs.
"""

from __future__ import annotations

import os
import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import msgspec
import platformdirs
from msgspec import Struct

Points = Annotated[int, msgspec.Meta(ge=0, le=1000)]
VARIABLE = "SOP_HUB_"
FOLDER = VARIABLE + "FOLDER"
DATABASES = ("", "postgresql", "postgres")


class WrongConfiguration(Exception):
    """`hub.toml`, or a variable, says what cannot be understood."""

    def __init__(self, place: object, reason: object, zh: str | None = None) -> None:
        self.zh = f"配置有误（{place}）：{zh or reason}"
        self.en = f"The configuration is wrong ({place}): {reason}"
        super().__init__(self.en)


class Configuration(Struct, frozen=True, kw_only=True):
    """`database`: empty for SQLite in the folder, or postgresql://user:password@host:port/name.

    `objects`: where media and photographs lie; empty for the folder, or s3://bucket/prefix
    (its endpoint and credentials as `objects_…`). `hosts`: the names it is called by. `points_…`:
    what a suggestion is worth while it is accepted, and once it is adopted; what an exception that
    somebody reported adds on the leaderboard. `keep_photographs`: for so many days at least; a
    year is the least that counts. `keep_presence`: for so many days the hub knows who was at which
    station from when to when.
    """

    folder: Path
    secret: str = "not yet made: run sop-hub init"
    name: str = "hub"
    database_url: str = msgspec.field(default="", name="database")
    objects: str = ""
    objects_endpoint: str = ""
    objects_key: str = ""
    objects_secret: str = ""
    objects_region: str = "us-east-1"
    hosts: list[str] = msgspec.field(default_factory=lambda: ["*"])
    origins: list[str] = msgspec.field(default_factory=list)
    timezone: str = "Asia/Shanghai"
    token_lasts: int = 900
    points_accepted: Points = 5
    points_adopted: Points = 20
    points_exception: Points = 1
    keep_photographs: int = 5475
    keep_presence: int = 90

    @property
    def code(self) -> Path:
        """Where the hub's own files are."""
        return Path(__file__).parent

    def database(self) -> dict[str, Any]:
        """Django's description of the database."""
        if self.database_url:
            return _postgresql(self.database_url)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": self.folder / "hub.db",
            "CONN_MAX_AGE": None,  # a connection a thread, for as long as it lives
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }


@cache
def configuration() -> Configuration:
    """Read once. Raises `WrongConfiguration`."""
    folder = Path(os.environ.get(FOLDER) or platformdirs.user_data_path("sop-hub", False))
    said: dict[str, Any] = {"folder": str(folder)}
    file = folder / "hub.toml"
    if file.exists():
        said |= _known(_written(file), file)
    for field in msgspec.structs.fields(Configuration):
        value = os.environ.get(VARIABLE + field.encode_name.upper())
        if value:
            said[field.encode_name] = value.split(",") if field.type == list[str] else value
    try:
        told = msgspec.convert(said, Configuration, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise WrongConfiguration(file, error) from error
    if urlsplit(told.database_url).scheme not in DATABASES:
        raise WrongConfiguration(file, "database = postgresql://…")
    return told


def _written(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongConfiguration(file, error) from error


def _known(said: dict[str, Any], file: Path) -> dict[str, Any]:
    """What is misspelt would be as if it had not been said."""
    known = {field.encode_name for field in msgspec.structs.fields(Configuration)} - {"folder"}
    for key in said.keys() - known:
        near = ", ".join(get_close_matches(key, known, n=1) or sorted(known))
        raise WrongConfiguration(
            file,
            f"there is no setting {key}; did you mean {near}?",
            f"没有 {key} 这一项，是否指 {near}？",
        )
    return said


def _path(kind: type, value: Any) -> Any:
    return kind(value)


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 20, "timeout": 10}},
    }
