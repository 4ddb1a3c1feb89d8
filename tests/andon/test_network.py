"""Networks as they are: found by multicast, cut and mended, and settings with slips in them."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.andon.discovery import Discovery, endpoints_of, own_addresses
from kiosk.andon.errors import NoMulticast
from kiosk.andon.here import here_of
from kiosk.andon.settings import PORT, Mqtt, Settings, settings_of
from sop.signing import SigningKey
from sop.wire.documents import Peer
from tests.andon.conftest import Post, free_port, know_one_another, until
from tests.sync.proxy import FaultProxy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    made = FaultProxy(0)
    yield made
    made.close()


def test_two_stations_find_one_another_by_multicast_and_one_that_moved_again() -> None:
    found: dict[str, frozenset[str]] = {}

    def seen(device: str, endpoints: frozenset[str]) -> None:
        found[device] = endpoints

    with contextlib.ExitStack() as stack:

        def begin(device: str, port: int) -> Discovery:
            made = Discovery(device, port, seen)
            stack.callback(made.stop)
            made.look()
            return made

        name, other = f"test-{free_port()}-a", f"test-{free_port()}-b"
        first = begin(name, 5001)
        begin(other, 5002)
        try:
            until(lambda: {name, other} <= found.keys(), 15)
        except AssertionError:
            pytest.skip("NOT TESTED by multicast: this network lets none through")
        assert all(place.endswith(":5001") for place in found[name])
        first.stop()
        begin(name, 5003)
        until(lambda: all(place.endswith(":5003") for place in found[name]))


def test_where_multicast_cannot_begin_it_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_self: object, _addresses: object) -> None:
        raise OSError("no such device")

    monkeypatch.setattr(Discovery, "_start", refuse)
    discovery = Discovery("a", 1, lambda *_: None)
    discovery.look()
    until(lambda: discovery.trouble)
    assert "no such device" in discovery.trouble
    monkeypatch.undo()
    discovery._next = 0.0
    until(lambda: discovery.look() or not discovery.trouble)
    discovery.stop()


def test_a_station_without_multicast_says_so_and_calls_all_the_same(
    post: Callable[..., Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    a.addresses = ()
    monkeypatch.setattr(
        Discovery, "_begin", lambda self, _addresses: setattr(self, "trouble", "OSError: none")
    )
    a.start()
    b.start()  # it has the address of a
    exception = a.raises()
    until(lambda: b.sees(exception))
    assert isinstance(until(lambda: a.status.trouble), NoMulticast)


def test_a_network_that_goes_and_comes_back_loses_no_call_and_no_end(
    post: Callable[..., Post], proxy: FaultProxy
) -> None:
    a, b = post("A-01"), post("A-02")
    know_one_another(a, b)
    proxy.target = b.port
    a.addresses, b.addresses = (f"A-02=127.0.0.1:{proxy.port}",), ()
    a.start()
    b.start()
    until(lambda: a.hears(b) and b.hears(a))
    proxy.off()
    exception = a.raises()
    time.sleep(1.5)
    assert b.sees(exception) is None
    proxy.on()
    until(lambda: b.sees(exception), 40)


@pytest.mark.parametrize(
    ("address", "station", "endpoints"),
    [
        ("127.0.0.1", "", {"tcp://127.0.0.1:7"}),
        ("127.0.0.1:99", "", {"tcp://127.0.0.1:99"}),
        ("A-02=127.0.0.1:99", "A-02", {"tcp://127.0.0.1:99"}),
        ("[::1]:8", "", {"tcp://[::1]:8"}),
        ("::1", "", {"tcp://[::1]:7"}),
        ("127.0.0.1:0", "", {"tcp://127.0.0.1:7"}),
        ("A=nowhere.invalid", "A", set()),
    ],
)
def test_addresses_of_the_settings(address: str, station: str, endpoints: set[str]) -> None:
    assert endpoints_of(address, 7) == (station, frozenset(endpoints))


def test_there_is_always_an_address_of_ones_own() -> None:
    assert own_addresses()


def test_settings_with_a_slip_in_them_are_as_if_never_set() -> None:
    told = {
        "andon_port": "many",
        "andon_addresses": [1, 2],
        "andon_minutes": [30, 10, 3],
        "mqtt": {"port": 1},
    }
    assert settings_of(told) == Settings()
    assert settings_of({}).port == PORT


def test_settings_are_taken_as_they_are_written() -> None:
    told = {
        "andon_port": 5000,
        "andon_addresses": ["A-02=10.0.0.5"],
        "andon_minutes": [1, 2.5, 60],
        "mqtt": {"host": "broker", "tls": True},
    }
    assert settings_of(told) == Settings(
        port=5000,
        addresses=("A-02=10.0.0.5",),
        minutes=(1.0, 2.5, 60.0),
        mqtt=Mqtt(host="broker", tls=True),
    )


def test_the_key_the_roster_tells_of_this_station_is_the_one_it_is_known_by() -> None:
    fresh, before = SigningKey.make(), SigningKey.make()
    own = Peer(device="d", station="A-01", key=before.public, line="L1")
    other = Peer(device="e", station="A-02", key=SigningKey.make().public, line="L1")
    far = Peer(device="f", station="B-01", key=SigningKey.make().public, line="L2")
    here = here_of("d", [fresh.text, before.text], "L1", [own, other, far])
    assert here is not None
    assert (here.key, here.peers) == (before.text, (other,))
    assert here_of("d", [fresh.text], "L1", [other]).key == fresh.text
    assert here_of("d", [fresh.text], "", [own, other]) is None


def test_a_public_key_that_is_none_is_left_out_and_stops_nobody() -> None:
    spoilt = Peer(device="e", station="A-02", key="bm9uZQ==", line="L1")
    here = here_of("d", [SigningKey.make().text], "L1", [spoilt])
    assert here is not None
    assert here.keys() == {}
