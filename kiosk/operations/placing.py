"""Where this station stands: its name and the operation it does."""

from kiosk.operations.station import Change, Station


def place_station(station: Station, name: str, operation: str | None = None) -> None:
    """From now on runs are recorded under this name, and procedures bound to another station
    or operation are no longer offered. Runs begun before keep what they were begun with."""
    if (name, operation) == (station.name, station.operation):
        return
    station.name, station.operation = name, operation
    station.note("StationPlaced", name=name, operation=operation)
    station.tell(Change("releases"))
