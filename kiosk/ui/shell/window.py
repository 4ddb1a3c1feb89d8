"""The station's one window: a screen, at most one sheet over it, a passing message, the lock."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QStackedLayout, QWidget
from shiboken6 import isValid

from kiosk.ui.shell.context import Context
from kiosk.ui.shell.second_tap import SecondTap
from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.operations.station import Change, Station
    from kiosk.scanner import Scan
    from kiosk.ui.desk import Desk
    from kiosk.ui.preferences import Preferences
    from kiosk.ui.shell.eyes import Eyes
    from kiosk.ui.shell.screen import Screen
    from kiosk.ui.widgets.overlays import Toast

#: Where each screen lives. Imported when it is first shown: the badge screen must be up at once.
SCREENS = {
    "badge": "kiosk.ui.badge.screen:BadgeScreen",
    "trouble": "kiosk.ui.shell.trouble:TroubleScreen",
    "home": "kiosk.ui.home.screen:HomeScreen",
    "run": "kiosk.ui.run.screen:RunScreen",
    "change": "kiosk.ui.change.screen:ChangeScreen",
    "finish": "kiosk.ui.finish.screen:FinishScreen",
    "lead": "kiosk.ui.lead.screen:LeadScreen",
    "history": "kiosk.ui.history.screen:HistoryScreen",
    "record": "kiosk.ui.record.screen:RecordScreen",
    "settings": "kiosk.ui.settings.screen:SettingsScreen",
}

_TOUCHES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
}

#: A window being dragged larger tells of every pixel; screens are made anew when it rests.
_RESTS_MS = 150


class Shell(QWidget):
    """Implements `Navigator`. Screens come and go in it; it hears what nobody else did."""

    def __init__(self, desk: Desk, eyes: Eyes, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle("SOP Kiosk")
        self.context = Context(desk, eyes, preferences, self)
        self._screens: dict[str, Screen] = {}
        self._what: dict[str, Any] = {}
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        # No text, however long, makes the window larger than the screen it fills.
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._sheet: QWidget | None = None
        self._over: QWidget | None = None
        self._typed_into: QWidget | None = None
        self._strip: QWidget | None = None
        self._toast: Toast | None = None
        self.current: Screen | None = None
        self.current_name = ""
        self._second_tap = SecondTap()
        self._locked = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESTS_MS)
        self._resized.timeout.connect(self.fit)
        desk.failed.connect(self._tell_error)
        desk.broken.connect(self._tell_bug)
        desk.opened.connect(self._tell_notices)
        desk.changed.connect(self._heed)
        desk.unopened.connect(lambda error: self.go("trouble", error=error))
        eyes.scanned.connect(self._scanned)
        preferences.changed.connect(self._preference_changed)

    # --- Navigator ---

    def go(self, name: str, **what: Any) -> None:
        """Leave the screen in view and enter the one of that name. While it is locked only
        screens that need nobody: a tap or an answer may come late."""
        screen = self._screen(name)
        if self._locked and screen.needs_person:
            return
        self.close_sheet()
        if self.current is not None:
            _let_go(self.current)
            self.current.leave()
        self.current, self.current_name, self._what = screen, name, what
        self._stack.setCurrentWidget(screen)
        screen.enter(**what)
        self.look()
        self._watch_idleness()

    def show_sheet(self, sheet: QWidget) -> None:
        self.close_sheet()
        self._sheet = sheet
        sheet.setParent(self)
        sheet.setGeometry(self.rect())
        sheet.show()
        sheet.raise_()
        if self._over is not None:
            self._over.raise_()
        else:
            sheet.setFocus()
        self.look()

    def close_sheet(self) -> None:
        if self._sheet is not None:
            sheet, self._sheet = self._sheet, None
            _let_go(sheet)
            sheet.hide()
            sheet.deleteLater()
            if self.current is not None and self._over is None:
                self.current.setFocus()
            self.look()

    @property
    def sheet(self) -> QWidget | None:
        return self._sheet

    def say(self, text: str, kind: str = "info") -> None:
        from kiosk.ui.widgets.overlays import Toast

        if self._toast is None:
            self._toast = Toast(self)
        self._toast.say(text, kind)

    # --- what another station has to say ---

    def lay_over(self, cover: QWidget | None) -> None:
        """Over screen and sheet, which stay as they are and take neither key nor code; None gives
        them back, with the keyboard where it was."""
        if cover is None:
            self._over = None
            before, self._typed_into = self._typed_into, None
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus()
        else:
            self._typed_into = QApplication.focusWidget()
            self._over = cover
            cover.setGeometry(self.rect())
            cover.show()
            cover.raise_()
            cover.setFocus()
        self.look()

    def set_strip(self, strip: QWidget | None) -> None:
        """A line at the top of the window, above every screen; None gives the room back."""
        before = self._strip
        self._strip = strip
        if before is not None and before is not strip:
            before.hide()
        self._place_strip()
        if strip is not None and before is None:
            strip.show()
            if self._sheet is not None:
                strip.stackUnder(self._sheet)

    def _place_strip(self) -> None:
        height = self._strip.sizeHint().height() if self._strip is not None else 0
        if self._strip is not None:
            self._strip.setGeometry(0, 0, self.width(), height)
        if self.contentsMargins().top() != height:
            self.setContentsMargins(0, height, 0, 0)

    # --- what the screens need of the camera ---

    def look(self) -> None:
        """Tell the camera what is hoped to be seen: by a sheet that takes codes, such as badges
        for a signature, before the screen under it."""
        from kiosk.scanner import ANYTHING

        if self._over is not None or hasattr(self._sheet, "scanned"):
            self.context.eyes.expect(ANYTHING)
        else:
            self.context.eyes.expect(self.current.expectation() if self.current else None)

    # --- lock ---

    def lock(self, reason: str = "idle") -> None:
        """Sign out and show the badge screen; a run in hand stays where it is."""
        if self.current is None or not self.current.needs_person:
            return
        from kiosk.operations.signing import sign_out

        desk = self.context.desk
        person = desk.station.person if desk.is_open else None
        place, in_hand = self._place(), self.current.in_hand()
        desk.ask(sign_out, reason)
        self._locked = True
        who = person.id if person else None
        self.go("badge", locked=True, back=place, person=who, in_hand=in_hand)

    def unlock(self) -> None:
        self._locked = False

    def _place(self) -> tuple[str, dict[str, Any]]:
        """Where one is now, to come back to."""
        assert self.current is not None
        again = self.current.again()
        return self.current_name, self._what if again is None else again

    def _watch_idleness(self) -> None:
        seconds = self.context.preferences["lock_after_s"]
        if seconds and self.current is not None and self.current.needs_person:
            self._idle.start(int(seconds * 1000))
        else:
            self._idle.stop()

    def _preference_changed(self, key: str) -> None:
        if key == "lock_after_s":
            self._watch_idleness()

    # --- size ---

    def fit(self) -> None:
        """Take the sizes for the window as it is now; when they differ, make screens anew."""
        before = theme.scale
        theme.fit(self.width(), self.height())
        if theme.scale != before and self.current is not None:
            self._make_anew()

    def _make_anew(self) -> None:
        assert self.current is not None
        name, what = self._place()
        self.close_sheet()
        self.current.leave()
        self.current = None
        old, self._screens = self._screens, {}
        for screen in old.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self.go(name, **what)

    # --- events ---

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES:
            return False
        if self._idle.isActive():
            self._idle.start()
        return isinstance(event, QMouseEvent) and self._is_stray(receiver, event)

    def _is_stray(self, receiver: QObject, event: QMouseEvent) -> bool:
        if receiver is not self.windowHandle():
            return False
        return self._second_tap.is_stray(event, self.childAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._sheet is not None:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._sheet is not None:
            self._sheet.setGeometry(self.rect())
        if self._over is not None:
            self._over.setGeometry(self.rect())
        self._place_strip()
        if self.current is not None:
            self._resized.start()
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.current is not None:
            self.current.leave()
        self.context.eyes.close()
        self.context.desk.close()
        event.accept()
        app = QApplication.instance()
        if app is not None:
            app.quit()

    def _screen(self, name: str) -> Screen:
        if name not in self._screens:
            module, cls = SCREENS[name].split(":")
            screen: Screen = getattr(import_module(module), cls)(self.context)
            self._stack.addWidget(screen)
            self._screens[name] = screen
        return self._screens[name]

    def _scanned(self, scan: Scan) -> None:
        handler: Any = self._sheet if hasattr(self._sheet, "scanned") else self.current
        if self._over is not None:
            handler = self._over
        if self._idle.isActive():
            self._idle.start()
        if handler is self.current and self._may_switch(scan.text):
            self._offer_switch(scan)
        elif handler is not None:
            handler.scanned(scan)

    def _may_switch(self, text: str) -> bool:
        """Where somebody works, and no check or sheet awaits this code, or any."""
        if self.current is None or not self.current.needs_person or self._sheet is not None:
            return False
        awaited = self.current.expectation()
        if self.current_name == "home" or awaited is None:
            return True
        return awaited.matches is not None and not awaited.is_met_by(text)

    def _offer_switch(self, scan: Scan) -> None:
        from kiosk.ui.badge.switching import offer_switch

        screen = self.current
        assert screen is not None
        run = getattr(getattr(screen, "run", None), "execution", None)

        def otherwise() -> None:
            if self.current is screen:
                screen.scanned(scan)

        offer_switch(self.context, scan.text.strip(), run, otherwise)

    def _heed(self, change: Change) -> None:
        """A PIN was locked: an alarm, whatever is in view."""
        if change.topic == "pin_locked":
            from kiosk.ui.pins.alarm import alarm

            alarm(self.context)

    def _tell_notices(self, station: Station) -> None:
        """What opening had to tell: read and put away by a hand, never gone by itself."""
        if self.current_name == "trouble":
            self.go("badge")
        if station.store.notices:
            from kiosk.ui.shell.notices import NoticeSheet

            sheet = NoticeSheet(station.store.notices, self.context)
            sheet.dismissed.connect(self.close_sheet)
            self.show_sheet(sheet)

    def _tell_error(self, error: KnownError) -> None:
        self.say(error.text(self.context.language), "fail")

    def _tell_bug(self, error: BaseException) -> None:
        text = {
            "zh": "程序内部出错，此操作未确认。已写入错误报告，可继续作业。",
            "en": "Something went wrong inside the program; this was not confirmed. "
            "A report was written; you can go on working.",
        }
        self.say(text["zh" if self.context.language == "zh" else "en"], "fail")


def _let_go(leaving: QWidget) -> None:
    """A button held down when its screen goes, and without the focus, would still be clicked
    when the finger lifts: out of view, on a locked station."""
    for button in leaving.findChildren(QAbstractButton):
        button.setDown(False)
