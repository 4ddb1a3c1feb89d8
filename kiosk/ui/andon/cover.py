"""The calls in the station's window: over everything, or as a strip at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from kiosk.ui.andon.over import CallsOver
from kiosk.ui.andon.strip import CallStrip
from kiosk.ui.andon.view_model import AndonModel
from kiosk.ui.andon.words import say, strip
from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from kiosk.errors import KnownError
    from kiosk.operations.andon import HeardCall
    from kiosk.ui.shell.window import Shell
    from sop.events import Person

_TICK_MS = 1_000
_RING_MS = 4_000
"""Between two times the sound of a call that stands over everything is heard."""


class Cover(QObject):
    """Made once, beside the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._context = shell.context
        self.model = AndonModel(self._context.andon, self._context.desk)
        self.strip = CallStrip(shell)
        self.strip.clicked.connect(self.model.open)
        self._over: CallsOver | None = None
        self._newest = ""
        self.model.changed.connect(self._show)
        self.model.rang.connect(self._rang)
        self.model.taken.connect(self._taken)
        self.model.refused.connect(self._refused)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._ringing = QTimer(self)
        self._ringing.setInterval(_RING_MS)
        self._ringing.timeout.connect(self._ring)
        theme.changed.connect(self._make_anew)
        shell.installEventFilter(self)

    @property
    def over(self) -> CallsOver | None:
        """What lies over everything, while something does."""
        return self._over

    # --- what is shown ---

    def _show(self) -> None:
        calls = self.model.calls
        if self.model.over_everything:
            self._lay_over()
        elif self._over is not None:
            self._lift()
        if calls:
            self._ticking.start()
        else:
            self._ticking.stop()
        self._tell_strip()

    def _lay_over(self) -> None:
        if self._over is None:
            self._over = CallsOver(self._context.language, self._shell)
            self._over.badge.connect(self.model.take)
            self._over.small.connect(self.model.put_away)
            self._tell_over()
            self._shell.lay_over(self._over)
        else:
            self._tell_over()
        for heard in self.model.loud:
            self.model.stood(heard)
        if self.model.loud and not self._ringing.isActive():
            self._ringing.start()

    def _lift(self) -> None:
        self._ringing.stop()
        over, self._over = self._over, None
        self._shell.lay_over(None)
        if over is not None:
            over.hide()
            over.deleteLater()

    def _tell_over(self) -> None:
        assert self._over is not None
        loud = self.model.loud
        first = next((h.id for h in loud if h.id == self._newest), loud[0].id if loud else "")
        self._over.show_calls(self.model.calls, self.model.status, self._now(), first)

    def _tell_strip(self) -> None:
        calls, language = self.model.calls, self._context.language
        if calls and self._over is None:
            first = calls[0]
            words = strip(first, self.model.status, first.open_s(self._now()), language)
            rest = len(calls) - 1
            more = say("more", language, count=rest) if rest else ""
            self.strip.show_words(first.call.category, words, more)
        self._shell.set_strip(self.strip if calls and self._over is None else None)

    def _tick(self) -> None:
        if self._over is not None:
            self._over.tell_time(self._now())
        else:
            self._tell_strip()

    def _now(self) -> int:
        return self._context.desk.station.clock.monotonic_ns()

    # --- what is heard ---

    def _rang(self, heard: HeardCall) -> None:
        self._newest = heard.id
        if self._over is not None and not heard.own:
            self._over.choose(heard.id)
        self._sound(heard)

    def _ring(self) -> None:
        loud = self.model.loud
        if loud:
            self._sound(loud[0])
        else:
            self._ringing.stop()

    def _sound(self, heard: HeardCall) -> None:
        self._context.sounds.call(heard.call.category)

    # --- what a badge did ---

    def _taken(self, person: Person, heard: HeardCall) -> None:
        words = say("thanks", self._context.language, name=person.name, station=heard.station)
        self._context.sounds.play("pass")
        self._shell.say(words, "pass")

    def _refused(self, error: KnownError) -> None:
        self._context.sounds.play("fail")
        self._shell.say(error.text(self._context.language), "fail")

    # --- another language, another size ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange and self.model.calls:
            if self._over is not None:
                self._over.speak(self._context.language)
            self._show()
        return False

    def _make_anew(self) -> None:
        """Colours or sizes are others."""
        if self._over is not None:
            self._lift()
            self._show()
