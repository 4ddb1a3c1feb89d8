"""Every sentence around a run, in Chinese and English: `say(key, language, …)`.

A catalogue like that of `sop.messages`, so that what the view model says can be read and tested
without a window. One part per subject; a sentence is found beside its siblings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.run.words.answers import ANSWERS
from kiosk.ui.run.words.ending import ENDING
from kiosk.ui.run.words.leading import LEADING
from kiosk.ui.run.words.learning import LEARNING
from kiosk.ui.run.words.people import PEOPLE
from kiosk.ui.run.words.pins import PINS
from kiosk.ui.run.words.revising import REVISING
from kiosk.ui.run.words.running import RUNNING
from kiosk.ui.run.words.seeing import SEEING
from kiosk.ui.run.words.trouble import TROUBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOGUE: Mapping[str, tuple[str, str]] = {
    **RUNNING,
    **ANSWERS,
    **SEEING,
    **PEOPLE,
    **PINS,
    **TROUBLE,
    **ENDING,
    **REVISING,
    **LEARNING,
    **LEADING,
}


def say(key: str, language: str, /, **details: object) -> str:
    """The sentence for `key`; Chinese where the language is, English everywhere else."""
    chinese, english = CATALOGUE[key]
    sentence = chinese if language.startswith("zh") else english
    return sentence.format(**details) if details else sentence


def phrases(prefix: str, language: str) -> list[str]:
    """Every quick phrase whose key begins so, in their order."""
    return [say(key, language) for key in CATALOGUE if key.startswith(prefix)]
