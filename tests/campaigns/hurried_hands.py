"""A hurried operator's hands: real mouse and key events at the window, too many and too soon.

Half of what they do makes sense (they want to get on), half does not. Nothing waits for the
screen: the next touch may come in the middle of a transition or while an answer is awaited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QScrollArea
from shiboken6 import isValid

from kiosk.operations.demo import demo_content
from kiosk.tour.content import LABELS, people, values_for
from kiosk.ui.run.screen import RunScreen
from kiosk.ui.signing.sheet import SigningSheet
from kiosk.ui.widgets.buttons import PrimaryButton
from kiosk.ui.widgets.choices import TickTile
from sop import commands as c
from sop import procedure as p

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from PySide6.QtWidgets import QWidget

    from kiosk.app import App
    from kiosk.tour.stage import TourClock

_LEFT = Qt.MouseButton.LeftButton
_NAMED = {"\r": Qt.Key.Key_Return, "\x1d": Qt.Key.Key_F8}
_LONELY_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Space,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Down,
)
#: Wide and upright, large and small, as the screens are made for.
_SIZES = ((1920, 1080), (1280, 800), (1080, 1920))


class HurriedHands:
    """`move()` does one thing and yields the pauses within it. One seed, one shift."""

    def __init__(self, app: App, clock: TourClock, random: Random) -> None:
        self.app, self.clock, self.random = app, clock, random
        self.did: dict[str, int] = {}
        self.last = ""
        self._people = people()
        self._codes = [label.text for label in demo_content().labels]
        self._codes += [order.number for order in demo_content().work_orders]
        self._moves: dict[str, tuple[int, Any]] = {
            "sensible": (85, self.sensible),
            "tap": (12, self.tap_something),
            "primary": (8, self.tap_primary),
            "double tap": (6, self.double_tap),
            "tap anywhere": (3, self.tap_anywhere),
            "drag": (4, self.drag),
            "hold": (2, self.hold),
            "burst": (4, self.burst_any),
            "key": (5, self.lonely_key),
            "label": (2, self.show_label),
            "language": (2, self.switch_language),
            "theme": (2, self.switch_theme),
            "camera": (1, self.pull_camera),
            "lock": (1, self.lock),
            "time": (4, self.pass_time),
            "turn": (0.4, self.turn_screen),
            "give up": (1, self.give_up),
            "look back": (1, self.look_back),
            "mend": (1, self.mend_settings),
        }

    def move(self) -> Iterator[float]:
        names = list(self._moves)
        weights = [weight for weight, _ in self._moves.values()]
        name = self.random.choices(names, weights)[0]
        self.did[name] = self.did.get(name, 0) + 1
        self.last = name
        yield from self._moves[name][1]()
        yield self._pause()

    # --- touching ---

    def tap(self, widget: QWidget) -> None:
        """Where the widget is now; what really lies there gets it."""
        at = self._point(widget) if isValid(widget) else QPoint(-1, -1)
        if self.app.shell.rect().contains(at):
            QTest.mouseClick(self._window, _LEFT, pos=at)

    def tap_something(self) -> Iterator[float]:
        found = self.reachable()
        if found:
            self.tap(self.random.choice(found))
        yield 0.0

    def tap_primary(self) -> Iterator[float]:
        """The big button, several times in a row: it did not react at once."""
        buttons = [b for b in self.reachable() if isinstance(b, PrimaryButton)]
        for _ in range(self.random.randint(1, 3) if buttons else 0):
            self.tap(buttons[0])
            yield self.random.choice((0.0, 0.0, 0.02, 0.12))

    def double_tap(self) -> Iterator[float]:
        found = self.reachable()
        if found:
            at = self._point(self.random.choice(found))
            QTest.mouseDClick(self._window, _LEFT, pos=at)
        yield 0.0

    def tap_anywhere(self) -> Iterator[float]:
        QTest.mouseClick(self._window, _LEFT, pos=self._anywhere())
        yield 0.0

    def drag(self) -> Iterator[float]:
        start, end = self._anywhere(), self._anywhere()
        QTest.mousePress(self._window, _LEFT, pos=start)
        for part in range(1, 7):
            QTest.mouseMove(self._window, start + (end - start) * (part / 6))
            yield 0.01
        QTest.mouseRelease(self._window, _LEFT, pos=end)

    def hold(self) -> Iterator[float]:
        found = self.reachable()
        if found:
            at = self._point(self.random.choice(found))
            QTest.mousePress(self._window, _LEFT, pos=at)
            yield self.random.uniform(0.2, 1.3)
            QTest.mouseRelease(self._window, _LEFT, pos=at)

    def reachable(self) -> list[QAbstractButton]:
        """Every button that a finger can hit now; the sheet's own while there is one."""
        shell = self.app.shell
        over = shell.sheet or shell
        return [b for b in over.findChildren(QAbstractButton) if self._is_reachable(b)]

    def _is_reachable(self, button: QAbstractButton) -> bool:
        if not (button.isVisible() and button.isEnabled()):
            return False
        hit = self.app.shell.childAt(button.mapTo(self.app.shell, button.rect().center()))
        return hit is not None and (hit is button or button.isAncestorOf(hit))

    # --- keys and codes ---

    def burst(self, text: str, end: str = "\r", gap: float = 0.0) -> Iterator[float]:
        """As a keyboard-style scanner types it."""
        for character in text + end:
            self._strike(character)
            if gap:
                yield gap
        yield 0.0

    def burst_any(self) -> Iterator[float]:
        """A right, a wrong or half a code, fast or stumbling."""
        code = self.random.choice([*self._codes, *self._people, "nonsense-4711", "12.5", "ab"])
        if self.random.random() < 0.3:
            yield from self.burst(code[: len(code) // 2], end="")
        elif self.random.random() < 0.1:
            yield from self.burst(code, gap=0.06)
        else:
            yield from self.burst(code)

    def lonely_key(self) -> Iterator[float]:
        if self.random.random() < 0.5:
            QTest.keyClick(self._window, self.random.choice(_LONELY_KEYS))
        else:
            self._strike(self.random.choice("0123456789.-"))
        yield 0.0

    def show_label(self) -> Iterator[float]:
        """Hold a label before the virtual lens, or take it away."""
        tray = self.app.tray
        if tray is not None and self.random.random() < 0.7:
            card = self.random.choice(tray.cards)
            card.make(tray._worker)
            while not card._future.done():  # type: ignore[union-attr]
                yield 0.01
            tray.hold(card)
        elif tray is not None:
            tray.put_down()
        yield 0.0

    def _strike(self, character: str) -> None:
        key = _NAMED.get(character, Qt.Key(ord(character.upper())))
        shift = Qt.KeyboardModifier.ShiftModifier
        held = shift if character.isupper() else Qt.KeyboardModifier.NoModifier
        receiver = QApplication.focusWidget() or self.app.shell
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.postEvent(receiver, QKeyEvent(kind, key, held, character))

    # --- what makes sense ---

    def sensible(self) -> Iterator[float]:
        """What somebody would do who knows the work and wants to be done with it."""
        shell, tray = self.app.shell, self.app.tray
        if tray is not None and tray.panel.isVisible():
            self.tap(tray.tab)
        elif isinstance(shell.sheet, SigningSheet):
            yield from self._sign(shell.sheet)
        elif shell.sheet is not None:
            yield from self._answer_sheet()
        elif shell.current_name == "badge":
            yield from self.burst(self._somebody())
        elif isinstance(shell.current, RunScreen):
            yield from self._work(shell.current)
        elif shell.current_name == "finish":
            yield from self.tap_primary()
        elif shell.current_name == "home":
            yield from self._begin()
        else:
            shell.go("home")
            yield 0.0

    def _somebody(self) -> str:
        return self.random.choices(list(self._people), (10, 2, 1, 0.5))[0]

    def _begin(self) -> Iterator[float]:
        """Tap a card; rather one to go on with than a new one."""
        tiles = [b for b in self.reachable() if type(b).__name__ in ("ResumeTile", "OrderTile")]
        if tiles:
            self.tap(self.random.choice(tiles[:4]))
        yield self.random.choice((0.0, 0.05))

    def _sign(self, sheet: SigningSheet) -> Iterator[float]:
        """The badge of somebody who may, then the PIN, by hardware keys or by taps."""
        lead = [b for b, who in self._people.items() if who.id.startswith("tl")]
        badge = self.random.choice([*self._people, *lead * 6])
        if self.random.random() < 0.08:
            QTest.keyClick(self._window, Qt.Key.Key_Escape)
        elif sheet.page == "reason":
            yield from self._answer_sheet()
        elif sheet.page == "badge":
            yield from self.burst(badge)
        elif sheet._badge not in lead and self.random.random() < 0.4:
            yield from self.burst(badge)  # somebody else's
        else:
            known = self._people.get(sheet._badge)
            yield from self._type(known.pin if known and self.random.random() < 0.95 else "471199")
            yield from self._go_on()

    def _answer_sheet(self) -> Iterator[float]:
        """A phrase, then the button; or out of it."""
        found, dice = self.reachable(), self.random.random()
        if dice < 0.6:
            yield from self._go_on()
        elif found and dice < 0.9:
            self.tap(self.random.choice(found))
        else:
            QTest.keyClick(self._window, Qt.Key.Key_Escape)
        yield 0.0

    def _go_on(self) -> Iterator[float]:
        """The big button, where it can be pressed."""
        ready = [b for b in self.reachable() if isinstance(b, PrimaryButton)]
        if ready:
            self.tap(self.random.choice(ready))
        yield self.random.choice((0.0, 0.02))

    def _type(self, number: str) -> Iterator[float]:
        """On the keypad in view; more slowly on the keyboard, as people do."""
        for digit in number:
            keys = [b for b in self.reachable() if b.text() == digit]
            if keys and self.random.random() < 0.95:
                self.tap(keys[0])
            else:
                self._strike(digit)
                yield 0.08
        yield 0.0

    def _work(self, screen: RunScreen) -> Iterator[float]:
        view = screen.run.view
        step = view.step if view is not None else None
        active = step.active if step is not None else None
        answers = view is not None and view.action.kind == "answer"
        if view is not None and view.action.kind == "release" and self.random.random() < 0.15:
            self.app.shell.go("home")  # nobody about who may release it
        elif answers and step and active and screen.checks.failed is None:
            yield from self._prove(screen, step.step, active.check)
        else:
            self.tap(screen.bar.primary)
        yield 0.0

    def _prove(self, screen: RunScreen, step: str, check: p.Check) -> Iterator[float]:
        """Its own way for each kind of check."""
        match check:
            case p.Scan():
                yield from self.burst(self._label(screen, step, check.id))
            case p.Measurement():
                value = self.random.choice(values_for(step, check))
                yield from self._type(f"{value:.{check.decimals}f}")
                self.tap(screen.bar.primary)
            case p.Choice() | p.Checklist():
                tiles = self._open_tiles(screen)
                for tile in tiles if isinstance(check, p.Checklist) else tiles[:1]:
                    yield from self._bring(tile)
                    self.tap(tile)
                self.tap(screen.bar.primary)
            case p.Timer():
                yield from self._wait(screen, check)
            case p.TextEntry():
                yield from self.tap_something()
                self.tap(screen.bar.primary)
            case _:
                self.tap(screen.bar.primary)

    def _open_tiles(self, screen: RunScreen) -> list[TickTile]:
        shown = screen.checks.input
        tiles = shown.findChildren(TickTile) if shown is not None else []
        return [tile for tile in tiles if not tile.isChecked()]

    def _bring(self, tile: TickTile) -> Iterator[float]:
        """Into view, where the list is longer than the screen."""
        parent = tile.parentWidget() if isValid(tile) else None
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(tile)
        yield 0.02

    def _label(self, screen: RunScreen, step: str, check: str) -> str:
        state = screen.run.state
        if check == "order" and state is not None and state.work_order is not None:
            return state.work_order.number
        return LABELS.get((step, check)) or self.random.choice(self._codes)

    def _wait(self, screen: RunScreen, check: p.Timer) -> Iterator[float]:
        buttons = [b for b in self.reachable() if type(b).__name__ == "HoldButton"]
        if check.mode == "hold" and buttons:
            at = self._point(buttons[0])
            QTest.mousePress(self._window, _LEFT, pos=at)
            yield min(check.seconds, 3) + 0.2
            QTest.mouseRelease(self._window, _LEFT, pos=at)
        else:
            self.tap(screen.bar.primary)
            self.clock.advance(check.seconds)
            yield 0.02

    # --- the world around ---

    def switch_language(self) -> Iterator[float]:
        preferences = self.app.preferences
        preferences["language"] = "en" if preferences.language == "zh" else "zh"
        yield 0.0

    def switch_theme(self) -> Iterator[float]:
        preferences = self.app.preferences
        preferences["theme"] = "light" if preferences["theme"] == "dark" else "dark"
        yield 0.0

    def pull_camera(self) -> Iterator[float]:
        preferences = self.app.preferences
        preferences["camera"] = None if preferences["camera"] == "demo" else "demo"
        yield 0.0

    def lock(self) -> Iterator[float]:
        """The idle time is over now; or a tap comes first."""
        if self.app.shell._idle.isActive():
            self.app.shell._idle.start(self.random.choice((0, 1, 20)))
        yield self.random.choice((0.0, 0.03))

    def pass_time(self) -> Iterator[float]:
        self.clock.advance(self.random.choice((1, 10, 40)))
        yield 0.0

    def give_up(self) -> Iterator[float]:
        """The run is over: the finish, the next unit, the record come after it."""
        screen = self.app.shell.current
        if isinstance(screen, RunScreen):
            screen.run.do(c.Abort, reason="hurry")
        yield 0.0

    def look_back(self) -> Iterator[float]:
        """What was done here, and the record of one of them."""
        self.app.shell.go(self.random.choice(("history", "history", "settings")))
        yield self.random.choice((0.0, 0.1))
        rows = [b for b in self.reachable() if type(b).__name__ == "RunRow"]
        if rows:
            self.tap(self.random.choice(rows))
        yield 0.0

    def turn_screen(self) -> Iterator[float]:
        self.app.shell.resize(*self.random.choice(_SIZES))
        yield self.random.choice((0.0, 0.2))

    def mend_settings(self) -> Iterator[float]:
        """Somebody puts right what was set at random: else nothing could be worked on."""
        for key, value in (
            ("station", "A-07"),
            ("operation", None),
            ("camera", "demo"),
            ("wedge_prefix", ""),
            ("wedge_suffix", ""),
            ("wedge_separator", ""),
            ("lock_after_s", 300),
        ):
            self.app.preferences[key] = value
        field = QApplication.focusWidget()
        if isinstance(field, (QLineEdit, QPlainTextEdit)):
            field.clear()
        if self.app.desk.is_open:
            from kiosk.operations.placing import place_station

            self.app.desk.ask(place_station, "A-07", None)
        yield 0.0

    # --- within ---

    @property
    def _window(self) -> Any:
        return self.app.shell.windowHandle()

    def _point(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.app.shell, widget.rect().center())

    def _anywhere(self) -> QPoint:
        size = self.app.shell.size()
        return QPoint(self.random.randrange(size.width()), self.random.randrange(size.height()))

    def _pause(self) -> float:
        """Mostly none at all, sometimes some frames, rarely a breath."""
        return self.random.choices((0.0, self.random.uniform(0, 0.03), 0.15), (60, 30, 10))[0]
