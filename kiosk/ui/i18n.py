"""The screen's language, switched while it runs; and the texts of procedures in that language.

Words of the program are English in the source, inside `self.tr("…")`; the Chinese stands in
`resources/translations/kiosk_zh_CN.ts`, compiled beside it. Words of procedures carry their
languages with them: `pick`.

    python -m kiosk.ui.i18n --update    after new words: then fill in the .ts file, and again
    python -m kiosk.ui.i18n --check     every word translated, the compiled file fresh
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

from kiosk.resources import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QCoreApplication

#: Language of the screen, as procedures name it, and the locale of its catalogue and dates.
LOCALES = {"zh": "zh_CN", "en": "en_GB"}


class Translator(QObject):
    """Installs the catalogues of one language; every widget then gets a LanguageChange event."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, language: str) -> None:
        """zh or en, at once and everywhere. Another language falls back to English words."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self.language = language
        locale = LOCALES.get(language, "en_GB")
        QLocale.setDefault(QLocale(locale))
        ours = str(resources() / "translations")
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{locale}", qt), (f"kiosk_{locale}", ours)):
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def pick(text: Mapping[str, str], language: str) -> str:
    """A procedure's text in that language; else English, Chinese, or whichever there is."""
    for wanted in (language, "en", "zh"):
        if text.get(wanted):
            return text[wanted]
    return next((words for words in text.values() if words), "")


if __name__ == "__main__":
    from kiosk.ui.catalogue import main

    sys.exit(main())
