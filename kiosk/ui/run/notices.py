"""What stands in place of a step: its warnings, a pause, somebody else's run, the end of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.i18n import pick
from kiosk.ui.run.holding import held_notice
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, text_size, write
from kiosk.ui.widgets.scrolling import ScrollArea
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from kiosk.ui.run.view import RunView
    from sop.procedure import Warn

#: level → ground, ink, line, icon. Danger and warning stop; caution and notice ask for care.
_LEVELS = {
    "danger": ("failed", "on_failed", "failed", "warning"),
    "warning": ("failed_soft", "on_failed_soft", "failed", "warning"),
    "caution": ("attention_soft", "on_attention_soft", "attention", "warning"),
    "notice": ("accent_soft", "on_accent_soft", "accent", "info"),
}


class WarningsView(ScrollArea):
    """Each warning as large as there is room; they are confirmed with the big button."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._shown: tuple[object, ...] = ()

    def show_warnings(self, warnings: Sequence[Warn], language: str) -> None:
        if (key := (tuple(id(each) for each in warnings), language)) == self._shown:
            return
        self._shown = key
        self.clear()
        self.add(Label(say("warnings_title", language), "heading", "soft", bold=True))
        for warning in warnings:
            level = say(f"level_{warning.level}", language)
            self.add(WarningCard(warning.level, level, title(warning.text, language)))


class WarningCard(Painted):
    """One warning: its signal word and what to mind, with the shape and ground of its level."""

    def __init__(self, level: str, word: str, text: str) -> None:
        super().__init__()
        self._level, self._word, self._text = level, word, text
        self.setAccessibleName(f"{word}: {text}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(width - self._left - theme.px(32), theme.px(120))
        words = text_size(self._text, theme.scale.title, True, room).height()
        return max(theme.px(190), words + theme.px(116))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), self.heightForWidth(max(self.width(), theme.px(480))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(168))

    @property
    def _left(self) -> int:
        return theme.px(148)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        ground, ink, line, name = _LEVELS[self._level]
        fill(painter, area, ground, line=line, width=theme.px(4))
        size = theme.px(88)
        top = int((area.height() - size) / 2)
        painter.drawPixmap(theme.px(32), top, icon(name, size, theme.colour(ink)))
        room = area.adjusted(self._left, theme.px(20), -theme.px(32), -theme.px(20))
        word = QRectF(room.x(), room.y(), room.width(), theme.px(44))
        write(painter, word, self._word, theme.scale.body, ink, bold=True)
        rest = room.adjusted(0, theme.px(52), 0, 0)
        above = Qt.AlignmentFlag.AlignTop
        write(painter, rest, self._text, theme.scale.title, ink, bold=True, align=above, wrap=True)


class Notice(QWidget):
    """A large picture and a sentence, in place of the step."""

    def __init__(self) -> None:
        super().__init__()
        self._emblem = _Emblem()
        self._title = Label(size="title", bold=True)
        self._text = Label(size="heading", colour="soft")
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(20))
        column.addStretch(1)
        column.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)

    def about(self, view: RunView, language: str) -> bool:
        """Say what stands before the step. False when nothing does."""
        said = _notice(view, language)
        if said is None:
            return False
        name, tone, heading, text = said
        self._emblem.show_icon(name, tone)
        self._title.setText(heading)
        self._text.setText(text)
        return True


def _notice(view: RunView, language: str) -> tuple[str, str, str, str] | None:
    kind = view.action.kind
    if kind == "take_over":
        heading = say("stranger_title", language, operator=view.operator)
        return "handover", "attention", heading, say("stranger_text", language)
    if kind == "resume":
        reason = f"{view.reason}\n" if view.reason else ""
        text = reason + say("paused_text", language)
        return "pause", "accent", say("paused_title", language), text
    if kind in ("held", "stopped"):
        return held_notice(view, language)
    if kind == "coach":
        text = say("coach_notice_text", language, name=view.coach)
        return "signature", "attention", say("coach_notice", language), text
    if kind == "lift":
        reason = pick(view.standing.reason, language)
        heading = say("halted_title", language, old=view.revision)
        return "stop", "failed", heading, say("halted_text", language, reason=reason).strip()
    if kind == "anew" and view.standing.successor is not None:
        new = view.standing.successor.revision
        heading = say("anew_title", language, new=new)
        return "rework", "attention", heading, say("anew_text", language, new=new)
    if kind == "leave_contingency":
        return "tick", "passed", say("contingency_done", language), view.contingency
    if view.step is None and kind == "finish":
        return "tick", "passed", say("all_steps_done", language), ""
    if kind == "ended":
        return "flag", "accent", say(f"status_{view.status}", language), ""
    return None


class _Emblem(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._icon, self._tone = "info", "accent"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        self._icon, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        fill(painter, self.rect(), f"{self._tone}_soft", self.width() / 2)
        size = self.width() * 52 // 100
        inset = (self.width() - size) // 2
        ink = theme.colour(f"on_{self._tone}_soft")
        painter.drawPixmap(inset, inset, icon(self._icon, size, ink))
