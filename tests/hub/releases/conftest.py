"""A hub with its trust, three stations, and procedures to publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from hub.devices.models import Device
from hub.releases import assigning, trust
from hub.releases.publishing import Terms
from hub.releases.publishing import publish as publish_loaded
from sop.language import Loaded, load_procedure
from sop.signing import Opened
from sop.signing.accepting import accept_assignment
from sop.wire.documents import Assignment
from tests.sop.language.packages import MINIMAL


@pytest.fixture
def office(hub: Path) -> Path:
    """The hub's folder, its first trust made."""
    trust.begin("hub-1")
    return hub


@pytest.fixture
def stations(office: Path) -> list[Device]:
    return [station(name) for name in ("A-1", "A-2", "B-1")]


def station(name: str, operation: str | None = None) -> Device:
    device = Device(id=uuid4(), station=name, operation=operation, enrolled_at=timezone.now())
    device.save(force_insert=True)
    return device


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., Loaded]:
    return lambda revision="A", **changes: load_procedure(written(tmp_path, revision, **changes))


def written(folder: Path, revision: str = "A", code: str = "MIN-1", extra: str = "") -> Path:
    """A procedure folder. `extra`: further lines of the sheet."""
    sheet = MINIMAL.replace("revision: A", f"revision: {revision}").replace("MIN-1", code)
    made = folder / f"{code}-{revision}-{uuid4().hex[:6]}"
    made.mkdir(parents=True)
    (made / "sop.yaml").write_text(sheet + extra, encoding="utf-8")
    return made


@pytest.fixture
def publish(office: Path, package: Callable[..., Loaded]):
    """Publish a revision; returns its row. Further names are terms."""

    def published(revision: str = "A", *, code: str = "MIN-1", extra: str = "", **terms):
        return publish_loaded(package(revision, code=code, extra=extra), Terms(**terms))

    return published


def told(device: Device) -> Assignment:
    """The newest assignment, as the station accepts it."""
    return opened(device).document


def opened(device: Device) -> Opened[Assignment]:
    newest = assigning.newest_for(device)
    assert newest is not None
    return accept_assignment(trust.document(), str(device.pk), 0, bytes(newest.envelope))


def revisions(device: Device) -> list[str]:
    return [it.revision for it in told(device).releases]
