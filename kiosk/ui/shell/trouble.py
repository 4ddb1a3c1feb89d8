"""The station cannot be opened: why, in both languages, and what to do. Nothing else works yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.errors import KnownError
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import Card, Divider
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased, icon

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context

#: Whoever comes to mend it may read only one of them, so both are always there.
_TITLE = {"zh": "工位无法启动", "en": "The station cannot start"}
_BUG = {
    "zh": "程序内部出错：{error}。已有的记录没有改动。请重启终端；"
    "仍不行时，把数据文件夹交给技术支持。",
    "en": "Something went wrong inside the program: {error}. What was recorded is unchanged. "
    "Restart the kiosk; if that does not help, give the data folder to support.",
}


class TroubleScreen(Screen):
    needs_person = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._error: BaseException | None = None
        self._mark = Label(wrap=False)
        self._titles = [Label("", "title", bold=True), Label("", "heading", bold=True)]
        self._texts = [Label("", "heading"), Label("", "body", "soft")]
        self._again = PrimaryButton("", "rework")
        self._close = Button("", "secondary", "cross")
        self._again.clicked.connect(self._try_again)
        self._close.clicked.connect(lambda: self.window().close())
        self._lay_out()
        self.retranslate()

    def enter(self, error: BaseException | None = None, **what: Any) -> None:
        self._error = error
        self._again.set_busy(False)
        self.retranslate()

    def retranslate(self) -> None:
        self._again.setText(self.tr("Try again"))
        self._close.setText(self.tr("Close the program"))
        first = "zh" if self.context.language == "zh" else "en"
        for place, language in enumerate((first, "en" if first == "zh" else "zh")):
            self._titles[place].setText(_TITLE[language])
            self._texts[place].setText(self._said(language))

    def _said(self, language: str) -> str:
        if self._error is None:
            return ""
        if isinstance(self._error, KnownError):
            return self._error.text(language)
        return _BUG[language].format(error=f"{type(self._error).__name__}: {self._error}")

    def _try_again(self) -> None:
        self._again.set_busy(True)
        self.context.desk.open()

    def _lay_out(self) -> None:
        size = theme.px(120)
        self._mark.setPixmap(icon("warning", size, theme.colour("failed")))
        page = QVBoxLayout(self)
        margin = theme.px(48 if theme.scale.portrait else 120)
        page.setContentsMargins(margin, theme.px(48), margin, theme.px(48))
        page.setSpacing(theme.px(24))
        page.addStretch(1)
        page.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        card = Card()
        card.content.setSpacing(theme.px(16))
        for place in (0, 1):
            if place:
                card.content.addWidget(Divider())
            card.content.addWidget(self._titles[place])
            card.content.addWidget(self._texts[place])
        page.addWidget(card)
        page.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._close)
        foot.addStretch(1)
        foot.addWidget(self._again)
        page.addLayout(foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
