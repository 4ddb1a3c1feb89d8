"""Footnotes, links by reference, and pictures in the dialects of editors."""

from pathlib import Path

from tests.importing.conftest import Importing, picture


def test_a_footnote_stands_in_every_step_that_refers_to_it(importing: Importing) -> None:
    found = importing(
        "# A\n\n## Step 1\n\nTorque it[^t].\n\n## Step 2\n\nCheck[^t] it^[By eye.].\n\n"
        "[^t]: 12 N·m, dry.\n"
    )
    assert found.steps == [
        ("Step 1", "Torque it[1].\n\n[1] 12 N·m, dry."),
        ("Step 2", "Check[1] it[2].\n\n[1] 12 N·m, dry.\n\n[2] By eye."),
    ]
    assert found.report.unplaced == ()


def test_footnotes_and_targets_that_nothing_uses_are_listed(importing: Importing) -> None:
    found = importing(
        "# A\n\n## Step 1\n\nGo.\n\n[^u]: Lost words.\n\n[u]: u.pdf 'Unused'\n\n"
        "[//]: # (a remark)\n"
    )
    assert [(e.line, e.reason, e.what) for e in found.report.unplaced] == [
        (7, "footnote_unused", "[^u]: Lost words."),
        (9, "link_unused", "[u]: u.pdf 'Unused'"),
        (11, "comment", "[//]: # (a remark)"),
    ]


def test_references_without_a_definition_stay_and_are_pointed_at(importing: Importing) -> None:
    found = importing("# A\n\n## Step 1\n\nSee [the drawing][d] and[^9].\n")
    assert found.steps == [("Step 1", "See [the drawing][d] and[^9].")]
    pointed = [(n.line, n.what) for n in found.report.notes if n.reason == "link_undefined"]
    assert pointed == [(5, "[the drawing][d]"), (5, "[^9]")]


def test_links_and_pictures_by_reference_are_those_they_refer_to(
    importing: Importing, tmp_path: Path
) -> None:
    picture(tmp_path / "doc" / "a.png")
    found = importing(
        "# A\n\n## Step 1\n\nSee [the drawing][d]. ![Front][p]\n\n"
        "[d]: d.pdf 'Sheet 2'\n[p]: a.png\n"
    )
    assert found.steps == [("Step 1", "See the drawing.")]
    shown = found.procedure.steps()[0].pictures
    assert [(p.file, p.caption) for p in shown] == [("media/a.png", {"en": "Front"})]
    assert [e.what for e in found.report.unplaced] == ["the drawing → d.pdf (Sheet 2)"]


def test_pictures_with_spaces_sizes_and_wiki_brackets_are_found(
    importing: Importing, tmp_path: Path
) -> None:
    picture(tmp_path / "doc" / "my part (1).png")
    found = importing(
        "# A\n\n## Step 1\n\n![one](my part (1).png) ![[my part (1).png|two]]\n\n"
        '![three](<my part (1).png> "Fig. 3") ![four](my%20part%20(1).png =300x)\n\n'
        "```\n![code](my part (1).png)\n```\n"
    )
    step = found.procedure.steps()[0]
    assert [p.caption["en"] for p in step.pictures] == ["one", "two", "three – Fig. 3", "four"]
    assert {p.file for p in step.pictures} == {"media/my_part_1.png"}
    assert found.steps[0][1] == "![code](my part (1).png)"
