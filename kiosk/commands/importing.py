"""A Markdown work instruction with its pictures becomes a procedure folder: parts and tools,
steps by heading or number, pictures. What could not be placed is listed; nothing is dropped.
带图片的 Markdown 作业文件转为作业指导书文件夹；放不进去的内容逐条列出，不会悄悄丢弃。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kiosk.importing import Entry, ImportReport

MADE = {
    "zh": "{title} → {folder}\n  代码 {code} · {sections} 个工序 · {steps} 个工步"
    " · {pictures} 张图片 · {parts} 种物料 · {tools} 件工具 · {warnings} 条警示",
    "en": "{title} → {folder}\n  code {code} · {sections} · {steps}"
    " · {pictures} · {parts} · {tools} · {warnings}",
}
UNPLACED = {
    "zh": "\n以下 {n} 处没有放进作业指导书，请人工处理：",
    "en": "\nNot placed in the procedure, to be dealt with by hand ({n}):",
}
NOTES = {
    "zh": "\n以下 {n} 处放进去了，但与原文有出入，请核对：",
    "en": "\nPlaced, but not as it stood; please compare ({n}):",
}
NEXT = {
    "zh": "\n下一步：sop-kiosk check {folder}，补全另一种语言，并标出红线工步。",
    "en": "\nNext: sop-kiosk check {folder}, add the other language, mark the critical steps.",
}
LONGEST = 90  # characters of the source shown in a listing


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "document", metavar="DOCUMENT", type=Path, help="Markdown file Markdown 文件"
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the new folder 新建的文件夹")
    parser.add_argument(
        "--root",
        metavar="FOLDER",
        type=Path,
        help="take pictures from here and below, not only from the document's folder "
        "图片所在的上级文件夹（默认：文档所在的文件夹）",
    )


def run(args: Namespace) -> int:
    from kiosk.importing import import_document

    _tell(args.document, import_document(args.document, args.out, root=args.root), args.language)
    return 0


def _tell(document: Path, report: ImportReport, language: str) -> None:
    from kiosk.commands.speaking import counted

    values = {name: getattr(report, name) for name in ("folder", "code", "title")}
    for name in ("sections", "steps", "pictures", "parts", "tools", "warnings"):
        values[name] = counted(getattr(report, name), name.removesuffix("s"), language)
    print(MADE[language].format(**values))
    for heading, entries in ((UNPLACED, report.unplaced), (NOTES, report.notes)):
        if entries:
            print(heading[language].format(n=len(entries)))
            for entry in entries:
                print(f"  {_located(document, entry)}: {entry.text(language)} {_quoted(entry)}")
    print(NEXT[language].format(folder=report.folder))


def _located(document: Path, entry: Entry) -> str:
    return f"{document}:{entry.line}" if entry.line else str(document)


def _quoted(entry: Entry) -> str:
    what = " ".join(entry.what.split())
    return f"“{what[: LONGEST - 1]}…”" if len(what) > LONGEST else f"“{what}”"
