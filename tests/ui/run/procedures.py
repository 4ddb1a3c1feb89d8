"""A small job that has one check of every kind."""

from sop import procedure as p


def both(zh: str, en: str) -> p.Text:
    return {"zh": zh, "en": en}


PARTS = p.Step(
    id="parts",
    title=both("核对物料", "Check the parts"),
    control="critical",
    text=both("核对垫片与螺栓。", "Check gasket and bolts."),
    warnings=[p.Warn("caution", both("边缘锋利。", "Sharp edges."))],
    time=p.StepTime(standard=30, maximum=120),
    on_fail=p.OnFail("block", retries=1),
    checks=[
        p.Scan(
            id="gasket",
            title=both("扫描垫片", "Scan the gasket"),
            symbologies=["code128"],
            equals="GSK-80",
        ),
        p.Checklist(
            id="ready",
            title=both("准备", "Ready"),
            items=[
                p.Item("gloves", both("手套", "Gloves on")),
                p.Item("clean", both("清洁", "Surface clean")),
            ],
        ),
    ],
)
TORQUE = p.Step(
    id="torque",
    title=both("拧紧螺栓", "Tighten the bolts"),
    control="critical",
    time=p.StepTime(standard=60),
    checks=[
        p.Measurement(
            id="value",
            title=both("扭矩", "Torque"),
            unit="N·m",
            lower=23,
            target=25,
            upper=27,
            decimals=1,
            samples=2,
        ),
        p.Calculation(
            id="excess",
            title=both("余量", "Margin"),
            expression="answers.torque.value.value - 23.0",
            unit="N·m",
            decimals=1,
            lower=0,
        ),
        p.Choice(
            id="look",
            title=both("外观", "Appearance"),
            options=[
                p.Option("good", both("良好", "Good")),
                p.Option("bad", both("不良", "Bad"), passes=False),
            ],
        ),
    ],
)
NOTE = p.Step(
    id="note",
    title=both("备注", "Remarks"),
    control="flexible",
    checks=[
        p.TextEntry(
            id="words",
            title=both("备注", "Remark"),
            phrases=[both("无异常", "Nothing to report")],
        )
    ],
)
PROOF = p.Step(
    id="proof",
    title=both("留档", "Keep proof"),
    control="critical",
    checks=[
        p.Timer(id="cure", title=both("静置", "Let it rest"), seconds=0.2),
        p.Photo(id="shot", title=both("拍照", "Photograph")),
        p.Acknowledge(id="clean", title=both("已清理", "Bench is clear")),
        p.SignOff(id="mine", title=both("本人签名", "Operator signs")),
        p.SignOff(
            id="other",
            title=both("复核签名", "Second person signs"),
            by="second",
            meaning="verified",
        ),
    ],
)
DRAIN = p.Contingency(
    id="drain",
    title=both("泄漏处置", "Leak"),
    purpose=both("发现泄漏时", "When a leak is seen"),
    steps=[
        p.Step(id="close_valve", title=both("关阀", "Close the valve"), control="critical"),
    ],
)
PROCEDURE = p.Procedure(
    format=1,
    code="FLG-01",
    revision="B",
    languages=["zh", "en"],
    title=both("法兰装配", "Flange assembly"),
    owner="ENG",
    effective="2020-01-01",
    sections=[p.Section("all", both("全部", "All"), [PARTS, TORQUE, NOTE, PROOF])],
    contingencies=[DRAIN],
    bom=[p.BomItem("GSK-80", both("垫片 DN80", "Gasket DN80"), traced="lot")],
    tools=[p.Tool("wrench", both("扭矩扳手", "Torque wrench"), calibrated=True)],
    ppe=[p.Protection("gloves", both("防割手套", "Cut-resistant gloves"))],
    hazards=[both("夹手", "Pinching")],
)
