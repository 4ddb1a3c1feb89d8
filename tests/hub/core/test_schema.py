"""Whatever is sent to any operation, the hub answers and does not fail: by its own description."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.hub.databases import new_postgresql
from tests.hub.served import ROOT, Served, served

PROGRAM = Path(sys.executable).with_name("schemathesis")
EXAMPLES = 6
# A long poll would only make it wait.
CONFIGURATION = """
[[operations]]
include-name = "GET /api/v1/assignment"
parameters = { wait = 0 }
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    url = new_postgresql() if request.param == "postgresql" else ""
    with served(tmp_path_factory.mktemp("hub"), SOP_HUB_DATABASE=url) as running:
        yield running


def test_a_station_can_send_nothing_that_makes_it_fail(hub: Served, tmp_path: Path) -> None:
    attack(hub, tmp_path, f"Authorization:Bearer {hub.token()}")


def test_an_administrator_can_send_nothing_that_makes_it_fail(hub: Served, tmp_path: Path) -> None:
    password = hub.command("user", "somebody", "--role", "admin").split()[-1]
    with httpx.Client(base_url=hub.url) as browser:
        browser.get("/login")
        token = browser.cookies["csrftoken"]
        said = {"username": "somebody", "password": password, "csrfmiddlewaretoken": token}
        assert browser.post("/login", data=said).status_code == 302
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        token = browser.cookies["csrftoken"]

    attack(hub, tmp_path, f"Cookie:{cookies}", f"X-CSRFToken:{token}")


def attack(hub: Served, folder: Path, *headers: str) -> None:
    """Some 40 requests to every operation, sound ones and others."""
    (folder / "schemathesis.toml").write_text(CONFIGURATION, encoding="utf-8")
    command = [
        str(PROGRAM), "--config-file", str(folder / "schemathesis.toml"), "run",
        f"{hub.url}/api/v1/openapi.json", "--checks", "not_a_server_error",
        "--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES),
        "--generation-deterministic", "--no-shrink", "--warnings", "off", "--no-color",
        *(it for header in headers for it in ("--header", header)),
    ]  # fmt: skip
    hooks = {"SCHEMATHESIS_HOOKS": "tests.hub.core.schema_hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env={**os.environ, **hooks}, cwd=folder, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
