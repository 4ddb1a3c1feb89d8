"""The shift: its chapters in their order, once in each language."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.tour.hands import NotReached
from kiosk.tour.shots import Shots
from kiosk.tour.stage import TourClock, open_app, without_display

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.tour.crew import Crew

LANGUAGES = ("zh", "en")
#: So long ago the shift began; what it does takes it about to now.
_HOURS_AGO = 1.0


def run_tour(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> int:
    """Play the whole shift on the real screens and save a picture of each into `folder`.

    Prints a line for each picture, and for each place that could not be reached. Returns 0 when
    all of them were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sop-kiosk-tour-", ignore_cleanup_errors=True) as kept:
        without_display(Path(kept))
        shots = Shots(folder, {})
        missed = [
            f"{language}: {what}"
            for language in languages
            for what in _play(Path(kept) / language, language, shots)
        ]
    for what in missed:
        print(f"not reached: {what}", file=sys.stderr, flush=True)
    return 1 if missed else 0


def _play(data: Path, language: str, shots: Shots) -> list[str]:
    """One shift in one language; what was missed in it."""
    from kiosk.tour.crew import Crew

    clock = TourClock(_HOURS_AGO)
    app = open_app(data, language, clock)
    crew = Crew(app, clock, shots)
    bugs: list[str] = []
    app.desk.broken.connect(lambda error: bugs.append(f"{type(error).__name__}: {error}"))
    try:
        missed = [said for chapter in _chapters() if (said := _read(chapter, crew))]
    finally:
        app.close()
    return [*missed, *bugs]


def _read(chapter: Callable[[Crew], None], crew: Crew) -> str:
    """Each chapter begins at home and stands alone: when one fails the others are still played."""
    name = chapter.__name__.replace("_", " ")
    began = time.monotonic()
    try:
        chapter(crew)
    except NotReached as error:
        crew.photo.take(f"missed-{chapter.__name__}")
        crew.app.shell.close_sheet()
        print(f"! {name}: {error}", file=sys.stderr, flush=True)
        return f"{name}: {error}"
    finally:
        print(f"# {name}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
    return ""


def _chapters() -> tuple[Callable[[Crew], None], ...]:
    from kiosk.tour import around, deciding, joining, learning, making, revising

    return (
        around.arrive,
        making.clear_the_line,
        making.hand_over_and_mishaps,
        deciding.hold_and_stop,
        making.build_a_board,
        deciding.another_order,
        deciding.unfit_for_use,
        making.fit_a_flange,
        around.look_back,
        around.set_the_station,
        around.trouble,
        learning.a_revision_reaches_its_people,
        learning.a_trainee_with_a_coach,
        learning.suggestions_are_answered,
        revising.revisions_come_and_go,
        joining.a_first_pin,
        joining.a_pin_is_locked,
        joining.a_call_of_the_line,
    )
