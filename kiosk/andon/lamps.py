"""Lamps and boards, by MQTT: what this station does, retained, for whoever subscribes.

Nothing ever waits for the broker: one that is gone is tried again, quietly, for ever.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from kiosk.andon.settings import MQTT_PORT, MQTT_TLS_PORT, Mqtt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sop.wire.andon import Call

log = logging.getLogger(__name__)

State = Literal["free", "running", "call", "stopped", "gone"]
PASSWORD_FILE = "mqtt.password"
_SOONEST_S, _LATEST_S = 1, 60
_KEEPALIVE_S = 20


def state_of(calls: Iterable[Call], running: bool) -> State:
    """What a lamp shows: red for a station that is stopped, amber for one that calls."""
    effects = {call.effect for call in calls}
    if "stop" in effects:
        return "stopped"
    if effects:
        return "call"
    return "running" if running else "free"


def topic_of(base: str, line: str, station: str) -> str:
    """`base/line/station`, with nothing in a name that means something to a broker."""

    def plain(name: str) -> str:
        return "".join("_" if letter in "/+#\0" else letter for letter in name) or "-"

    return "/".join((base.strip("/") or "andon", plain(line), plain(station)))


def payload_of(station: str, line: str, state: State, calls: Iterable[Call]) -> bytes:
    """JSON: who, what, and of each open call category, severity, since when, who comes."""
    told: dict[str, Any] = {
        "station": station,
        "line": line,
        "state": state,
        "calls": [
            {
                "exception": call.exception,
                "category": call.category,
                "severity": call.severity,
                "effect": call.effect,
                "since": call.raised_at,
                "called": call.called,
                "taken_by": [taken.name for taken in call.taken],
            }
            for call in calls
        ],
    }
    return msgspec.json.encode(told)


class Lamps:
    """The station at the broker. `show` from any thread; a state the broker has missed is told
    when it is back, and only the last. When this station goes, the broker says `gone`."""

    def __init__(self, settings: Mqtt, topic: str, gone: bytes, folder: Path) -> None:
        self._topic, self._latest = topic, b""
        self._lock = threading.Lock()
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.on_connect = self._connected
        self._client.reconnect_delay_set(_SOONEST_S, _LATEST_S)
        self._client.will_set(topic, gone, qos=1, retain=True)
        self._gone = gone
        if settings.username:
            self._client.username_pw_set(settings.username, _password(folder))
        if settings.tls:
            self._client.tls_set()
        port = settings.port or (MQTT_TLS_PORT if settings.tls else MQTT_PORT)
        self._client.connect_async(settings.host, port, keepalive=_KEEPALIVE_S)
        self._client.loop_start()

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def show(self, payload: bytes) -> None:
        """This is how it stands; the same once more is not said again."""
        with self._lock:
            if payload == self._latest:
                return
            self._latest = payload
        self._publish()

    def close(self) -> None:
        """Say that this station is gone, if anybody hears it, and let go."""
        with suppress(Exception):
            if self.connected:
                self._client.publish(self._topic, self._gone, qos=1, retain=True)
            self._client.disconnect()
        self._client.loop_stop()

    def _connected(self, *_told: object) -> None:
        self._publish()

    def _publish(self) -> None:
        # Nothing is kept for a broker that is gone: it would get old states in a row.
        if self._latest and self.connected:
            self._client.publish(self._topic, self._latest, qos=1, retain=True)


def _password(folder: Path) -> str | None:
    try:
        return (folder / PASSWORD_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return None
