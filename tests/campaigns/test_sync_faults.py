"""A sample of the campaign; the whole is `make faults`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaigns.sync_faults import Campaign
from tests.hub.conftest import hub, schema  # noqa: F401  (fixtures)


@pytest.mark.slow
def test_what_was_recorded_arrives_exactly_once(hub: Path, tmp_path: Path) -> None:  # noqa: F811
    from tests.sync.live import LiveHub

    live = LiveHub()
    try:
        tally = Campaign(live, tmp_path, seed=7).run(8)
    finally:
        live.close()
    assert tally.clean, str(tally)
    assert tally.schedules == 8
    assert tally.events > 20
