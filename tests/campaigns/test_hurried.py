"""A sample of the hurried operator's campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.window import without_display

if TYPE_CHECKING:
    from pathlib import Path

without_display()


@pytest.mark.slow
def test_a_hurried_operator_finds_the_screen_as_it_is_recorded(tmp_path: Path) -> None:
    from tests.campaigns.hurried import campaign

    tally = campaign(tmp_path / "data", actions=80, seed=11)
    assert tally.findings == []
    assert tally.waits == []
    assert (tally.actions, tally.doubled) == (80, 0)
    assert tally.events > 0
