"""How documents of different habits become sections, steps, lists and warnings."""

from kiosk.importing.parts import PartLine, read_part
from tests.importing.conftest import Importing


def test_numbered_headings_become_steps_and_their_parent_a_section(importing: Importing) -> None:
    found = importing(
        "# Pump\n\nFor the P2.\n\n# Work\n\nWear gloves.\n\n## Step 1\n\nFit it.\n\n"
        "## Step 2\n\nTest."
    )
    assert found.steps == [("Step 1", "Wear gloves.\n\nFit it."), ("Step 2", "Test.")]
    assert [s.title["en"] for s in found.procedure.sections] == ["Work"]
    assert found.procedure.purpose == {"en": "For the P2."}


def test_every_step_of_an_unknown_document_is_critical(importing: Importing) -> None:
    found = importing("# A\n\n1. One\n2. Two\n")
    assert {s.control for s in found.procedure.steps()} == {"critical"}
    assert {c.id for s in found.procedure.steps() for c in s.checks} == {"done"}


def test_bold_paragraphs_that_say_step_begin_steps(importing: Importing) -> None:
    found = importing("# A\n\n**Step 1: Drill**\n\nDeep.\n\n**Step 2:** Fit the lid.\n\nClose.")
    assert found.steps == [("Step 1: Drill", "Deep."), ("Step 2: Fit the lid.", "Close.")]


def test_items_of_a_numbered_list_are_steps_with_what_stands_between(importing: Importing) -> None:
    found = importing("# A\n\n1. Open\n\n   Slowly.\n   - left\n   - right\n\nWait.\n\n2. Close\n")
    assert found.steps == [("Open", "Slowly.\n• left\n• right\n\nWait."), ("Close", "")]


def test_headings_with_text_are_steps_where_nothing_is_numbered(importing: Importing) -> None:
    found = importing("Battery\n=======\n\nIntroduction\n---\n\nWhy.\n\nOpen\n---\n\n- Lift\n")
    assert found.steps == [("Open", "• Lift")]
    assert found.procedure.purpose == {"en": "Why."}


def test_chinese_headings_lists_and_warnings_are_understood(importing: Importing) -> None:
    found = importing(
        "# 阀门装配\n\n## 一、目的\n\n保证质量。\n\n## 二、所需物料\n\n- M8螺栓 4个\n\n"
        "## 三、工具\n\n- 扳手\n\n"
        "## 四、操作步骤\n\n1. 清洁阀体。\n\n   注意:不得刮伤。\n\n2. 拧紧螺栓。\n"
    )
    assert found.report.language == "zh"
    assert found.steps == [("清洁阀体。", ""), ("拧紧螺栓。", "")]
    assert [(b.title["zh"], b.quantity) for b in found.procedure.bom] == [("M8螺栓", 4)]
    assert [t.title["zh"] for t in found.procedure.tools] == ["扳手"]
    assert [(w.level, w.text["zh"]) for w in found.procedure.steps()[0].warnings] == [
        ("caution", "不得刮伤。")
    ]


def test_only_an_explicit_label_makes_a_warning(importing: Importing) -> None:
    found = importing(
        "# A\n\n## Step 1\n\nTake care to align it. Warning signs may light up.\n\n"
        "> [!WARNING]\n> Hot.\n\n**Danger:** 400 V.\n\nNB there are spares.\n"
    )
    step = found.procedure.steps()[0]
    assert [(w.level, w.text["en"]) for w in step.warnings] == [
        ("warning", "Hot."),
        ("danger", "400 V."),
        ("notice", "there are spares."),
    ]
    assert step.text == {"en": "Take care to align it. Warning signs may light up."}


def test_a_parts_table_keeps_numbers_quantities_and_remarks(importing: Importing) -> None:
    found = importing(
        "# A\n\n## Parts list\n\n| Part no. | Name | Qty | Remark |\n|--|--|--|--|\n"
        "| B-200 | Bolt | 4 pcs | zinc |\n\n## Step 1\n\nGo."
    )
    item = found.procedure.bom[0]
    assert (item.part, item.title, item.quantity) == ("B-200", {"en": "Bolt (Remark: zinc)"}, 4)


def test_parts_named_in_braces_are_counted_over_all_steps(importing: Importing) -> None:
    found = importing(
        "# A\n\n## One {pagestep}\n\nTake an [M3 nut]{qty:1} "
        "and the [saw](saw.md){qty:1, cat:tool}.\n\n"
        "## Two {pagestep}\n\nTwo more [M3 nut]{qty:2}.\n"
    )
    assert [(b.part, b.quantity) for b in found.procedure.bom] == [("M3 nut", 3)]
    assert [t.title["en"] for t in found.procedure.tools] == ["saw"]
    assert found.steps[0] == ("One", "Take an M3 nut and the saw.")


def test_quantities_are_read_before_and_after_the_name() -> None:
    lines = {
        "3x M3 nut": PartLine("M3 nut", 3, "pcs", True),
        "3 × M3 nut": PartLine("M3 nut", 3, "pcs", True),
        "1 set of feet (NB two kinds)": PartLine("feet (NB two kinds)", 1, "set", True),
        "M5 washer x 8": PartLine("M5 washer", 8, "pcs", True),
        "Wire, 2 m": PartLine("Wire", 2, "m", True),
        "M3螺母 6个": PartLine("M3螺母", 6, "pcs", True),
        "2套 支脚": PartLine("支脚", 2, "set", True),
        "M3x25 screw": PartLine("M3x25 screw"),
        "light grease (if available)": PartLine("light grease (if available)"),
    }
    assert {line: read_part(line) for line in lines} == lines


def test_a_table_with_a_step_in_each_row_becomes_steps(importing: Importing) -> None:
    found = importing(
        "# 装配\n\n| 步骤 | 操作内容 | 图示 | 注意事项 |\n|--|--|--|--|\n"
        "| 1 | 取出外壳 | ![外壳](no.png) | 高压危险 |\n| 2 | 安装主板<br>拧紧螺丝 | | |\n"
    )
    assert found.steps == [("取出外壳", ""), ("安装主板", "拧紧螺丝")]
    assert [w.text["zh"] for w in found.procedure.steps()[0].warnings] == ["高压危险"]
    assert [(e.line, e.reason) for e in found.report.unplaced] == [(5, "picture_missing")]


def test_words_under_a_heading_outlive_an_empty_heading_below_it(importing: Importing) -> None:
    found = importing("# A\n\n# One\n\nKeep me.\n\n## Two\n\n# Three\n\n## Step 9\n\nGo.\n")
    assert found.steps == [("Two", "Keep me."), ("Step 9", "Go.")]


def test_a_stray_step_paragraph_does_not_swallow_the_numbered_list(importing: Importing) -> None:
    found = importing(
        "# 装配\n\n1. 清洁\n2. 对中\n3. 预紧\n\n"
        "第四步：打扭矩\n\n用 M8 扳手。\n\n5. 贴标签\n6. 自检\n"
    )
    assert [title for title, _ in found.steps] == [
        "清洁", "对中", "预紧", "第四步：打扭矩", "贴标签", "自检",
    ]  # fmt: skip
    assert found.steps[3][1] == "用 M8 扳手。"


def test_a_numbered_list_after_one_step_paragraph_is_steps_of_its_own(
    importing: Importing,
) -> None:
    found = importing("# 装配\n\n说明。\n\n第四步：安装主板\n\n1. 拧紧螺钉\n2. 检查扭矩\n")
    assert [title for title, _ in found.steps] == ["第四步：安装主板", "拧紧螺钉", "检查扭矩"]
    assert found.procedure.purpose == {"zh": "说明。"}


def test_a_list_inside_each_marked_step_stays_inside(importing: Importing) -> None:
    found = importing(
        "# A\n\nStep 1: Drill\n\n1. deep\n2. clean\n\nStep 2: Fit\n\n1. one\n2. two\n"
    )
    assert found.steps == [
        ("Step 1: Drill", "1. deep\n2. clean"),
        ("Step 2: Fit", "1. one\n2. two"),
    ]


def test_a_parts_table_before_the_steps_is_the_bom_without_any_heading(
    importing: Importing,
) -> None:
    found = importing(
        "# 装配\n\n本文说明。\n\n| 零件号 | 名称 | 数量 |\n|--|--|--|\n| B-1 | 螺栓 | 4个 |\n"
        "| B-2 | 垫圈 | 8 |\n\n| 工具名称 | 规格 |\n|--|--|\n| 扭矩扳手 | 20 N·m |\n\n"
        "## 步骤\n\n1. 拧紧\n2. 检查\n"
    )
    assert [(b.part, b.title["zh"], b.quantity) for b in found.procedure.bom] == [
        ("B-1", "螺栓", 4),
        ("B-2", "垫圈", 8),
    ]
    assert [t.title["zh"] for t in found.procedure.tools] == ["扭矩扳手 (规格: 20 N·m)"]
    assert found.procedure.purpose == {"zh": "本文说明。"}


def test_a_parts_table_in_a_step_is_entered_and_stays_shown(importing: Importing) -> None:
    table = "| Part number | Name | Qty |\n|--|--|--|\n| N-9 | Nut | 2 |\n"
    found = importing(f"# A\n\n## Step 1\n\nDo.\n\n{table}\n## Step 2\n\n{table}")
    assert [(b.part, b.quantity) for b in found.procedure.bom] == [("N-9", 4)]
    assert found.steps[0] == ("Step 1", "Do.\n\nPart number | Name | Qty\nN-9 | Nut | 2")
    listed = importing(f"# A\n\n## Parts\n\n{table}\n## Step 1\n\n{table}")
    assert [(b.part, b.quantity) for b in listed.procedure.bom] == [("N-9", 2)]


def test_a_table_under_tools_is_tools_and_settings_of_a_machine_are_not(
    importing: Importing,
) -> None:
    found = importing(
        "# A\n\n## Tools\n\n| No. | Name | Size |\n|--|--|--|\n| 1 | Wrench | 13 mm |\n\n"
        "## Step 1\n\n| Equipment | Parameter | Setting |\n|--|--|--|\n| Oven | T | 120 |\n"
    )
    assert [t.title["en"] for t in found.procedure.tools] == ["Wrench (Size: 13 mm)"]
    assert found.steps == [("Step 1", "Equipment | Parameter | Setting\nOven | T | 120")]


def test_chinese_numbers_are_a_list_and_their_inner_numbers_keep_their_lines(
    importing: Importing,
) -> None:
    found = importing("# 装配\n\n1、清洁\n\n   （1）吹净\n   （2）擦干\n\n2、装配\n３、自检\n")
    assert found.steps == [("清洁", "（1）吹净\n（2）擦干"), ("装配", ""), ("自检", "")]


def test_a_bold_word_alone_is_the_label_of_a_warning(importing: Importing) -> None:
    found = importing(
        "# A\n\n## Step 1\n\n> **Warning**\n> Hot.\n\n**Caution** Sharp.\n\n**Hot** oil.\n"
    )
    step = found.procedure.steps()[0]
    assert [(w.level, w.text["en"]) for w in step.warnings] == [
        ("warning", "Hot."),
        ("caution", "Sharp."),
    ]
    assert step.text == {"en": "Hot oil."}


def test_cautions_at_the_end_are_hazards_and_those_inside_a_step_its_warning(
    importing: Importing,
) -> None:
    found = importing(
        "# 装配\n\n## 第一步 拧紧\n\n拧紧。\n\n### 注意事项\n\n不得超扭。\n\n"
        "## 注意事项\n\n- 断电挂牌\n"
    )
    assert found.procedure.hazards == [{"zh": "断电挂牌"}]
    step = found.procedure.steps()[0]
    assert [(w.level, w.text["zh"]) for w in step.warnings] == [("caution", "不得超扭。")]


def test_a_bold_first_line_is_the_title_where_no_heading_is(importing: Importing) -> None:
    found = importing("**水泵机封更换**\n\n第一步：拆\n\n第二步：装\n")
    assert found.report.title == "水泵机封更换"
    assert found.procedure.purpose == {}
