"""What the guides show must be what the loader admits."""

import re
from pathlib import Path

import pytest

from sop.expressions import FUNCTIONS, METHODS
from sop.language import check
from sop.schema import check_kinds
from sop.symbologies import SYMBOLOGIES

DOCS = Path(__file__).parents[3] / "docs"
GUIDES = [DOCS / "procedure-language.md", DOCS / "zh" / "procedure-language.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=["en", "zh"])
def test_the_smallest_example_is_admitted(guide: Path, tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(format: 1\n.*?)```", guide.read_text("utf-8"), re.DOTALL)
    (tmp_path / "sop.yaml").write_text(example, encoding="utf-8")

    assert check(tmp_path) == []


@pytest.mark.parametrize("guide", GUIDES, ids=["en", "zh"])
def test_every_kind_of_check_is_described(guide: Path) -> None:
    described = set(re.findall(r"^\| `([a-z_]+)` \|", guide.read_text("utf-8"), re.MULTILINE))

    assert set(check_kinds()) <= described


def test_every_function_and_symbology_is_named() -> None:
    guide = GUIDES[0].read_text("utf-8")
    named = set(re.findall(r"`([a-zA-Z0-9]+)", guide))

    assert (FUNCTIONS | METHODS | SYMBOLOGIES) - named == {"exists_one"}
