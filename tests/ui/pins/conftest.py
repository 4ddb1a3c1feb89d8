"""The station and the window of the run screen's tests."""

from tests.ui.run.conftest import desk, execution, hands, station

__all__ = ["desk", "execution", "hands", "station"]
