"""`sop-hub serve` as real processes: when it answers, how it stops, and what a kill leaves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from sop.journal import EMPTY
from tests.hub.databases import new_postgresql
from tests.hub.journals import Journal, packed
from tests.hub.served import Served

HEADERS = {"Content-Encoding": "zstd", "Content-Type": "application/x-ndjson"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Made, not running; every test brings a station and a journal of its own."""
    url = new_postgresql() if request.param == "postgresql" else ""
    made = Served(tmp_path_factory.mktemp("hub"), SOP_HUB_DATABASE=url)
    made.command("init")
    return made


class Running:
    """A served hub that can be killed."""

    def __init__(self, hub: Served, *options: str) -> None:
        command = [sys.executable, "-m", "hub", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            command, env=hub.environ, stdout=subprocess.PIPE, text=True, cwd=hub.folder
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("listening on http://127.0.0.1:"), said
        self.url = said.split()[-1]

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, how: int = signal.SIGTERM) -> int:
        family = self.family()
        self.process.send_signal(how)
        code = self.process.wait(30)
        _gone, alive = psutil.wait_procs(family, 15)
        assert not alive, "a worker outlives its server"
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def running(hub: Served, *options: str) -> Iterator[Running]:
    made = Running(hub, *options)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.end()


@contextmanager
def station(url: str, token: str) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=30) as client:
        yield client


def test_it_answers_when_it_says_so_and_stops_when_asked(hub: Served) -> None:
    with running(hub) as made:
        assert httpx.get(f"{made.url}/api/v1/health").status_code == 204
        assert made.end() == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(made.url)


def test_a_port_that_is_taken_is_told(hub: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "hub", "serve", "--port", port, "--language", "en"],
            env=hub.environ, cwd=hub.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert (done.returncode, done.stderr.strip()) == (1, f"Port {port} is taken")


def test_no_worker_outlives_a_killed_server(hub: Served) -> None:
    with running(hub) as made:
        assert made.end(signal.SIGKILL) == -signal.SIGKILL


def test_everything_under_api_goes_wrong_as_a_problem_document(hub: Served) -> None:
    with running(hub) as made:
        for method, path, status in (
            ("GET", "/api/v1/nothing", 404),
            ("GET", "/api/none", 404),
            ("PUT", "/api/v1/contact", 405),
            ("POST", "/api/v1/contact", 401),
            ("GET", "/api/v1/devices/x/nonce", 405),
            ("POST", "/api/v1/devices/x/nonce", 422),
        ):
            answer = httpx.request(method, made.url + path)
            assert answer.status_code == status, path
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == status
        chinese = httpx.get(f"{made.url}/api/v1/nothing", headers={"Accept-Language": "zh-CN"})
        assert chinese.json()["title"] == "没有这个地址"


def test_a_hub_killed_in_the_middle_of_batches_has_every_one_it_answered_for(
    hub: Served,
) -> None:
    """I1, I2: answered means kept; what was cut short is there whole or not at all."""
    journal = Journal()
    journal.write(2000)
    token = hub.token()
    answered, kills = 0, 0
    while answered < 2000:
        with running(hub) as made, station(made.url, token) as client:
            told = client.post("/contact", content=journal.contact()).json()["have"]
            assert told["seq"] >= answered
            assert told["digest"] == journal.head_at(told["seq"]).digest
            answered = told["seq"]
            if kills < 3:
                kills += 1
                kill_soon(made, 0.05 * kills)
            answered = send_until_cut(client, journal, answered)
            if made.process.poll() is None and answered < 2000:
                made.end(signal.SIGKILL)

    assert kills == 3
    assert hub.python("-c", CHAIN, journal.log).split() == ["2000", journal.head.digest]


CHAIN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import hub, django
django.setup()
from hub.ingest.models import Event
from sop.journal import verify_chain, EMPTY, digest_of
bodies = [bytes(it) for it in Event.objects.filter(log_id=sys.argv[1]).order_by("seq")
          .values_list("body", flat=True)]
assert not list(verify_chain(bodies, EMPTY))
print(len(bodies), digest_of(bodies[-1]))
"""


def kill_soon(made: Running, seconds: float) -> None:
    """The workers too: a machine that loses its power."""
    import threading

    def kill() -> None:
        time.sleep(seconds)
        for process in [psutil.Process(made.process.pid), *made.family()]:
            process.kill()

    threading.Thread(target=kill, daemon=True).start()


def send_until_cut(client: httpx.Client, journal: Journal, have: int) -> int:
    while have < len(journal.lines):
        try:
            answer = client.post(
                f"/logs/{journal.log}/events",
                content=packed(journal.lines[have : have + 25]),
                headers=HEADERS,
            )
        except httpx.TransportError:
            return have
        assert answer.status_code == 200, answer.text
        have = answer.json()["have"]["seq"]
    return have


def test_a_request_that_breaks_off_leaves_nothing_and_hurts_nobody(hub: Served) -> None:
    journal = Journal()
    journal.write(40)
    body = packed(journal.lines)
    token = hub.token()
    with running(hub) as made, station(made.url, token) as client:
        client.post("/contact", content=journal.contact())
        for sent in (0, 1, len(body) // 2, len(body) - 1):
            break_off(made.url, token, journal.log, body, sent)
        time.sleep(0.3)

        told = client.post("/contact", content=journal.contact()).json()["have"]
        assert told == {"seq": 0, "digest": EMPTY.digest}
        path = f"/logs/{journal.log}/events"
        assert client.post(path, content=body, headers=HEADERS).status_code == 200


def break_off(url: str, token: str, log: str, body: bytes, sent: int) -> None:
    place = urlsplit(url)
    head = (
        f"POST /api/v1/logs/{log}/events HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Encoding: zstd\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((str(place.hostname), place.port or 80), 10) as line:
        line.sendall(head.encode("ascii") + body[:sent])


def test_what_is_not_http_hurts_nobody(hub: Served) -> None:
    with running(hub) as made:
        place = urlsplit(made.url)
        for noise in (b"\0" * 5000, b"GET / HTTP/9.9\r\n\r\n", os.urandom(2000), b"\x16\x03\x01"):
            with socket.create_connection((str(place.hostname), place.port or 80), 10) as line:
                line.sendall(noise)
        assert httpx.get(f"{made.url}/api/v1/health").status_code == 204


def test_several_workers_share_one_postgresql(tmp_path: Path) -> None:
    hub = Served(tmp_path, SOP_HUB_DATABASE=new_postgresql())
    hub.command("init")
    journal = Journal()
    journal.write(300)
    token = hub.token()
    with running(hub, "--workers", "2") as made:
        for start in range(0, 300, 20):  # each with a connection of its own: either worker
            with station(made.url, token) as client:
                assert client.post("/contact", content=journal.contact()).status_code == 200
                content = packed(journal.lines[max(0, start - 10) : start + 20])
                path = f"/logs/{journal.log}/events"
                answer = client.post(path, content=content, headers=HEADERS)
                assert answer.json()["have"]["seq"] == start + 20


def test_several_workers_on_sqlite_are_refused(tmp_path: Path) -> None:
    hub = Served(tmp_path)
    hub.command("init")
    done = subprocess.run(
        [sys.executable, "-m", "hub", "serve", "--workers", "2", "--language", "en"],
        env=hub.environ, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, "PostgreSQL" in done.stderr) == (1, True)


def test_a_folder_without_a_hub_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hub", "serve", "--language", "en"],
        env=Served(tmp_path).environ, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, "sop-hub init" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def test_workers_and_the_reader_killed_at_once_come_back(hub: Served) -> None:
    with running(hub) as made:
        for child in made.family():
            if "spawn_main" in " ".join(child.cmdline()):
                child.kill()
        until = time.monotonic() + 60
        while not answers(made.url):
            assert time.monotonic() < until, "nobody answers any more"
            time.sleep(0.2)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v1/health", timeout=5).status_code == 204
    except httpx.HTTPError:
        return False


# --- slow lines ---


def held_lines(url: str, count: int, said: str) -> Iterator[socket.socket]:
    place = urlsplit(url)
    for _ in range(count):
        line = socket.create_connection((str(place.hostname), place.port or 80), 10)
        line.sendall(said.encode("ascii"))
        yield line


def assert_quick(url: str) -> None:
    """Far below the time after which a line that does not move is given up."""
    assert httpx.get(f"{url}/api/v1/health", timeout=10).status_code == 204


def test_stations_that_vanish_in_mid_request_shut_nobody_out(hub: Served) -> None:
    """I6: half-open lines, more of them than there are threads."""
    begun = (
        "POST /api/v1/enrol HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Content-Length: 100\r\n\r\n{"
    )
    with running(hub, "--threads", "4") as made:
        lines = list(held_lines(made.url, 40, begun))
        assert_quick(made.url)
        for line in lines:
            line.close()


def test_stations_that_keep_their_line_open_shut_nobody_out(hub: Served) -> None:
    asked = "GET /api/v1/health HTTP/1.1\r\nHost: h\r\n\r\n"
    with running(hub) as made:
        lines = list(held_lines(made.url, 300, asked))
        assert all(b" 204 " in line.recv(100) for line in lines)
        assert_quick(made.url)
        for line in lines:
            line.close()


def test_stations_that_fetch_slowly_take_neither_threads_nor_memory(hub: Served) -> None:
    """A large answer goes out as fast as it is taken, and no faster."""
    asked = "GET /static/ninja/swagger-ui-bundle.js HTTP/1.1\r\nHost: h\r\n\r\n"
    with running(hub, "--threads", "2") as made:
        assert_quick(made.url)
        before = sum(it.memory_info().rss for it in made.family())
        lines = list(held_lines(made.url, 60, asked * 8))
        assert_quick(made.url)
        time.sleep(1)
        grown = sum(it.memory_info().rss for it in made.family()) - before
        whole = 60 * 8 * len(httpx.get(f"{made.url}/static/ninja/swagger-ui-bundle.js").content)
        assert grown < whole / 4
        for line in lines:
            line.close()


def test_what_is_too_large_is_refused_before_it_is_read(hub: Served) -> None:
    with running(hub) as made, httpx.Client(base_url=f"{made.url}/api/v1") as client:
        told = client.post("/enrol", content=bytes(9 << 20), headers={"Accept-Language": "zh"})
        untold = client.post("/enrol", content=(bytes(1 << 20) for _ in range(12)))
        pieced = client.post("/enrol", content=iter([b'{"code":', b'"x"}']))

    assert (told.status_code, told.json()["title"]) == (413, "一次发送的内容过大")
    assert (untold.status_code, untold.json()["code"]) == (413, "too_large")
    assert (pieced.status_code, pieced.json()["code"]) == (422, "invalid")


def test_headers_that_would_pass_for_others_are_dropped(hub: Served) -> None:
    with running(hub) as made:
        place = urlsplit(made.url)
        with socket.create_connection((str(place.hostname), place.port or 80), 10) as line:
            line.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: h\r\nContent_Length: 99\r\n\r\n")
            assert b" 204 " in line.recv(200)
