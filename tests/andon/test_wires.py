"""Real sockets on this machine: who is let in, and what comes through."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import zmq

from kiosk.andon.keys import public_half, secret_half
from kiosk.andon.wires import Wires
from sop.signing import SigningKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_S = 15.0
QUIET_S = 1.5


class End:
    """One station's sockets, listening at a port of their own."""

    def __init__(self, device: str) -> None:
        self.device, self.key = device, SigningKey.make()
        self.wires = Wires(secret_half(self.key.text))
        self.port = self.wires.listen(0)

    @property
    def public(self) -> bytes:
        found = public_half(self.key.public)
        assert found is not None
        return found

    def knows(self, *others: End) -> None:
        self.wires.admit({other.device: other.public for other in others})

    def dials(self, other: End) -> None:
        self.wires.dial(other.device, other.public, [f"tcp://127.0.0.1:{other.port}"])

    def hears(self, seconds: float = PATIENCE_S, *, saying: Callable[[], None] = lambda: None):
        """The first that comes; None when nothing does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            saying()
            if heard := self.wires.receive(50):
                return heard[0]
        return None


@pytest.fixture
def ends() -> Iterator[list[End]]:
    made = [End("a"), End("b"), End("c")]
    yield made
    for end in made:
        end.wires.close()


def test_two_who_know_one_another_hear_one_another(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    b.knows(a)
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) == ("a", b"help")


def test_one_way_is_enough_for_both_to_be_heard(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    b.knows(a)
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) == ("a", b"help")
    b.wires.send("a", b"coming")
    assert a.hears() == ("b", b"coming")


def test_a_stranger_s_key_is_not_let_in(ends: list[End]) -> None:
    a, b, c = ends
    a.knows(b)
    b.knows(a)
    c.knows(b)
    c.dials(b)
    assert b.hears(QUIET_S, saying=lambda: c.wires.send("b", b"help")) is None


def test_a_stranger_who_answers_at_the_address_of_another_is_not_believed(
    ends: list[End],
) -> None:
    a, b, c = ends
    a.knows(b)
    c.knows(a)
    a.wires.dial("b", b.public, [f"tcp://127.0.0.1:{c.port}"])
    assert c.hears(QUIET_S, saying=lambda: a.wires.send("b", b"help")) is None


def test_without_a_key_nobody_is_heard(ends: list[End]) -> None:
    a, b, _c = ends
    b.knows(a)
    context = zmq.Context()
    plain = context.socket(zmq.DEALER)
    plain.linger = 0
    plain.connect(f"tcp://127.0.0.1:{b.port}")

    def say() -> None:
        with suppress(zmq.Again):  # it was hung up on
            plain.send(b"help", zmq.NOBLOCK)

    try:
        assert b.hears(QUIET_S, saying=say) is None
    finally:
        context.destroy(linger=0)


def test_noise_instead_of_a_handshake_does_no_harm(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    b.knows(a)
    with socket.create_connection(("127.0.0.1", b.port)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n\r\n" * 50)
        assert b.hears(0.3) is None
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) == ("a", b"help")


def test_whoever_is_struck_off_is_no_more_heard(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    b.knows(a)
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) is not None
    b.knows()
    b.wires.receive(200)
    assert b.hears(QUIET_S, saying=lambda: a.wires.send("b", b"more")) is None


def test_whoever_was_turned_away_is_let_in_after_dialling_anew(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    a.dials(b)
    assert b.hears(QUIET_S, saying=lambda: a.wires.send("b", b"help")) is None
    b.knows(a)
    a.wires.hang_up("b")
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) == ("a", b"help")


def test_what_is_too_large_is_not_taken_in(ends: list[End]) -> None:
    a, b, _c = ends
    a.knows(b)
    b.knows(a)
    a.dials(b)
    assert b.hears(saying=lambda: a.wires.send("b", b"help")) is not None
    b.wires.receive(100)
    assert b.hears(QUIET_S, saying=lambda: a.wires.send("b", b"x" * 300_000)) is None


def test_a_port_that_is_taken_gives_way_to_another(ends: list[End]) -> None:
    a, _b, _c = ends
    other = Wires(secret_half(SigningKey.make().text))
    try:
        assert other.listen(a.port) not in (0, a.port)
    finally:
        other.close()


def test_a_bell_ends_the_waiting(ends: list[End]) -> None:
    a, _b, _c = ends
    a.wires.ring()
    began = time.monotonic()
    assert a.wires.receive(10_000) == []
    assert time.monotonic() - began < 8
