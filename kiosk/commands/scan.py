"""Decodes with the station's own pipeline. SOURCE is a picture, a folder of pictures, or a video.
With --json one line per file: {"file", "codes": [{"text", "symbology", "engine"}], "ms"}.
Exit code 1 when something could not be read as a picture.
用工位自己的识读流程解码图片、文件夹或视频;--json 时每个文件输出一行。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

UNREADABLE = {"zh": "{file}: 无法作为图片读取", "en": "{file}: cannot be read as a picture"}
NOTHING = {"zh": "没有找到条码", "en": "no code found"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", default=False, help="JSON lines")


def run(args: Namespace) -> int:
    failed = False
    for file in _files(args.sources):
        line = _decoded(file)
        failed |= "error" in line
        print(json.dumps(line, ensure_ascii=False) if args.json else _told(line, args.language))
    return 1 if failed else 0


def _files(sources: list[Path]) -> Iterator[Path]:
    from kiosk.scanner.pictures import IMAGE_SUFFIXES, VIDEO_SUFFIXES

    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for file in sorted(source.rglob("*")):
            if file.suffix.lower() in IMAGE_SUFFIXES | VIDEO_SUFFIXES:
                yield file


def _decoded(file: Path) -> dict[str, Any]:
    from kiosk.scanner.pictures import UnreadablePicture
    from kiosk.scanner.stills import scan_file

    try:
        read = scan_file(file)
    except UnreadablePicture as error:
        return {"file": str(file), "codes": [], "ms": 0.0, "error": error.key}
    codes = [
        {"text": code.text, "symbology": str(code.symbology), "engine": code.engine}
        for code in read.codes
    ]
    return {"file": str(file), "codes": codes, "ms": round(read.ms, 2)}


def _told(line: dict[str, Any], language: str) -> str:
    if "error" in line:
        return UNREADABLE[language].format(**line)
    codes = [f"{code['text']!r} ({code['symbology']}, {code['engine']})" for code in line["codes"]]
    return f"{line['file']}: {' · '.join(codes) or NOTHING[language]} [{line['ms']} ms]"
