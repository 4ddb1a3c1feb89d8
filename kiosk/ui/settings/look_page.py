"""Language, colours, motion, sound, and when the screen locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.ui.settings.parts import Page, Setting
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card, Divider
from kiosk.ui.widgets.controls import SegmentedControl, Stepper, Toggle

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context

_LOCK_MINUTES = (2, 5, 10, 30)
_LISTEN_MS = 900


class LookPage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._language = SegmentedControl([("zh", "中文", None), ("en", "English", None)])
        self._theme = SegmentedControl([("light", "", "sun"), ("dark", "", "moon")])
        self._motion = Toggle()
        self._volume = Stepper(0, highest=100, step=10, unit="%")
        self._tone = Button("", "secondary", "volume")
        minutes = [(str(minute * 60), "", None) for minute in _LOCK_MINUTES]
        self._lock = SegmentedControl([*minutes, ("0", "", None)])
        self._settings = {
            "language": Setting(self._language),
            "theme": Setting(self._theme),
            "motion": Setting(self._motion),
            "volume": Setting(self._beside(self._volume, self._tone)),
            "lock": Setting(self._lock),
        }
        self._silent = False
        self._listen = QTimer(self)
        self._listen.setSingleShot(True)
        self._listen.setInterval(_LISTEN_MS)
        self._listen.timeout.connect(self._heard)
        self._lay_out()
        self._wire()
        self.retranslate()

    def come(self) -> None:
        """Show what is set now: others (the head, the badge screen) set it too."""
        preferences = self.context.preferences
        self._language.choose(preferences.language)
        self._theme.choose(preferences["theme"])
        self._motion.setChecked(bool(preferences["motion"]))
        self._volume.set_value(round(preferences["volume"] * 100))
        self._lock.choose(str(int(preferences["lock_after_s"] or 0)))
        self.context.sounds.prepare()

    def retranslate(self) -> None:
        self._theme.set_text("light", self.tr("Light"))
        self._theme.set_text("dark", self.tr("Dark"))
        for minute in _LOCK_MINUTES:
            text = self.tr("%1 min").replace("%1", str(minute))
            self._lock.set_text(str(minute * 60), text)
        self._lock.set_text("0", self.tr("Never"))
        self._tone.setText(self.tr("Test"))
        self._motion.setAccessibleName(self.tr("Motion"))
        say = self._settings
        say["language"].say(self.tr("Language"))
        say["theme"].say(self.tr("Colours"))
        say["motion"].say(self.tr("Motion"), self.tr("Screens slide gently into place."))
        say["lock"].say(
            self.tr("Lock when nobody touches it"),
            self.tr("Work in hand waits at the same step until the badge is scanned again."),
        )
        self._say_sound()

    # --- what happens ---

    def _wire(self) -> None:
        preferences = self.context.preferences
        self._language.changed.connect(lambda key: preferences.__setitem__("language", key))
        self._theme.changed.connect(lambda key: preferences.__setitem__("theme", key))
        self._motion.toggled.connect(lambda on: preferences.__setitem__("motion", on))
        self._volume.changed.connect(lambda value: preferences.__setitem__("volume", value / 100))
        self._lock.changed.connect(lambda key: preferences.__setitem__("lock_after_s", int(key)))
        preferences.changed.connect(self._set_elsewhere)
        self._tone.clicked.connect(self._sound)

    def _set_elsewhere(self, _key: str) -> None:
        """By the head's button, say. Not a lambda: it would outlive a page made anew."""
        if self.isVisible():
            self.come()

    def _sound(self) -> None:
        self.context.sounds.play("pass")
        self._listen.start()

    def _heard(self) -> None:
        self._silent = not self.context.sounds.available
        self._say_sound()

    def _say_sound(self) -> None:
        silent = self.tr("No loudspeaker was found. Colour, shape and word say it all the same.")
        detail = self.tr("A rising tone for pass, a falling one for fail.")
        self._settings["volume"].say(self.tr("Sound"), silent if self._silent else detail)

    # --- how it looks ---

    def _lay_out(self) -> None:
        for group in (("language", "theme", "motion"), ("volume",), ("lock",)):
            card = Card()
            for index, key in enumerate(group):
                if index:
                    card.content.addWidget(Divider())
                card.content.addWidget(self._settings[key])
            self.add(card)
        self._motion.setFixedWidth(theme.px(160))

    def _beside(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return holder
