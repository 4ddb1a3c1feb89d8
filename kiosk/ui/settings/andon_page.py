"""Calls for help on the line: who is heard, when a call goes on, and lamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.andon.setting_words import (
    broker_in,
    minutes_in,
    port_in,
    say,
    standing,
)
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.settings.parts import Page
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ui.shell.context import Context


class AndonPage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing = Card(raised=False)
        self._minutes = ListRow("", icon_name="clock")
        self._addresses = ListRow("", icon_name="station")
        self._port = ListRow("", icon_name="online")
        self._mqtt = ListRow("", icon_name="sun")
        self._minutes.clicked.connect(self._ask_minutes)
        self._addresses.clicked.connect(self._ask_addresses)
        self._port.clicked.connect(self._ask_port)
        self._mqtt.clicked.connect(self._ask_mqtt)
        for widget in (self._standing, self._minutes, self._addresses, self._port, self._mqtt):
            self.add(widget)
        context.andon.changed.connect(self._changed)
        self.retranslate()

    def come(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        preferences, language = self.context.preferences, self.context.language
        minutes = " · ".join(f"{one:g}" for one in preferences["andon_minutes"])
        self._minutes.show_words(minutes, say("minutes", language))
        addresses = " ".join(preferences["andon_addresses"])
        self._addresses.show_words(
            addresses or say("addresses_none", language), say("addresses", language)
        )
        self._port.show_words(str(preferences["andon_port"]), say("port", language))
        self._mqtt.show_words(self._broker() or say("mqtt_off", language), say("mqtt", language))
        self._show_standing()

    def _changed(self, _status: object) -> None:
        # Not a lambda: it would outlive a page made anew.
        if self.isVisible():
            self._show_standing()

    def _show_standing(self) -> None:
        content, language = self._standing.content, self.context.language
        while (item := content.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        content.addWidget(Label(say("standing", language), "small", "soft"))
        for words, good in standing(self.context.andon.status, language):
            content.addWidget(Label(words, "body", "text" if good else "attention"))

    def _broker(self) -> str:
        told = self.context.preferences["mqtt"]
        if not isinstance(told, dict) or not told.get("host"):
            return ""
        return f"{told['host']}:{told['port']}" if told.get("port") else str(told["host"])

    # --- what is entered ---

    def _ask(self, key: str, now: str, take: Callable[[str], None]) -> None:
        ask_text(
            self.context,
            lambda: say(key, self.context.language),
            now,
            take,
            hint=lambda: say(f"{key}_hint", self.context.language),
        )

    def _ask_minutes(self) -> None:
        now = " ".join(f"{one:g}" for one in self.context.preferences["andon_minutes"])
        self._ask("minutes", now, self._take_minutes)

    def _take_minutes(self, text: str) -> None:
        found = minutes_in(text)
        self._keep("andon_minutes", found, "minutes_wrong" if found is None else "")

    def _ask_addresses(self) -> None:
        now = " ".join(self.context.preferences["andon_addresses"])
        self._ask("addresses", now, self._take_addresses)

    def _take_addresses(self, text: str) -> None:
        self._keep("andon_addresses", text.replace(",", " ").replace("，", " ").split())

    def _ask_port(self) -> None:
        self._ask("port", str(self.context.preferences["andon_port"]), self._take_port)

    def _take_port(self, text: str) -> None:
        found = port_in(text)
        self._keep("andon_port", found, "port_wrong" if found is None else "")

    def _ask_mqtt(self) -> None:
        self._ask("mqtt", self._broker(), self._take_mqtt)

    def _take_mqtt(self, text: str) -> None:
        self._keep("mqtt", broker_in(text, self.context.preferences["mqtt"]))

    def _keep(self, key: str, value: object, wrong: str = "") -> None:
        if wrong:
            self.context.shell.say(say(wrong, self.context.language), "attention")
            return
        self.context.preferences[key] = value
        self.retranslate()
