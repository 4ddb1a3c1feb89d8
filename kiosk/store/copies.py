"""The second file of what the station was given.

The journal needs none: it is sent to the hub, and its bytes are only ever added to. People, work
orders and procedures come back only by hand, so their small database is kept twice.
"""

from pathlib import Path

from kiosk.store.connection import Connections, sidecars
from kiosk.store.content import Untrusted, examine_station
from kiosk.store.health import damage_of
from kiosk.store.placing import incoming_for, put_in_place
from kiosk.store.trouble import tell_damage
from kiosk.system_errors import Reason

STATION_TABLES = ("releases", "people", "work_orders", "settings")


def copy_of(path: Path) -> Path:
    return path.with_suffix(".copy.db")


def damage_of_station(path: Path) -> Reason | None:
    """Why what the station was given cannot be relied on, or None."""
    if reason := damage_of(path, tables=STATION_TABLES):
        return reason
    try:
        examine_station(path)
    except Untrusted as why:
        return why.reason
    return None


def keep_copy(station: Connections) -> None:
    """Renew the copy if anything was written since it was made. Damage that befell the database
    meanwhile is never copied: the copy is what it will be restored from."""
    copy = copy_of(station.path)
    if copy.exists() and copy.stat().st_mtime_ns > _changed(station.path):
        return
    incoming = incoming_for(copy)
    with station.turn:
        station.writer.execute("VACUUM INTO ?", (str(incoming),))
    if reason := damage_of_station(incoming):
        tell_damage(station.path, reason, Untrusted(reason))
    put_in_place(incoming, copy)


def restore(path: Path) -> bool:
    """Put the copy in the place of a database that was set aside; False when it is of no use."""
    copy = copy_of(path)
    if not copy.exists() or damage_of_station(copy):
        return False
    incoming = incoming_for(path)
    incoming.write_bytes(copy.read_bytes())
    put_in_place(incoming, path)
    return True


def _changed(path: Path) -> int:
    """When it was last written to. An empty log was only made by opening the database."""
    files = [path, *(it for it in sidecars(path)[:1] if it.exists() and it.stat().st_size)]
    return max(it.stat().st_mtime_ns for it in files)
