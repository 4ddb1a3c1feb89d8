"""Lamps at a real broker: told, retained, and never waited for."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from kiosk.andon.lamps import Lamps, payload_of, state_of, topic_of
from kiosk.andon.settings import Mqtt
from kiosk.operations.exceptions import answer_here, dispose_exception
from kiosk.store import Person
from sop.wire.andon import Call
from tests.andon.conftest import Post, free_port, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")
at_a_broker = pytest.mark.skipif(
    MOSQUITTO is None, reason="NOT TESTED at a real broker: apt install mosquitto"
)


class Broker:
    """A real one, on a port of its own; stopped and started again it has forgotten all."""

    def __init__(self, folder: Path, password: str = "") -> None:
        self.port = free_port()
        self._file = folder / "mosquitto.conf"
        lines = [f"listener {self.port} 127.0.0.1"]
        if password:
            told = folder / "passwords"
            told.write_text(f"kiosk:{password}\n", encoding="utf-8")
            told.chmod(0o600)
            subprocess.run(["mosquitto_passwd", "-U", str(told)], check=True)
            lines += ["allow_anonymous false", f"password_file {told}", "user root"]
        else:
            lines.append("allow_anonymous true")
        self._file.write_text("\n".join(lines), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        assert MOSQUITTO is not None
        self._process = subprocess.Popen(
            [MOSQUITTO, "-c", str(self._file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


class Board:
    """Subscribes to everything and remembers the last of each topic."""

    def __init__(self, port: int, password: str = "") -> None:
        self.shown: dict[str, Any] = {}
        self._client = Client(CallbackAPIVersion.VERSION2)
        if password:
            self._client.username_pw_set("kiosk", password)
        self._client.on_connect = lambda client, *_: client.subscribe("#", qos=1)
        self._client.on_message = self._came
        self._client.connect_async("127.0.0.1", port)
        self._client.loop_start()

    def state(self, topic: str) -> str:
        return str(self.shown.get(topic, {}).get("state", ""))

    def _came(self, _client: object, _data: object, message: Any) -> None:
        self.shown[message.topic] = json.loads(message.payload)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def board(broker: Broker) -> Iterator[Board]:
    made = Board(broker.port)
    yield made
    made.close()


def lit(post: Post, port: int) -> Post:
    post.mqtt = Mqtt(host="127.0.0.1", port=port, topic="plant/andon")
    return post.start()


def call(**more: Any) -> Call:
    return Call(exception="e", raised_at="", open_s=0, category="man", **more)


def test_the_worst_there_is_decides_the_lamp() -> None:
    assert state_of((), running=False) == "free"
    assert state_of((), running=True) == "running"
    assert state_of((call(),), running=True) == "call"
    assert state_of((call(), call(effect="stop")), running=False) == "stopped"


def test_a_name_cannot_leave_its_place_in_the_topics() -> None:
    assert topic_of("/plant/", "L+1", "A/#7") == "plant/L_1/A__7"
    assert topic_of("", "", "A-01") == "andon/-/A-01"


@at_a_broker
def test_a_board_sees_free_stopped_answered_and_free_again(
    post: Callable[..., Post], broker: Broker, board: Board
) -> None:
    a = lit(post("A-01"), broker.port)
    topic = "plant/andon/L1/A-01"
    until(lambda: board.state(topic) == "free")
    exception = a.raises()
    until(lambda: board.state(topic) == "stopped")
    (told,) = board.shown[topic]["calls"]
    assert (told["exception"], told["category"]) == (exception, "machine")
    a.ask(answer_here, exception, "B-1")
    until(lambda: board.shown[topic]["calls"][0]["taken_by"] == ["王芳 Wang Fang"])
    lead = Person(id="zhao", badge="B-9", names={"zh": "赵敏"}, roles=("team_lead",))
    a.station.store.people.put(lead)
    a.station.store.people.set_pin("zhao", "284917")
    a.ask(dispose_exception, exception, "continue", "B-9", "284917", "reset")
    until(lambda: board.state(topic) == "free")


@at_a_broker
def test_a_board_that_comes_later_sees_how_it_stands(
    post: Callable[..., Post], broker: Broker
) -> None:
    a = lit(post("A-01"), broker.port)
    a.raises()
    early = Board(broker.port)
    until(lambda: early.state("plant/andon/L1/A-01") == "stopped")
    early.close()
    late = Board(broker.port)
    until(lambda: late.state("plant/andon/L1/A-01") == "stopped")
    late.close()


@at_a_broker
def test_a_broker_that_was_gone_hears_the_last_state_when_it_is_back(
    post: Callable[..., Post], broker: Broker, board: Board
) -> None:
    a = lit(post("A-01"), broker.port)
    until(lambda: board.state("plant/andon/L1/A-01") == "free")
    broker.stop()
    a.raises()
    board.shown.clear()
    broker.start()
    until(lambda: board.state("plant/andon/L1/A-01") == "stopped", 40)


def test_a_broker_that_never_answers_delays_nothing(post: Callable[..., Post]) -> None:
    a = lit(post("A-01"), free_port())
    began = time.monotonic()
    exception = a.raises()
    until(lambda: a.sees(exception))
    assert time.monotonic() - began < 10


@at_a_broker
def test_a_station_that_ends_is_gone_for_the_board(
    post: Callable[..., Post], broker: Broker, board: Board
) -> None:
    a = lit(post("A-01"), broker.port)
    until(lambda: board.state("plant/andon/L1/A-01") == "free")
    a.stop()
    until(lambda: board.state("plant/andon/L1/A-01") == "gone")


@at_a_broker
def test_the_password_comes_from_its_own_file(tmp_path: Path) -> None:
    guarded = Broker(tmp_path, password="of the lamps")
    board = Board(guarded.port, "of the lamps")
    (tmp_path / "mqtt.password").write_text("of the lamps\n", encoding="utf-8")
    settings = Mqtt(host="127.0.0.1", port=guarded.port, username="kiosk")
    gone = payload_of("A-01", "L1", "gone", ())
    lamps = Lamps(settings, "andon/L1/A-01", gone, tmp_path)
    try:
        lamps.show(payload_of("A-01", "L1", "free", ()))
        until(lambda: board.state("andon/L1/A-01") == "free")
    finally:
        lamps.close()
        board.close()
        guarded.stop()
    assert "of the lamps" not in repr(msgspec.to_builtins(settings))
