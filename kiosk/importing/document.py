"""Read a document, write a procedure folder, report."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kiosk.importing.assembly import Assembler
from kiosk.importing.blocks import read_blocks
from kiosk.importing.chapters import read_chapters
from kiosk.importing.decoding import decode
from kiosk.importing.draft import Draft
from kiosk.importing.front_matter import strip_front_matter
from kiosk.importing.outline import outline
from kiosk.importing.pictures import PictureShelf
from kiosk.importing.refusal import CannotImport
from kiosk.importing.report import ImportReport, Listing
from kiosk.importing.step_tables import spread_step_tables
from kiosk.importing.words import language_of
from kiosk.importing.writing import as_yaml
from kiosk.system_errors import reason_of
from sop.language.limits import SHEET_BYTES
from sop.procedure import Procedure

__all__ = ["CannotImport", "import_document"]

_MAX_BYTES = 20_000_000


def import_document(
    document: Path,
    out: Path,
    *,
    languages: Sequence[str] = (),
    root: Path | None = None,
    effective: date | None = None,
) -> ImportReport:
    """Make the procedure folder `out` from a Markdown file and its pictures.

    The procedure declares one language: the one of `languages` the document is written in, by
    default whichever is found. Pictures are taken from `root` and below (by default the
    document's folder), never from the network. `out` must be new or empty; it appears complete or
    not at all. Every step is critical with one acknowledge check. Raises `CannotImport`.
    """
    listing = Listing()
    _must_be_folder(root)
    text = _read(document, out, listing)
    language = _language(text, languages)
    draft = _draft(text, document, listing)
    folder = out.with_name(out.name + ".importing")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        shelf = PictureShelf(root or document.parent, document.parent, folder / "media", listing)
        assembler = Assembler(draft, shelf, language, listing)
        procedure = assembler.procedure(document.stem, effective or date.today())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sop.yaml").write_text(
            _within(as_yaml(procedure), document), encoding="utf-8", newline="\n"
        )
        if out.exists():
            out.rmdir()
        folder.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _report(procedure, out, shelf.count, listing)


def _must_be_folder(root: Path | None) -> None:
    if root is not None and not root.is_dir():
        raise CannotImport(
            "import_no_root",
            "找不到图片文件夹 {root}。--root 要写一个已有的文件夹。",
            "There is no folder {root}. --root names the folder that holds the pictures.",
            root=root,
        )


def _read(document: Path, out: Path, listing: Listing) -> str:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CannotImport(
            "import_out_exists",
            "{out} 已存在且不为空；请另选文件夹。",
            "{out} exists and is not empty; name another folder.",
            out=out,
        )
    try:
        too_large = document.stat().st_size > _MAX_BYTES
        data = b"" if too_large else document.read_bytes()
    except OSError as error:
        raise CannotImport(
            "import_unreadable",
            "无法读取文档 {name}：{why_zh}",
            "Cannot read {name}: {why_en}",
            name=document,
            why_zh=reason_of(error).zh,
            why_en=reason_of(error).en,
        ) from error
    if too_large:
        raise _too_large(document)
    return decode(data, document.name, listing)


def _too_large(document: Path) -> CannotImport:
    return CannotImport(
        "import_too_large",
        "文档 {name} 过大，无法成为一份作业指导书；请拆分后导入。",
        "{name} is too large for one procedure; split it and import the pieces.",
        name=document.name,
    )


def _within(sheet: str, document: Path) -> str:
    """The sheet, unless a station would refuse to load one so large."""
    if len(sheet.encode()) > SHEET_BYTES:
        raise _too_large(document)
    return sheet


def _draft(text: str, document: Path, listing: Listing) -> Draft:
    text, title = strip_front_matter(text, listing)
    blocks = spread_step_tables(read_blocks(text, listing), listing)
    draft = outline(read_chapters(blocks), title or document.stem, listing)
    if title and draft.title != title:
        listing.leave_out(1, f"title: {title}", "front_matter")
    if not draft.steps:
        raise CannotImport(
            "import_no_steps",
            "文档 {name} 里没有可以成为工步的内容。请用“第一步”这样的标题或编号列表写出各工步。",
            "{name} holds nothing that could become a step. Write the steps as headings such as "
            "“Step 1”, or as a numbered list.",
            name=document.name,
        )
    return draft


def _language(text: str, languages: Sequence[str]) -> str:
    found = language_of(text)
    named = [language for language in languages if language.split("-")[0] == found]
    return (named or list(languages) or [found])[0]


def _report(procedure: Procedure, out: Path, pictures: int, listing: Listing) -> ImportReport:
    language = procedure.languages[0]
    steps = procedure.steps()
    return ImportReport(
        folder=out,
        code=procedure.code,
        title=procedure.title[language],
        language=language,
        sections=len(procedure.sections),
        steps=len(steps),
        pictures=pictures,
        parts=len(procedure.bom),
        tools=len(procedure.tools),
        warnings=sum(len(step.warnings) for step in steps),
        unplaced=tuple(sorted(listing.unplaced, key=lambda entry: entry.line)),
        notes=tuple(sorted(listing.notes, key=lambda entry: entry.line)),
    )
