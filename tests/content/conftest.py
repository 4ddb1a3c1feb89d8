"""The demo procedures as the language loads them."""

from pathlib import Path

import pytest

from sop.language.loading import load_procedure
from sop.procedure import Procedure

FOLDER = Path(__file__).parents[2] / "resources" / "procedures"
SHEETS = sorted(FOLDER.glob("*/*/sop.yaml"))
NAMES = [f"{sheet.parents[1].name}-{sheet.parent.name}" for sheet in SHEETS]


@pytest.fixture(scope="session")
def procedures() -> dict[str, Procedure]:
    """Every demo procedure by "code-revision"."""
    loaded = (load_procedure(sheet.parent).release.procedure for sheet in SHEETS)
    return dict(zip(NAMES, loaded, strict=True))
