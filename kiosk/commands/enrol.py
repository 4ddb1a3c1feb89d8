"""Makes this computer one of a hub's stations. INVITATION is the text of the QR code that
`sop-hub enrol` shows, or a provisioning file that holds it. At the station itself, hold the QR
code before the camera on the settings screen.
把本机接入中心服务器。INVITATION 为 sop-hub enrol 显示的二维码内容，或存有该内容的配置文件。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

ENROLLED = {
    "zh": "已接入 {url}，本工位编号 {device}",
    "en": "enrolled at {url} as {device}",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("invitation", metavar="INVITATION")
    parser.add_argument("--station", metavar="NAME", help="what this station is called 工位名称")
    parser.add_argument("--operation", metavar="OP", help="what is done here 工序")


def run(args: Namespace) -> int:
    from kiosk.commands.opening import keep_name, opened
    from kiosk.sync.enrolment import enrol, invitation_in, invitation_of, is_invitation

    text = args.invitation
    told = is_invitation(text) or not Path(text).is_file()
    invitation = invitation_in(text) if told else invitation_of(Path(text))
    with opened(args) as station:
        before = (station.name, station.operation)
        link = enrol(station, invitation)
        after = (station.name, station.operation)
    keep_name(args.data, *((args.station, args.operation) if after == before else after))
    print(ENROLLED[args.language].format(url=link.url, device=link.device))
    return 0
