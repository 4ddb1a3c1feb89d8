"""Makes a code that lets one station join, once and for a short time. Show the QR code to the
station's own camera (settings, hub), or give the text to `sop-kiosk enrol`.
生成一次性接入码：让工位的摄像头扫描二维码，或在工位上运行 sop-kiosk enrol。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import language_of, telling

VALID = {
    "zh": "{hours:g} 小时内有效，只能使用一次",
    "en": "good once, for {hours:g} hours",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "enrol",
        help="make a one-time code for a station 生成工位接入码",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--url", required=True, help="the hub as stations reach it 工位访问的地址")
    parser.add_argument("--station", metavar="NAME", default="")
    parser.add_argument("--operation", metavar="OP")
    parser.add_argument("--line", metavar="LINE", default="", help="whose calls it shows 所在产线")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--png", metavar="FILE", type=Path, help="the QR code as a picture")
    parser.add_argument("--text", action="store_true", help="the text alone 只输出文本")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    import segno

    from hub.devices.enrolling import offer

    _, text = offer(args.url, args.station, args.operation, args.hours, args.line)
    code = segno.make_qr(text, error="m")
    if args.png:
        code.save(str(args.png), scale=8, border=4)
    if not args.text:
        code.terminal(compact=True)
        print(VALID[language_of(args)].format(hours=args.hours), file=sys.stderr)
    print(text)
    return 0
