"""The roster: when each station was last heard of, what it has not sent, what it holds.
工位一览：最近联系、未上传记录、持有版本。"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import telling

if TYPE_CHECKING:
    from hub.devices.models import Device


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "stations",
        help="who is there, and how they stand 工位一览",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.devices.models import Device
    from hub.releases.models import Release

    names = {it.digest: str(it) for it in Release.objects.all()}
    for device in Device.objects.order_by("station"):
        row = _row(device, names)
        print(json.dumps(row, ensure_ascii=False) if args.json else _line(row))
    return 0


def _row(device: Device, names: dict[str, str]) -> dict[str, Any]:
    health = device.health
    return {
        "station": device.station,
        "operation": device.operation,
        "device": str(device.pk),
        "revoked": device.revoked_at is not None,
        "last_contact": device.last_contact.isoformat() if device.last_contact else None,
        "unsent": health.get("unsent", 0),
        "oldest_unsent": health.get("oldest_unsent"),
        "evidence_pending": health.get("evidence_pending", 0),
        "releases": sorted(names.get(it, it[:12]) for it in health.get("releases", [])),
        "assignment": health.get("assignment", 0),
        "versions": health.get("versions", {}),
        "problems": health.get("problems", []),
    }


def _line(row: dict[str, Any]) -> str:
    state = "revoked" if row["revoked"] else (row["last_contact"] or "never")
    held = ", ".join(row["releases"]) or "-"
    return f"{row['station']:<16} {state:<33} unsent {row['unsent']:<7} {held}"
