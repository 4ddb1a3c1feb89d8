"""From a folder or `.sop` file to a checked release, or to everything that is wrong with it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from sop.language import limits
from sop.language.draft import draft_of
from sop.language.media import kind_of
from sop.language.names import SHEET
from sop.language.package import Package, PackageError, blocks, digest, open_package, read
from sop.language.pictures import check_files, check_uses, shown_files
from sop.language.problems import (
    Problem,
    ProcedureProblems,
    in_reading_order,
    refused,
)
from sop.language.rules import check_rules
from sop.language.rules.finding import Finding
from sop.language.sheet import Node, SheetError, read_sheet
from sop.language.sheet import Path as SheetPath
from sop.language.structure import check_structure
from sop.procedure import Procedure
from sop.release import MediaEntry, Release


@dataclass(frozen=True)
class MediaFile:
    """A file of the package that the procedure shows. `size` in bytes, `type` its MIME type."""

    package: Path
    name: str
    sha256: str
    size: int
    type: str

    def copy_to(self, target: IO[bytes]) -> None:
        """Write the content. Raises `ProcedureProblems` if it is no longer what was checked."""
        summed = sha256()
        try:
            with closing(open_package(self.package)) as package:
                for block in blocks(package, self.name, self.size):
                    summed.update(block)
                    target.write(block)
        except PackageError as error:
            raise ProcedureProblems(error.problems) from error
        if summed.hexdigest() != self.sha256:
            raise ProcedureProblems([refused(self.name, "file_changed")])


@dataclass(frozen=True)
class Loaded:
    """A package that may be installed. `warnings` are worth showing to its author."""

    release: Release
    media: dict[str, MediaFile]
    warnings: list[Problem] = field(default_factory=list)

    @property
    def procedure(self) -> Procedure:
        return self.release.procedure

    @property
    def canonical(self) -> bytes:
        return self.release.canonical

    @property
    def digest(self) -> str:
        return self.release.digest


def check(path: Path) -> list[Problem]:
    """Everything that is wrong with a package and all that is worth a look, in reading order."""
    try:
        return load_procedure(path).warnings
    except ProcedureProblems as error:
        return error.problems


def load_procedure(path: Path) -> Loaded:
    """Check a package and give its release. Raises `ProcedureProblems`, and nothing else."""
    try:
        with closing(open_package(path)) as package:
            return _load(path, package)
    except PackageError as error:
        raise ProcedureProblems(error.problems) from error


def _load(path: Path, package: Package) -> Loaded:
    try:
        sheet, problems = read_sheet(_sheet_bytes(package), SHEET)
    except SheetError as error:
        raise ProcedureProblems(error.problems) from error
    problems += _judge(sheet, package)
    procedure = None if _errors(problems) else _convert(sheet, problems)
    if procedure is None:
        raise ProcedureProblems(problems)
    media = {file.name: file for file in _media(path, procedure, package)}
    table = {name: MediaEntry(m.sha256, m.size, m.type) for name, m in media.items()}
    return Loaded(Release(procedure, table), media, in_reading_order(problems))


def _sheet_bytes(package: Package) -> bytes:
    if package.sizes[SHEET] > limits.SHEET_BYTES:
        raise SheetError(refused(SHEET, "sheet_too_large", limit=limits.SHEET_BYTES // 1024))
    return read(package, SHEET, limits.SHEET_BYTES)


def _judge(sheet: Node, package: Package) -> list[Problem]:
    problems, broken = check_structure(sheet, SHEET)
    draft = draft_of(sheet.plain())
    findings = [*check_rules(draft), *check_uses(draft, package)]
    # What the schema already refused is not judged again by the value that stands in for it.
    news = (each for each in findings if not _follows(each, broken))
    return [*problems, *(_placed(each, sheet) for each in news), *check_files(draft, package)]


def _follows(finding: Finding, broken: list[SheetPath]) -> bool:
    """It lies in what is broken; or it is a doubt about the things beside what is broken."""
    path = finding.path
    beside = (path, path[:-1]) if finding.severity == "warning" else ()
    return any(path[: len(other)] == other or other[:-1] in beside for other in broken)


def _placed(finding: Finding, sheet: Node) -> Problem:
    line, column = sheet.place(finding.path)
    return Problem(SHEET, line, column, finding.code, finding.details, finding.severity)


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _convert(sheet: Node, problems: list[Problem]) -> Procedure | None:
    try:
        return msgspec.convert(sheet.plain(), Procedure)
    except msgspec.ValidationError as error:
        # The types ask for something the schema does not say: still a sentence, never a crash.
        problems.append(refused(SHEET, "schema_other", 1, 1, reason=error))
        return None


def _media(path: Path, procedure: Procedure, package: Package) -> Iterator[MediaFile]:
    for name in sorted({shown.file for shown in shown_files(procedure)}):
        kind = kind_of(name)
        if kind is not None:
            summed, size = digest(package, name)
            yield MediaFile(path, name, summed, size, kind.type)
