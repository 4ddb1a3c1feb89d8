"""Two families of error: the user's, which are told, and ours, which are reported."""

from typing import Any


class KnownError(Exception):
    """Something the person at the station can understand and act upon.

    `key` names the case for code and tests. `zh` and `en` say what happened and what to do, each
    a format string over `details`.
    """

    def __init__(self, key: str, zh: str, en: str, **details: Any) -> None:
        super().__init__(en.format(**details))
        self.key = key
        self.zh = zh.format(**details)
        self.en = en.format(**details)
        self.details = details

    def text(self, language: str) -> str:
        """The message in `language`; English when there is no other."""
        return self.zh if language.startswith("zh") else self.en


class BugError(Exception):
    """The program is at fault: report it with its traceback, do not explain it to an operator."""
