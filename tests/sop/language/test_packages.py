"""Packages that are damaged, huge or hostile: refused before anything is unpacked."""

import io
import os
import struct
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from sop.language import ProcedureProblems, check, limits, load_procedure, pack, unpack
from tests.sop.language.packages import MINIMAL, codes, minimal, sample_copy, zip_of

SHEET = {"sop.yaml": MINIMAL.encode()}


def named(path: Path) -> list[str]:
    return codes(check(path))


def test_a_zip_says_the_same_as_its_folder(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    pack(folder, tmp_path / "flange.sop")

    assert load_procedure(tmp_path / "flange.sop").release == load_procedure(folder).release


def test_a_zip_of_a_whole_folder_is_understood(tmp_path: Path) -> None:
    assert named(zip_of(tmp_path / "a.sop", {"minimal/sop.yaml": MINIMAL.encode()})) == []


def test_a_chinese_file_name_zipped_by_windows_is_understood(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr("sop.yaml", MINIMAL)
        made.writestr("XXXX.png", b"x")
    (tmp_path / "a.sop").write_bytes(raw.getvalue().replace(b"XXXX", "法兰".encode("gbk")))

    assert [(p.file, p.code) for p in check(tmp_path / "a.sop")] == [("法兰.png", "file_unused")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../evil.txt", "name_escapes"),
        ("a/../../evil.txt", "name_escapes"),
        ("/etc/evil.txt", "name_escapes"),
        ("C:/evil.txt", "name_escapes"),
        ("..\\evil.txt", "name_escapes"),
        ("evil\0.png", "name_escapes"),
        ("a/" * 12 + "deep.txt", "name_too_long"),
        ("x" * 250, "name_too_long"),
        ("what?.png", "name_unusable"),
        ("ends with dot.", "name_unusable"),
        ("a//b.png", "name_unusable"),
        ("aux.png", "name_reserved"),
        ("media/COM1", "name_reserved"),
        ("SOP.YAML", "name_clash"),
        ("sop.yaml/x.png", "name_clash"),
    ],
)
def test_a_name_that_leads_astray_is_refused(name: str, code: str, tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr("sop.yaml", MINIMAL)
        made.writestr("N" * len(name), b"x")
    content = raw.getvalue().replace(b"N" * len(name), name.encode())
    (tmp_path / "a.sop").write_bytes(content)

    assert code in named(tmp_path / "a.sop")
    with pytest.raises(ProcedureProblems):
        unpack(tmp_path / "a.sop", tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sop"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_refused_in_a_folder(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    (package / "secret.png").symlink_to("/etc/passwd")

    assert named(package) == ["name_link"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    os.mkfifo(package / "pipe.png")

    assert named(package) == ["name_link"]


def test_a_link_is_refused_in_a_zip(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", SHEET)
    entry = zipfile.ZipInfo("secret.png")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(entry, "/etc/passwd")

    assert named(path) == ["name_link"]


def test_what_is_not_there_or_no_package_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.sop").write_bytes(b"not a zip")
    (tmp_path / "b.sop").write_bytes(b"")
    (tmp_path / "empty").mkdir()

    assert named(tmp_path / "nothing") == ["package_missing"]
    assert named(tmp_path / "a.sop") == ["zip_none"]
    assert named(tmp_path / "b.sop") == ["zip_none"]
    assert named(tmp_path / "empty") == ["sheet_missing"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_without_permission_says_so(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    (package / "sop.yaml").chmod(0)

    assert named(package) == ["file_unreadable"]


def test_a_sheet_that_is_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "odd" / "sop.yaml").mkdir(parents=True)

    assert named(tmp_path / "odd") == ["sheet_missing"]


def test_a_bomb_is_known_by_its_ratio(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", {**SHEET, "bomb.png": bytes(5 * limits.MEBIBYTE)})

    assert set(named(path)) == {"zip_ratio"}


def test_a_bomb_that_lies_about_its_size_is_cut_short(tmp_path: Path) -> None:
    sheet = MINIMAL.encode() + b"#" * 4_000_000
    path = zip_of(tmp_path / "a.sop", {"sop.yaml": sheet})
    said = struct.pack("<L", len(sheet))
    path.write_bytes(path.read_bytes().replace(said, struct.pack("<L", 1000)))

    assert named(path) == ["zip_damaged"]
    with pytest.raises(ProcedureProblems):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_damaged_content_is_found_by_its_checksum(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", SHEET, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"owner: Works", b"owner: Wurks"))

    assert named(path) == ["zip_damaged"]


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", SHEET)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert named(path) == ["zip_encrypted"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_rare_compression_is_refused(method: int, tmp_path: Path) -> None:
    assert named(zip_of(tmp_path / "a.sop", SHEET, method)) == ["zip_odd"]


def test_an_entry_given_twice_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", SHEET)
    with zipfile.ZipFile(path, "a") as made, warnings.catch_warnings(action="ignore"):
        made.writestr("sop.yaml", "another")

    assert named(path) == ["zip_twice"]


def test_too_many_files_are_refused_before_their_list_is_read(tmp_path: Path) -> None:
    few = {f"{n}.png": b"x" for n in range(limits.FILES + 1)}
    many = {f"{n}.png": b"" for n in range(3 * limits.FILES)}

    assert named(zip_of(tmp_path / "a.sop", {**SHEET, **few})) == ["too_many_files"]
    assert named(zip_of(tmp_path / "b.sop", many)) == ["too_many_files"]


def test_a_package_beyond_all_size_is_refused(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    for n in range(2):
        with (package / f"{n}.mp4").open("wb") as file:
            file.truncate(limits.PACKAGE_BYTES)  # a sparse file: it takes no room

    assert named(package) == ["package_too_large"]


def test_folders_without_end_are_refused(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    deep = package.joinpath(*["d"] * (limits.FOLDER_DEPTH + 3))
    deep.mkdir(parents=True)

    assert named(package) == ["folders_too_deep"]


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    pack(folder, tmp_path / "a.sop")
    os.utime(folder / "sop.yaml", (1, 1))
    pack(folder, tmp_path / "b.sop")

    assert (tmp_path / "a.sop").read_bytes() == (tmp_path / "b.sop").read_bytes()


def test_unpacking_gives_the_folder_back(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    pack(folder, tmp_path / "a.sop")
    unpack(tmp_path / "a.sop", tmp_path / "shelf" / "out")

    def contents(root: Path) -> dict[str, bytes]:
        files = (path for path in root.rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    assert contents(tmp_path / "shelf" / "out") == contents(folder)
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == ["out"]


def test_unpacking_never_mixes_with_what_is_there(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.sop", SHEET)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        unpack(path, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_packing_what_may_not_travel_leaves_nothing(tmp_path: Path) -> None:
    package = minimal(tmp_path)
    (package / "aux.png").write_bytes(b"x")

    with pytest.raises(ProcedureProblems):
        pack(package, tmp_path / "a.sop")
    assert [path.name for path in tmp_path.iterdir()] == ["minimal"]


def test_a_file_exchanged_after_the_check_is_not_delivered(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    picture = load_procedure(folder).media["media/flange.png"]
    content = (folder / "media" / "flange.png").read_bytes()

    whole = io.BytesIO()
    picture.copy_to(whole)
    (folder / "media" / "flange.png").write_bytes(content[:-1] + b"?")
    with pytest.raises(ProcedureProblems) as problems:
        picture.copy_to(io.BytesIO())
    (folder / "media" / "flange.png").write_bytes(content + b"more")
    with pytest.raises(ProcedureProblems) as longer:
        picture.copy_to(io.BytesIO())

    assert whole.getvalue() == content
    assert codes(problems.value.problems) == ["file_changed"]
    assert codes(longer.value.problems) == ["file_larger_than_said"]
