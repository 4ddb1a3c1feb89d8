"""Adds an approver's signature. Without RELEASE: lists what waits for signatures. An approver
whose key must not come near the hub signs elsewhere: `approve RELEASE --export FILE`, there
`sop-hub keys sign FILE --key KEY`, here `approve --import FILE`.
为发布包加签；不带参数时列出待签的发布包；也可导出、异地签名后再导入。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import describe, keys_in, language_of, telling

if TYPE_CHECKING:
    from hub.releases.models import Release

NOTHING = {"zh": "没有等待签名的发布包", "en": "Nothing waits for signatures"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "approve",
        help="sign a release that waits for approval 审批（加签）发布包",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "release", metavar="RELEASE", nargs="?", help="CODE/REVISION, or the digest's beginning"
    )
    parser.add_argument("--key", metavar="FILE", type=Path, action="append")
    parser.add_argument("--export", metavar="FILE", type=Path, help="to be signed elsewhere 导出")
    parser.add_argument(
        "--import", metavar="FILE", type=Path, dest="signed", help="signed elsewhere 导入"
    )
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.releases import publishing

    language = language_of(args)
    if args.signed:
        print(describe(publishing.take_signatures(args.signed.read_bytes()), language))
    elif args.release:
        print(describe(_sign_or_export(publishing.find(args.release), args), language))
    else:
        waiting = [describe(it, language) for it in publishing.waiting_for_approval()]
        print("\n".join(waiting) or NOTHING[language])
    return 0


def _sign_or_export(release: Release, args: Namespace) -> Release:
    from hub.releases import publishing

    if args.export:
        args.export.write_bytes(bytes(release.envelope))
    keys = keys_in(args.key)
    return publishing.approve(release, keys) if keys else release
