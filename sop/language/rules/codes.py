"""Barcodes that can be read, and patterns that can match."""

from collections.abc import Iterator

from sop.language.rules.fields import (
    CAPTURED,
    check_fields,
    check_gtin,
    is_identifier,
    pattern_against_length,
)
from sop.language.rules.finding import Findings, PlacedCheck, doubted, found, placed_checks
from sop.language.rules.references import unknown
from sop.language.sheet import Path
from sop.patterns import PatternError, group_names, matches_whole
from sop.procedure import Procedure, Scan, TextEntry


def check_codes(procedure: Procedure) -> Findings:
    for path, pattern in _patterns(procedure):
        yield from _pattern(pattern, path)
    for n, item in enumerate(procedure.bom):
        if item.gtin is not None and item.gtin.isascii() and item.gtin.isdigit():
            yield from check_gtin(item.gtin, ("bom", n, "gtin"))
    scans = [(placed, placed.check) for placed in placed_checks(procedure)]
    for placed, check in scans:
        if isinstance(check, Scan):
            yield from check_fields(check, placed.path)
            yield from _equals(check, placed.path)
            yield from _captures(check, (*placed.path, "capture"))
        elif isinstance(check, TextEntry) and check.pattern is not None:
            least, most = check.minimum, check.maximum
            place = (*placed.path, "pattern")
            yield from pattern_against_length(place, check.pattern, least, most)
    yield from _traced(procedure, [placed for placed, _ in scans])


def _patterns(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    for n, item in enumerate(procedure.bom):
        if item.pattern is not None:
            yield ("bom", n, "pattern"), item.pattern
    for path, check, _ in placed_checks(procedure):
        if isinstance(check, (Scan, TextEntry)) and check.pattern is not None:
            yield (*path, "pattern"), check.pattern
        for n, rule in enumerate(check.gs1 if isinstance(check, Scan) else ()):
            if rule.pattern is not None:
                yield (*path, "gs1", n, "pattern"), rule.pattern


def _pattern(pattern: str, path: Path) -> Findings:
    try:
        group_names(pattern)
    except PatternError as error:
        yield found(path, error.key, **error.details)


def _equals(check: Scan, path: Path) -> Findings:
    if check.equals is None or check.pattern is None:
        return
    try:
        contradicts = not matches_whole(check.pattern, check.equals)
    except PatternError:
        return
    if contradicts:
        yield found((*path, "equals"), "equals_against_pattern", equals=check.equals)


def _captures(check: Scan, path: Path) -> Findings:
    for name in CAPTURED:
        source = getattr(check.capture, name)
        if source is None or source == "text":
            continue
        if is_identifier(source):
            continue
        groups = _groups(check.pattern)
        if source not in groups:
            yield unknown((*path, name), "no_such_group", source, groups | {"text"})


def _groups(pattern: str | None) -> frozenset[str]:
    try:
        return group_names(pattern) if pattern is not None else frozenset()
    except PatternError:
        return frozenset()


def _traced(procedure: Procedure, checks: list[PlacedCheck]) -> Findings:
    """A traced part should have a scan that captures its lot or serial."""
    scans = [placed.check for placed in checks if isinstance(placed.check, Scan)]
    for n, item in enumerate(procedure.bom):
        if item.traced == "no":
            continue
        about = (scan for scan in scans if scan.in_bom or scan.part == item.part)
        if not any(getattr(scan.capture, item.traced) for scan in about):
            yield doubted(("bom", n, "traced"), "traced_never_scanned", part=item.part,
                          what=item.traced)  # fmt: skip
