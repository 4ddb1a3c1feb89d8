"""Every sentence around a run is there, in both languages, and none lies about unused."""

from __future__ import annotations

import re
import string
from itertools import chain
from pathlib import Path

from kiosk.ui.change.words import WORDS as HOME
from kiosk.ui.run.words import CATALOGUE, phrases, say

_UI = Path(__file__).parents[3] / "kiosk" / "ui"
_SOURCES = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in (
        "badge",
        "run",
        "exception",
        "finish",
        "home",
        "lead",
        "learning",
        "pins",
        "signing",
        "suggestion",
    )
    for file in sorted((_UI / folder).rglob("*.py"))
    if "words" not in file.parts
)
_LITERALS = set(re.findall(r"""["']([a-z][a-z0-9_]*)["']""", _SOURCES))
#: `f"level_{…}"`, `f"{…}_text"`: what a key is made of besides the part that varies.
_BEGINNINGS = tuple(set(re.findall(r"""["']([a-z][a-z0-9_]*_)["']?\{?""", _SOURCES)))
_ENDINGS = tuple(set(re.findall(r'\}(_[a-z]+)"', _SOURCES)))
_CHINESE = re.compile("[一-鿿]")


def _is_used(key: str) -> bool:
    made = key.startswith(_BEGINNINGS) or key.endswith(_ENDINGS)
    return key in _LITERALS or made


def test_every_sentence_asked_for_is_in_the_catalogue() -> None:
    home = set(HOME)  # the home screen speaks of revisions in their own words
    asked = set(re.findall(r"""\bsay\(\s*["']([a-z0-9_]+)["']""", _SOURCES))
    assert asked - set(CATALOGUE) - home == set()


def test_no_sentence_lies_about_unused() -> None:
    assert [key for key in CATALOGUE if not _is_used(key)] == []


def test_both_languages_fill_in_the_same_details() -> None:
    fields = string.Formatter().parse
    differing = [
        key
        for key, (chinese, english) in CATALOGUE.items()
        if {name for _, name, _, _ in fields(chinese)} - {None}
        != {name for _, name, _, _ in fields(english)} - {None}
    ]
    assert differing == []


def test_chinese_sentences_have_chinese_punctuation() -> None:
    half_width = re.compile(r"[一-鿿][,;?!:]|[,;?!:][一-鿿]")
    plain = [re.sub(r"\{[^}]*\}", "字", chinese) for chinese, _ in CATALOGUE.values()]
    assert [sentence for sentence in plain if half_width.search(sentence)] == []


def test_english_sentences_hold_no_chinese() -> None:
    assert [english for _, english in CATALOGUE.values() if _CHINESE.search(english)] == []


def test_every_category_level_and_meaning_has_its_word() -> None:
    wanted = chain(
        (f"category_{name}" for name in ("man", "machine", "material", "method")),
        (f"level_{name}" for name in ("danger", "warning", "caution", "notice")),
        (f"meaning_{name}" for name in ("performed", "verified", "approved")),
        (f"status_{name}" for name in ("running", "paused", "completed", "aborted")),
        (f"field_{name}" for name in ("number", "product", "lot", "serial")),
    )
    assert [key for key in wanted if not say(key, "zh") or not say(key, "en")] == []


def test_quick_phrases_come_in_their_order() -> None:
    assert phrases("phrase_pause_", "en")[:2] == ["Break", "Waiting for material"]
