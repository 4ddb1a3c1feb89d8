"""A package as a set of named files, whether it lies in a folder or in a `.sop` zip.

Opening one reads no content: names, sizes and kinds are judged first, and whatever is read later
is counted while it is read, because a table of contents can lie.
"""

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Protocol

from sop.language import limits
from sop.language.archive import Archive, ArchiveError, open_archive
from sop.language.names import SHEET, check_clashes, check_name, is_leftover, printable
from sop.language.problems import Problem, refused

BLOCK = 1 << 18


class PackageError(Exception):
    """The package cannot be read at all."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Package(Protocol):
    """Files by their path in the package, forward slashes, with sizes in bytes."""

    sizes: dict[str, int]

    def open(self, name: str) -> IO[bytes]: ...

    def close(self) -> None: ...


def open_package(path: Path) -> Package:
    """Raises `PackageError` with everything that speaks against touching its content."""
    try:
        if path.is_dir():
            package: Package = Folder(path)
        elif path.is_file():
            package = Archive(open_archive(path))
        else:
            raise PackageError(refused(path.name, "package_missing", path=path))
    except ArchiveError as error:
        raise PackageError(*error.problems) from error
    except OSError as error:
        raise PackageError(_unreadable(path.name, error)) from error
    problems = list(_speaking_against(package))
    if problems:
        package.close()
        raise PackageError(*problems)
    return package


class Folder:
    """A package in a folder. Links are refused: they would reach outside, and not travel."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sizes = dict(_files_below(root))

    def open(self, name: str) -> IO[bytes]:
        place = self._root / name
        if stat.S_ISLNK(place.lstat().st_mode):
            raise PackageError(refused(name, "name_link", name=name))
        return place.open("rb")

    def close(self) -> None:
        """Nothing is held open."""


def read(package: Package, name: str, most: int) -> bytes:
    """The whole content, at most `most` bytes. Raises `PackageError`."""
    return b"".join(blocks(package, name, most))


def digest(package: Package, name: str) -> tuple[str, int]:
    """SHA-256 and size of the content as it is now. Raises `PackageError`."""
    summed, size = hashlib.sha256(), 0
    for block in blocks(package, name, limits.PACKAGE_BYTES):
        summed.update(block)
        size += len(block)
    return summed.hexdigest(), size


def copy(package: Package, name: str, target: IO[bytes]) -> None:
    """Write the content; never more than the table of contents said. Raises `PackageError`."""
    for block in blocks(package, name, package.sizes[name]):
        target.write(block)


def blocks(package: Package, name: str, most: int) -> Iterator[bytes]:
    """The content in pieces, at most `most` bytes in all. Raises `PackageError`."""
    left = most
    try:
        with closing(package.open(name)) as source:
            while block := source.read(min(BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise PackageError(refused(name, "file_larger_than_said", limit=most))
                yield block
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise PackageError(refused(name, "zip_damaged", reason=_said(error))) from error
    except OSError as error:
        raise PackageError(_unreadable(name, error)) from error
    except Exception as error:  # zlib.error is its own family
        if type(error).__module__ != "zlib":
            raise
        raise PackageError(refused(name, "zip_damaged", reason=_said(error))) from error


def _files_below(root: Path) -> Iterator[tuple[str, int]]:
    for count, entry in enumerate(_entries_below(root), 1):
        name = Path(entry.path).relative_to(root).as_posix()
        if count > limits.FILES:
            raise PackageError(refused(root.name, "too_many_files", limit=limits.FILES))
        if not entry.is_file(follow_symlinks=False):
            raise PackageError(refused(printable(name), "name_link", name=printable(name)))
        yield name, entry.stat(follow_symlinks=False).st_size


def _entries_below(root: Path, depth: int = 0) -> Iterator["os.DirEntry[str]"]:
    if depth > limits.FOLDER_DEPTH:
        raise PackageError(refused(root.name, "folders_too_deep", depth=limits.FOLDER_DEPTH))
    with os.scandir(root) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if is_leftover(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                yield from _entries_below(Path(entry.path), depth + 1)
            else:
                yield entry


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """A directory link of Windows; Python counts it as a directory."""
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag) and tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _speaking_against(package: Package) -> Iterator[Problem]:
    if len(package.sizes) > limits.FILES:
        yield refused(SHEET, "too_many_files", limit=limits.FILES)
        return
    for name in package.sizes:
        yield from check_name(name)
    yield from check_clashes(package.sizes)
    total = sum(package.sizes.values())
    if total > limits.PACKAGE_BYTES:
        yield refused(SHEET, "package_too_large", limit=limits.PACKAGE_BYTES // limits.MEBIBYTE)
    if SHEET not in package.sizes:
        others = ", ".join(sorted(map(printable, package.sizes))[:10])
        yield refused(SHEET, "sheet_missing", seen=others or "-")


def _unreadable(name: str, error: OSError) -> Problem:
    return refused(name, "file_unreadable", reason=error.strerror or _said(error))


def _said(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__
