"""Where things lie on a stick that goes between a station without a network and the hub.

sop-carry/up/<device>/carried.json, batches/…, photographs/<sha256>
sop-carry/down/<device>/receipt.json, assignment.json, roster.json, trust/<version>.json,
    manifests/<sha256>, documents/<sha256>, files/<sha256>
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "sop-carry"
CARRIED = "carried.json"
RECEIPT = "receipt.json"
ASSIGNMENT = "assignment.json"
ROSTER = "roster.json"


def up(stick: Path, device: str) -> Path:
    return stick / FOLDER / "up" / device


def down(stick: Path, device: str) -> Path:
    return stick / FOLDER / "down" / device
