"""Starts the hub. One process and SQLite by default; more workers with PostgreSQL. It says where it
listens once it answers; Ctrl+C, or the service manager's stop, lets it finish what it has in hand.
启动中心服务器。开始应答后显示访问地址；按 Ctrl+C 停止，正在处理的请求会先做完。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from errno import EADDRINUSE
from typing import Any

from hub.commands.releasing import language_of, telling

PORT = 8470
SAID = {
    "not_ready": (
        "尚未初始化或数据库需要升级，请先运行 sop-hub init",
        "This is no hub yet, or its database is an older version's: run sop-hub init first",
    ),
    "one_writer": (
        "SQLite 只能使用一个工作进程；多个进程需要 PostgreSQL",
        "SQLite takes one worker; several need PostgreSQL",
    ),
    "taken": ("端口 {port} 已被占用", "Port {port} is taken"),
    "no_listening": (
        "无法在 {host} 端口 {port} 上监听：{reason}",
        "It cannot listen on {host}, port {port}: {reason}",
    ),
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "serve",
        help="start the hub 启动",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
    parser.add_argument("--port", type=int, default=PORT, help="0 for any that is free")
    parser.add_argument("--workers", type=int, default=1, help="more than 1 needs PostgreSQL")
    parser.add_argument("--threads", type=int, default=16, help="per worker 每个进程的线程数")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.serving import is_ready, is_several_possible, reserved, serve

    if not is_ready():
        return _no(args, "not_ready")
    if args.workers > 1 and not is_several_possible():
        return _no(args, "one_writer")
    try:
        port = reserved(args.host, args.port)
    except (OSError, OverflowError) as error:
        key = "taken" if getattr(error, "errno", 0) == EADDRINUSE else "no_listening"
        return _no(args, key, host=args.host, port=args.port, reason=error)
    return serve(args.host, port, args.workers, args.threads)


def _no(args: Namespace, key: str, **details: object) -> int:
    zh, en = SAID[key]
    print((zh if language_of(args) == "zh" else en).format(**details), file=sys.stderr)
    return 1
