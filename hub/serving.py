"""Running the hub: granian's workers, each with threads, the process that reads what comes in, and
word of when they answer."""

from __future__ import annotations

import multiprocessing
import socket
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx

from hub.live import Live
from hub.outliving import end_with_parent
from hub.threads import OnThreads

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.bell import Bell

LAST_WORDS_S = 20
"""How long a worker may finish what it has in hand when it is asked to stop."""
LINES = 4096
"""Connections a worker keeps open; a station keeps one for as long as it has something to say."""
SWITCH_S = 0.001
"""A thread that computes lets the others have their turn after so long: most of them only want to
pass something on."""


def is_ready() -> bool:
    """Was `sop-hub init` run, by this version or one with the same tables? Raises what the
    database says when it is a server that cannot be reached."""
    from django.db import DatabaseError, OperationalError, connections
    from django.db.migrations.executor import MigrationExecutor

    from hub.devices.models import Identity

    try:
        executor = MigrationExecutor(connections["default"])
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not behind and Identity.objects.exists()
    except DatabaseError as error:
        if isinstance(error, OperationalError) and is_several_possible():
            raise
        return False
    finally:
        connections.close_all()


def is_several_possible() -> bool:
    from django.db import connection

    return connection.vendor != "sqlite"


def reserved(host: str, port: int) -> int:
    """That port, or a free one for 0. Raises `OSError` when it is taken: two hubs on one port
    would share the stations between them without a word."""
    with socket.create_server((host, port), family=_family(host)) as probe:
        return int(probe.getsockname()[1])


def serve(host: str, port: int, workers: int, threads: int) -> int:
    """Returns when it was stopped; 1 when its workers would not live."""
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("spawn", force=True)  # nothing of this process goes along
    server = Server(
        "hub.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        loop=Loops.asyncio,
        workers=workers,
        backpressure=LINES,
        backlog=LINES,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS_S,
        log_level=LogLevels.error,
    )
    url = f"http://{_reached(host)}:{port}"
    live = Live(multiprocessing.get_context("spawn"))
    server.on_startup(live.start)
    server.on_startup(lambda: _when_it_answers(url, _announce))
    try:
        server.serve(target_loader=partial(load, live.bell, threads), wrap_loader=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def load(bell: Bell, threads: int) -> Any:
    """In a worker: the application."""
    from hub.ingest.waking import wake_instead

    end_with_parent()
    wake_instead(bell.ring)
    _allow_lines()
    sys.setswitchinterval(SWITCH_S)
    from django.urls import get_resolver

    from hub.wsgi import application

    _ = get_resolver().url_patterns  # what cannot be loaded must not be served
    return OnThreads(application, threads)


def _allow_lines() -> None:
    """Each takes a file of the process's, of which systems give few unless asked."""
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = 4 * LINES if hard == resource.RLIM_INFINITY else min(hard, 4 * LINES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _when_it_answers(url: str, then: Callable[[str], None]) -> None:
    threading.Thread(target=_ask_until, args=(url, then), daemon=True).start()


def _ask_until(url: str, then: Callable[[str], None]) -> None:
    with httpx.Client(timeout=5, trust_env=False) as client:
        while True:
            try:
                if client.get(url + "/api/v1/health").status_code < 500:
                    return then(url)
            except httpx.HTTPError:
                pass
            time.sleep(0.05)


def _announce(url: str) -> None:
    print(f"listening on {url}", flush=True)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _reached(host: str) -> str:
    """An address to be asked at, of one that stands for all."""
    told = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"[{told}]" if ":" in told else told
