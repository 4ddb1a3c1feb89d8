"""A real page of build instructions that nobody here wrote."""

from datetime import date
from pathlib import Path

from kiosk.importing import import_document
from tests.importing.conftest import load

DOCUMENT = Path(__file__).parents[1] / "data/instructions/actuator-assembly/1_actuator_assembly.md"


def test_the_actuator_assembly_becomes_seven_steps_with_their_pictures(tmp_path: Path) -> None:
    report = import_document(DOCUMENT, tmp_path / "out", effective=date(2026, 1, 2))
    procedure = load(tmp_path / "out")
    assert [(s.title["en"], len(s.pictures)) for s in procedure.steps()] == [
        ("Requirements", 1),
        ("Step 1", 2),
        ("Step 2", 2),
        ("Step 3", 1),
        ("Step 4", 2),
        ("Step 5", 4),
        ("Step 6", 1),
        ("Step 7", 0),
    ]
    assert [(b.part, b.quantity, b.unit) for b in procedure.bom] == [
        ("M3x25mm hexagon head screws", 3, "pcs"),
        ("M3 brass nut", 3, "pcs"),
        ("M3 stainless steel washers", 6, "pcs"),
        ("Viton O-ring", 3, "pcs"),
        ("Plastic gears", 3, "pcs"),
        ("Microscope Feet", 1, "set"),
        ("light grease", 1, "pcs"),
    ]
    assert [t.title["en"] for t in procedure.tools] == [
        "Nut insertion tool",
        "O ring insertion tool",
        "Craft knife",
    ]
    assert {e.reason for e in report.unplaced} == {"link_target"}
    assert report.warnings == 0


def test_its_pictures_are_copied_byte_for_byte(tmp_path: Path) -> None:
    import_document(DOCUMENT, tmp_path / "out")
    sources = {p.read_bytes() for p in (DOCUMENT.parent / "images").iterdir()}
    assert {p.read_bytes() for p in (tmp_path / "out" / "media").iterdir()} == sources
