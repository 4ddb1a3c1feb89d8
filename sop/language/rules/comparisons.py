"""What expressions compare an answer with must be among the answers there can be."""

from collections.abc import Iterator

from sop.expression_text import Token, plain, references_at, tokens
from sop.language.rules.finding import Findings, doubted
from sop.language.rules.references import unknown
from sop.language.sheet import Path
from sop.procedure import Applicability, Check, Choice

Compared = tuple[tuple[str, ...], str]
_EQUALITY = {"==", "!="}
_ASKING = {"exists", "all", "exists_one", "filter"}


def check_comparisons(source: str, path: Path, checks: dict[tuple[str, str], Check]) -> Findings:
    """A choice compared with an option that it does not have: true or false for ever."""
    for reference, literal in dict.fromkeys(_compared(tokens(source))):
        if reference[0] != "answers" or len(reference) < 4:
            continue
        check = checks.get((reference[1], reference[2]))
        if isinstance(check, Choice) and reference[3] in {"value", "options"}:
            options = [option.id for option in check.options if option.id]
            # Fewer than two are a mistake of their own, told where it stands.
            if len(options) > 1 and literal not in options:
                yield unknown(path, "no_such_option", literal, options)


def check_applicability(source: str, path: Path, applies_to: Applicability) -> Findings:
    """A variant or product this procedure may not be started for: the condition never holds."""
    admitted = {"variant": applies_to.variants, "product": applies_to.products}
    for reference, literal in dict.fromkeys(_compared(tokens(source))):
        known = admitted.get(reference[-1]) if reference[:-1] in ((), ("work_order",)) else None
        if known and literal not in known:
            name = reference[-1]
            listed = ", ".join(known[:20])
            yield doubted(path, "never_applies", field=f"{name}s", name=literal, known=listed)


def _compared(parts: list[Token]) -> Iterator[Compared]:
    """Each dotted path with each text it stands against."""
    for reference, start, end in references_at(parts):
        for literal in (
            *_after(parts, end),
            *_before(parts, start),
            *_listed(parts, end),
            *_asked(parts, end),
        ):
            yield reference, literal


def _after(parts: list[Token], end: int) -> Iterator[str]:
    """`path == 'text'`"""
    if _text(parts, end) in _EQUALITY:
        yield from _literal(parts, end + 1)


def _before(parts: list[Token], start: int) -> Iterator[str]:
    """`'text' == path`, and `'text' in path`"""
    if _text(parts, start - 1) in {*_EQUALITY, "in"}:
        yield from _literal(parts, start - 2)


def _listed(parts: list[Token], end: int) -> Iterator[str]:
    """`path in ['text', 'text']`"""
    if _text(parts, end) != "in" or _text(parts, end + 1) != "[":
        return
    at = end + 2
    while at < len(parts) and parts[at].text != "]":
        yield from _literal(parts, at)
        at += 1


def _asked(parts: list[Token], end: int) -> Iterator[str]:
    """`path.exists(o, o == 'text')`"""
    call = [_text(parts, end + n) for n in range(7)]
    one = call[3]
    if call[0] == "." and call[1] in _ASKING and call[4:6] == [",", one] and call[6] in _EQUALITY:
        yield from _literal(parts, end + 7)


def _literal(parts: list[Token], at: int) -> Iterator[str]:
    if 0 <= at < len(parts) and parts[at].kind == "string":
        yield plain(parts[at].text)


def _text(parts: list[Token], at: int) -> str:
    return parts[at].text if 0 <= at < len(parts) else ""
