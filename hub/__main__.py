"""The command `sop-hub`. Importing this is light; each command sets Django up when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION = """\
The central server: releases go down to the stations, records come up.
中心服务器：向工位下发作业指导书，接收工位的作业记录。"""

COMMANDS = (
    "init", "serve", "enrol", "revoke", "stations", "user", "publish", "approve", "withdraw",
    "assign", "person", "line", "suggestion", "corrective", "reviews", "audit", "retention",
    "keys", "accept", "backup", "restore", "verify", "export", "rebuild",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 problems told, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    args = parser().parse_args(argv)
    if getattr(args, "data", None):
        os.environ["SOP_HUB_FOLDER"] = str(Path(args.data).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    try:
        return _run(args)
    except KeyboardInterrupt:
        return 130


def _run(args: argparse.Namespace) -> int:
    from hub.commands.releasing import language_of
    from hub.configuration import WrongConfiguration

    try:
        return int(args.run(args))
    except WrongConfiguration as wrong:
        print(wrong.zh if language_of(args) == "zh" else wrong.en, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", help="the hub's folder 中心服务器数据文件夹")
    common.add_argument("--by", metavar="WHO", help="who does it, for the audit trail 操作人")
    common.add_argument("--why", metavar="TEXT", help="why, for the audit trail 原因")
    common.add_argument("--language", choices=("zh", "en"), help="of messages 提示语言")
    top = argparse.ArgumentParser(
        prog="sop-hub",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    commands = top.add_subparsers(metavar="COMMAND", title="commands / 命令", required=True)
    for name in COMMANDS:
        import_module(f"hub.commands.{name}").add(commands)
    for sub in commands.choices.values():
        _add_common(sub, common)
    return top


def _add_common(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """To that command, and to what is below it."""
    for action in common._actions:
        if not any(set(action.option_strings) & set(it.option_strings) for it in parser._actions):
            parser._add_action(action)
    for group in parser._actions:
        if isinstance(group, argparse._SubParsersAction):
            for sub in group.choices.values():
                _add_common(sub, common)


if __name__ == "__main__":
    sys.exit(main())
