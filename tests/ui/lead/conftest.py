"""The run's own station and hands, for the team lead as well."""

from tests.ui.run.conftest import desk, execution, hands, station

__all__ = ["desk", "execution", "hands", "station"]
