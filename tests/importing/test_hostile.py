"""Documents that are broken, odd or hostile: refused or listed, with nothing taken from outside."""

from pathlib import Path

import pytest

from kiosk.importing import import_document
from kiosk.importing.document import CannotImport
from tests.importing.conftest import Importing, picture


def test_a_picture_outside_the_folder_is_refused(importing: Importing, tmp_path: Path) -> None:
    picture(tmp_path / "secret.png")
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "link.png").symlink_to(tmp_path / "secret.png")
    found = importing("# A\n\n## Step 1\n\n![](../secret.png) ![](link.png) ![](C:/x.png)")
    assert found.reasons == ["picture_outside"] * 3
    assert found.report.pictures == 0


def test_a_root_lets_in_pictures_beside_the_document_and_nothing_above(
    importing: Importing, tmp_path: Path
) -> None:
    picture(tmp_path / "site" / "images" / "a.png")
    picture(tmp_path / "secret.png")
    root = tmp_path / "site"
    whole = (root / "images" / "a.png").resolve().as_posix()
    (tmp_path / "doc").mkdir()
    found = importing(
        f"# A\n\n## Step 1\n\n![](../site/images/a.png) ![](/images/a.png) ![]({whole})"
        "\n\n![](../secret.png)\n",
        root=root,
    )
    assert [p.file for p in found.procedure.steps()[0].pictures] == ["media/a.png"] * 3
    assert found.reasons == ["picture_outside"]
    assert "--root" in found.report.unplaced[0].text("zh")


def test_one_picture_shown_twice_keeps_each_caption(importing: Importing, tmp_path: Path) -> None:
    picture(tmp_path / "doc" / "a.png")
    found = importing(
        "# A\n\n## Step 1\n\n![before](a.png) ![after](./a.png)\n\n"
        "## Step 2\n\n<img src='a.png' alt='again'> ![one](no.png) ![two](no.png)\n"
    )
    shown = [(p.file, p.caption.get("en")) for s in found.procedure.steps() for p in s.pictures]
    assert shown == [("media/a.png", w) for w in ("before", "after", "again")]
    assert [(e.what, e.reason) for e in found.report.unplaced] == [
        ("no.png (one)", "picture_missing"),
        ("no.png (two)", "picture_missing"),
    ]


def test_pictures_on_the_network_are_listed_and_not_fetched(importing: Importing) -> None:
    found = importing("# A\n\n## Step 1\n\n![a](https://h/x.png) ![](//h/y.png) ![](file:///etc/z)")
    assert found.reasons == ["picture_remote"] * 3


def test_what_is_no_picture_is_listed_with_its_line(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "x.png").write_bytes(b"not a picture")
    (tmp_path / "doc" / "x.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
    )
    found = importing("# A\n\n## Step 1\n\n![](x.png)\n\n![](x.svg)\n\n![](gone.png)")
    assert [(e.line, e.reason) for e in found.report.unplaced] == [
        (5, "picture_unreadable"),
        (7, "picture_unreadable"),
        (9, "picture_missing"),
    ]


def test_pictures_of_the_same_name_stay_apart(importing: Importing, tmp_path: Path) -> None:
    picture(tmp_path / "doc" / "a" / "1.png")
    picture(tmp_path / "doc" / "b" / "1.png", (50, 60))
    found = importing("# A\n\n## Step 1\n\n![](a/1.png)\n![](b/1.png)\n![](a/1.png)")
    files = [p.file for p in found.procedure.steps()[0].pictures]
    assert files == ["media/1.png", "media/1_2.png", "media/1.png"]


def test_a_webp_and_a_huge_picture_become_ones_a_station_shows(
    importing: Importing, tmp_path: Path
) -> None:
    picture(tmp_path / "doc" / "w.webp")
    picture(tmp_path / "doc" / "big.jpg", (6000, 100))
    found = importing("# A\n\n## Step 1\n\n![](w.webp)\n![](big.jpg)")
    assert [p.file for p in found.procedure.steps()[0].pictures] == [
        "media/w.jpg",
        "media/big.jpg",
    ]
    assert [n.reason for n in found.report.notes].count("picture_converted") == 2


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [("# 装配\n\n1. 拧紧\n2. 检查\n", "gb18030", "装配"),
     ("# Schlüßel é\n\n- Größe\n", "cp1252", "Schlüßel é"),
     ("# 装配\n\n1. 拧紧\n", "utf-16", "装配")],
)  # fmt: skip
def test_other_encodings_are_read(
    importing: Importing, text: str, encoding: str, expected: str
) -> None:
    assert importing(text.encode(encoding)).report.title == expected


def test_a_text_too_long_for_one_step_is_continued_in_the_next(importing: Importing) -> None:
    words = " ".join(f"w{n}" for n in range(2500))
    found = importing(f"# A\n\n## Step 1\n\n{words}")
    assert " ".join(text for _, text in found.steps) == words
    assert [title for title, _ in found.steps] == [
        "Step 1",
        "Step 1 (2)",
        "Step 1 (3)",
        "Step 1 (4)",
    ]


def test_an_empty_document_and_a_folder_in_use_are_refused(tmp_path: Path) -> None:
    document = tmp_path / "empty.md"
    document.write_text("<!-- nothing -->")
    with pytest.raises(CannotImport, match="nothing that could become a step"):
        import_document(document, tmp_path / "out")
    document.write_text("# A\n\n- b\n- c")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    with pytest.raises(CannotImport, match="not empty"):
        import_document(document, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_what_is_nested_too_deeply_is_listed(importing: Importing) -> None:
    nested = ">" * 3000 + " deep\n\n" + "- " * 2000 + "x\n\nend"
    found = importing(f"# A\n\n## Step 1\n\nBegin.\n\n{nested}")
    assert found.steps[0][1].startswith("Begin.")
    assert found.reasons == ["not_read"] * 3


def test_a_missing_picture_before_the_steps_leaves_no_hollow_step(importing: Importing) -> None:
    found = importing("# A\n\n![x](no.png)\n\n1. One\n2. Two\n")
    assert found.steps == [("One", ""), ("Two", "")]
    assert found.reasons == ["picture_missing"]
