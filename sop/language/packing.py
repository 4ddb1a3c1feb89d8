"""A folder into a `.sop` file, and a package safely into a folder."""

import shutil
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from sop.language.package import Package, PackageError, copy, open_package
from sop.language.problems import ProcedureProblems, refused

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, target: Path) -> None:
    """Write `folder` as a `.sop` zip: the same bytes on every machine, whole or not at all.

    Nothing is compressed: pictures do not shrink, and compressors differ between machines.
    Raises `ProcedureProblems` for what may not travel; the procedure itself is not judged.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        with closing(open_package(folder)) as package, zipfile.ZipFile(partial, "w") as made:
            for name in sorted(package.sizes):
                _add(package, name, made)
        partial.replace(target)
    except PackageError as error:
        raise ProcedureProblems(error.problems) from error
    finally:
        partial.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> None:
    """Copy a package's files into the new `folder`: all of them or none.

    Raises `ProcedureProblems`; `FileExistsError` if the folder is there and not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as partial:
        try:
            with closing(open_package(path)) as package:
                _write_all(package, Path(partial) / "whole")
        except PackageError as error:
            raise ProcedureProblems(error.problems) from error
        if folder.exists():
            folder.rmdir()
        shutil.move(Path(partial) / "whole", folder)


def _write_all(package: Package, folder: Path) -> None:
    folder.mkdir()
    for name in sorted(package.sizes):
        place = folder / name
        # Names were judged when the package was opened; this is the second lock on the door.
        if not place.resolve().is_relative_to(folder.resolve()):
            raise PackageError(refused(name, "name_escapes", name=name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as target:
            copy(package, name, target)


def _add(package: Package, name: str, made: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    with made.open(entry, "w") as target:
        copy(package, name, target)
