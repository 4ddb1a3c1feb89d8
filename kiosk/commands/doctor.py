"""Looks at SQLite, the data folder, disk, clock, camera, decoders, display, fonts and sound, and
says for each what is wrong and how to mend it. Exit code 1 only when the station cannot work.
逐项检查本机，说明问题和处理办法；只有工位无法工作时才返回 1。"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=False, help="as JSON 以 JSON 输出")


def run(args: Namespace) -> int:
    from kiosk.doctor import examine

    findings = examine(args.data)
    if args.json:
        import json

        print(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(finding.text(args.language))
    return 1 if any(finding.level == "fail" for finding in findings) else 0
