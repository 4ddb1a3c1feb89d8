"""Something is wrong: one tap for what, with words and photographs where there is time for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
)

from kiosk.operations import exceptions
from kiosk.ui.exception.shooting import Shooting
from kiosk.ui.run.photographs import jpeg_of
from kiosk.ui.run.sheets.asking import ask_from
from kiosk.ui.run.words import phrases, say
from kiosk.ui.theme import theme
from kiosk.ui.widgets.controls import SegmentedControl
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Sheet
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, icon, write
from kiosk.ui.widgets.text_pad import TextPad
from sop.events import Category
from sop.execution.explaining import title
from sop.messages import text
from sop.procedure import OnException, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kiosk.operations.exceptions import Handled
    from kiosk.operations.station import Outcome, Station
    from kiosk.scanner.pictures import Picture
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context
    from sop.procedure import Step

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
SEVERITIES: tuple[Severity, ...] = ("minor", "major", "critical")


def raise_with_pictures(
    station: Station,
    execution: str,
    category: Category,
    step: str | None,
    note: str,
    pictures: tuple[Picture, ...],
    severity: Severity = "minor",
    check: str | None = None,
) -> Outcome:
    """Pack the pictures and raise the exception; packing takes longer than a frame."""
    photos = tuple(jpeg_of(picture) for picture in pictures)
    return exceptions.raise_in_run(
        station, execution, category, step, note, photos, severity=severity, check=check
    )


def log_with_pictures(
    station: Station,
    category: Category,
    note: str,
    pictures: tuple[Picture, ...],
    severity: Severity,
) -> Handled:
    """As above, with no run."""
    photos = tuple(jpeg_of(picture) for picture in pictures)
    return exceptions.raise_exception(
        station, None, category, note=note, photos=photos, severity=severity
    )


class ExceptionSheet(Sheet):
    """`raised` carries category, note, pictures and severity: with the second tap after the
    first. `step` is the one in hand, whose phrases come first and whose rule is told; None with no
    run."""

    raised = Signal(str, str, tuple, str)

    def __init__(self, context: Context, step: Step | None = None, in_run: bool = True) -> None:
        super().__init__(lambda: say("exception_title", context.language), wide=True)
        self._context = context
        self._step, self._in_run = step, in_run
        self._explained = Label(size="label", colour="soft")
        self.tiles = {name: CategoryTile(name) for name in CATEGORIES}
        self.severity = SegmentedControl([(each, "", None) for each in SEVERITIES])
        self.severity.choose("minor")
        self.severity.changed.connect(self._weigh)
        self._effect = Label(size="label")
        self.note = TextPad(maximum=500)
        self.shooting = Shooting(context)
        self._lay_out()
        self.says(self._speak, lambda: context.language)

    def refuse(self, sentence: str) -> None:
        """It was not recorded; what was written and shot stays."""
        for tile in self.tiles.values():
            tile.setEnabled(True)
        self._explained.setText(sentence)
        self._explained.set_colour("failed")

    def _speak(self, language: str) -> None:
        self._explained.setText(say("exception_text", language))
        self._explained.set_colour("soft")
        for tile in self.tiles.values():
            tile.speak(language)
        own = [title(each, language) for each in self._step.phrases] if self._step else []
        self.note.set_phrases([*own, *phrases("phrase_exception_", language)])
        for each in SEVERITIES:
            self.severity.set_text(each, say(f"severity_{each}", language))
        self.shooting.speak(language)
        self._tell_effect(language)

    def _weigh(self, severity: str) -> None:
        self.severity.choose(severity)
        self._tell_effect(self._context.language)

    def _tell_effect(self, language: str) -> None:
        rule = self._step.on_exception if self._step else OnException()
        effect = getattr(rule, self.severity.chosen)
        self._effect.setText(say(f"effect_{effect}{'' if self._in_run else '_here'}", language))
        tones = {"continue": "soft", "hold": "on_attention_soft", "stop": "failed"}
        self._effect.set_colour(tones[effect])

    def _raise(self, category: str) -> None:
        for tile in self.tiles.values():
            tile.setEnabled(False)
        pictures = tuple(self.shooting.pictures)
        self.raised.emit(category, self.note.text, pictures, self.severity.chosen)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.px(16))
        columns = 2 if theme.scale.portrait else 3
        for index, (name, tile) in enumerate(self.tiles.items()):
            tile.clicked.connect(lambda _=False, each=name: self._raise(each))
            grid.addWidget(tile, index // columns, index % columns)
        weight = QHBoxLayout()
        weight.setSpacing(theme.px(20))
        weight.addWidget(self.severity)
        weight.addWidget(self._effect, 1)
        more = QHBoxLayout()
        more.setSpacing(theme.px(20))
        more.addWidget(self.note, 1)
        more.addWidget(self.shooting)
        self.content.addWidget(self._explained)
        self.content.addLayout(weight)
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
    step = run.state.current_step if run.state is not None else None
    active = run.view.step.active if run.view is not None and run.view.step is not None else None
    check = active.check.id if active is not None and active.state.answer is not None else None
    sheet = ExceptionSheet(context, step)

    def raised(category: str, note: str, pictures: tuple[Any, ...], severity: str) -> None:
        at = step.id if step is not None else None
        what = (category, at, note, pictures, severity, check)
        ask_from(sheet, run, context, raise_with_pictures, *what)

    sheet.raised.connect(raised)
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
    return sheet


def log_exception(context: Context, done: Callable[[], None] | None = None) -> ExceptionSheet:
    """With no run open: the same sheet, for the station itself."""
    sheet = ExceptionSheet(context, in_run=False)

    def came(category: str, handled: Handled) -> None:
        if handled.refusal is not None:
            sheet.refuse(text(handled.refusal.code, context.language, **handled.refusal.details))
            return
        if context.shell.sheet is sheet:
            context.shell.close_sheet()
        word = say(f"category_{category}", context.language)
        context.shell.say(say("exception_raised", context.language, category=word), "attention")
        if done is not None:
            done()

    def raised(category: str, note: str, pictures: tuple[Any, ...], severity: str) -> None:
        context.desk.ask(
            log_with_pictures,
            category,
            note,
            pictures,
            severity,
            then=partial(came, category),
            failed=lambda error: sheet.refuse(error.text(context.language)),
        )

    sheet.raised.connect(raised)
    sheet.dismissed.connect(context.shell.close_sheet)
    context.shell.show_sheet(sheet)
    return sheet
