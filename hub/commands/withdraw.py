"""A release that must not start any more. With `stop`, running executions halt at their next step
until a team lead signs. No earlier revision comes back by itself: `sop-hub assign` brings one.
撤回发布包：不得再开工；stop 时正在执行的作业在下一工步停止，须班组长签字。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import language_of, telling

DONE = {
    "zh": "{code} 版本 {revision} 已撤回（{severity}）。"
    "如需恢复旧版本：sop-hub assign {code} 版本号",
    "en": "{code} revision {revision} is withdrawn ({severity}). To bring an earlier one back: "
    "sop-hub assign {code} REVISION",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "withdraw",
        help="stop a release from being started 撤回发布包",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("revision", metavar="REVISION")
    parser.add_argument("--severity", choices=("finish", "stop"), required=True)
    parser.add_argument("--reason-zh", metavar="TEXT", required=True)
    parser.add_argument("--reason-en", metavar="TEXT", required=True)
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.releases.deciding import withdraw
    from hub.releases.publishing import find

    reason = {"zh": args.reason_zh, "en": args.reason_en}
    withdraw(find(args.code, args.revision), args.severity, reason)
    print(
        DONE[language_of(args)].format(
            code=args.code, revision=args.revision, severity=args.severity
        )
    )
    return 0
