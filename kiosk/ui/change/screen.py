"""Before the first run under a new revision: what has changed, one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.ui.change.panes import ChangePage
from kiosk.ui.change.view_model import ChangeModel
from kiosk.ui.change.words import say
from kiosk.ui.i18n import pick
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.cards import ProgressBar
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased
from sop.execution import explain

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kiosk.errors import KnownError
    from kiosk.operations.changing import Changes
    from kiosk.operations.station import Outcome
    from kiosk.ui.shell.context import Context


class ChangeScreen(Screen):
    """Every change is shown before it can be said that they were read."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = ChangeModel(context.desk, self)
        self.model.shown.connect(self._show)
        self.model.begun.connect(lambda execution: context.go("run", execution=execution))
        self.model.refused.connect(self._refused)
        self.model.failed.connect(self._failed)
        self._what: dict[str, Any] = {}
        self._changes: Changes | None = None
        self._index = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.head = Head(context)
        self.head.back.connect(self._leave)
        self._place = Label(size="label", bold=True, wrap=False)
        self._bar = ProgressBar()
        self.page = ChangePage()
        self.back_button = Button("", "secondary", "back", big=True)
        self.back_button.clicked.connect(lambda: self._turn(-1))
        self.primary = PrimaryButton("", "next")
        self.primary.clicked.connect(self.press)
        self._lay_out()

    # --- Screen ---

    def enter(self, release: str = "", begin: tuple[Any, ...] = (), at: int = 0, **_: Any) -> None:
        """`begin`: what is begun once they were read; `at`: the change to show first."""
        self._what = {"release": release, "begin": begin}
        self._changes, self._index = None, at
        self.page.hide()
        self.primary.set_busy(False)
        self.primary.setEnabled(False)
        self.head.refresh()
        self.setFocus()
        self.retranslate()
        self.model.open(release, begin)

    def again(self) -> dict[str, Any]:
        return {**self._what, "at": self._index}

    def leave(self) -> None:
        self.page.rest()
        self.model.close()

    def retranslate(self) -> None:
        self.back_button.setText(say("back", self.context.language))
        if self._changes is None:
            self.head.show_title(say("loading", self.context.language))
        else:
            self._render()

    # --- what it shows ---

    def _show(self, changes: Changes) -> None:
        self._changes = changes
        self._index = min(self._index, max(len(changes.steps) - 1, 0))
        self.page.show()
        self.primary.setEnabled(True)
        self._render()

    def _render(self) -> None:
        changes, language = self._changes, self.context.language
        if changes is None or not changes.steps:
            return
        procedure, total = changes.after, len(changes.steps)
        title = say("title", language, revision=procedure.revision)
        self.head.show_title(title, f"{procedure.code} · {pick(procedure.title, language)}")
        self._place.setText(say("place", language, number=self._index + 1, total=total))
        self._bar.show_progress((self._index + 1) / total)
        self.page.show_change(changes.steps[self._index], changes, language)
        last = self._index == total - 1
        self.primary.setText(say("read" if last else "next", language))
        self.primary.set_icon("tick" if last else "next")
        self.back_button.setVisible(self._index > 0)

    # --- what the hand did ---

    def press(self) -> None:
        """On to the next change; from the last one to work."""
        changes = self._changes
        if changes is None or self.primary.busy:
            return
        if self._index < len(changes.steps) - 1:
            self._turn(1)
        else:
            self.primary.set_busy(True)
            self.model.acknowledge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _turn(self, by: int) -> None:
        total = len(self._changes.steps) if self._changes is not None else 0
        if 0 <= self._index + by < total and not self.primary.busy:
            self._index += by
            self._render()

    def _leave(self) -> None:
        kind, *arguments = self._what["begin"]
        if kind == "anew":
            self.context.go("run", execution=arguments[0])
        else:
            self.context.go("home")

    def _refused(self, outcome: Outcome) -> None:
        assert outcome.refusal is not None
        self._leave()
        said = explain(outcome.state, outcome.refusal, self.context.language)
        self.context.shell.say(said, "attention")

    def _failed(self, error: KnownError) -> None:
        self.primary.set_busy(False)
        self.context.shell.say(error.text(self.context.language), "fail")

    # --- making ---

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(14), margin, theme.px(14))
        page.setSpacing(theme.px(12))
        progress = QHBoxLayout()
        progress.setSpacing(theme.px(18))
        progress.addWidget(self._place)
        progress.addWidget(self._bar, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(14))
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.primary)
        self.primary.setMinimumWidth(theme.px(400 if theme.scale.portrait else 500))
        page.addWidget(self.head)
        page.addLayout(progress)
        page.addWidget(self.page, 1)
        page.addLayout(foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
