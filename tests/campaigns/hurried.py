"""A hurried operator at the real screen: too many touches, too soon, and what must hold anyway.

    python -m tests.campaigns.hurried --actions 3000 --seed 1

The station runs with demo content and the demo camera. Real mouse and key events come at random:
taps, double taps, taps into transitions, drags, codes right, wrong and half, languages and themes
switched, the camera pulled, the lock falling, sheets opened and left. After every move the screen
is looked at; every now and then everything comes to rest, and what is shown is compared with what
the journal holds. All the while the event loop is watched: where it did not turn for too long, and
what the screen's thread was doing then.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec
import psutil
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.ui.run.screen import RunScreen
from tests.campaigns.hurried_eyes import Ears, Eyes, widgets
from tests.campaigns.hurried_hands import HurriedHands
from tests.campaigns.stalls import LoopWatch, Stack, Stall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.app import App
    from kiosk.tour.stage import TourClock

_REST_EVERY = 20
#: At rest something may still come: a timer that is due, a list being read anew.
_PATIENCE_S = 5.0
_MOST_STALLS = 12


class Tally(msgspec.Struct):
    """What the campaign saw. `findings` and `waits` must stay empty; times are only told."""

    actions: int = 0
    rests: int = 0
    events: int = 0
    runs: int = 0
    ended: int = 0
    doubled: int = 0
    widgets: list[int] = []
    megabytes: list[int] = []
    gaps_ms: list[float] = []
    own_ms: list[float] = []
    did: dict[str, int] = {}
    findings: list[str] = []
    stalls: list[Stall] = []

    @property
    def waits(self) -> list[str]:
        """Stalls in which the screen's thread was in a database, a decoder or on the disk."""
        return [line for stall in self.stalls for line in stall.waits()]

    @property
    def is_clean(self) -> bool:
        return self.rests > 0 and self.events > 0 and not self.findings and not self.waits


class Campaign:
    """One shift of `actions` moves in one app."""

    def __init__(
        self,
        app: App,
        clock: TourClock,
        actions: int,
        seed: int,
        told: Callable[[str], None] | None = None,
    ) -> None:
        self.app, self.actions, self.told = app, actions, told
        self.hands = HurriedHands(app, clock, Random(seed))
        self.ears = Ears(app)
        self.watch = LoopWatch()
        self.tally = Tally(did=self.hands.did)

    def run(self) -> Tally:
        play(self._shift())
        self.watch.stop()
        self._sum_up()
        self.ears.close()
        return self.tally

    def _shift(self) -> Iterator[float]:
        while not self.app.desk.is_open:
            yield 0.02
        self.eyes = Eyes(self.app)
        yield 0.3
        self.watch.start()
        for action in range(self.actions):
            yield from self.hands.move()
            self.tally.actions += 1
            if self.told is not None:
                self.told(self._place())
            with self.watch.aside():
                self.eyes.look()
            if action % _REST_EVERY == _REST_EVERY - 1:
                yield from self._rest()
        yield from self._rest()

    def _rest(self) -> Iterator[float]:
        """Until nothing is asked any more and all agrees, or patience is over."""
        wrong: list[str] = []
        waited = 0.0
        while waited < _PATIENCE_S:
            yield from self._quiet()
            with self.watch.aside():
                self.eyes.read_journal()
                wrong = self.eyes.rested()
            if not wrong:
                break
            yield 0.05
            waited += 0.05
        self.eyes.found += [f"{what} ({self._place()})" for what in wrong]
        self.tally.rests += 1
        self._measure()

    def _quiet(self) -> Iterator[float]:
        """Until what was asked has been answered, and what the answers asked as well."""
        for _ in range(2):
            answered: list[object] = []
            self.app.desk.ask(lambda _station: None, then=answered.append)
            while not answered:
                yield 0.005

    def _place(self) -> str:
        """The move, and where one is after it."""
        shell, sheet = self.app.shell, self.app.shell.sheet
        view = shell.current.run.view if isinstance(shell.current, RunScreen) else None
        step = view.step.step if view is not None and view.step is not None else ""
        place = (shell.current_name, type(sheet).__name__ if sheet else "", step)
        return f"{self.tally.actions}: {self.hands.last}, {' '.join(filter(None, place))}"

    def _measure(self) -> None:
        """Widgets where every shift comes by, so that like is compared with like."""
        self.tally.megabytes.append(psutil.Process().memory_info().rss // 1_000_000)
        if self.app.shell.current_name in ("home", "badge"):
            self.tally.widgets.append(widgets())

    def _sum_up(self) -> None:
        tally, watch = self.tally, self.watch
        tally.events = self.eyes.log.head.seq
        tally.runs = len(self.eyes.log.runs)
        tally.ended = tally.runs - len(self.eyes.log.unfinished())
        tally.doubled = self.eyes.doubled
        tally.gaps_ms, tally.own_ms = watch.gaps_ms, watch.own_ms
        tally.stalls = watch.stalls
        tally.findings = [*self.ears.heard, *self.eyes.found]


def play(moves: Iterator[float]) -> None:
    """Make the moves in a real event loop; each yields the seconds until the next. What a move
    raises is raised here."""
    loop, failed = QEventLoop(), []

    def go_on() -> None:
        try:
            pause = next(moves)
        except StopIteration:
            loop.quit()
        except BaseException as error:
            failed.append(error)
            loop.quit()
        else:
            QTimer.singleShot(int(pause * 1000), go_on)

    QTimer.singleShot(0, go_on)
    loop.exec()
    if failed:
        raise failed[0]


@contextmanager
def open_app(data: Path) -> Iterator[tuple[App, TourClock]]:
    """The demo's app as an operator meets it, in motion, in a window of 1920×1080."""
    from kiosk.app import demo_app
    from kiosk.tour.stage import TourClock

    clock, hooks = TourClock(8), (sys.excepthook, threading.excepthook)
    app = demo_app(data, clock, frame_rate=10, language="zh", theme="light")
    app.show(full_screen=False)
    app.shell.resize(1920, 1080)
    try:
        yield app, clock
    finally:
        app.close()
        sys.excepthook, threading.excepthook = hooks


def campaign(
    data: Path, actions: int, seed: int, told: Callable[[str], None] | None = None
) -> Tally:
    """`actions` moves on a new station in the folder `data`; `told` hears of each."""
    with open_app(data) as (app, clock):
        return Campaign(app, clock, actions, seed, told).run()


def tell(tally: Tally) -> None:
    """The tally, the worst stalls and where they were spent, and every finding."""
    for name in ("actions", "rests", "events", "runs", "ended", "doubled"):
        print(f"{name:>14}  {getattr(tally, name)}")
    for name in ("widgets", "megabytes"):
        seen = getattr(tally, name) or [0]
        print(f"{name:>14}  {seen[0]} first, {seen[len(seen) // 2]} midway, {seen[-1]} last")
    print(f"{'away':>14}  {_spread(tally.gaps_ms)}")
    print(f"{'own work':>14}  {_spread(tally.own_ms)}")
    print(f"{'moves':>14}  {', '.join(f'{k} {v}' for k, v in sorted(tally.did.items()))}")
    for stall in sorted(tally.stalls, key=lambda s: -s.seconds)[:_MOST_STALLS]:
        print(f"\n{stall.seconds * 1000:.0f} ms away, {stall.own_s * 1000:.0f} ms its own")
        for lines, count in Counter(map(_spine, stall.stacks)).most_common(3):
            print(f"  {count}×  " + "\n      ".join(lines))
        for lines, count in Counter(map(_spine, stall.others)).most_common(4):
            print(f"    beside it {count}×  {lines[0]}  {' < '.join(lines[1:2])}")
    for what, count in Counter([*tally.findings, *tally.waits]).most_common(40):
        print(f"\n{count}×  {what}")
    print("clean" if tally.is_clean else "NOT CLEAN")


def _spread(gaps: list[float]) -> str:
    """Of the gaps between two turns of the event loop, in ms."""
    by_length = sorted(gaps) or [0.0]
    median, p99 = (by_length[int(share * (len(by_length) - 1))] for share in (0.5, 0.99))
    long = ", ".join(f"{sum(gap > ms for gap in gaps)} over {ms} ms" for ms in (16, 33, 100))
    return f"median {median:.1f}, p99 {p99:.1f}, longest {by_length[-1]:.0f} ms; {long}"


def _spine(stack: Stack) -> tuple[str, ...]:
    """The innermost frame and the program's own around it."""
    ours = [frame for frame in stack[1:] if "/kiosk/" in frame.file]
    return tuple(str(frame) for frame in [stack[0], *ours[:4]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--actions", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--moves", action="store_true", help="print every move")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        from kiosk.tour.stage import without_display

        without_display(Path(folder))
        told = print if args.moves else None
        tally = campaign(Path(folder) / "data", args.actions, args.seed, told)
    tell(tally)
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
