"""A hub in processes of its own, as `sop-hub serve` starts it, and a station's token for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ENROL = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
import hub, django, uuid
django.setup()
from django.utils import timezone
from hub.access import token_for
from hub.devices.models import Device
device = Device.objects.create(id=uuid.uuid4(), station="A-1", enrolled_at=timezone.now())
print(token_for(device))
"""


class Served:
    """`url` of the running hub; commands can be run beside it, in its folder."""

    def __init__(self, folder: Path, **variables: str) -> None:
        inherited = {name: it for name, it in os.environ.items() if not name.startswith("SOP_HUB_")}
        self.environ = {
            **inherited, "SOP_HUB_FOLDER": str(folder), "PYTHONPATH": str(ROOT), **variables
        }  # fmt: skip
        self.folder = folder
        self.url = ""

    def command(self, *typed: object) -> str:
        return self.python("-m", "hub", *map(str, typed))

    def token(self) -> str:
        """Of a new station."""
        return self.python("-c", _ENROL).strip()

    @contextmanager
    def running(self, *options: str) -> Iterator[str]:
        command = [sys.executable, "-m", "hub", "serve", "--port", "0", *options]
        with subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, text=True, cwd=self.folder
        ) as server:
            assert server.stdout is not None
            told = server.stdout.readline()
            assert "listening on " in told, told
            self.url = told.rpartition(" ")[2].strip()
            try:
                yield self.url
            finally:
                server.terminate()

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environ, cwd=self.folder, capture_output=True, text=True, encoding="utf-8",
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def served(folder: Path, *options: str, **variables: str) -> Iterator[Served]:
    """A new hub, running."""
    hub = Served(folder, **variables)
    hub.command("init")
    with hub.running(*options):
        yield hub
