"""Files in another folder than the hub's own are backed up like those in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.hub.backup.going_back import backed_up
from tests.hub.served import Served
from tests.sop.language.packages import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path


def test_a_hub_whose_disks_are_gone_comes_back_whole(tmp_path: Path) -> None:
    files = tmp_path / "another disk"
    hub = Served(tmp_path / "hub", SOP_HUB_OBJECTS=str(files))
    hub.folder.mkdir()
    hub.command("init")
    hub.command("publish", SAMPLE)
    before = contents(files)
    backup = backed_up(hub, tmp_path / "backups")

    for disk in (hub.folder, files):
        shutil.rmtree(disk)
    hub.folder.mkdir()
    hub.command("restore", backup)

    assert before
    assert contents(files) == before
    assert "nothing was altered" in hub.command("verify", "--language", "en")


def contents(folder: Path) -> dict[str, bytes]:
    return {it.name: it.read_bytes() for it in folder.glob("??/*")}
