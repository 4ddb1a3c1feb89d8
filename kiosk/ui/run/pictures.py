"""A step's pictures and clip, ready for the picture view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.ui.widgets.picture_marks import Mark, Shown
from sop.execution.explaining import title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.operations.browsing import Media
    from kiosk.ui.run.view import StepView
    from sop.procedure import Step


def shown_pictures(step: StepView | Step, media: Mapping[str, Media], language: str) -> list[Shown]:
    """Pictures first, then the clip. A file that is not here is shown as broken, not left out."""
    shown = [
        Shown(
            _path(picture.file, media),
            title(picture.caption, language) if picture.caption else "",
            tuple(Mark(p.number, p.x, p.y, title(p.text, language)) for p in picture.pins),
            picture.page,
        )
        for picture in step.pictures
    ]
    if step.clip is not None:
        caption = title(step.clip.caption, language) if step.clip.caption else ""
        shown.append(Shown(_path(step.clip.file, media), caption, clip=True))
    return shown


def _path(file: str, media: Mapping[str, Media]) -> Path:
    return media[file].path if file in media else Path(file)
