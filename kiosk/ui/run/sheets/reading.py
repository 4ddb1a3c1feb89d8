"""Reading back a step on a sheet: what was recorded, and from there correcting or rework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.run.times import spoken
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Chip, Divider
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from kiosk.ui.run.reading import ReadStep
    from kiosk.ui.run.view import CheckView


class ReadSheet(Sheet):
    """`correct_wanted` carries the check to put right; the others are about the step."""

    correct_wanted = Signal(str)
    rework_wanted = Signal()
    move_wanted = Signal()
    suggest_wanted = Signal()

    def __init__(self, language: str, read: ReadStep) -> None:
        super().__init__(read.title, wide=True)
        self._language, self._read = language, read
        self.content.addLayout(self._state())
        area = ScrollArea()
        for check in read.checks:
            area.add(self._line(check))
            area.add(Divider())
        if not read.checks:
            area.add(Label(say("nothing_recorded_here", language), "body", "soft"))
        area.setMinimumHeight(min(theme.px(112) * max(len(read.checks), 1), theme.px(620)))
        self.content.addWidget(area, 1)
        self._add_ways()

    def _state(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        read, language = self._read, self._language
        status = {"open": "open", "completed": "done"}.get(read.status, read.status)
        looks = {"done": ("passed", "tick"), "skipped": ("plain", "skip")}
        tone, icon = looks.get(
            status, ("attention", "signature" if status == "deviated" else "clock")
        )
        if status == "open":
            tone, icon = "plain", "clock"
        line.addWidget(Chip(say(f"line_{status}", language), tone, icon))  # type: ignore[arg-type]
        if read.duration_ms:
            line.addWidget(Chip(say("took", language, time=spoken(read.duration_ms)), "plain"))
        if read.reason:
            line.addWidget(Label(f"{say('reason', language)}: {read.reason}", "label", "soft"), 1)
        line.addStretch(0 if read.reason else 1)
        return line

    def _line(self, check: CheckView) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        row.setSpacing(theme.px(20))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(check.title, "label", "soft"))
        shown = check.recorded or "–"
        words.addWidget(Label(shown, "body", "text" if check.recorded else "faint", bold=True))
        row.addLayout(words, 1)
        if self._read.correctable(check):
            button = Button(say("correct", self._language), "secondary", "text")
            button.setObjectName(f"correct_{check.check.id}")
            button.clicked.connect(lambda: self.correct_wanted.emit(check.check.id))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _add_ways(self) -> None:
        read, language = self._read, self._language
        self.suggest_button = Button(say("suggest", language), "secondary", "idea")
        self.suggest_button.clicked.connect(self.suggest_wanted)
        self.buttons.addWidget(self.suggest_button)
        if read.may_go_back:
            self.buttons.addWidget(
                Label(say("redo_reopens", language, count=read.reopens), "label", "soft"), 1
            )
            self.back_button = Button(say("redo_from_here", language), "attention", "rework")
            self.back_button.clicked.connect(self.rework_wanted)
            self.buttons.addWidget(self.back_button)
        elif read.may_move:
            self.buttons.addStretch(1)
            self.move_button = Button(say("move_here", language), "primary", "next", big=True)
            self.move_button.clicked.connect(self.move_wanted)
            self.buttons.addWidget(self.move_button)
        else:
            self.buttons.addStretch(1)
