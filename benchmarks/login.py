"""Badge and PIN at the library's own cost, against one bare verification by the same library.

A login here is all the station does: who wears the badge, the try written to the journal and
committed, Argon2id, the outcome committed. Goals: at most 500 ms, at most 1.5 × the bare
verification, as medians.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from kiosk.operations.demo import demo_content, install_demo
from kiosk.operations.opening import open_station
from kiosk.operations.signing import authenticate, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args(arguments).rounds
    with tempfile.TemporaryDirectory() as folder:
        logins, bare = measure(Path(folder), rounds)
    middle, floor = statistics.median(logins), statistics.median(bare)
    print(f"login:             {middle:.0f} ms (slowest {max(logins):.0f} ms; goal: 500 ms)")
    print(f"bare verification: {floor:.0f} ms")
    print(f"ratio:             {middle / floor:.2f} (goal: 1.5)")


def measure(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each login and of each bare verification, taken in turn."""
    station = open_station(folder)
    install_demo(station)
    person = demo_content().people[0]
    hasher = PasswordHasher()
    encoded = hasher.hash(person.pin)

    def log_in() -> None:
        station.submit(sign_in, person.badge).result()
        station.submit(authenticate, person.badge, person.pin).result()

    logins, bare = [], []
    for _ in range(rounds):
        logins.append(_timed(log_in))
        bare.append(_timed(hasher.verify, encoded, person.pin))
    station.close()
    return logins, bare


def _timed(what: Callable[..., Any], *args: Any) -> float:
    before = time.perf_counter()
    what(*args)
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
