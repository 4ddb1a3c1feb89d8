"""The sheet against the published schema: each breach said in the words of the shop floor."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from sop.language.problems import Problem, refused
from sop.language.sheet import Node, Path
from sop.language.slips import form_code, is_fraction, nearest, number_code
from sop.schema import Schema, schema

Breach = Any  # a ValidationError; its fields are typed as "perhaps not set yet"
MOST = 1000
MOST_KEYS = 40  # unknown ones of one mapping; more tell nothing new


def check_structure(sheet: Node, file: str) -> tuple[list[Problem], list[Path]]:
    """What breaks the schema, and the paths of what is broken."""
    problems: list[Problem] = []
    broken: list[Path] = []
    for error in islice(_validator().iter_errors(sheet.plain()), MOST):
        path = tuple(error.absolute_path)
        for inner, code, details in _findings(error, sheet.find(path)):
            problems.append(refused(file, code, *sheet.place((*path, *inner)), **details))
            broken.append((*path, *inner))
    return problems, broken


Finding = tuple[Path, str, dict[str, Any]]


def _findings(error: Breach, node: Node) -> Iterator[Finding]:
    say = _SAYINGS.get(str(error.validator))
    if say is None:
        yield (), "schema_other", {"reason": error.message[:200]}
    else:
        yield from say(error, node)


def _unknown_key(error: Breach, _: Node) -> Iterator[Finding]:
    known = list(_known_keys(error.schema))
    for key in sorted(set(error.instance) - set(known))[:MOST_KEYS]:
        near = nearest(key, known)
        if key.isascii() and key.isdigit():
            yield (key,), "decimal_comma", {"seen": key}
        elif near:
            yield (key,), "unknown_key_near", {"key": _short(key), "near": near}
        else:
            keys = ", ".join(known)
            yield (key,), "unknown_key", {"key": _short(key), "known": keys}


def _missing_key(error: Breach, _: Node) -> Iterator[Finding]:
    for key in error.validator_value:
        if key not in error.instance:
            yield (key,), "missing_key", {"key": key}


def _wrong_type(error: Breach, node: Node) -> Iterator[Finding]:
    wanted = str(error.validator_value)
    seen = _short(node.written if node.written is not None else error.instance)
    details: dict[str, Any] = {"seen": seen}
    if wanted == "string" and isinstance(error.instance, (bool, int, float)):
        yield (), "needs_quotes", details
    elif error.instance is None:
        yield (), "empty_value", details
    elif wanted == "object" and "：" in str(error.instance):
        yield (), "fullwidth_colon", details
    elif error.schema.get("title") == "Text":
        yield (), "needs_languages", details
    elif code := number_code(wanted, error.schema, seen):
        yield (), code, details
    else:
        known = ", ".join(_known_keys(error.schema))
        yield (), f"needs_{wanted}", {**details, "known": known}


def _not_allowed(error: Breach, _: Node) -> Iterator[Finding]:
    allowed = [str(value) for value in error.validator_value]
    seen = _short(error.instance)
    near = nearest(error.instance, allowed)
    if near and near != seen:
        yield (), "not_allowed_near", {"seen": seen, "near": near}
    else:
        yield (), "not_allowed", {"seen": seen, "allowed": ", ".join(allowed)}


def _wrong_pattern(error: Breach, _: Node) -> Iterator[Finding]:
    code = form_code(error.validator_value)
    yield (), code, {"seen": _short(error.instance), "pattern": error.validator_value}


def _wrong_language(error: Breach, _: Node) -> Iterator[Finding]:
    yield (error.instance,), "bad_language_code", {"seen": _short(error.instance)}


def _limit(code: str) -> Callable[[Breach, Node], Iterator[Finding]]:
    def say(error: Breach, _: Node) -> Iterator[Finding]:
        details = {"seen": _short(error.instance), "limit": error.validator_value}
        yield (), "not_fraction" if is_fraction(error.schema) else code, details

    return say


_SAYINGS: dict[str, Callable[[Breach, Node], Iterator[Finding]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _wrong_pattern,
    "propertyNames": _wrong_language,
    "minimum": _limit("too_small"),
    "exclusiveMinimum": _limit("not_above"),
    "maximum": _limit("too_large"),
    "minLength": _limit("too_short"),
    "maxLength": _limit("too_long"),
    "minItems": _limit("too_few"),
    "maxItems": _limit("too_many"),
}


def _known_keys(part: Schema) -> Iterator[str]:
    return iter(part.get("properties", {}))


def _short(value: object) -> str:
    """As an author would recognise it: of a mapping its keys."""
    shown = "{" + ": …, ".join(map(str, value)) + ": …}" if isinstance(value, dict) else str(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"


@cache
def _validator() -> Any:
    """JSON Schema as ECMA reads it: `$` is the very end, and 1.0 is no whole number."""
    types = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    keywords = {"pattern": _pattern, "propertyNames": _property_names}
    made: Any = extend  # untyped in its stubs
    return made(Draft202012Validator, keywords, type_checker=types)(_inlined(schema()))


def _inlined(part: Any) -> Any:
    """The schema with its references written out: looking them up took most of the time."""
    if isinstance(part, dict):
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            return _inlined({**schema()["$defs"][name], **_without(part, "$ref", "$defs")})
        return {key: _inlined(inner) for key, inner in part.items()}
    return [_inlined(inner) for inner in part] if isinstance(part, list) else part


def _without(part: Schema, *keys: str) -> Schema:
    return {key: value for key, value in part.items() if key not in keys}


def _pattern(_: Any, pattern: str, value: object, __: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value, re.ASCII):
        yield ValidationError(f"{value!r} is not of the form {pattern}")


def _property_names(_: Any, rule: Schema, value: object, __: Schema) -> Iterator[ValidationError]:
    pattern = rule["pattern"].replace("$", r"\Z")
    for key in value if isinstance(value, dict) else ():
        if len(key) > rule["maxLength"] or not re.search(pattern, key, re.ASCII):
            yield ValidationError(
                key, validator="propertyNames", instance=key, validator_value=rule, schema=rule
            )
