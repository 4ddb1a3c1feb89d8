"""A signature: what it says, whose it must be; badge and PIN are given on the signing sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.run.words import CATALOGUE
from kiosk.ui.signing.sheet import sign_check
from kiosk.ui.theme import theme
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon
from sop.procedure import SignOff

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class SignOffInput(CheckInput):
    low = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._means = Label(size="body", bold=True)
        self._who = Label(size="label", colour="soft")
        self._role = Label(size="label", colour="soft")
        self._problem = Banner()
        self.column.addWidget(_Emblem())
        for widget in (self._means, self._who, self._role, self._problem):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    @property
    def _check(self) -> SignOff:
        assert isinstance(self.view.check, SignOff)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        super().show_check(view)
        check = self._check
        means = "sign_performer" if check.meaning == "performed" else f"sign_{check.meaning}"
        self._means.setText(self.say(means))
        self._who.setText(self.say("sign_second" if check.by == "second" else "scan_badge_text"))
        role = f"role_{check.role}"
        named = self.say(role) if role in CATALOGUE else str(check.role)
        self._role.setText(self.say("sign_role", role=named) if check.role else "")
        self._role.setVisible(check.role is not None)
        self._problem.show_text(view.note)
        self.changed.emit()

    def primary(self) -> Primary:
        return Primary(self.say("do_sign"), not self.view.note, "signature")

    def press(self) -> None:
        if self.view.note:
            self.run.refused.emit(self.view.note)
        else:
            self.sign()

    def sign(self, badge: str = "") -> None:
        """Ask for badge and PIN; with `badge` only the PIN is left to give."""
        sign_check(self.run, self.context, self.check_id, lambda: self.view.title, badge)


class _Emblem(Painted):
    """A badge, so that the hand knows what to reach for."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        size = theme.px(112)
        area = self.rect()
        area.setWidth(size)
        fill(painter, area.adjusted(0, 4, 0, -4), "accent_soft", theme.px(24))
        inner = theme.px(64)
        inset = (size - inner) // 2
        ink = theme.colour("on_accent_soft")
        painter.drawPixmap(inset, (self.height() - inner) // 2, icon("badge", inner, ink))
