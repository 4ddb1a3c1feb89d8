"""Talks with the hub without a screen, until stopped: for a station that is not being used, and
for commissioning. Prints a line of JSON each time something changes. With --once, until the hub
has everything and everything assigned is here; exit code 1 when that did not come about.
不启动画面，只与中心服务器同步；--once 表示同步完成后退出。"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kiosk.operations.reconciling import SyncStatus
    from kiosk.operations.station import Station


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", default=False, help="then end 完成即退出")
    parser.add_argument(
        "--new-key", action="store_true", default=False, help="change this station's key 更换密钥"
    )


def run(args: Namespace) -> int:
    from kiosk.commands.opening import opened

    with opened(args) as station:
        if args.new_key:
            _change_key(station)
        return _once(station) if args.once else _until_stopped(station, args.language)


def _change_key(station: Station) -> None:
    """Raises a `SyncError`; whatever it was, this station is not locked out."""
    from contextlib import closing

    from kiosk.sync.errors import NotEnrolled
    from kiosk.sync.link import link_of
    from kiosk.sync.loop import connect
    from kiosk.sync.rotation import renew_key

    link = link_of(station.store)
    if link is None:
        raise NotEnrolled()
    with closing(connect(link)) as hub:
        renew_key(station.store, hub)


def _once(station: Station) -> int:
    """Raises the `SyncError` that kept it from being done."""
    from kiosk.sync.assembly import session

    status = session(station)
    _tell(status)
    return 0 if status.unsent == 0 else 1


def _until_stopped(station: Station, language: str) -> int:
    import threading

    from kiosk.sync.assembly import sync_of

    sync = sync_of(station)
    sync.on_status(lambda status: _tell(status, language))
    sync.start()
    try:
        threading.Event().wait()
    finally:
        sync.stop()
    return 0


def _tell(status: SyncStatus, language: str = "en") -> None:
    import json

    line = {
        "state": status.state,
        "unsent": status.unsent,
        "photographs": status.photographs,
        "contact_at": status.contact_at,
        "reason": status.reason.text(language) if status.reason else None,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)
