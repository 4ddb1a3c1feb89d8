"""Work instructions in the habits of six different authors, each imported whole."""

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.importing import import_document
from sop.language import check
from tests.importing.conftest import load, picture

DOCUMENTS = Path(__file__).parent / "documents"


class Expected(NamedTuple):
    """Titles of the steps with their pictures and warnings, parts, tools, and what is left out."""

    steps: list[tuple[str, int, int]]
    parts: list[tuple[str, float]]
    tools: list[str]
    unplaced: list[str] = []  # noqa: RUF012 - never changed


EXPECTED = {
    "gearbox_zh": Expected(
        [("清洁端盖密封面，用无尘布擦净。", 2, 0), ("压入油封，唇口朝内。", 0, 1),
         ("装端盖，按对角顺序分两次拧紧螺钉：", 0, 0), ("自检并填写记录。", 0, 0)],
        [("GB40-01", 1), ("GB40-07", 1), ("GB/T 70.1", 6)],
        ["扭矩扳手（5–25 N·m，已校准）", "油封压装套筒", "无尘布"],
    ),
    "board_en": Expected(
        [("Step 1 – Put on the wrist strap", 1, 1), ("Step 2 – Fit the heat sink", 2, 0),
         ("Step 3 – Inspect", 0, 0)],
        [("Control board PCB-CTRL-21", 1), ("M3x8 pan head screw", 4), ("Heat sink", 1)],
        [],
        ["author: M. Okafor"],
    ),
    "clearance_table_zh": Expected(
        [("清除线上残留药盒", 1, 0), ("清除说明书和标签", 2, 0), ("擦拭输送带", 0, 0)],
        [],
        ["无尘布", "酒精喷壶"],
    ),
    "bicycle_en": Expected(
        [("Take it apart", 0, 0), ("Look for pits.", 0, 0), ("Count 9 balls a side.", 0, 0),
         ("Put it together", 1, 0)],
        [("cone spanners", 1), ("grease", 1)],
        [],
    ),
    "pump_bold_zh": Expected(
        [("第一步：拆联轴器", 1, 0), ("第二步：取旧机封", 0, 1), ("第三步：装新机封", 1, 0)],
        [],
        [],
    ),
    "oven_en": Expected(
        [("Switch on the extraction.", 0, 0), ("Load the recipe SAC305-A:", 0, 0),
         ("Run the profile board.", 0, 1), ("Sign the shift log. See WI-112.", 0, 0)],
        [],
        [],
        ["WI-112 → ../WI-112.md"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_of_that_habit_becomes_a_sound_procedure(name: str, tmp_path: Path) -> None:
    document = Path(shutil.copy(DOCUMENTS / f"{name}.md", tmp_path))
    for shown in ("front.png", "groove.png"):
        picture(tmp_path / shown, (40, 30 + len(shown)))

    report = import_document(document, tmp_path / "out", effective=date(2026, 1, 2))

    made, language = load(tmp_path / "out"), report.language
    assert EXPECTED[name] == Expected(
        [(s.title[language], len(s.pictures), len(s.warnings)) for s in made.steps()],
        [(item.part, item.quantity) for item in made.bom],
        [tool.title[language] for tool in made.tools],
        [entry.what for entry in report.unplaced],
    )
    assert check(tmp_path / "out") == []
