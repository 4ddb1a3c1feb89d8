"""One line of an examination."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["ok", "attention", "fail"]
MARKS: dict[Level, str] = {"ok": "✓", "attention": "!", "fail": "✗"}


@dataclass(frozen=True)
class Said:
    zh: str
    en: str

    def text(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Finding:
    """`fail`: the station cannot work. `attention`: it works, but something is missing."""

    key: str
    level: Level
    subject: Said
    found: Said
    mend: Said | None = None

    def text(self, language: str) -> str:
        colon = "：" if language.startswith("zh") else ": "
        line = (
            f"{MARKS[self.level]} {self.subject.text(language)}{colon}{self.found.text(language)}"
        )
        return f"{line}\n    → {self.mend.text(language)}" if self.mend else line

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def ok(key: str, subject: Said, zh: str, en: str | None = None) -> Finding:
    return Finding(key, "ok", subject, Said(zh, en or zh))


def attention(key: str, subject: Said, found: Said, mend: Said) -> Finding:
    return Finding(key, "attention", subject, found, mend)


def fail(key: str, subject: Said, found: Said, mend: Said) -> Finding:
    return Finding(key, "fail", subject, found, mend)
