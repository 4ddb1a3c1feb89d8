"""What can be typed: the command line, and the folder every command works on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kiosk.commands import (
    carry,
    check,
    demo,
    doctor,
    enrol,
    importing,
    install,
    journal,
    record,
    roster,
    scan,
    simulate,
    start,
    sync,
    tour,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from _typeshed import SupportsWrite

DESCRIPTION = """\
Guides, proves and records every step of the procedure in force, with or without a network.
指导、确认并记录现行作业指导书的每一个工步，有没有网络都一样。

Without a command it starts the station on this screen.
不带命令时，在本屏幕上启动工位终端。"""

EPILOG = """\
exit codes / 返回值：
  0 done 完成 · 1 problems, told 有问题，已说明
  2 wrong usage 用法有误 · 70 a bug, reported 程序错误，已存报告

examples / 示例：
  sop-kiosk demo                              try it with demo content 用演示内容试用
  sop-kiosk check my-procedure/               find every problem of a procedure 检查作业指导书
  sop-kiosk record 0198… --format pdf -o r.pdf   a run as a printable record 导出作业记录
  sop-kiosk verify r.pdf                      has anybody touched it? 验证记录未被改动
"""

# fmt: off
COMMANDS: dict[str, tuple[ModuleType, str, str]] = {
    "start": (start, "start the station (as without a command)", "启动工位终端"),
    "demo": (demo, "start with demo people, orders and procedures", "用演示内容启动"),
    "check": (check, "validate procedures, naming every problem", "检查作业指导书，列出全部问题"),
    "import": (importing, "make a procedure of a Markdown document", "导入 Markdown 作业文件"),
    "install": (install, "put procedures on this station", "把作业指导书装到本工位"),
    "enrol": (enrol, "make this one of a hub's stations", "接入中心服务器"),
    "sync": (sync, "talk with the hub without a screen", "不启动画面，与中心服务器同步"),
    "carry": (carry, "exchange with the hub by a USB stick", "用 U 盘与中心服务器交换"),
    "roster": (roster, "take in who works here from a file", "从文件接收人员名单"),
    "scan": (scan, "decode pictures, folders, video or a URL", "识读图片、文件夹、视频中的条码"),
    "record": (record, "export a run as JSON, HTML or PDF", "导出一份作业记录"),
    "verify": (verify, "prove a journal or a record unaltered", "验证账本或记录未被改动"),
    "journal": (journal, "print every stored event as stored", "按原样输出全部记录"),
    "doctor": (doctor, "say what is wrong here and how to mend it", "检查本机有什么问题、怎么处理"),
    "simulate": (simulate, "let a virtual operator work", "让虚拟操作员作业"),
    "tour": (tour, "save a picture of every screen", "保存每个画面的图片"),
}
# fmt: on


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments, with `run` to carry out `command`. Wrong usage exits with 2."""
    args = parser().parse_args(argv)
    args.data = Path(getattr(args, "data", None) or default_data()).expanduser()
    args.language = getattr(args, "language", None)
    return args


def parser() -> _Parser:
    common = _common()
    top = _Parser(
        prog="sop-kiosk",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        add_help=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="say the version 显示版本")
    start.add_arguments(top)
    top.set_defaults(run=start.run, command="start")
    commands = top.add_subparsers(metavar="COMMAND", title="commands / 命令")
    for name, (module, english, chinese) in COMMANDS.items():
        _add(commands, name, module, f"{english} {chinese}", common)
    return top


def default_data() -> Path:
    """The station's own folder, where this system keeps such things."""
    from platformdirs import user_data_path

    return user_data_path("sop-kiosk", appauthor=False)


def _common() -> _Parser:
    """Accepted before and after the command: what is unsaid does not override what was said."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-h", "--help", action="help", help="show this help 显示本帮助")
    common.add_argument("--data", metavar="DIR", help="the station's folder 工位数据文件夹")
    common.add_argument("--language", choices=("zh", "en"), help="of the messages 提示语言")
    return common


def _add(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    module: ModuleType,
    summary: str,
    common: _Parser,
) -> None:
    sub = commands.add_parser(
        name,
        help=summary,
        description=f"{summary}\n\n{module.__doc__ or ''}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        add_help=False,
    )
    module.add_arguments(sub)
    sub.set_defaults(run=module.run, command=name)


class _Parser(argparse.ArgumentParser):
    """Says in both languages that it was not understood: which one is wanted may be the very
    thing that was not."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """argparse keeps it to itself when help could not be written."""
        if file is sys.stdout:
            print(message, end="", flush=True)
        else:
            super()._print_message(message, file)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n用法有误 wrong usage: {self.prog} --help\n")


class _Version(argparse.Action):
    """Looked up only when asked: reading package metadata takes longer than all of `--help`."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(_version(), flush=True)
        parser.exit()


def _version() -> str:
    from kiosk.version import version

    return f"sop-kiosk {version()} (Python {sys.version.split()[0]})"
