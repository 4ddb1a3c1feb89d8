"""check, install, import and scan: what they say of files they are given."""

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from kiosk.__main__ import main
from kiosk.scanner import Symbology

SHEET = """\
format: 1
code: TINY
revision: A
languages: [en]
title: {en: Tiny}
owner: li.wei
effective: 2026-01-05
sections:
  - id: only
    title: {en: Only}
    steps:
      - id: one
        title: {en: One}
        control: critical
        checks:
          - {kind: acknowledge, id: ok, title: {en: Done}}
"""


@pytest.fixture
def procedure(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "sop.yaml").write_text(SHEET, encoding="utf-8")
    return folder


def test_a_sound_procedure_is_called_sound(
    procedure: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(procedure), "--language", "en"]) == 0
    assert "sound — TINY revision A, 1 step, " in capsys.readouterr().out


def test_every_problem_is_located_by_file_and_line(
    procedure: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = procedure / "sop.yaml"
    sheet.write_text(SHEET.replace("control: critical", "control: perhaps"), encoding="utf-8")
    assert main(["check", str(procedure), "--language", "en"]) == 1
    assert f"{sheet}:14:" in capsys.readouterr().out
    assert main(["check", str(sheet), "--language", "zh"]) == 1
    assert "1 个问题" in capsys.readouterr().out


def test_a_folder_of_procedures_stands_for_each_of_them(
    procedure: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(procedure, stick / "TINY" / "A")
    shutil.copytree(procedure, stick / "broken")
    (stick / "broken" / "sop.yaml").write_text("schema: 9\n", encoding="utf-8")
    assert main(["check", str(stick), "--language", "en"]) == 1
    told = capsys.readouterr().out
    assert f"{stick / 'TINY' / 'A'}: sound" in told
    assert str(stick / "broken" / "sop.yaml") in told
    data = ["--data", str(tmp_path / "station")]
    assert main(["install", str(stick), "--language", "en", *data]) == 1
    assert "installed TINY revision A" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "install"])
def test_what_is_no_procedure_is_named_as_it_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("x", encoding="utf-8")
    data = str(tmp_path / "station")
    for path in (tmp_path / "nothing", letter):
        assert main([command, str(path), "--data", data, "--language", "en"]) == 1
        assert capsys.readouterr().out.startswith(f"{path}: error: ")


def test_of_several_procedures_the_good_ones_are_installed(
    procedure: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["install", str(tmp_path / "nothing"), str(procedure / "sop.yaml"),
             "--data", str(tmp_path / "station"), "--language", "zh"]  # fmt: skip
    assert main(asked) == 1
    assert "已安装 TINY 版本 A" in capsys.readouterr().out


def test_an_installed_procedure_is_on_the_station_and_a_bad_one_is_not(
    procedure: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "station")
    assert main(["install", str(procedure), "--data", data, "--language", "en"]) == 0
    assert "installed TINY revision A" in capsys.readouterr().out
    assert main(["install", str(tmp_path / "nothing"), "--data", data]) == 1


def test_an_imported_document_lists_what_was_not_placed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Path(__file__).parent.parent / "data" / "instructions" / "actuator-assembly"
    source = next(document.glob("*.md"))
    assert main(["import", str(source), str(tmp_path / "out"), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "8 steps" in said
    assert f"{source}:10: link text kept, target left out" in said
    assert (tmp_path / "out" / "sop.yaml").is_file()


def test_a_printed_code_is_read_as_one_json_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import segno

    segno.make("SN-0042", micro=False).save(str(tmp_path / "label.png"), scale=8, border=4)
    assert main(["scan", str(tmp_path), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    read = json.loads(line)
    assert read["codes"] == [
        {"text": "SN-0042", "symbology": Symbology.QRCODE, "engine": "zxing-cpp"}
    ]
    assert set(read) == {"file", "codes", "ms"}


def test_a_picture_without_a_code_has_none_and_a_broken_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (320, 240), "white").save(tmp_path / "blank.png")
    assert main(["scan", str(tmp_path / "blank.png"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["codes"] == []
    (tmp_path / "broken.png").write_bytes(b"no picture")
    assert main(["scan", str(tmp_path / "broken.png"), "--language", "zh"]) == 1
    assert "无法作为图片读取" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "{}/gone.png：没有这个文件或文件夹\n{}/cut.png：无法作为图片读取：已损坏，或不是图片\n"
            "{}/none：文件夹中没有图片或视频\n"),
     ("en", "{}/gone.png: there is no such file or folder\n"
            "{}/cut.png: cannot be read as a picture: it is damaged, or none\n"
            "{}/none: there is no picture or video in this folder\n")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_keeps_nothing_else_from_being_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    import segno

    segno.make("SN-0042", micro=False).save(str(tmp_path / "good.png"), scale=8, border=4)
    (tmp_path / "cut.png").write_bytes((tmp_path / "good.png").read_bytes()[:200])
    (tmp_path / "none").mkdir()
    names = [str(tmp_path / name) for name in ("gone.png", "cut.png", "none", "good.png")]
    assert main(["scan", *names, "--json", "--language", language]) == 1
    out, err = capfd.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line.get("error") for line in lines] == [
        "file_missing", "picture_damaged", "folder_empty", None,
    ]  # fmt: skip
    assert [code["text"] for code in lines[-1]["codes"]] == ["SN-0042"]
    assert err == said.replace("{}", tmp_path.as_posix())


def test_the_codecs_own_complaints_stay_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = io.BytesIO()
    Image.new("L", (320, 240), 200).save(whole, "TIFF", compression="tiff_lzw")
    content = bytearray(whole.getvalue())
    content[20:120] = b"\xff" * 100
    (tmp_path / "bad.tif").write_bytes(bytes(content))
    assert main(["scan", str(tmp_path / "bad.tif"), "--language", "en"]) == 1
    assert capfd.readouterr().err.splitlines() == [
        f"{(tmp_path / 'bad.tif').as_posix()}: cannot be read as a picture: it is damaged, or none"
    ]


def test_six_characters_are_a_pharmacode_only_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kiosk.scanner.label import png, render_label

    label = tmp_path / "label.png"
    label.write_bytes(png(render_label("3PRM8N", Symbology.CODE39)))
    read = {}
    for how in ("expanded", "printed", "code32"):
        assert main(["scan", str(label), "--json", "--code39", how]) == 0
        read[how] = [code["text"] for code in json.loads(capsys.readouterr().out)["codes"]]
    assert read == {"expanded": [], "printed": ["3PRM8N"], "code32": ["A123456788"]}
