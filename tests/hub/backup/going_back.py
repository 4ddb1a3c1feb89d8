"""A hub that is backed up and goes back, and what is in it, seen past it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from pysqlite3 import dbapi2 as sqlite

from sop.journal import evidence_named_in
from tests.hub.databases import new_postgresql, postgresql

if TYPE_CHECKING:
    from tests.hub.served import Served

_HEADS = "SELECT seq, durable_seq FROM ingest_log"


def on_postgresql() -> dict[str, str]:
    """The variables of a hub on a new database, whose own tools copy it."""
    return {
        "SOP_HUB_DATABASE": new_postgresql(),
        "SOP_HUB_PG_BIN": str(postgresql().bin_path),
    }


def backed_up(hub: Served, folder: Path) -> Path:
    """One more backup below `folder`."""
    told = hub.command("backup", folder, "--language", "en")
    return Path(told.partition(": ")[2].strip())


def reaches(backup: Path) -> int:
    """How far its one log goes."""
    (head,) = json.loads((backup / "backup.json").read_bytes())["logs"].values()
    return int(head["seq"])


def heads(hub: Served) -> tuple[int, int]:
    """Of the one log: how far it goes, and how far a backup holds it. Starts no process."""
    url = hub.environ.get("SOP_HUB_DATABASE")
    if url:
        with psycopg.connect(url) as database:
            row = database.execute(_HEADS).fetchone()
    else:
        file = f"{(hub.folder / 'hub.db').as_uri()}?mode=ro"
        with closing(sqlite.connect(file, uri=True, timeout=20)) as database:
            row = database.execute(_HEADS).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def photographs_named_in(journal: bytes) -> set[str]:
    """By where they lie on a shelf."""
    names = {name for line in journal.splitlines() for name in evidence_named_in(line)}
    return {f"{it[:2]}/{it[2:]}" for it in names}
