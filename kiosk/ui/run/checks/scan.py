"""A barcode: what is looked for, what the camera sees, and how to hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from kiosk.record.symbologies import name_of
from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.run.preview import Preview
from kiosk.ui.theme import theme
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner
from sop.execution.explaining import title
from sop.procedure import Scan

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class ScanInput(CheckInput):
    """A code is never typed here: what was not read proves nothing."""

    tall_in_portrait = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._preview = Preview(context, "scan")
        self._caption = Label(size="small", colour="soft")
        self._wanted = Label(size="heading", bold=True)
        self._kinds = Label(size="small", colour="soft")
        self._problem = Banner()
        self._how = Label(size="label", colour="soft")
        wide = theme.scale.portrait
        if wide:
            self.column.setDirection(QBoxLayout.Direction.LeftToRight)
            self.column.setSpacing(theme.px(28))
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        for widget in (self._caption, self._wanted, self._kinds, self._problem):
            words.addWidget(widget)
        if wide:
            words.addStretch(1)
        words.addWidget(self._how)
        self.column.addLayout(words, 2 if wide else 0)
        self.column.addWidget(self._preview, 3 if wide else 1)

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        check = view.check
        assert isinstance(check, Scan)
        self._caption.setText(self.say("scan_expected"))
        self._wanted.setText(self._looked_for() or self.say("scan_anything"))
        kinds = " · ".join(name_of(name) for name in check.symbologies)
        self._kinds.setText(kinds)
        self._kinds.setVisible(bool(kinds))
        self._problem.show_text(view.note)
        self._preview.retranslate()
        self._tell_how()

    def primary(self) -> Primary:
        return Primary(self.say("do_scan"), False, "scan")

    def press(self) -> None:
        self.run.refused.emit(self._how.text())

    def enter(self) -> None:
        self._preview.start()
        self.context.eyes.status_changed.connect(self._tell_how)

    def leave(self) -> None:
        self._preview.stop()
        self.context.eyes.status_changed.disconnect(self._tell_how)

    def _tell_how(self, *_: object) -> None:
        seen = self._preview.has_camera
        self._how.setText(self.say("scan_waiting" if seen else "scan_gun_only"))

    def _looked_for(self) -> str:
        """The part's name where the bill of materials has one, with its number."""
        items = self.view.parts
        if len(items) == 1 and items[0].title:
            return f"{items[0].part}  {title(items[0].title, self.context.language)}"
        return self.view.expected
