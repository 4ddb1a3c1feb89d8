"""How the andon of this station is set. Every field has a default that works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from sop.andon import MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

PORT = 47_147
MQTT_PORT, MQTT_TLS_PORT = 1883, 8883


class Mqtt(Struct, frozen=True, kw_only=True):
    """A broker for lamps and boards; port 0 is the usual one. `topic` is what all of them begin
    with. Its password lies in the file `mqtt.password` of the data folder: no settings tell it."""

    host: str
    port: int = 0
    tls: bool = False
    username: str = ""
    topic: str = "andon"


class Settings(Struct, frozen=True, kw_only=True):
    """`port`: where this station listens; another free one when it is taken. `addresses`: of other
    stations, as host or host:port, where multicast is not let through. `minutes`: after how long a
    call goes on to team lead, supervisor, owner. `mqtt`: None sends nothing."""

    port: int = PORT
    addresses: tuple[str, ...] = ()
    minutes: tuple[float, float, float] = (MINUTES[0], MINUTES[1], MINUTES[2])
    mqtt: Mqtt | None = None


def settings_of(preferences: Mapping[str, Any]) -> Settings:
    """From the station's preferences. What cannot be read is as if it had not been set: a slip in
    a file must not silence the calls."""
    return Settings(
        port=_read(preferences, "andon_port", int, PORT),
        addresses=_read(preferences, "andon_addresses", tuple[str, ...], ()),
        minutes=_minutes(preferences),
        mqtt=_read(preferences, "mqtt", Mqtt | None, None),
    )


def _minutes(preferences: Mapping[str, Any]) -> tuple[float, float, float]:
    """In rising order, none under a tenth: a slip must not call the owner at once."""
    usual = Settings().minutes
    read = _read(preferences, "andon_minutes", tuple[float, float, float], usual)
    return read if 0.1 <= read[0] <= read[1] <= read[2] else usual


def _read(preferences: Mapping[str, Any], key: str, kind: Any, usual: Any) -> Any:
    try:
        return msgspec.convert(preferences[key], kind)
    except (KeyError, msgspec.ValidationError):
        return usual
