"""What is text is read, in the encoding said; what is none is refused in both languages."""

import random
from pathlib import Path

import pytest
from PIL import Image

from kiosk.importing import import_document
from kiosk.importing.document import CannotImport
from tests.importing.conftest import Importing

STEPS = "# 阀门装配\n\n1. 清洁阀体，不得刮伤密封面。\n2. 按对角顺序拧紧螺栓。\n"


def refused(tmp_path: Path, data: bytes, name: str = "doc.md") -> CannotImport:
    document = tmp_path / name
    document.write_bytes(data)
    with pytest.raises(CannotImport) as caught:
        import_document(document, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert name in caught.value.zh
    assert name in caught.value.en
    return caught.value


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(tmp_path: Path, seed: int) -> None:
    assert refused(tmp_path, random.Random(seed).randbytes(3000)).key == "import_no_text"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04 word/document.xml", "Word"),
        (b"%PDF-1.7 text", "PDF"),
        (b"{\\rtf1\\ansi Step 1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
    ],
)
def test_a_file_of_another_program_is_named_and_refused(
    tmp_path: Path, data: bytes, word: str
) -> None:
    error = refused(tmp_path, data)
    assert error.key == "import_other_file"
    assert word in error.zh
    assert word in error.en


def test_a_picture_is_no_document(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "x.png")
    assert "a picture" in refused(tmp_path, (tmp_path / "x.png").read_bytes(), "x.png").en


@pytest.mark.parametrize("data", [b"", b" \n\n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data).key == "import_blank"


def test_parts_without_any_step_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"# A\n\n## Parts\n\n- 2x nut\n").key == "import_no_steps"


def test_a_text_without_marked_steps_becomes_one_step_and_says_so(importing: Importing) -> None:
    found = importing("# 清场\n\n清除上一批的物料。\n")
    assert found.steps == [("清场", "清除上一批的物料。")]
    assert "as_whole" in {note.reason for note in found.report.notes}


def test_the_mark_of_utf8_is_no_character(importing: Importing) -> None:
    assert importing(STEPS.encode("utf-8-sig")).report.title == "阀门装配"


def test_chinese_of_another_encoding_is_read_and_the_encoding_told(importing: Importing) -> None:
    found = importing(STEPS.encode("gb18030"))
    assert found.steps[1] == ("按对角顺序拧紧螺栓。", "")
    assert [n.what for n in found.report.notes if n.reason == "encoding"] == ["gb18030"]


def test_one_broken_byte_does_not_turn_the_whole_text_into_another_encoding(
    importing: Importing,
) -> None:
    data = STEPS.encode().replace("刮".encode(), "刮".encode()[:2])
    found = importing(data)
    assert found.report.title == "阀门装配"
    assert [(n.line, n.reason) for n in found.report.notes if n.line] == [(3, "undecodable")]
