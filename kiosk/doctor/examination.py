"""All examinations in the order a person would make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.doctor.calling import andon
from kiosk.doctor.finding import Finding, Said, fail
from kiosk.doctor.keeping import (
    clock,
    data_folder,
    disk,
    journal,
    set_aside,
    sqlite,
    station_data,
)
from kiosk.doctor.seeing import camera, decoders
from kiosk.doctor.showing import clips, display, fonts, qt_platform, sound

if TYPE_CHECKING:
    from pathlib import Path

Examination = Callable[["Path"], Finding]

EXAMINATIONS: tuple[Examination, ...] = (
    sqlite,
    data_folder,
    journal,
    station_data,
    set_aside,
    disk,
    clock,
    camera,
    decoders,
    display,
    qt_platform,
    fonts,
    sound,
    clips,
    andon,
)


def examine(data: Path, examinations: tuple[Examination, ...] = EXAMINATIONS) -> list[Finding]:
    """What was found; an examination that breaks is itself a finding."""
    return [_made(examination, data) for examination in examinations]


def _made(examination: Examination, data: Path) -> Finding:
    try:
        return examination(data)
    except Exception as error:  # a doctor who faints over one organ still reports the others
        subject = Said(examination.__name__, examination.__name__)
        said = f"{type(error).__name__}: {error}"
        return fail(
            examination.__name__,
            subject,
            Said(f"检查时出错 {said}", f"the examination failed: {said}"),
            Said("请重新安装本程序", "Reinstall the program"),
        )
