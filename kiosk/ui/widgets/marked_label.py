"""A text in which what another revision says otherwise stands out, by shape and colour."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt

from kiosk.ui.theme import theme
from kiosk.ui.widgets.label import Label, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sop.wording import Part

Mark = Literal["new", "gone"]


class MarkedLabel(Label):
    """What is new is bold on a tinted ground, what is gone is struck through."""

    def __init__(self, mark: Mark = "new", size: Size = "body", colour: str = "text") -> None:
        self._mark: Mark = mark
        self._parts: tuple[Part, ...] = ()
        super().__init__("", size, colour)
        self.setTextFormat(Qt.TextFormat.RichText)

    @property
    def parts(self) -> tuple[Part, ...]:
        return self._parts

    def show_parts(self, parts: Sequence[Part], mark: Mark) -> None:
        """Nothing of it is taken for markup. Empty, it takes no room."""
        self._parts, self._mark = tuple(parts), mark
        self.setAccessibleName("".join(it.text for it in parts))
        self.setVisible(bool(parts))
        self._write()

    def restyle(self) -> None:
        super().restyle()
        self._write()

    def _write(self) -> None:
        self.setText("".join(self._html(it) for it in self._parts))

    def _html(self, part: Part) -> str:
        words = escape(part.text).replace("\n", "<br>")
        if not part.other:
            return words
        if self._mark == "gone":
            return f'<s style="background-color:{_name("line")};color:{_name("text")}">{words}</s>'
        style = f"background-color:{_name('attention_soft')};color:{_name('on_attention_soft')}"
        return f'<b style="{style}">{words}</b>'


def _name(token: str) -> str:
    return theme.colour(token).name()
