"""Two languages, switched while the screen is up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import catalogue
from kiosk.ui.i18n import Translator, pick
from kiosk.ui.widgets.verdict import VerdictPanel


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[Translator]:
    translator = Translator(qapp)
    yield translator
    translator.use("en")


def test_every_word_of_the_screens_has_its_chinese_and_is_compiled() -> None:
    assert catalogue.check() == []


def test_a_widget_speaks_the_language_in_force(translator: Translator) -> None:
    panel = VerdictPanel()
    assert panel._captions() == ("Expected", "Seen")
    translator.use("zh")
    assert panel._captions() == ("应为", "实为")
    translator.use("en")
    assert panel._captions() == ("Expected", "Seen")


def test_every_widget_on_the_screen_hears_of_another_language(
    translator: Translator, shown: Callable[..., QWidget]
) -> None:
    heard: list[str] = []

    class Listening(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.LanguageChange:
                heard.append(translator.language)

    window = QWidget()
    Listening(window)
    shown(window, 200, 200)
    translator.use("zh")
    QApplication.processEvents()
    assert heard[-1] == "zh"


def test_qt_and_its_dates_speak_it_too(translator: Translator) -> None:
    translator.use("zh")
    assert QLocale().language() == QLocale.Language.Chinese
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ({"zh": "螺栓", "en": "Bolt"}, "zh", "螺栓"),
        ({"zh": "螺栓", "en": "Bolt"}, "en", "Bolt"),
        ({"zh": "螺栓", "en": "Bolt"}, "de", "Bolt"),
        ({"zh": "螺栓"}, "en", "螺栓"),
        ({"de": "Schraube"}, "zh", "Schraube"),
        ({"en": "", "zh": "螺栓"}, "en", "螺栓"),
        ({}, "zh", ""),
    ],
)
def test_a_text_is_shown_in_the_nearest_language_it_has(
    text: dict[str, str], language: str, shown: str
) -> None:
    assert pick(text, language) == shown


def test_words_put_together_inside_tr_are_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    (tmp_path / "screen.py").write_text(
        'self.tr("Step %1")\nself.tr(f"Step {n}")\ntext.translate(table, x)\n', encoding="utf-8"
    )
    assert catalogue.computed_words(tmp_path) == [
        "screen.py:2: tr() takes the words themselves; use .format() after it"
    ]


def test_a_word_without_chinese_is_found_out(tmp_path: Path) -> None:
    missing = tmp_path / "kiosk_zh_CN.ts"
    missing.write_text(
        '<TS version="2.1" language="zh_CN"><context><name>Home</name>'
        '<message><source>Lock</source><translation type="unfinished"/></message>'
        "<message><source>Go on</source><translation>继续</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    assert catalogue.unfinished(missing) == ["no Chinese: Home: Lock"]
