"""Pictures of the screen: numbered once, the same number in every language and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kiosk.ui.theme import theme
from kiosk.ui.widgets.overlays import Toast
from kiosk.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.app import App
    from kiosk.tour.hands import Hands

#: Packed in half the time for a little more room.
_QUICKLY = 70


@dataclass(frozen=True)
class Look:
    """A size and a theme; `folder` is where its pictures go, beside the others when empty."""

    folder: str
    width: int
    height: int
    theme: str = "light"


WHOLE = Look("", 1920, 1080)
_SMALL, _TALL = Look("1280x800", 1280, 800), Look("portrait", 1080, 1920)
_DARK = Look("dark", 1920, 1080, "dark")
#: Each language in two of the three: every look is seen, and every language at another size.
OTHERS = {"zh": (_TALL, _DARK), "en": (_SMALL, _TALL)}


class Shots:
    """Writes `NN-name.LANGUAGE.png` and prints one line for each."""

    def __init__(self, folder: Path, numbers: dict[str, int]) -> None:
        self._folder, self._numbers = folder, numbers
        self.taken = 0

    def take(self, app: App, name: str, look: Look = WHOLE) -> None:
        """The window as it stands now."""
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        folder = self._folder / look.folder
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{number:02d}-{name}.{app.preferences.language}.png"
        if not app.shell.grab().save(str(file), "PNG", _QUICKLY):
            raise OSError(f"{file} cannot be written")
        self.taken += 1
        print(file, flush=True)


class Photographer:
    """Takes pictures of one app, once what is on it has come to rest."""

    def __init__(self, app: App, hands: Hands, shots: Shots) -> None:
        self._app, self._hands, self._shots = app, hands, shots

    def take(self, name: str, *, keep_message: bool = False) -> None:
        """One picture. A message that is only passing is sent away first, as a finger would."""
        if not keep_message:
            self.hush()
        self._hands.rest(0.12)
        self._settle()
        self._shots.take(self._app, name)

    def take_all(self, name: str) -> None:
        """The same at other sizes or in the dark; whatever was half entered is lost by it."""
        self.take(name)
        for look in OTHERS[self._app.preferences.language]:
            self._wear(look)
            self.hush()
            self._settle()
            self._shots.take(self._app, name, look)
        self._wear(WHOLE)

    def _settle(self) -> None:
        """Until every picture is drawn and every line has its place, on a slow machine too."""
        self._hands.until(lambda: self._app.desk.quiet, "what the screen asked for")
        views = [v for v in self._app.shell.findChildren(PictureView) if v.isVisible()]
        self._hands.until(lambda: all(view.image_shown for view in views), "the pictures")
        for _ in range(6):  # a line that found its place may move its neighbours
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()

    def hush(self) -> None:
        toast = self._hands.part(Toast)
        if toast is not None:
            toast.hide()

    def _wear(self, look: Look) -> None:
        self._app.preferences["theme"] = look.theme
        shell = self._app.shell
        if (shell.width(), shell.height()) != (look.width, look.height):
            shell.resize(look.width, look.height)
            before = theme.scale
            shell.fit()
            # A screen made anew asks for what it shows; pictures are drawn off the screen's thread.
            self._hands.rest(0.05 if theme.scale == before else 0.4)
        self._hands.rest(0.05)
