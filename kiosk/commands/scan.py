"""Decodes with the station's own pipeline. SOURCE is a picture, a folder of pictures, a video, or
a URL (rtsp://, http://) of a camera, video or picture. With --json one line per file: {"file",
"codes": [{"text", "symbology", "engine"}], "ms"}, and "error" for one that could not be read.
Exit code 1 when there was any; the others are read all the same.
用工位自己的识读流程解码图片、文件夹、视频或网络地址；--json 时每个文件输出一行。
无法读取的文件会说明原因并返回 1，其余文件照常识读。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.commands.numbers import at_least

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kiosk.scanner import Symbology

NOTHING = {"zh": "没有找到条码", "en": "no code found"}
PROBLEMS = {
    "file_missing": ("没有这个文件或文件夹", "there is no such file or folder"),
    "file_unreadable": ("无法读取", "cannot be read"),
    "folder_empty": ("文件夹中没有图片或视频", "there is no picture or video in this folder"),
    "picture_damaged": ("无法作为图片读取：已损坏，或不是图片",
                        "cannot be read as a picture: it is damaged, or none"),
    "picture_too_large": ("图片过大", "the picture is too large"),
    "no_frames": ("没有一帧可读的画面", "not one frame of it can be read"),
    "video_cut_short": ("视频不完整，只读到断开处", "the video is cut short; read up to there"),
    "stream_unreachable": ("无法连接此地址", "the address cannot be reached"),
}  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "sources", metavar="SOURCE", nargs="+",
        help="picture, folder, video or URL 图片、文件夹、视频或网络地址",
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true", default=False, help="JSON lines 每个文件一行 JSON"
    )
    parser.add_argument(
        "--code39", choices=("expanded", "printed", "code32"), default="expanded",
        help="Code 39 with full ASCII and PZN; as printed (as the station reads it); or six "
        "characters as Italian pharmacodes. Code 39：展开、按印刷原样（工位用法）、意大利药品码",
    )  # fmt: skip
    parser.add_argument(
        "--seconds", metavar="S", type=at_least(0.1), default=10.0,
        help="how long to look at a camera's URL 观看摄像头地址的时长",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.commands.quiet import made_in_silence
    from kiosk.scanner import scan_sources

    failed = False
    results = scan_sources(args.sources, _formats(args.code39), stream_seconds=args.seconds)
    for result in made_in_silence(results):
        if "error" in result:
            failed = True
            _complain(result, args.language)
        if args.json:
            print(json.dumps(result, ensure_ascii=False), flush=True)
        elif "error" not in result or result["codes"]:
            print(_told(result, args.language), flush=True)
    return 1 if failed else 0


def _formats(code39: str) -> frozenset[Symbology]:
    from kiosk.scanner.symbologies import ALL, WAYS_OF_READING, Symbology

    if code39 == "printed":
        return ALL - WAYS_OF_READING
    return ALL | {Symbology.CODE32} if code39 == "code32" else ALL


def _complain(result: dict[str, Any], language: str) -> None:
    from kiosk.commands.speaking import say

    zh, en = PROBLEMS.get(result["error"], PROBLEMS["file_unreadable"])
    say(f"{result['file']}：{zh}" if language == "zh" else f"{result['file']}: {en}")


def _told(result: dict[str, Any], language: str) -> str:
    codes = [
        f"{code['text']!r} ({code['symbology']}, {code['engine']})" for code in result["codes"]
    ]
    return f"{result['file']}: {' · '.join(codes) or NOTHING[language]} [{result['ms']} ms]"
