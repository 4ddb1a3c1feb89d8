"""How far the run is, and how its time stands against the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk.ui.run.times import spoken
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Chip, ProgressBar
from kiosk.ui.widgets.label import Label

if TYPE_CHECKING:
    from kiosk.ui.run.view import RunView, Takt


class ProgressLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._bar = ProgressBar()
        self._place = Label(size="label", bold=True, wrap=False)
        self._takt = Chip(icon_name="clock")
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(18))
        row.addWidget(self._place)
        row.addWidget(self._bar, 1)
        row.addWidget(self._takt)

    def add(self, chip: QWidget) -> None:
        """A mark of the whole run, beside its time."""
        self._row.insertWidget(self._row.count() - 1, chip)

    def show_run(self, view: RunView, language: str) -> None:
        self._share = view.done / view.due if view.due else 0.0
        number = view.step.number if view.step is not None else view.done
        self._place.setText(say("step_of", language, number=number, total=view.due))
        self.show_takt(view.takt, language)

    def show_takt(self, takt: Takt, language: str) -> None:
        """The step's time beside its standard, and a word when it is past it."""
        whole = takt.path_standard_ms
        mark = takt.path_worked_ms / whole if whole else None
        late = bool(whole) and takt.path_worked_ms > whole
        self._bar.show_progress(self._share, mark, late)
        text = spoken(takt.elapsed_ms)
        if takt.standard_ms is not None:
            text += f" / {spoken(takt.standard_ms)}"
        if takt.pace == "over":
            said = say("takt_over", language)
            self._takt.show_status(f"{text} · {said}", "failed", "clock")
        elif takt.pace == "slow":
            said = say("takt_slow", language)
            self._takt.show_status(f"{text} · {said}", "attention", "clock")
        else:
            self._takt.show_status(text, "plain", "clock")
