"""A language a procedure declares must be complete, down to the last caption."""

from msgspec import Struct, structs

from sop.language.rules.finding import Findings, doubted, found
from sop.language.sheet import Path
from sop.procedure import Procedure


def check_texts(procedure: Procedure) -> Findings:
    languages = procedure.languages
    for n, language in enumerate(languages):
        if language and language in languages[:n]:
            yield found(("languages", n), "language_twice", language=language)
    # Where the list itself is broken, every text would be blamed for it.
    if languages and all(languages):
        yield from _inside(procedure, (), languages)


def _inside(part: Struct, path: Path, languages: list[str]) -> Findings:
    for field in structs.fields(part):
        value = getattr(part, field.name)
        here = (*path, field.encode_name)
        if isinstance(value, dict) and (value or field.required):
            yield from _text(value, here, languages)
        elif isinstance(value, Struct):
            yield from _inside(value, here, languages)
        elif isinstance(value, list):
            yield from _items(value, here, languages)


def _items(items: list[object], path: Path, languages: list[str]) -> Findings:
    for n, item in enumerate(items):
        if isinstance(item, Struct):
            yield from _inside(item, (*path, n), languages)
        elif isinstance(item, dict):
            yield from _text(item, (*path, n), languages)


def _text(text: dict[str, str], path: Path, languages: list[str]) -> Findings:
    missing = [language for language in languages if language not in text]
    if missing:
        yield found(path, "text_incomplete", missing=", ".join(missing))
    for language, words in text.items():
        if not words.strip():
            yield found((*path, language), "text_blank", language=language)
        if language not in languages:
            yield doubted((*path, language), "text_undeclared", language=language)
