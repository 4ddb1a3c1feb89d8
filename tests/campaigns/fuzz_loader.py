"""Throw broken packages at the loader: `python -m tests.campaigns.fuzz_loader --seconds 600`.

Every package starts as the sample and is spoilt: its sheet as text and as a tree, its files and
its zip as bytes. Whatever comes, the loader answers with problems in both languages or with a
release that survives its own canonical form; it never raises anything else, and writes nothing
beside the folder it was given. A failure prints the seed that makes it again.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from sop.language import Problem, ProcedureProblems, load_procedure, pack, unpack
from sop.language.sheet import read_sheet
from sop.release import decode_release
from tests.sop.language.packages import SAMPLE, SHEET

NASTY_TEXT = [
    "", "0", "-1", "1e999", ".nan", ".inf", "null", "~", "true", "yes", "[]", "{}", "[[[[[[", "}",
    "'", '"', "*a", "&a", "!!python/object/apply:os.system ['x']", "<<: *a", "?", "-", "\t", "\0",
    "\x85", "\u2028", "\ufeff", "\ud7ff", "𝄞", "：", "../../x", "C:\\x", "aux", "9" * 400,
    "x" * 5000, "(" * 40, "a.b.c", "answers.clean.surface.value", "1/0", "%", "@", "`", "|", ">",
    "---", "...", "%YAML 1.1", "zh: x", "sop.yaml", "media/flange.png", "media", "(?P<a>", "[a-z",
]  # fmt: skip
NASTY_VALUES: list[Any] = [
    None, True, False, 0, -1, 3, 2**70, 1.5, -0.0, 1e308, "", "x", "zh", "good", "clean", "1 +",
    [], {}, [None], [[]], {"": ""}, {"zh": ""}, {"kind": "scan"}, {"id": 1}, "\x1d", "\u202e",
    "(((", "answers.clean", "../x", "media/page.pdf", "go_back", ["zh", "zh"], "x" * 300,
]  # fmt: skip
NASTY_NAMES = [
    "../out.txt", "/tmp/out.txt", "C:/out.txt", "a\\..\\out.txt", "sop.yaml", "SOP.YAML", "media",
    "media/", "a/" * 40 + "x", "x" * 300, "con", "法兰.png", "a\0b", ".", "..", "", " ", "x.sop",
]  # fmt: skip


def spoilt_text(sheet: str, chance: random.Random) -> str:
    """A few edits of lines, pieces and characters."""
    lines = sheet.split("\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randint(0, len(line))
        lines[at] = chance.choice([
            line[:cut] + chance.choice(NASTY_TEXT) + line[cut:],
            line[:cut],
            " " * chance.randint(0, 4) + line,
            line.lstrip(),
            line.partition(":")[0] + ": " + chance.choice(NASTY_TEXT),
            line + "\n" + chance.choice(lines),
            chance.choice(lines),
        ])  # fmt: skip
    return "\n".join(lines)


def spoilt_tree(sheet: str, chance: random.Random) -> str:
    """Still YAML, but with other values, keys and repetitions in some places."""
    tree: Any = read_sheet(sheet.encode(), "sop.yaml")[0].plain()
    for _ in range(chance.randint(1, 4)):
        container, key = _somewhere(tree, chance)
        edit = chance.randrange(4)
        if edit == 0:
            del container[key]
        elif edit == 1 and isinstance(container, list):
            container.append(container[key])
        elif edit == 2 and isinstance(container, dict):
            container[str(chance.choice(NASTY_VALUES))] = container.pop(key)
        else:
            container[key] = chance.choice(NASTY_VALUES)
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _somewhere(tree: Any, chance: random.Random) -> tuple[Any, Any]:
    places = []
    open_ends = [tree]
    while open_ends:
        container = open_ends.pop()
        for key in container if isinstance(container, dict) else range(len(container)):
            places.append((container, key))
            if isinstance(container[key], (dict, list)):
                open_ends.append(container[key])
    return chance.choice(places) if places else ({"x": "x"}, "x")


def spoilt_bytes(content: bytes, chance: random.Random) -> bytes:
    """Flipped, cut, repeated, overwritten."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(spoilt)) if spoilt else 0
        length = chance.choice([1, 1, 2, 4, 60])
        edit = chance.randrange(4)
        if edit == 0:
            spoilt[at : at + length] = chance.randbytes(length)
        elif edit == 1:
            del spoilt[at : at + length]
        elif edit == 2:
            spoilt[at:at] = spoilt[at : at + length]
        else:
            spoilt[at : at + length] = bytes([chance.choice([0, 0xFF, 0x7F, 0x80])]) * length
    return bytes(spoilt)


def sheet_as_text(folder: Path, chance: random.Random) -> Path:
    return _with_sheet(folder, spoilt_text(SHEET, chance).encode("utf-8", "surrogatepass"))


def sheet_as_tree(folder: Path, chance: random.Random) -> Path:
    return _with_sheet(folder, spoilt_tree(SHEET, chance).encode())


def sheet_as_bytes(folder: Path, chance: random.Random) -> Path:
    return _with_sheet(folder, spoilt_bytes(SHEET.encode(), chance))


def one_file(folder: Path, chance: random.Random) -> Path:
    package = shutil.copytree(SAMPLE, folder / "package")
    files = sorted((package / "media").iterdir())
    file, other = chance.choice(files), chance.choice(files)
    content = other.read_bytes() if chance.random() < 0.1 else file.read_bytes()
    file.write_bytes(spoilt_bytes(content, chance))
    return package


def zip_as_bytes(folder: Path, chance: random.Random) -> Path:
    path = folder / "package.sop"
    pack(SAMPLE, path)
    content = path.read_bytes()
    # Half of the blows go to the table of contents: there a zip is most easily led astray.
    at = content.index(b"PK\x01\x02") if chance.random() < 0.5 else 0
    path.write_bytes(content[:at] + spoilt_bytes(content[at:], chance))
    return path


def zip_with_names(folder: Path, chance: random.Random) -> Path:
    path = folder / "package.sop"
    method = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "w", method) as made:
        for name in ["sop.yaml", *chance.sample(NASTY_NAMES, chance.randint(1, 4))]:
            entry = zipfile.ZipInfo("placeholder")
            entry.filename = entry.orig_filename = name
            entry.compress_type = method
            entry.external_attr = chance.choice([0, 0o100644, 0o120777, 0o010644]) << 16
            made.writestr(entry, SHEET if name == "sop.yaml" else chance.randbytes(50))
    return path


SPOILERS: tuple[Callable[[Path, random.Random], Path], ...] = (
    sheet_as_text,
    sheet_as_tree,
    sheet_as_bytes,
    one_file,
    zip_as_bytes,
    zip_with_names,
)


def throw(folder: Path, chance: random.Random) -> list[str]:
    """Spoil a package in the empty `folder`, load it and unpack it; the codes of its problems."""
    package = chance.choice(SPOILERS)(folder, chance)
    before = sorted(folder.rglob("*"))
    codes = _load(package)
    assert sorted(folder.rglob("*")) == before, "loading wrote something"
    _unpack(package, folder / "shelf" / "out")
    beside = {path.name for path in folder.iterdir()} - {package.name, "shelf"}
    assert not beside, f"written outside: {beside}"
    if (folder / "shelf").exists():
        assert {path.name for path in (folder / "shelf").iterdir()} <= {"out"}
    return codes


def _load(package: Path) -> list[str]:
    problems = _problems(package)
    for problem in problems:
        (problem.located("zh") + problem.located("en")).encode("utf-8")
    return [problem.code for problem in problems]


def _problems(package: Path) -> list[Problem]:
    refused: list[Problem] | None = None
    try:
        loaded = load_procedure(package)
    except ProcedureProblems as error:
        refused = error.problems
    if refused is None:
        assert decode_release(loaded.canonical) == loaded.release
        return loaded.warnings
    assert any(problem.severity == "error" for problem in refused)
    return refused


def _unpack(package: Path, folder: Path) -> None:
    try:
        unpack(package, folder)
    except ProcedureProblems:
        assert not folder.exists(), "unpacked by halves"


def _with_sheet(folder: Path, sheet: bytes) -> Path:
    package = shutil.copytree(SAMPLE, folder / "package")
    (package / "sop.yaml").write_bytes(sheet)
    return package


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    chosen = parser.parse_args()
    seen: Counter[str] = Counter()
    slowest, thrown, end = (0.0, 0), 0, time.monotonic() + chosen.seconds
    while time.monotonic() < end:
        seed, began = chosen.seed + thrown, time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                seen.update(throw(Path(folder), random.Random(seed)))
            except BaseException:
                print(f"failed: --seed {seed}", flush=True)
                raise
        slowest = max(slowest, (time.monotonic() - began, seed))
        thrown += 1
    print(f"{thrown} packages from seed {chosen.seed}, {len(seen)} kinds of problem")
    print(f"slowest: {slowest[0]:.2f} s (seed {slowest[1]})")
    print(", ".join(f"{code} {count}" for code, count in seen.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
