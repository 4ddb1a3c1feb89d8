"""From when a release may start: a day, or a moment with its offset from UTC."""

import re
from datetime import datetime, tzinfo

_FORM = re.compile(r"\d{4}-\d\d-\d\d(?P<moment>T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?", re.ASCII)


def effective_from(written: str, zone: tzinfo) -> datetime:
    """The moment it takes effect. A bare day begins at midnight in `zone`, the station's own.

    Raises `ValueError` for anything but `2026-03-01` or `2026-03-01T06:00:00+08:00`.
    """
    form = _FORM.fullmatch(written)
    if form is None:
        raise ValueError(f"not a date, or a time without its offset: {written!r}")
    at = datetime.fromisoformat(written)
    return at if form["moment"] else at.replace(tzinfo=zone)
