"""Private keys that live on this hub: one file each, for its own user's eyes only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hub.configuration import configuration
from hub.releases.refusals import ReleaseRefused
from sop.signing import SigningKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENDING = ".key"
PUBLIC_ENDING = ".pub"


def keys_folder() -> Path:
    return configuration().folder / "keys"


def own_keys() -> dict[str, SigningKey]:
    """Every key of this hub's folder, by its id."""
    found = (read_key(path) for path in sorted(keys_folder().glob(f"*{ENDING}")))
    return {key.id: key for key in found}


def held_of(names: Iterable[str], *further: SigningKey) -> list[SigningKey]:
    """Of the keys named, those that are here or were handed over."""
    known = {**own_keys(), **{key.id: key for key in further}}
    return [known[name] for name in dict.fromkeys(names) if name in known]


def make_key(path: Path) -> SigningKey:
    """A new pair: the private half in `path` (0600), the public half beside it. Raises
    `ReleaseRefused` when there is one already."""
    key = SigningKey.make()
    _write_private(path, key.text)
    path.with_name(path.name + PUBLIC_ENDING).write_text(key.public + "\n", encoding="utf-8")
    return key


def read_key(path: Path) -> SigningKey:
    """Raises `ReleaseRefused`."""
    try:
        return SigningKey.of(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseRefused("no_key", path=path) from error


def _write_private(path: Path, text: str) -> None:
    """Never readable for others, not even for the moment before a chmod."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ReleaseRefused("key_exists", path=path) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
