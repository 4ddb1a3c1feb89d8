"""What a wheel must take along."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_folder_of_resources_goes_into_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = set(settings["tool"]["setuptools"]["data-files"])
    held = {
        f"share/sop-kiosk/{file.parent.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if file.is_file() and not {"draw", "__pycache__"} & set(file.parts)
    }
    assert held == packed
