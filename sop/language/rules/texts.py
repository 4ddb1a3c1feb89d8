"""A language a procedure declares must be complete, down to the last caption."""

from collections.abc import Iterator

from msgspec import Struct, structs

from sop.language.rules.finding import Findings, doubted, found
from sop.language.sheet import Path
from sop.procedure import Procedure

Placed = Iterator[tuple[Path, dict[str, str]]]


def check_texts(procedure: Procedure) -> Findings:
    languages = procedure.languages
    for n, language in enumerate(languages):
        if language and language in languages[:n]:
            yield found(("languages", n), "language_twice", language=language)
    # Where the list itself is broken, every text would be blamed for it.
    if not languages or not all(languages):
        return
    texts = list(_inside(procedure, ()))
    said = {language for _, text in texts for language in text}
    silent = [language for language in languages if language not in said] if said else []
    for language in silent:
        place = ("languages", languages.index(language))
        yield found(place, "language_unused", language=language, seen=", ".join(sorted(said)))
    for path, text in texts:
        yield from _text(text, path, [each for each in languages if each not in silent])
        # A language under a wrong name is told once, not at each of its texts.
        yield from () if silent else _undeclared(text, path, languages)


def _inside(part: Struct, path: Path) -> Placed:
    """Every text with its place; one that may be left out only where it is there."""
    for field in structs.fields(part):
        value = getattr(part, field.name)
        here = (*path, field.encode_name)
        if isinstance(value, dict) and (value or field.required):
            yield here, value
        elif isinstance(value, Struct):
            yield from _inside(value, here)
        elif isinstance(value, list):
            yield from _items(value, here)


def _items(items: list[object], path: Path) -> Placed:
    for n, item in enumerate(items):
        if isinstance(item, Struct):
            yield from _inside(item, (*path, n))
        elif isinstance(item, dict):
            yield (*path, n), item


def _text(text: dict[str, str], path: Path, languages: list[str]) -> Findings:
    missing = [language for language in languages if language not in text]
    if missing:
        yield found(path, "text_incomplete", missing=", ".join(missing))
    for language, words in text.items():
        if not words.strip():
            yield found((*path, language), "text_blank", language=language)


def _undeclared(text: dict[str, str], path: Path, languages: list[str]) -> Findings:
    for language in text:
        if language not in languages:
            yield doubted((*path, language), "text_undeclared", language=language)
