"""Which file a document means by a path, among those that may be read."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

_DRIVE = re.compile(r"^[A-Za-z]:")


def find_file(target: str, home: Path, root: Path) -> Path | None:
    """The file meant by `target`, links resolved; None when every reading lies outside of `root`.

    A path counts from `home`, the document's folder. One that begins with "/" counts from `root`,
    as sites do, or is the whole path of a file below `root`. The file need not exist.
    """
    within = root.resolve()
    inside = [path for path in _readings(_path(target), home, root) if path.is_relative_to(within)]
    return next((path for path in inside if path.is_file()), inside[0] if inside else None)


def _path(target: str) -> str:
    """The target without its query, fragment and size, with plain slashes."""
    path = unquote(re.sub(r"[?#].*$", "", target)).replace("\\", "/").strip()
    return re.sub(r"\s+=\d*x?\d*$", "", path)


def _readings(path: str, home: Path, root: Path) -> Iterator[Path]:
    if "\0" in path:
        return
    try:
        if _DRIVE.match(path):
            if Path(path).is_absolute():
                yield Path(path).resolve()
        elif path.startswith("/"):
            yield (root / PurePosixPath(path.lstrip("/"))).resolve()
            yield Path(path).resolve()
        else:
            yield (home / PurePosixPath(path)).resolve()
    except (OSError, ValueError, RuntimeError):
        return
