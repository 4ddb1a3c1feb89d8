"""How this station is set: a column of tabs and the page of the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.ui.andon.setting_words import say
from kiosk.ui.settings.about_page import AboutPage
from kiosk.ui.settings.andon_page import AndonPage
from kiosk.ui.settings.camera_page import CameraPage
from kiosk.ui.settings.code_page import CodePage
from kiosk.ui.settings.hub_page import HubPage
from kiosk.ui.settings.look_page import LookPage
from kiosk.ui.settings.parts import Page, Tab
from kiosk.ui.settings.place_page import PlacePage
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import antialiased

if TYPE_CHECKING:
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context

_PAGES: dict[str, tuple[str, type[Page]]] = {
    "look": ("sun", LookPage),
    "camera": ("camera", CameraPage),
    "codes": ("barcode", CodePage),
    "place": ("station", PlacePage),
    "hub": ("online", HubPage),
    "andon": ("exception", AndonPage),
    "about": ("info", AboutPage),
}


class SettingsScreen(Screen):
    """Everything takes effect at once: there is nothing to save, and nothing to forget to save."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._head = Head(context)
        self._head.back.connect(lambda: context.go("home"))
        self._tabs: dict[str, Tab] = {}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._chosen = ""
        for key, (icon, make) in _PAGES.items():
            tab = self._tabs[key] = Tab(icon)
            tab.clicked.connect(lambda _=False, key=key: self.choose(key))
            self._pages[key] = make(context)
            self._stack.addWidget(self._pages[key])
        self._lay_out()
        self.retranslate()

    # --- Screen ---

    def enter(self, page: str = "look", **what: Any) -> None:
        self._head.refresh()
        self.choose(page)

    def leave(self) -> None:
        if self._chosen:
            self._pages[self._chosen].go()
            self._chosen = ""

    def again(self) -> dict[str, Any]:
        return {"page": self._chosen or "look"}

    def expectation(self) -> Expectation | None:
        return self._pages[self._chosen].expectation() if self._chosen else None

    def scanned(self, scan: Scan) -> bool:
        return bool(self._chosen) and self._pages[self._chosen].scanned(scan)

    def retranslate(self) -> None:
        self._head.show_title(self.tr("Settings"))
        words = {
            "look": self.tr("Screen"),
            "camera": self.tr("Camera"),
            "codes": self.tr("Scanner"),
            "place": self.tr("Station"),
            "hub": self.tr("Hub"),
            "andon": say("tab", self.context.language),
            "about": self.tr("About"),
        }
        for key, tab in self._tabs.items():
            tab.say(words[key])

    def choose(self, page: str) -> None:
        """Turn to that page."""
        if page == self._chosen:
            return
        self.leave()
        self._chosen = page
        self._tabs[page].setChecked(True)
        self._stack.setCurrentWidget(self._pages[page])
        self._pages[page].come()
        self.context.shell.look()

    # --- how it looks ---

    def _lay_out(self) -> None:
        scale = theme.scale
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scale.margin, scale.px(20), scale.margin, scale.px(12))
        whole.setSpacing(scale.gap)
        whole.addWidget(self._head)
        tall = scale.portrait
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        tabs = QWidget()
        row = QBoxLayout(across if tall else down, tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.px(8))
        for tab in self._tabs.values():
            row.addWidget(tab)
        if not tall:
            row.addStretch(1)
            tabs.setFixedWidth(scale.px(330))
        body = QBoxLayout(down if tall else across)
        body.setSpacing(scale.px(24))
        body.addWidget(tabs)
        body.addWidget(self._stack, 1)
        whole.addLayout(body, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
