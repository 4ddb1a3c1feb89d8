"""Versions, where the records lie, how much room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.ui.settings.parts import Page
from kiosk.ui.settings.view_model import SettingsModel
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from kiosk.ui.settings.facts import Fact
    from kiosk.ui.shell.context import Context


class AboutPage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._model = SettingsModel(context)
        self._model.facts_found.connect(self._show)
        self._facts: list[Fact] = []
        self.retranslate()

    def come(self) -> None:
        self._model.gather_facts()

    def retranslate(self) -> None:
        self._show(self._facts)

    def _show(self, facts: list[Fact]) -> None:
        self._facts = facts
        self.clear()
        names = {
            "program": "SOP Kiosk",
            "sqlite": self.tr("Database (SQLite)"),
            "qt": self.tr("Screen (Qt)"),
            "decoders": self.tr("Code readers"),
            "opencv": self.tr("Camera (OpenCV)"),
            "system": self.tr("System"),
            "folder": self.tr("Records are kept in"),
            "free": self.tr("Free on that disk"),
            "events": self.tr("Recorded events"),
        }
        card, holder = Card(), QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(36))
        grid.setVerticalSpacing(theme.px(18))
        grid.setColumnStretch(1, 1)
        for line, fact in enumerate(facts):
            grid.addWidget(Label(names[fact.key], "label", "soft", wrap=False), line, 0)
            # Breaks after each part of a path: a long one must not be cut off.
            value = Label(fact.value.replace("/", "/\u200b").replace("\\", "\\\u200b"), "label")
            grid.addWidget(value, line, 1)
        card.content.addWidget(holder)
        self.add(card)
        free = self.tr(
            "Free software under Apache-2.0. Notices of what it is built from: "
            "THIRD_PARTY_NOTICES.md."
        )
        self.add(Label(free, "small", "faint"))
