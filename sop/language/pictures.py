"""The files a procedure shows: each one there, of a kind that fits, and fit to be shown."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from sop.language.media import CLIPS, PICTURES, check_media, kind_of, page_count
from sop.language.names import SHEET, check_name, key_of, printable
from sop.language.package import Package, PackageError, read
from sop.language.problems import Problem, warned
from sop.language.rules.finding import Finding, Findings, found, placed_steps
from sop.language.sheet import Path
from sop.procedure import Procedure


class Shown(NamedTuple):
    """One use of a file; `page` where it is a page of a PDF."""

    path: Path
    file: str
    endings: frozenset[str]
    page: int | None = None


def shown_files(procedure: Procedure) -> Iterator[Shown]:
    """Every use of a file, in the order of the sheet."""
    for placed in placed_steps(procedure):
        for n, picture in enumerate(placed.step.pictures):
            here = (*placed.path, "pictures", n)
            yield Shown((*here, "file"), picture.file, PICTURES, picture.page)
        if placed.step.clip is not None:
            yield Shown((*placed.path, "clip", "file"), placed.step.clip.file, CLIPS)


def check_uses(procedure: Procedure, package: Package) -> Findings:
    """Each use against the names in the package."""
    for shown in shown_files(procedure):
        if not shown.file:
            continue
        if shown.file not in package.sizes:
            yield _missing(shown, package)
        elif not shown.file.lower().endswith(tuple(shown.endings)):
            endings = ", ".join(sorted(shown.endings))
            yield found(shown.path, "media_kind", file=shown.file, kinds=endings)
        else:
            yield from _page(shown, package)


def check_files(procedure: Procedure, package: Package) -> Iterator[Problem]:
    """Each used file by its content; each unused one is mentioned."""
    used = {shown.file for shown in shown_files(procedure)}
    for name in package.sizes:
        kind = kind_of(name)
        if name in used and kind is not None:
            yield from check_media(package, name, kind)
        elif name not in used and name != SHEET:
            yield warned(printable(name), "file_unused")


def _missing(shown: Shown, package: Package) -> Finding:
    file = printable(shown.file)
    if any(True for _ in check_name(shown.file)):
        return found(shown.path, "media_path", file=file)
    same = [name for name in package.sizes if key_of(name) == key_of(shown.file)]
    if same:
        return found(shown.path, "media_case", file=file, near=same[0])
    near = difflib.get_close_matches(shown.file, package.sizes, 1, 0.6)
    if near:
        return found(shown.path, "media_missing_near", file=file, near=near[0])
    return found(shown.path, "media_missing", file=file)


def _page(shown: Shown, package: Package) -> Findings:
    path = (*shown.path[:-1], "page")
    is_document = shown.file.lower().endswith(".pdf")
    if shown.page is None:
        return
    if not is_document:
        yield found(path, "page_without_document", file=shown.file)
        return
    kind = kind_of(shown.file)
    try:
        pages = page_count(read(package, shown.file, kind.most)) if kind else None
    except PackageError:
        return  # said once, by `check_files`
    if pages is not None and shown.page > pages:
        yield found(path, "page_missing", page=shown.page, pages=pages)
