"""Which hub this is."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from hub.configuration import configuration
from hub.devices.models import Identity
from hub.people.auditing import note
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
    if found is not None:
        return found
    with transaction.atomic():
        made = Identity.objects.create(
            id=uuid.uuid4(), epoch=uuid.uuid4(), name=configuration().name, made_at=timezone.now()
        )
        note("hub_made", str(made.pk), None, {"names": made.name})
    return made


def renew_epoch() -> None:
    """After a restore: every station asks anew what is held here."""
    epoch = uuid.uuid4()
    with transaction.atomic():
        for it in Identity.objects.all():
            note("restored", str(it.pk), str(it.epoch), str(epoch))
        Identity.objects.update(epoch=epoch)
