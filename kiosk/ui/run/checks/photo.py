"""A photograph: shutter, a look at it, keep or retake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.operations import running
from kiosk.ui.run.checks.base import CheckInput, Primary
from kiosk.ui.run.photographs import jpeg_of
from kiosk.ui.run.preview import Preview
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Chip
from sop.procedure import Photo

if TYPE_CHECKING:
    from kiosk.operations.station import Outcome, Station
    from kiosk.scanner.pictures import Picture
    from kiosk.ui.run.view import CheckView
    from kiosk.ui.run.view_model import RunModel
    from kiosk.ui.shell.context import Context


def keep_photo(
    station: Station, execution: str, step: str, check: str, picture: Picture
) -> Outcome:
    """Pack the picture and record it; packing takes longer than a frame, so it is done here."""
    return running.add_photo(station, execution, step, check, jpeg_of(picture))


class PhotoInput(CheckInput):
    needs_width = True
    tall = True

    def __init__(self, run: RunModel, context: Context, view: CheckView) -> None:
        super().__init__(run, context, view)
        self._preview = Preview(context, "photo")
        self._taken: Any = None
        self._number = Chip(tone="accent")
        self._retake = Button("", "secondary", "photo")
        self._retake.clicked.connect(self._live_again)
        # The photograph must not jump when it has been taken.
        policy = self._retake.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._retake.setSizePolicy(policy)
        self.column.addWidget(self._number)
        self.column.addWidget(self._preview, 1)
        self.column.addWidget(self._retake)

    @property
    def _check(self) -> Photo:
        assert isinstance(self.view.check, Photo)
        return self.view.check

    def show_check(self, view: CheckView) -> None:
        before, self.view = self.view, view
        if len(view.state.photos) != len(before.state.photos) or view.status == "passed":
            self._live_again()
        wanted = self._check.count
        number = min(len(view.state.photos) + 1, wanted)
        text = self.say("photo_of", number=number, count=wanted) if wanted > 1 else ""
        self._number.show_status(text, "accent")
        self._retake.setText(self.say("retake"))
        self._preview.retranslate()
        self._tell()

    def primary(self) -> Primary:
        if self._taken is not None:
            return Primary(self.say("do_keep"), True, "tick")
        return Primary(self.say("do_shoot"), self._preview.can_shoot, "photo")

    def how(self) -> str:
        return self.say("photo_review") if self._taken is not None else ""

    def press(self) -> None:
        if self._taken is None:
            self._shoot()
        elif self.run.state is not None:
            step = self.run.state.current
            self.run.ask(keep_photo, step, self.check_id, self._taken)

    def enter(self) -> None:
        self._preview.start()
        self.context.eyes.status_changed.connect(self._ready_or_not)

    def leave(self) -> None:
        self._preview.stop()
        self.context.eyes.status_changed.disconnect(self._ready_or_not)

    def _ready_or_not(self, _status: object) -> None:
        self.changed.emit()

    def _shoot(self) -> None:
        self._taken = self._preview.shoot()
        if self._taken is None:
            self.run.refused.emit(self.say("camera_lost_photo"))
        self._tell()

    def _live_again(self) -> None:
        self._taken = None
        self._preview.view.go_live()
        self._tell()

    def _tell(self) -> None:
        reviewing = self._taken is not None
        self._retake.setVisible(reviewing)
        self.changed.emit()
