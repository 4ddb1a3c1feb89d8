"""A process in which only what `pip install .[EXTRA]` brings can be imported.

`python -m tests.installing.alone EXTRA import PACKAGE` imports every module of a package;
`python -m tests.installing.alone EXTRA run PACKAGE ARGUMENT…` runs it, as its command would.
EXTRA may be empty: the base installation.
"""

from __future__ import annotations

import os
import pkgutil
import runpy
import sys
import tomllib
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
OURS = {"": {"sop"}, "kiosk": {"sop", "kiosk"}, "hub": {"sop", "hub"}}


class Missing:
    """Says of some top-level modules that they are not installed."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.partition(".")[0] in self._names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def main(extra: str, what: str, package: str, *arguments: str) -> None:
    missing = not_brought_by(extra)
    sys.meta_path.insert(0, Missing(missing))  # type: ignore[arg-type]
    for name in [it for it in sys.modules if it.partition(".")[0] in missing]:
        del sys.modules[name]
    if what == "run":
        sys.argv = [package, *arguments]
        runpy.run_module(package, run_name="__main__", alter_sys=True)
        return
    if package == "hub":
        _set_django_up()
    for name in modules_of(package):
        import_module(name)
        print(name)


def not_brought_by(extra: str) -> set[str]:
    """Top-level modules of whatever else lies in this environment."""
    brought = distributions_of(extra)
    modules = metadata.packages_distributions()
    foreign = {
        name
        for name, sources in modules.items()
        if not brought & {canonicalize_name(it) for it in sources}
    }
    return (foreign | {"kiosk", "hub"}) - OURS[extra] - {"tests"}


def distributions_of(extra: str) -> set[str]:
    """What that installation needs, and what that needs in turn."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = told["dependencies"] + (told["optional-dependencies"][extra] if extra else [])
    found = set[tuple[str, str]]()
    _follow(map(Requirement, wanted), found)
    return {name for name, _ in found}


def modules_of(package: str) -> list[str]:
    """All but those that run something when they are imported."""
    found = pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
    return [package, *(it.name for it in found if not it.name.endswith("__main__"))]


def _follow(requirements: Iterable[Requirement], found: set[tuple[str, str]]) -> None:
    for it in requirements:
        name = canonicalize_name(it.name)
        for extra in {"", *it.extras}:
            if (name, extra) not in found:
                found.add((name, extra))
                _follow(_needs(name, extra), found)


def _needs(name: str, extra: str) -> list[Requirement]:
    told = [Requirement(it) for it in metadata.requires(name) or []]
    return [it for it in told if it.marker is None or it.marker.evaluate({"extra": extra})]


def _set_django_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    import_module("hub")
    django.setup()


if __name__ == "__main__":
    main(*sys.argv[1:])
