"""How long the screen's thread was away from its event loop, and what it was doing meanwhile."""

from __future__ import annotations

import faulthandler
import linecache
import re
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEAT_MS = 5
_LOOK_EVERY_S = 0.01
_MOST_STACKS = 40
_THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-f]+)")
_FRAME = re.compile(r'  File "(.+)", line (\d+) in (.+)')
#: Lines of the screen's thread that wait for a database, a decoder or a disk.
_WAITS = re.compile(
    r"fsync|imdecode|imencode|VideoCapture|"
    r"read_barcodes|pyzbar|zxing|PIL|Image\.open|\.(read|write)_(text|bytes)\(|"
    r"(?<![\w.])open\(|\.unlink\(|\.result\("
)
#: Where a thread waits for something to do.
_IDLE = re.compile(r"\.get\(block|\.acquire\(|\.wait\(|_sleep\(|dump_traceback|\.select\(")
#: Only the store knows SQL.
_FLOORS = ("/kiosk/store/", "/sqlite_utils/", "/kiosk/scanner/decoders", "/PIL/")


class Frame(NamedTuple):
    file: str
    number: int
    function: str

    @property
    def line(self) -> str:
        return linecache.getline(self.file, self.number).strip()

    def __str__(self) -> str:
        return f"{self.file.rsplit('/', 1)[-1]}:{self.number} {self.line or self.function}"


Stack = tuple[Frame, ...]


class Stall(msgspec.Struct, frozen=True):
    """The loop did not turn for `seconds`; `own_s` of them its own thread was computing. Far
    apart, the machine or another thread had the processor. Stacks: the innermost frame first."""

    seconds: float
    own_s: float
    thread: int
    dumps: tuple[str, ...]

    @property
    def stacks(self) -> list[Stack]:
        return [stack for dump in self.dumps for who, stack in _stacks(dump) if who == self.thread]

    @property
    def others(self) -> list[Stack]:
        """What the other threads did, as far as they were not waiting for each other."""
        stacks = [
            stack for dump in self.dumps for who, stack in _stacks(dump) if who != self.thread
        ]
        return [stack for stack in stacks if _IDLE.search(stack[0].line) is None]

    def waits(self) -> list[str]:
        """Where it was in a database, a decoder or on the disk; it must never be."""
        return [str(stack[0]) for stack in self.stacks if _waits(stack)]


class LoopWatch(QObject):
    """Beats in the event loop of the thread that makes it. A second thread looks over now and
    then, and keeps the stacks of every gap longer than `threshold_s`."""

    def __init__(self, threshold_s: float = 0.1) -> None:
        super().__init__()
        self.threshold_s = threshold_s
        self.gaps_ms: list[float] = []
        self.own_ms: list[float] = []
        self.stalls: list[Stall] = []
        self._thread = threading.get_ident()
        self._dumps: list[str] = []
        self._apart = 0
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._looker = threading.Thread(target=self._look, name="loop-watch", daemon=True)
        self._set_off()

    def start(self) -> None:
        self._set_off()
        self._timer.start(_BEAT_MS)
        self._looker.start()

    def stop(self) -> None:
        self._timer.stop()
        self._over.set()
        self._looker.join()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is done in here is the examiner's, and is not counted."""
        self._beat()
        self._apart += 1
        try:
            yield
        finally:
            self._apart -= 1
            self._set_off()

    def _beat(self) -> None:
        if self._apart:
            return
        gap = time.perf_counter() - self._last
        self.gaps_ms.append(gap * 1000)
        own = time.thread_time() - self._own
        self.own_ms.append(own * 1000)
        if gap > self.threshold_s:
            self.stalls.append(Stall(gap, own, self._thread, tuple(self._dumps)))
        self._set_off()

    def _set_off(self) -> None:
        self._dumps = []
        self._own = time.thread_time()
        self._last = time.perf_counter()

    def _look(self) -> None:
        """`sys._current_frames` would keep the frames it hands out, and with them a painter that
        must end with its paintEvent; faulthandler only reads them."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as paper:
            while not self._over.wait(_LOOK_EVERY_S):
                late = time.perf_counter() - self._last
                if late > self.threshold_s / 2 and not self._apart:
                    self._note(paper)

    def _note(self, paper: tempfile._TemporaryFileWrapper[str]) -> None:
        if len(self._dumps) < _MOST_STACKS:
            paper.seek(0)
            paper.truncate()
            faulthandler.dump_traceback(paper)
            paper.seek(0)
            self._dumps.append(paper.read())


def _stacks(dump: str) -> Iterator[tuple[int, Stack]]:
    """Every thread's number and stack."""
    thread, frames = 0, []
    for line in [*dump.splitlines(), "Thread 0x0"]:
        if (head := _THREAD.match(line)) is not None:
            if frames:
                yield thread, tuple(frames)
            thread, frames = int(head[1], 16), []
        elif (frame := _FRAME.match(line)) is not None:
            frames.append(Frame(frame[1].replace("\\", "/"), int(frame[2]), frame[3]))


def _waits(stack: Stack) -> bool:
    """What Python imports is judged by how long it takes, like everything else."""
    if any("importlib" in frame.file for frame in stack):
        return False
    floor = any(part in frame.file for frame in stack for part in _FLOORS)
    return floor or _WAITS.search(stack[0].line) is not None
