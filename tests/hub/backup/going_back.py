"""Backups as they are made by command, and what is in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hub.databases import new_postgresql, postgresql

if TYPE_CHECKING:
    from tests.hub.served import Served

WITH_DJANGO = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
import hub, django
django.setup()
"""


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
