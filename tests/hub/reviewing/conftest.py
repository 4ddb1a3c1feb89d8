"""A hub, on either database, that holds what a real station recorded."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from hub.access import make_groups
from hub.devices.models import Device
from hub.ingest.models import Log
from hub.records.projecting import catch_up
from tests.hub.ingest.conftest import database, office
from tests.hub.records.test_projecting import take_in
from tests.hub.worked import lines

__all__ = ["database", "office"]
PASSWORD = "a long enough secret"


def log_of(station: str) -> Log:
    device = Device.objects.create(
        id=uuid.uuid4(), station=station, public_key="", enrolled_at=timezone.now()
    )
    return Log.objects.create(id=uuid.uuid4(), device=device, began_at=timezone.now())


@pytest.fixture
def log(office: Path) -> Log:
    """A shift of three runs, read."""
    made = log_of("A-07")
    take_in(made.pk, lines())
    catch_up()
    return made


def user(name: str, *roles: str) -> Any:
    make_groups()
    made = User.objects.create_user(name, password=PASSWORD)
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


@pytest.fixture
def lead(office: Path) -> Any:
    return user("reviewer", "lead")


@pytest.fixture
def seen(lead: Any) -> Client:
    client = Client()
    client.force_login(lead)
    return client
