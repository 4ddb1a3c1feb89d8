"""A `.sop` zip, judged by its table of contents before a byte of content is unpacked."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sop.language import limits
from sop.language.names import SHEET, is_leftover, printable
from sop.language.problems import Problem, refused

_END = b"PK\x05\x06"
_END_FIELDS = struct.Struct("<4s4H2LH")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class ArchiveError(Exception):
    """Not a zip this program opens."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Archive:
    """The files of a zip. When all lie in one folder, as zipping a folder does, it is left off."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self._source = source
        self._members = _without_common_folder(
            {_name(info): info for info in source.infolist() if not _name(info).endswith("/")}
        )
        self.sizes = {name: info.file_size for name, info in self._members.items()}

    def open(self, name: str) -> IO[bytes]:
        return self._source.open(self._members[name])

    def close(self) -> None:
        self._source.close()


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a zip whose table of contents is harmless. Raises `ArchiveError`, `OSError`."""
    _check_directory_size(path)
    try:
        source = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _refused(path, "zip_damaged", reason=str(error)[:200]) from error
    problems = list(_speaking_against(source, path.stat().st_size))
    if problems:
        source.close()
        raise ArchiveError(*problems)
    return source


def _check_directory_size(path: Path) -> None:
    """Python reads the whole table of contents at once: look how long it claims to be first."""
    size = path.stat().st_size
    if size > limits.PACKAGE_BYTES:
        raise _refused(path, "package_too_large", limit=limits.PACKAGE_BYTES // limits.MEBIBYTE)
    with path.open("rb") as file:
        file.seek(max(0, size - 0xFFFF - _END_FIELDS.size))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_FIELDS.size > len(tail):
        raise _refused(path, "zip_none")
    _, disk, first, here, entries, length, offset, _ = _END_FIELDS.unpack_from(tail, at)
    if 0xFFFF in (here, entries) or 0xFFFFFFFF in (length, offset) or disk or first:
        raise _refused(path, "zip_odd", method="zip64")
    if entries > 2 * limits.FILES or length > limits.ZIP_DIRECTORY_BYTES:
        raise _refused(path, "too_many_files", limit=limits.FILES)


def _speaking_against(source: zipfile.ZipFile, packed_size: int) -> Iterator[Problem]:
    seen: set[str] = set()
    unpacked = 0
    for info in source.infolist():
        name = printable(_name(info))
        if info.filename in seen:
            yield refused(name, "zip_twice", name=name)
        seen.add(info.filename)
        unpacked += info.file_size
        yield from _entry(info, name)
    if unpacked > limits.ZIP_RATIO_FROM and unpacked > limits.ZIP_RATIO * packed_size:
        yield refused(SHEET, "zip_ratio", limit=limits.ZIP_RATIO)


def _entry(info: zipfile.ZipInfo, name: str) -> Iterator[Problem]:
    if info.flag_bits & _ENCRYPTED:
        yield refused(name, "zip_encrypted")
    if info.compress_type not in _METHODS:
        yield refused(name, "zip_odd", method=info.compress_type)
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield refused(name, "name_link", name=name)
    if "\0" in info.orig_filename or "\\" in info.orig_filename:
        yield refused(name, "name_escapes", name=printable(info.orig_filename))
    large = info.file_size > limits.ZIP_RATIO_FROM
    if large and info.file_size > limits.ZIP_RATIO * max(info.compress_size, 1):
        yield refused(name, "zip_ratio", limit=limits.ZIP_RATIO)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: Windows in China writes GBK and does not say so."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _without_common_folder(
    members: dict[str, zipfile.ZipInfo],
) -> dict[str, zipfile.ZipInfo]:
    kept = {name: info for name, info in members.items() if not is_leftover(name)}
    folders = {name.partition("/")[0] for name in kept}
    if SHEET in kept or len(folders) != 1:
        return kept
    folder = folders.pop() + "/"
    if folder + SHEET not in kept:
        return kept
    return {name.removeprefix(folder): info for name, info in kept.items()}


def _refused(path: Path, code: str, **details: Any) -> ArchiveError:
    return ArchiveError(refused(path.name, code, **details))
