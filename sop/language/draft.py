"""A procedure as far as it can be understood, so that every rule speaks at once.

A sheet with one wrong number still has step ids, texts and references worth checking. What is
missing or of the wrong type is filled with an empty value of the right one; positions in lists
stay as written, so that what a rule finds can be shown in its place.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any

from msgspec import inspect

from sop.language.sheet import Plain
from sop.procedure import Procedure


def draft_of(sheet: Plain) -> Procedure:
    """The best reading of a sheet; never raises."""
    made = _build(_shape(), sheet)
    assert isinstance(made, Procedure)
    return made


@cache
def _shape() -> inspect.Type:
    return inspect.type_info(Procedure)


def _build(shape: inspect.Type, value: Plain) -> Any:
    match shape:
        case inspect.Metadata(type=inner):
            return _build(inner, value)
        case inspect.StructType():
            return _struct(shape, value if isinstance(value, dict) else {})
        case inspect.ListType(item_type=item):
            return [_build(item, inner) for inner in value] if isinstance(value, list) else []
        case inspect.DictType(value_type=inner):
            pairs = value.items() if isinstance(value, dict) else ()
            return {key: _build(inner, word) for key, word in pairs if isinstance(word, str)}
        case inspect.UnionType():
            return _union(shape, value)
        case _:
            return _scalar(shape, value)


def _struct(shape: inspect.StructType, value: dict[str, Plain]) -> Any:
    made = {
        field.encode_name: _build(field.type, value.get(field.encode_name))
        for field in shape.fields
        if field.encode_name != shape.tag_field
        and (field.required or _fits(field.type, value.get(field.encode_name)))
    }
    return shape.cls(**made)


def _fits(shape: inspect.Type, value: Plain) -> bool:
    """Whether a value that may be left out is worth building; otherwise its default stands."""
    match shape:
        case inspect.Metadata(type=inner):
            return _fits(inner, value)
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.ListType():
            return isinstance(value, list)
        case inspect.UnionType(types=types):
            return any(_fits(each, value) for each in types)
        case inspect.NoneType():
            return False
        case inspect.LiteralType(values=values):
            return value in values
        case _:
            return value is not None and _scalar(shape, value) == value


def _union(shape: inspect.UnionType, value: Plain) -> Any:
    kinds = {str(part.tag): part for part in shape.types if isinstance(part, inspect.StructType)}
    if isinstance(value, dict) and len(kinds) > 1:
        return _build(kinds[_likely_kind(value.get("kind"), kinds)], value)
    fitting = (part for part in shape.types if not isinstance(part, inspect.NoneType))
    return _build(next(fitting), value)


def _likely_kind(written: Plain, kinds: Iterable[str]) -> str:
    """The kind meant by a misspelt one, so that what refers to its fields is not blamed too."""
    near = get_close_matches(str(written), kinds, 1, 0.6)
    return near[0] if near else "acknowledge"


def _scalar(shape: inspect.Type, value: Plain) -> Any:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match shape:
        case inspect.BoolType():
            return value is True
        case inspect.IntType():
            return value if number and isinstance(value, int) else 0
        case inspect.FloatType():
            return float(value) if number and not isinstance(value, str) else 0.0  # type: ignore[arg-type]
        case inspect.LiteralType(values=values):
            return value if value in values else values[0]
        case _:
            return value if isinstance(value, str) else ""
