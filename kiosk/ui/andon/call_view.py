"""One call, to be read from ten metres: who calls, what for, where, since when, who comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.andon.fitted import Fitted
from kiosk.ui.andon.signs import Sign
from kiosk.ui.andon.words import clock_of, say, standing, waited, where, who_is_called
from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill

if TYPE_CHECKING:
    from kiosk.operations.andon import AndonStatus, HeardCall

_ALONE, _LOW, _BESIDE = 260, 200, 170
"""How large the station's name stands, at 1920×1080; on a low screen; beside a list of others."""


class CallView(QWidget):
    """A panel in the category's colour, and what there is to know beside it, or under it on a
    tall screen."""

    def __init__(self) -> None:
        super().__init__()
        self._panel = _Panel()
        self._station = Fitted(_ALONE, 80)
        self._waited = Fitted(96, 48)
        self._where = Fitted(44, 26)
        self._step = Fitted(56, 32)
        self._unit = Fitted(44, 26)
        self._note = Fitted(40, 30, "soft", lines=2, bold=False)
        self._comes = Fitted(56, 30, "attention", lines=2)
        self._called = Fitted(34, 24, "soft", lines=2, bold=False)
        self._lay_out()

    def show_call(
        self, heard: HeardCall, status: AndonStatus, open_s: float, language: str
    ) -> None:
        call = heard.call
        self._panel.show_call(heard, language)
        self._station.setText(heard.station)
        since = say("since", language, clock=clock_of(heard))
        self._waited.setText(f"{waited(open_s, language)} · {since}")
        places = where(heard, language)
        self._where.setText(places[0] if places else say("calls", language))
        self._step.setText(places[1] if len(places) > 1 else "")
        self._unit.setText(places[2] if len(places) > 2 else "")
        by = say("by", language, name=call.by) if call.by else ""
        self._note.setText(" · ".join(part for part in (call.note, by) if part))
        self._comes.setText(standing(heard, language))
        self._comes.set_colour("passed" if call.taken else "attention")
        self._called.setText(who_is_called(heard, status, language))
        for label in (self._where, self._step, self._unit, self._note, self._called):
            label.setVisible(bool(label.text()))

    def make_room(self, beside_others: bool) -> None:
        """With a list of others on a tall screen there is less of it."""
        scale = theme.scale
        beside = beside_others and scale.portrait
        self._station.set_most(_BESIDE if beside else _LOW if scale.compact else _ALONE)

    def _lay_out(self) -> None:
        tall = theme.scale.portrait
        way = QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(44))
        words = QVBoxLayout()
        words.setSpacing(theme.px(10))
        for label in (
            self._station, self._waited, self._where, self._step, self._unit, self._note
        ):  # fmt: skip
            words.addWidget(label)
        words.addStretch(1)
        words.addWidget(self._comes)
        words.addWidget(self._called)
        whole.addWidget(self._panel, 2)
        whole.addLayout(words, 5 if tall else 3)


class _Panel(Painted):
    """Category and severity: by colour, shape and word."""

    def __init__(self) -> None:
        super().__init__()
        self._category, self._severity = "man", "minor"
        tall = theme.scale.portrait
        self._sign = Sign("man", theme.px(400 if tall else 330))
        self._word = Fitted(150, 60, "on_call")
        self._grade = Fitted(64, 36, "on_call")
        self._effect = Fitted(52, 32, "on_call", lines=2, bold=False)
        centre = Qt.AlignmentFlag.AlignCenter
        words = QVBoxLayout()
        words.setSpacing(theme.px(8))
        for label in (self._word, self._grade, self._effect):
            label.setAlignment(
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if tall else centre
            )
            words.addWidget(label)
        pad = theme.px(40)
        if tall:
            row = QHBoxLayout(self)
            row.setContentsMargins(pad, pad, pad, pad)
            row.setSpacing(theme.px(48))
            row.addWidget(self._sign)
            row.addLayout(words, 1)
        else:
            column = QVBoxLayout(self)
            column.setContentsMargins(pad, pad, pad, pad)
            column.addStretch(1)
            column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(theme.px(24))
            column.addLayout(words)
            column.addStretch(1)

    def show_call(self, heard: HeardCall, language: str) -> None:
        call = heard.call
        self._category, self._severity = call.category, call.severity
        self._sign.show_category(call.category, on_its_colour=True)
        self._word.setText(say(call.category, language))
        marks = {"minor": "!", "major": "!!", "critical": "!!!"}[call.severity]
        self._grade.setText(f"{marks} {say(call.severity, language)}")
        self._effect.setText(say(call.effect, language))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        line = "failed" if self._severity == "critical" else None
        ground = f"call_{self._category}"
        fill(painter, QRectF(self.rect()), ground, theme.px(28), line=line, width=theme.px(14))
