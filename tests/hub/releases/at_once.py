"""Run as a program, in a hub's folder: everybody decides and asks at the same time.

Prints how many assignments were issued. Fails when a station was told anything twice, or not the
whole at the end.
"""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

import django

import hub  # noqa: F401  (its SQLite)

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from hub.devices.models import Device  # noqa: E402
from hub.evidence.receiving import WrongOffset, receive  # noqa: E402
from hub.releases import rollout, trust  # noqa: E402
from hub.releases.models import Issued  # noqa: E402
from hub.releases.publishing import Terms, publish  # noqa: E402
from sop.language import load_procedure  # noqa: E402
from sop.signing.accepting import accept_assignment  # noqa: E402
from sop.wire.messages import Health  # noqa: E402
from tests.sop.language.packages import MINIMAL  # noqa: E402

CODES = [f"P-{n}" for n in range(8)]


def main() -> int:
    devices = [
        Device.objects.create(id=uuid.uuid4(), station=f"S-{n}", enrolled_at=timezone.now())
        for n in range(12)
    ]
    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(_closing, _publish, code) for code in CODES]
        work += [pool.submit(_closing, _contact, it) for it in devices for _ in range(3)]
        work += [pool.submit(_closing, _photograph, n % 2) for n in range(8)]
        for each in work:
            each.result()
    for device in devices:
        rollout.standing(device, Health(station=device.station))
        _judge(device)
    print(Issued.objects.count())
    return 0


def _closing(task, *given) -> None:
    try:
        task(*given)
    finally:
        connections.close_all()


def _publish(code: str) -> None:
    folder = Path(tempfile.mkdtemp())
    (folder / "sop.yaml").write_text(MINIMAL.replace("MIN-1", code), encoding="utf-8")
    publish(load_procedure(folder), Terms())


def _contact(device: Device) -> None:
    rollout.standing(device, Health(station=device.station))


def _photograph(number: int) -> None:
    from hashlib import sha256

    photo, have = bytes([number]) * 9000, 0
    while have < len(photo):
        piece = photo[have : have + 2500]
        try:
            have = receive(sha256(photo).hexdigest(), have, len(photo), piece)
        except WrongOffset as wrong:
            have = wrong.offset


def _judge(device: Device) -> None:
    """As the station would, from the first assignment to the last."""
    trusted, highest = trust.document(), 0
    for row in Issued.objects.filter(device=device).order_by("count"):
        opened = accept_assignment(trusted, str(device.pk), highest, bytes(row.envelope))
        assert opened.document.count == highest + 1, "a gap"
        highest = opened.document.count
    assert [it.code for it in opened.document.releases] == CODES


if __name__ == "__main__":
    sys.exit(main())
