"""An operator at the run screen: proves each check the way it is meant to be proved, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.tour.hands import NotReached
from kiosk.ui.run.screen import RunScreen
from kiosk.ui.signing.sheet import SigningSheet
from kiosk.ui.widgets.buttons import Button, HoldButton
from kiosk.ui.widgets.choices import TickTile
from sop import procedure as p

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app import App
    from kiosk.tour.hands import Hands
    from kiosk.ui.run.view import CheckView, RunView

#: A label is held up again when the camera has not read it by then.
_READ_S = 6.0
_HOLDS = 4


class Person:
    """Who holds up which badge, and knows which PIN."""

    def __init__(self, id: str, badge: str, pin: str) -> None:
        self.id, self.badge, self.pin = id, badge, pin


class Operator:
    """Follows what the screen says. `label_of(step, check)` names the label to hold up for a
    scan, `values_of(step, check)` what the gauges read."""

    def __init__(
        self,
        app: App,
        hands: Hands,
        person: Person,
        label_of: Callable[[str, str], str],
        values_of: Callable[[str, p.Measurement], list[float]] | None = None,
        pass_time: Callable[[float], None] | None = None,
        second: Person | None = None,
    ) -> None:
        self._app, self.hands, self.person, self.second = app, hands, person, second
        self.labels = label_of
        self._values_of = values_of or (lambda _step, check: [middle_of(check)] * check.samples)
        self._pass_time = pass_time
        self._at_step = ""

    # --- what is on the screen ---

    @property
    def screen(self) -> RunScreen:
        screen = self._app.shell.current
        if not isinstance(screen, RunScreen):
            raise NotReached(f"the run screen (it shows {self._app.shell.current_name})")
        return screen

    @property
    def on_run(self) -> bool:
        return isinstance(self._app.shell.current, RunScreen)

    @property
    def view(self) -> RunView:
        self.settle()
        view = self.screen.run.view
        assert view is not None
        return view

    @property
    def step(self) -> str:
        step = self.view.step
        return step.step if step is not None else ""

    def settle(self) -> None:
        """Until the last tap has been recorded and is shown."""
        self.hands.until(
            lambda: not self.on_run or (self.screen.run.view and not self.screen.run.waiting),
            "the run to be shown",
        )
        self.hands.rest(0.01)

    def active(self) -> CheckView:
        step = self.view.step
        if step is None or step.active is None:
            raise NotReached("a check in hand")
        return step.active

    def input(self, name: str) -> Any:
        """A part of the input in view."""
        shown = self.screen.checks.input
        if shown is None:
            raise NotReached("an input in view")
        return getattr(shown, name)

    # --- what the hand does ---

    def press(self) -> None:
        """The big button."""
        self.settle()
        self.hands.tap(self.screen.bar.primary)

    def acted(self, act: Callable[[], object], what: str) -> None:
        """Do it, and wait until something of it was recorded."""
        run = self.screen.run
        before = run.state
        act()
        self.hands.until(lambda: not self.on_run or run.state is not before, what)
        self.settle()

    def go_on(self) -> bool:
        """One move of the shift. False when the run is over."""
        if not self.on_run or self.view.action.kind == "ended":
            return False
        self._take_time()
        kind = self.view.action.kind
        if kind == "answer":
            self.prove()
        elif kind in ("warnings", "acknowledge", "complete", "finish", "resume"):
            self.acted(self.press, f"{kind} to be recorded")
        else:
            raise NotReached(f"the next thing to do at {self.step} (it says {kind})")
        return True

    def _take_time(self) -> None:
        """A step takes a person about its standard time, where time can be passed."""
        view = self.view
        step = view.step.step if view.step is not None else ""
        if step != self._at_step and self._pass_time is not None:
            usual = (view.takt.standard_ms or 0) / 1000
            self._pass_time(usual * (0.82 + 0.07 * (len(step) % 4)))
        self._at_step = step

    def work_until(self, so: Callable[[], bool], what: str, moves: int = 400) -> None:
        """Work on until it is so."""
        for _ in range(moves):
            if so():
                return
            if not self.go_on():
                break
        if not so():
            raise NotReached(what)

    def to_step(self, step: str) -> None:
        self.work_until(lambda: self.step == step, f"step {step}")

    def to_check(self, step: str, check: str) -> None:
        self.work_until(
            lambda: self.step == step and self._active_is(check), f"check {check} of {step}"
        )

    def finish(self) -> None:
        self.work_until(lambda: not self.on_run, "the end of the run")

    def _active_is(self, check: str) -> bool:
        view = self.view
        if view.step is None or view.action.kind != "answer":
            return False
        return view.step.active is not None and view.step.active.check.id == check

    # --- proofs ---

    def prove(self) -> None:
        """Answer the check in hand."""
        check = self.active().check
        match check:
            case p.Scan():
                self.scan(self.labels(self.step, check.id))
            case p.Measurement():
                self._measure(check)
            case p.Choice():
                good = next(option for option in check.options if option.passes)
                self.choose(good.id)
            case p.Checklist():
                self._tick_all()
            case p.TextEntry():
                self._write()
            case p.Photo():
                self._photograph()
            case p.Timer():
                self._wait_out(check)
            case p.SignOff():
                self.press()
                second = check.by == "second" and self.second is not None
                self.sign(self.second if second and self.second else self.person)
            case _:
                self.acted(self.press, f"{check.id} to be confirmed")

    def scan(self, text: str) -> None:
        """Hold that label before the lens until it was read."""
        self.acted(lambda: self.hold_up(text), f"the label {text!r} to be read")

    def hold_up(self, text: str) -> None:
        """The label, up to a few times: what the camera makes of it is the camera's."""
        tray = self._app.tray
        card = tray.card(text) if tray is not None else None
        if tray is None or card is None:
            raise NotReached(f"a label that says {text!r}")
        seen: list[str] = []

        def hear(scan: Any) -> None:
            seen.append(scan.text)

        self._app.eyes.scanned.connect(hear)
        try:
            for _ in range(_HOLDS):
                tray.hold(card)
                try:
                    self.hands.until(lambda: bool(seen), "", _READ_S)
                except NotReached:
                    continue
                return
            raise NotReached(f"the label {text!r} to be read")
        finally:
            self._app.eyes.scanned.disconnect(hear)

    def type_number(self, value: float, decimals: int) -> None:
        """Key by key on our own keypad."""
        pad = self.input("_pad")
        keys = {key.accessibleName(): key for key in pad.findChildren(Button)}
        for figure in f"{value:.{decimals}f}":
            self.hands.tap(keys["±" if figure == "-" else figure])

    def choose(self, option: str) -> None:
        tiles = self.input("_tiles")
        self.hands.tap(tiles.tile(option))
        self.acted(self.press, f"the choice {option}")

    def sign(self, person: Person) -> None:
        """Badge and PIN on the sheet that is open."""
        sheet = self._app.shell.sheet
        if not isinstance(sheet, SigningSheet):
            raise NotReached("the sheet to sign on")
        if sheet.page == "badge":
            self.show_badge(person)
        self.type_pin(person)
        self.acted(lambda: self.hands.tap(sheet._go), "the signature")

    def show_badge(self, person: Person) -> None:
        sheet = self._app.shell.sheet
        assert isinstance(sheet, SigningSheet)
        self.hold_up(person.badge)
        self.hands.until(lambda: sheet.page != "badge" or sheet._go.busy, "the badge to be taken")

    def type_pin(self, person: Person) -> None:
        sheet = self._app.shell.sheet
        assert isinstance(sheet, SigningSheet)
        keys = {key.accessibleName(): key for key in sheet._pin_page.pad.findChildren(Button)}
        for figure in person.pin:
            self.hands.tap(keys[figure])

    def _measure(self, check: p.Measurement) -> None:
        values = self._values_of(self.step, check)
        done = len(self.active().state.samples)
        for value in values[done:]:
            self.type_number(value, check.decimals)
            self.acted(self.press, f"{value} of {check.id}")

    def _tick_all(self) -> None:
        for tile in self.input("_items").findChildren(TickTile):
            if not tile.isChecked():
                self.acted(lambda tile=tile: self.hands.tap(tile), f"{tile.text()} ticked")  # type: ignore[misc]

    def _write(self) -> None:
        shown = self.screen.checks.input
        assert shown is not None
        phrases = [b for b in shown.findChildren(Button) if b.isVisible() and b.text()]
        if phrases:
            self.hands.tap(phrases[0])
        self.acted(self.press, "the words")

    def shoot(self) -> None:
        """The shutter; the picture is then looked at."""
        self.hands.until(lambda: self.input("_preview").can_shoot, "the camera to be live")
        self.hands.until(lambda: self.input("_preview").view.live, "a picture of the camera")
        self.press()
        self.hands.until(lambda: self.input("_taken") is not None, "the photograph")

    def _photograph(self) -> None:
        if self.input("_taken") is None:
            self.shoot()
        self.acted(self.press, "the photograph to be kept")

    def _wait_out(self, check: p.Timer) -> None:
        if check.mode == "hold":
            shown = self.screen.checks.input
            assert shown is not None
            button = next(b for b in shown.findChildren(HoldButton))
            run, name = self.screen.run, check.id
            self.hands.hold(button, lambda: not self._is_open(run, name), "the hold")
            self.settle()
            return
        if self.active().state.timer_started_at is None:
            self.acted(self.press, "the timer to start")
        if self._pass_time is not None:
            self._pass_time(check.seconds)
        name = check.id
        run = self.screen.run
        self.hands.until(
            lambda: not self._is_open(run, name), "the time to pass", check.seconds + 20
        )
        self.settle()

    def _is_open(self, run: Any, check: str) -> bool:
        view = run.view
        if view is None or view.step is None:
            return False
        return any(c.check.id == check and c.status != "passed" for c in view.step.checks)


def middle_of(check: p.Measurement) -> float:
    """A value no inspector would look at twice."""
    if check.target is not None:
        return check.target
    if check.lower is not None and check.upper is not None:
        return round((check.lower + check.upper) / 2, check.decimals)
    edge = check.lower if check.lower is not None else check.upper
    return edge if edge is not None else 1.0
