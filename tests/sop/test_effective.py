"""From when a release may start."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sop.effective import effective_from

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_day_begins_at_midnight_where_the_station_stands() -> None:
    assert effective_from("2026-03-01", SHANGHAI) == datetime(2026, 2, 28, 16, tzinfo=UTC)


def test_a_moment_is_the_same_moment_everywhere() -> None:
    moment = effective_from("2026-03-01T06:00:00+08:00", ZoneInfo("Europe/Berlin"))

    assert moment == datetime(2026, 2, 28, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["", "2026", "2026-13-01", "2026-02-30", "2026-W01-1", "2026-03-01 06:00+08:00", "٢٠٢٦-03-01",
     "2026-03-01T06:00", "2026-03-01T25:00Z", "20260301"],
)  # fmt: skip
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        effective_from(written, SHANGHAI)
