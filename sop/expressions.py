"""Conditions and calculations in Common Expression Language: no loops, no state, no `eval`.

Every number is a double, every result is finite, every trouble is an `ExpressionError`. What an
expression may cost is bounded before it runs: its length, its nesting, one list macro at most.
"""

import importlib.util
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any, TypeVar

from sop import expression_text
from sop.expression_mistakes import chained, mistake
from sop.messages import text as message_text
from sop.patterns import PatternError, captures, group_names, matches_whole

__all__ = [
    "Expression",
    "ExpressionError",
    "PatternError",
    "Value",
    "captures",
    "compile_expression",
    "evaluate",
    "evaluate_condition",
    "evaluate_number",
    "group_names",
    "matches_whole",
]

_T = TypeVar("_T")
LONGEST = 1000
DEEPEST = 24  # CEL's parser is recursive: 100 levels overflow a stack of 512 KiB

Value = float | bool | str | list["Value"] | dict[str, "Value"] | None


class ExpressionError(ValueError):
    """An expression that cannot be read or has no usable result. `key` is a message code."""

    def __init__(self, key: str, **details: str) -> None:
        self.key = key
        self.details = details
        super().__init__(message_text(key, "en", **details))


@dataclass(frozen=True)
class Expression:
    """An expression that was read. `references` are the dotted paths it looks up."""

    source: str
    references: tuple[tuple[str, ...], ...]
    program: Any


@lru_cache(maxsize=1024)
def compile_expression(source: str) -> Expression:
    """Read an expression. Raises `ExpressionError`: syntax, size, or what it may not contain."""
    if len(source) > LONGEST:
        raise ExpressionError("expression_too_long", length=str(len(source)), limit=str(LONGEST))
    parts = expression_text.tokens(source)
    _refuse_costly(parts)
    bound = expression_text.loops(parts)
    paths = (path for path in expression_text.references(parts) if path[0] not in bound)
    return Expression(source, tuple(paths), _program(parts))


def evaluate(expression: Expression | str, variables: Mapping[str, object]) -> Value:
    """The value of an expression; numbers as floats.

    Whole numbers in `variables` count as floats, and a None is a value not there yet: to look at
    it is an error, so that a comparison with nothing never decides. Raises `ExpressionError`.
    """
    compiled = compile_expression(expression) if isinstance(expression, str) else expression
    known = {name: _plain(value) for name, value in variables.items() if value is not None}
    result = _contained(lambda: compiled.program.execute({**known, **_FUNCTIONS}))
    return _finite(result)


def evaluate_number(expression: Expression | str, variables: Mapping[str, object]) -> float:
    """As `evaluate`, for a calculation: a finite number or an `ExpressionError`."""
    value = evaluate(expression, variables)
    if isinstance(value, bool) or not isinstance(value, float):
        raise ExpressionError("expression_not_number", value=_shown(value))
    return value


def evaluate_condition(expression: Expression | str, variables: Mapping[str, object]) -> bool:
    """As `evaluate`, for a condition: true or false or an `ExpressionError`."""
    value = evaluate(expression, variables)
    if not isinstance(value, bool):
        raise ExpressionError("expression_not_boolean", value=_shown(value))
    return value


def _refuse_costly(parts: list[expression_text.Token]) -> None:
    if expression_text.depth(parts) > DEEPEST:
        raise ExpressionError("expression_too_deep", limit=str(DEEPEST))
    if chained(parts):
        raise ExpressionError("expression_chain")
    _refuse_unknown_calls(parts)
    patterns = expression_text.match_arguments(parts)
    if expression_text.loop_count(parts) > (0 if patterns else 1):
        raise ExpressionError("expression_loops")
    for pattern in patterns:
        if pattern.kind != "string":
            raise ExpressionError("expression_matches")
        _refuse_bad_pattern(pattern.text)


def _refuse_unknown_calls(parts: list[expression_text.Token]) -> None:
    for name, is_method in expression_text.calls(parts):
        known = METHODS if is_method else FUNCTIONS
        if name not in known:
            near = get_close_matches(name, known, 1) or sorted(known)
            raise ExpressionError("expression_unknown_function", name=name, known=", ".join(near))


def _refuse_bad_pattern(literal: str) -> None:
    try:
        group_names(_contained(lambda: str(_engine().evaluate(literal))))
    except PatternError as error:
        raise ExpressionError(error.key, **error.details) from error


def _program(parts: list[expression_text.Token]) -> Any:
    source = expression_text.strict(parts)
    try:
        return _guarded(lambda: _engine().compile(source))
    except Exception as error:
        if known := mistake(parts):
            raise ExpressionError(known[0], **known[1]) from error
        raise ExpressionError("expression_syntax", reason=_first_reason(error)) from error


def _contained(work: Callable[[], _T]) -> _T:
    """Run the engine; whatever it raises becomes an `ExpressionError` of its kind."""
    try:
        return _guarded(work)
    except KeyError as error:
        raise ExpressionError("expression_missing_value", name=str(error.args[0])) from error
    except TypeError as error:
        raise ExpressionError("expression_types", reason=_first_reason(error)) from error
    except Exception as error:
        raise _runtime_error(str(error)) from error


def _runtime_error(said: str) -> ExpressionError:
    if said.startswith("Undefined variable"):
        return ExpressionError("expression_missing_value", name=said.split("'")[1])
    if "division by zero" in said:
        return ExpressionError("expression_division_by_zero")
    return ExpressionError("expression_failed", reason=said.splitlines()[0][:200])


def _guarded(work: Callable[[], _T]) -> _T:
    """A panic of the Rust engine is a BaseException: it must not end the station's thread."""
    try:
        return work()
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as panic:
        raise RuntimeError(f"{type(panic).__name__}: {panic}") from panic


def _first_reason(error: BaseException) -> str:
    """The engine's own words without its echo of the whole expression."""
    said = str(error)
    _, marker, reason = said.partition("<input>:")
    _, _, reason = reason.partition(" ")
    return (reason if marker else said).splitlines()[0].removeprefix("Syntax error: ")[:200]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _finite(value: object) -> Value:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    raise ExpressionError("expression_not_finite", value=str(value)[:80])


def _shown(value: Value) -> str:
    return str(value)[:80]


# --- functions an author may call; all take and give doubles ----------------------------------


def _divisor(value: float) -> float:
    if value == 0:
        raise ZeroDivisionError("division by zero")
    return value


def _numbers(*values: Any) -> list[float]:
    given = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    return [float(value) for value in given]


def _mean(*values: Any) -> float:
    numbers = _numbers(*values)
    return math.fsum(numbers) / _divisor(len(numbers))


def _round(value: float, decimals: float = 0) -> float:
    """Halves away from zero, as a gauge or a colleague with a pencil would."""
    scale = 10.0 ** int(decimals)
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "divisor": _divisor,
    "sum": lambda *values: math.fsum(_numbers(*values)),
    "mean": _mean,
    "min": lambda *values: min(_numbers(*values)),
    "max": lambda *values: max(_numbers(*values)),
    "count": lambda values: float(len(values)),
    "abs": lambda value: abs(float(value)),
    "round": _round,
    "floor": lambda value: float(math.floor(value)),
    "ceil": lambda value: float(math.ceil(value)),
    "sqrt": lambda value: math.sqrt(value),
}


_OF_CEL = {"has", "size", "int", "double", "string", "matches"}
FUNCTIONS = frozenset(_OF_CEL | _FUNCTIONS.keys() - {"divisor"})
METHODS = frozenset(
    {"size", "matches", "contains", "startsWith", "endsWith"} | expression_text.MACROS
)


@cache
def _engine() -> ModuleType:
    """The CEL engine alone: the package's own `__init__` also imports its command line (180 ms)."""
    package = importlib.util.find_spec("cel")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("cel.cel", places)
    if spec is None or spec.loader is None:
        return importlib.import_module("cel")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # A function's error reaches the caller as an exception; the log would say it twice.
    logging.getLogger("cel").setLevel(logging.CRITICAL)
    return module
