"""The house as it is drawn is the house as it stands."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DRAWN = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGES = [it.parent for floor in ("hub", "kiosk") for it in (ROOT / floor).glob("*/__init__.py")]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: f"{it.parent.name}/{it.name}")
def test_every_package_is_drawn(package: Path) -> None:
    inside = DRAWN.split(f"## Inside the {package.parent.name}")[1].split("\n## ")[0]
    assert f"{package.name}/" in inside


def test_no_page_that_is_pointed_to_is_missing() -> None:
    pages = [ROOT / name for name in ("ARCHITECTURE.md", "README.md", "README.zh-CN.md")]
    pages += sorted((ROOT / "docs").rglob("*.md"))
    missing = [(page.name, it) for page in pages for it in _links(page) if not it.exists()]
    assert missing == []


def _links(page: Path) -> list[Path]:
    pieces = page.read_text(encoding="utf-8").split("](")[1:]
    targets = [it.split(")")[0].split("#")[0] for it in pieces]
    return [page.parent / it for it in targets if it and "://" not in it and " " not in it]
