"""Something is wrong: one tap for what, with words and photographs where there is time for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
)

from kiosk.operations import exceptions
from kiosk.ui.run.photographs import jpeg_of
from kiosk.ui.run.preview import Preview
from kiosk.ui.run.sheets.asking import ask_from
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, icon, write
from kiosk.ui.widgets.text_pad import TextPad
from sop.events import Category

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kiosk.operations.station import Outcome, Station
    from kiosk.scanner.pictures import Picture
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context

#: 人机料法环测, in the order everybody knows them in.
CATEGORIES: tuple[Category, ...] = get_args(Category)
_ICONS = {
    "man": "people",
    "machine": "settings",
    "material": "work_order",
    "method": "document",
    "environment": "sun",
    "measurement": "ruler",
}
_MOST_PHOTOS = 3


def raise_with_pictures(
    station: Station,
    execution: str,
    category: Category,
    step: str | None,
    note: str,
    pictures: tuple[Picture, ...],
) -> Outcome:
    """Pack the pictures and raise the exception; packing takes longer than a frame."""
    photos = tuple(jpeg_of(picture) for picture in pictures)
    return exceptions.raise_in_run(station, execution, category, step, note, photos)


class ExceptionSheet(Sheet):
    """`raised` carries category, note and pictures: with the second tap after the first."""

    raised = Signal(str, str, tuple)

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: say("exception_title", context.language), wide=True)
        self._context = context
        self._pictures: list[Any] = []
        self._explained = Label(size="label", colour="soft")
        self.tiles = {name: CategoryTile(name) for name in CATEGORIES}
        self.note = TextPad(maximum=500)
        self.photo = Button("", "secondary", "photo")
        self.photo.clicked.connect(self._shoot)
        self._preview: Preview | None = None
        self._photos = QVBoxLayout()
        self._lay_out()
        self.says(self._speak, lambda: context.language)

    def refuse(self, sentence: str) -> None:
        """It was not recorded; what was written and shot stays."""
        for tile in self.tiles.values():
            tile.setEnabled(True)
        self._explained.setText(sentence)
        self._explained.set_colour("failed")

    def hideEvent(self, event: object) -> None:
        if self._preview is not None:
            self._preview.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _speak(self, language: str) -> None:
        self._explained.setText(say("exception_text", language))
        self._explained.set_colour("soft")
        for tile in self.tiles.values():
            tile.speak(language)
        self.note.set_phrases(phrases("phrase_exception_", language))
        self._tell_photos()

    def _raise(self, category: str) -> None:
        for tile in self.tiles.values():
            tile.setEnabled(False)
        self.raised.emit(category, self.note.text, tuple(self._pictures))

    def _shoot(self) -> None:
        """The first tap brings up the camera, the next ones take what it sees."""
        if self._preview is None:
            self._preview = Preview(self._context, "photo")
            self._preview.setFixedSize(theme.px(420), theme.px(236))
            self._photos.insertWidget(0, self._preview)
            self._preview.start()
            self._tell_photos()
            return
        picture = self._preview.newest()
        if picture is not None and len(self._pictures) < _MOST_PHOTOS:
            self._preview.view.flash()
            self._pictures.append(picture)
        self._tell_photos()

    def _tell_photos(self) -> None:
        count, language = len(self._pictures), self._context.language
        if count:
            self.photo.setText(say("exception_photos", language, count=count))
            self.photo.set_icon("tick" if count == _MOST_PHOTOS else "photo")
        else:
            word = "exception_photo" if self._preview is None else "do_shoot"
            self.photo.setText(say(word, language))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.px(16))
        columns = 2 if theme.scale.portrait else 3
        for index, (name, tile) in enumerate(self.tiles.items()):
            tile.clicked.connect(lambda _=False, each=name: self._raise(each))
            grid.addWidget(tile, index // columns, index % columns)
        self._photos.addWidget(self.photo)
        self._photos.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(theme.px(20))
        more.addWidget(self.note, 1)
        more.addLayout(self._photos)
        self.content.addWidget(self._explained)
        self.content.addLayout(grid)
        self.content.addLayout(more)
        self.content.addStretch(1)


class CategoryTile(QAbstractButton):
    """One of the six: its sign, its word, and what falls under it."""

    def __init__(self, category: str) -> None:
        super().__init__()
        self._category, self._detail = category, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def speak(self, language: str) -> None:
        self._detail = say(f"category_{self._category}_text", language)
        self.setText(say(f"category_{self._category}", language))
        self.setAccessibleName(f"{self.text()}: {self._detail}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(148))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        down = self.isDown() or not self.isEnabled()
        ground = "attention" if self.isDown() else "attention_soft"
        fill(painter, area, ground if self.isEnabled() else "sunken", line="attention", width=2.5)
        ink = "surface" if self.isDown() else "on_attention_soft" if not down else "faint"
        size = theme.px(76)
        top = int((area.height() - size) / 2)
        painter.drawPixmap(theme.px(28), top, icon(_ICONS[self._category], size, theme.colour(ink)))
        room = area.adjusted(theme.px(128), 0, -theme.px(16), 0)
        big = len(self.text()) == 1
        word = QRectF(room.x(), theme.px(20), room.width(), theme.px(62))
        pixels = theme.px(56) if big else theme.scale.heading
        write(painter, word, self.text(), pixels, ink, bold=True)
        rest = QRectF(room.x(), theme.px(86), room.width(), theme.px(50))
        write(painter, rest, self._detail, theme.scale.small, ink)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)


def report_exception(run: RunModel, context: Context) -> ExceptionSheet:
    """Show the sheet, and raise what it says at the step in hand."""
    sheet = ExceptionSheet(context)

    def raised(category: str, note: str, pictures: tuple[Any, ...]) -> None:
        step = run.state.current if run.state is not None else None
        ask_from(sheet, run, context, raise_with_pictures, category, step, note, pictures)

    sheet.raised.connect(raised)
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
    return sheet
