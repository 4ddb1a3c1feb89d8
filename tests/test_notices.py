"""Everybody whose work is shipped is named, and nobody's licence binds ours."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PARTS = {
    "every part": PROJECT["dependencies"],
    "the kiosk": PROJECT["optional-dependencies"]["kiosk"],
    "the hub": PROJECT["optional-dependencies"]["hub"],
}


@pytest.mark.parametrize("part", PARTS)
def test_every_package_we_ask_for_is_named_with_the_part_that_needs_it(part: str) -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    section = notices.split(f"## Installed with {part}\n")[1].split("\n## ")[0].casefold()
    named = set(re.findall(r"[a-z0-9-]+", section))
    assert {Requirement(it).name.casefold() for it in PARTS[part]} - named == set()


def test_no_package_shipped_is_under_the_gpl_alone() -> None:
    shipped = dict(_shipped())
    assert len(shipped) > 20
    assert [name for name, licence in shipped.items() if _is_gpl_only(licence)] == []


@pytest.mark.parametrize(
    ("licence", "alone"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("MIT AND GPL-2.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0", False),
    ],
)
def test_a_licence_is_read_rightly(licence: str, alone: bool) -> None:
    assert _is_gpl_only(licence) is alone


def _is_gpl_only(licence: str) -> bool:
    """Of several to choose from one is enough."""
    choices = re.split(r"\bOR\b", licence)
    return all(re.search(r"\bA?GPL|General Public", _without_lesser(it)) for it in choices)


def _without_lesser(licence: str) -> str:
    return re.sub(r"LGPL\S*|(Lesser|Library) General Public\S*", "", licence)


def _shipped() -> Iterator[tuple[str, str]]:
    """Name and licence, as its own metadata tells, of all that is installed here and shipped."""
    waiting = [Requirement(it) for part in PARTS.values() for it in part]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).casefold()
        if name in seen or not _applies(requirement):
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of a part, or a system, that is not installed here
        told = [Requirement(it) for it in found.requires or []]
        waiting += [it for it in told if _applies(it, *requirement.extras)]
        yield name, _licence(found.metadata)


def _applies(requirement: Requirement, *extras: str) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": it}) for it in ("", *extras))


def _licence(told: metadata.PackageMetadata) -> str:
    named = told["License-Expression"]
    if named:
        return str(named)
    classified = [it for it in told.get_all("Classifier") or [] if it.startswith("License ::")]
    return " OR ".join(classified) or str(told["License"] or "").partition("\n")[0]
