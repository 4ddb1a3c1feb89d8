"""Installs each part into an environment of its own, as a plant would, and tries it there.

`pip install .[hub]` without Qt, `pip install .[kiosk]` without Django, `pip install .` with
neither. It takes minutes and the network: pip fetches everything anew or from its cache.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "procedures" / "FLG-M12-080" / "A"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="install-") as folder:
        for check in (base, hub, kiosk):
            check(Path(folder))
    return 0


def base(folder: Path) -> None:
    one = Installed(folder, "")
    one.lacks("PySide6", "django", "httpx")
    one.python("import sop.language, sop.execution, sop.signing.accepting, sop.wire.messages")


def hub(folder: Path) -> None:
    one = Installed(folder, "hub")
    one.lacks("PySide6", "cv2", "pyzbar")
    data = ("--data", folder / "hub")
    one.run("sop-hub", "--help")
    one.run("sop-hub", "init", *data)
    one.run("sop-hub", "publish", SAMPLE, *data)
    with one.serving(*data) as url:
        for page in ("/api/v1/health", "/login", "/static/pages/hub.css", "/api/v1/docs"):
            with urlopen(url + page, timeout=30) as answer:
                assert answer.status < 300, page


def kiosk(folder: Path) -> None:
    one = Installed(folder, "kiosk")
    one.lacks("django", "granian", "psycopg")
    data = ("--data", folder / "station")
    one.run("sop-kiosk", "--help")
    one.run("sop-kiosk", "simulate", "--executions", "1", "--seed", "1", *data)
    one.run("sop-kiosk", "verify", *data)
    one.run("sop-kiosk", "doctor", *data)


class Installed:
    """A new environment with that extra, and nothing else."""

    def __init__(self, folder: Path, extra: str) -> None:
        self._home = folder / f"with-{extra or 'nothing'}"
        self._folder = folder
        what = f"{ROOT}[{extra}]" if extra else str(ROOT)
        print(f"pip install {what}", flush=True)
        venv.create(self._home, with_pip=True)
        self.run("python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", what)

    def run(self, program: str, *arguments: object) -> str:
        """What it printed. It must end well."""
        command = [str(self._program(program)), *map(str, arguments)]
        print(" ", program, *arguments, flush=True)
        # Away from the checkout: what is imported is what was installed.
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}\n{program} ended with {done.returncode}")
        return done.stdout

    def python(self, code: str) -> str:
        return self.run("python", "-c", code)

    def lacks(self, *modules: str) -> None:
        self.python(
            "from importlib.util import find_spec\n"
            f"here = [it for it in {modules!r} if find_spec(it)]\n"
            "assert not here, here"
        )

    @contextmanager
    def serving(self, *arguments: object) -> Iterator[str]:
        command = [self._program("sop-hub"), "serve", "--port", "0", *arguments]
        print("  sop-hub serve", flush=True)
        with subprocess.Popen(
            list(map(str, command)), cwd=self._folder, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            try:
                yield server.stdout.readline().strip().rpartition(" ")[2]
            finally:
                server.terminate()

    def _program(self, name: str) -> Path:
        return self._home / ("Scripts" if sys.platform == "win32" else "bin") / name


if __name__ == "__main__":
    sys.exit(main())
