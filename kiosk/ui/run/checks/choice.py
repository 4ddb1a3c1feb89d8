"""An answer out of a few, tapped and then confirmed: a slip of a glove records nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.checking import options_of
from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.theme import theme
from kiosk.ui.widgets.choices import ChoiceTiles, Tile
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.scrolling import ScrollArea
from sop import commands as c
from sop.procedure import Choice

if TYPE_CHECKING:
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


class ChoiceInput(CheckInput):
    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._how = Label(size="label", colour="soft")
        self._scroll = ScrollArea()
        self._tiles: ChoiceTiles | None = None
        self._language = ""
        self.column.addWidget(self._how)
        self.column.addWidget(self._scroll, 1)

    @property
    def _check(self) -> Choice:
        assert isinstance(self.view.check, Choice)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        before, self.view = self.view, view
        chosen = self.chosen if before.state == view.state else ()
        self._how.setText(self.say("choose_many" if self._check.multiple else "choose_one"))
        if self._language != self.context.language:
            self._say_options()
        assert self._tiles is not None
        self._tiles.choose(chosen)
        self.changed.emit()

    @property
    def chosen(self) -> tuple[str, ...]:
        return self._tiles.chosen if self._tiles is not None else ()

    def primary(self) -> Primary:
        return Primary(self.say("do_choose"), bool(self.chosen))

    def press(self) -> None:
        if self.chosen:
            self.run.answer(c.Choose, self.check_id, options=self.chosen)
        else:
            self.run.refused.emit(self._how.text())

    def _say_options(self) -> None:
        self._language = self.context.language
        options = [Tile(name, text) for name, text in options_of(self._check, self._language)]
        few = max((len(option.text) for option in options), default=0) <= 6
        across = 2 if theme.scale.portrait or (few and len(options) > 4) else 1
        chosen = self.chosen
        self._scroll.clear()
        self._tiles = ChoiceTiles(options, multiple=self._check.multiple, columns=across)
        self._tiles.choose(chosen)
        self._tiles.changed.connect(self.changed)
        self._scroll.add(self._tiles)
