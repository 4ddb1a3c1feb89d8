"""Who plays the shift, and how one gets about in it: home, into a run, onto a sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.scanner import CameraState
from kiosk.tour.cable import Cable
from kiosk.tour.content import CHEN_JING, LI_NA, label_for, people, values_for
from kiosk.tour.hands import Hands, NotReached
from kiosk.tour.operator import Operator
from kiosk.tour.shots import Photographer
from kiosk.ui.home.tiles import OrderTile, ResumeTile
from kiosk.ui.settings.parts import Tab
from kiosk.ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from kiosk.app import App
    from kiosk.tour.shots import Shots
    from kiosk.tour.stage import TourClock


class Crew:
    """One app, its hands and its photographer; words are tapped in the language on the screen."""

    def __init__(self, app: App, clock: TourClock, shots: Shots) -> None:
        self.app, self.clock = app, clock
        self.hands = Hands(app.shell)
        self.photo = Photographer(app, self.hands, shots)
        self.people = people()

    # --- getting about ---

    def sign_in(self, badge: str) -> None:
        """Scan a badge at the badge screen; locks first when somebody else is here."""
        if self.app.shell.current_name != "badge":
            self.go_home()
            self.app.shell.lock("switch")
        self.anybody().hold_up(badge)
        self.hands.until(lambda: self.app.shell.current_name != "badge", "the badge to be known")
        self.go_home()

    def go_home(self) -> None:
        if self.app.shell.current_name == "badge":
            self.sign_in(LI_NA)
        self.app.shell.close_sheet()
        if self.app.tray is not None:
            self.app.tray.put_down()  # at home a label still held would begin the next unit
        if self.app.shell.current_name != "home":
            self.app.shell.go("home")
        self.hands.until(lambda: self.hands.part(OrderTile), "the work orders")
        self.hands.rest(0.2)

    def begin(self, order: str, second: str = "") -> Operator:
        """Li Na taps the work order's card."""
        self.hands.until(lambda: self.app.desk.is_open, "the station to open")
        person = self.app.desk.station.person
        if person is None or person.id != self.people[LI_NA].id:
            self.sign_in(LI_NA)
        self.tap_order(order)
        return self.at_run(order, second)

    def tap_order(self, order: str) -> None:
        """From home, once its card is there: the list is read anew."""
        self.go_home()
        self.hands.until(lambda: self._card_of(order), f"the card of {order}")
        card = self._card_of(order)
        assert card is not None
        self.hands.tap(card)

    def _card_of(self, order: str) -> OrderTile | None:
        tiles = [t for t in self.app.shell.findChildren(OrderTile) if t.isVisible()]
        return next((t for t in tiles if t.accessibleName().startswith(order)), None)

    def resume(self, order: str, anew: bool = False) -> Operator:
        """Tap the card of the unfinished run; `anew` begins the next unit."""
        if anew:
            return self.begin(order)
        self.go_home()
        tile = self.hands.part(ResumeTile)
        if tile is None:
            raise NotReached("an unfinished run")
        self.hands.tap(tile)
        return self.at_run(order, "")

    def at_run(self, order: str, second: str) -> Operator:
        self.hands.until(lambda: self.app.shell.current_name == "run", "the run screen")
        worker = Operator(
            self.app,
            self.hands,
            self.people[LI_NA],
            partial(label_for, order),
            values_for,
            self.clock.advance,
            self.people.get(second),
        )
        worker.settle()
        self.hands.rest(0.5)
        return worker

    def anybody(self) -> Operator:
        return Operator(self.app, self.hands, self.people[LI_NA], partial(label_for, ""))

    def authorise(self, worker: Operator) -> None:
        """Reason, badge, PIN: the team lead's word."""
        sheet = self.sheet("the sheet for the team lead")
        phrase = sheet._reason._phrases.itemAt(0).widget()
        self.hands.tap(phrase)
        self.hands.tap(sheet._go)
        worker.sign(self.people[CHEN_JING])
        self.hands.rest(0.3)

    def more(self, worker: Operator) -> None:
        self.hands.tap(worker.screen.bar.more_button)
        self.sheet("the sheet of more")

    def offer(self, name: str) -> None:
        sheet = self.app.shell.sheet
        row = sheet.findChild(ListRow, name) if sheet is not None else None
        if row is None:
            raise NotReached(f"{name} among what else can be done")
        self.hands.tap(row)
        self.hands.rest(0.1)

    def sheet(self, what: str) -> Any:
        self.hands.until(lambda: self.app.shell.sheet is not None, what)
        self.hands.rest(0.1)
        return self.app.shell.sheet

    def tap_part(self, name: str) -> None:
        """Tap a part of the screen in view."""
        self.hands.tap(getattr(self.app.shell.current, name))

    def tab(self, index: int) -> None:
        """The settings' tab, counted from the first."""
        tabs = [tab for tab in self.app.shell.findChildren(Tab) if tab.isVisible()]
        self.hands.tap(tabs[index])

    def camera_live(self) -> bool:
        scanner = self.app.eyes.scanner
        return scanner is not None and scanner.is_live

    def camera_lost(self) -> bool:
        scanner = self.app.eyes.scanner
        return scanner is not None and scanner.status.state is CameraState.LOST

    def on_a_cable(self) -> Cable:
        """From now on the camera hangs on a cable that can be pulled."""
        cable = Cable(self.app._virtual)
        self.app.eyes.open(cable)
        return cable

    def put_down(self) -> None:
        """Take the label away, so that the next showing is another one."""
        if self.app.tray is not None:
            self.app.tray.put_down()
        self.hands.rest(0.4)

    def put_on_bench(self, picture: str) -> None:
        """What is to be photographed: a drawing of the demo procedures, under the virtual lens."""
        import cv2
        import numpy as np
        from PySide6.QtCore import QSize
        from PySide6.QtGui import QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer

        from kiosk.resources import resources

        size = QSize(960, 640)
        image = QImage(size, QImage.Format.Format_RGB888)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        QSvgRenderer(str(resources() / "procedures" / picture)).render(painter)
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
        if self.app.tray is not None:
            self.app.tray.show(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
