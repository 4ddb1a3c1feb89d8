"""Starts the hub. One process and SQLite by default; more workers with PostgreSQL.
启动中心服务器。"""

from __future__ import annotations

import socket
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import language_of, telling

NOT_READY = {
    "zh": "尚未初始化，请先运行 sop-hub init",
    "en": "this is no hub yet: run sop-hub init first",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "serve",
        help="start the hub 启动",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
    parser.add_argument("--port", type=int, default=8470, help="0 for any that is free")
    parser.add_argument("--workers", type=int, default=1, help="more than 1 needs PostgreSQL")
    parser.add_argument("--threads", type=int, default=16, help="per worker 每个进程的线程数")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    import sys

    from django.db import DatabaseError

    from hub.devices.models import Identity

    try:
        ready = Identity.objects.exists()
    except DatabaseError:
        ready = False
    if not ready:
        print(NOT_READY[language_of(args)], file=sys.stderr)
        return 1
    port = args.port or _free_port(args.host)
    _serve(args.host, port, args.workers, args.threads)
    return 0


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def _serve(host: str, port: int, workers: int, threads: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "hub.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        log_enabled=False,
        respawn_failed_workers=True,
        backpressure=max(threads * 4, 64),
    )
    server.on_startup(lambda: print(f"listening on http://{host}:{port}", flush=True))
    server.serve()
