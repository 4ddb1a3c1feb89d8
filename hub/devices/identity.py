"""Which hub this is."""

from __future__ import annotations

import uuid

from django.utils import timezone

from hub.configuration import configuration
from hub.devices.models import Identity
from hub.problems import HubProblem


def identity() -> Identity:
    """Raises `HubProblem` before `sop-hub init`."""
    found = Identity.objects.first()
    if found is None:
        raise HubProblem(
            503, "not_ready", "中心服务器尚未初始化：sop-hub init", "Run sop-hub init first"
        )
    return found


def begin() -> Identity:
    """Give this hub its id. Once more changes nothing."""
    found = Identity.objects.first()
    return found or Identity.objects.create(
        id=uuid.uuid4(), epoch=uuid.uuid4(), name=configuration().name, made_at=timezone.now()
    )


def renew_epoch() -> None:
    """After a restore: every station asks anew what is held here."""
    Identity.objects.update(epoch=uuid.uuid4())
