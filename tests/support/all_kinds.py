"""A procedure with every kind of check, as it would be installed: for whatever needs real runs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from kiosk.store import Release as Installed
from sop.procedure import Procedure
from sop.release import Release

if TYPE_CHECKING:
    from kiosk.operations.station import Station


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


FLANGE = {
    "format": 1,
    "code": "ALL-KINDS",
    "revision": "B",
    "languages": ["zh", "en"],
    "title": both("法兰装配与拧紧", "Flange assembly and torque"),
    "owner": "li.wei",
    "effective": "2026-01-05",
    "purpose": both("验证记录的每种确认项", "Proves each kind of check in the record"),
    "applies_to": {"products": ["FL-100"]},
    "skills": [{"skill": "torque", "level": 2}],
    "bom": [
        {"part": "FL-100-01", "title": both("法兰", "Flange"), "gtin": "06901234567892",
         "traced": "lot"},
        {"part": "M8x25", "title": both("螺栓 M8×25", "Bolt M8×25"), "quantity": 4},
    ],
    "contingencies": [
        {"id": "rush", "title": both("紧急插单", "Rush order"),
         "purpose": both("先完成加急件", "Finish the urgent unit first"),
         "steps": [{"id": "park", "control": "critical", "title": both("存放在制品", "Park work"),
                    "checks": [{"kind": "acknowledge", "id": "ok",
                                "title": both("已放入缓存架", "In the buffer rack")}]}]},
    ],
    "sections": [
        {"id": "prepare", "title": both("准备", "Preparation"), "steps": [
            {"id": "material", "control": "critical", "title": both("核对物料", "Verify material"),
             "text": both("扫描法兰标签。", "Scan the flange label."),
             "time": {"standard": 30, "minimum": 5, "maximum": 120},
             "checks": [
                 {"kind": "scan", "id": "flange", "title": both("法兰标签", "Flange label"),
                  "symbologies": ["datamatrix"], "in_bom": True, "part": "FL-100-01",
                  "unused": True, "unexpired": True,
                  "capture": {"lot": "10", "serial": "21"}},
                 {"kind": "checklist", "id": "tools", "title": both("工具齐备", "Tools ready"),
                  "items": [{"id": "wrench", "text": both("扭力扳手", "Torque wrench")},
                            {"id": "gauge", "text": both("塞规", "Plug gauge")}]},
             ]},
            {"id": "clean", "control": "flexible", "title": both("清洁密封面", "Clean the faces"),
             "time": {"standard": 45},
             "checks": [
                 {"kind": "acknowledge", "id": "wiped", "title": both("已擦拭", "Wiped clean")},
                 {"kind": "text", "id": "remark", "title": both("备注", "Remark"),
                  "minimum": 1, "phrases": [both("无异常", "Nothing unusual")]},
             ]},
        ]},
        {"id": "tighten", "title": both("拧紧", "Tightening"), "steps": [
            {"id": "torque", "control": "critical", "title": both("拧紧螺栓", "Tighten the bolts"),
             "warnings": [{"level": "caution", "text": both("手远离夹点", "Keep hands clear")}],
             "time": {"standard": 60, "minimum": 10, "maximum": 300},
             "on_fail": {"then": "block", "retries": 1},
             "checks": [
                 {"kind": "measurement", "id": "torque", "title": both("拧紧扭矩", "Torque"),
                  "unit": "N·m", "lower": 22.5, "upper": 27.5, "target": 25.0, "samples": 4},
                 {"kind": "calculation", "id": "spread", "title": both("极差", "Spread"),
                  "expression": "answers.torque.torque.samples[0] - answers.torque.torque.value",
                  "unit": "N·m", "lower": -3, "upper": 3},
                 {"kind": "timer", "id": "settle", "title": both("静置", "Settling time"),
                  "seconds": 10},
                 {"kind": "choice", "id": "look", "title": both("外观", "Appearance"),
                  "options": [{"id": "good", "text": both("合格", "Good")},
                              {"id": "scratched", "text": both("划伤", "Scratched"),
                               "passes": False}]},
             ]},
            {"id": "deep", "control": "critical", "title": both("加深检查", "Extra inspection"),
             "when": "answers.torque.torque.value > 26.5",
             "checks": [{"kind": "acknowledge", "id": "seen",
                         "title": both("已复检", "Inspected again")}]},
            {"id": "release", "control": "critical", "title": both("拍照与放行", "Photo, release"),
             "checks": [
                 {"kind": "photo", "id": "picture", "title": both("成品照片", "Finished unit")},
                 {"kind": "sign_off", "id": "done", "title": both("操作员签名", "Operator"),
                  "by": "performer", "meaning": "performed"},
                 {"kind": "sign_off", "id": "verified", "title": both("复核签名", "Verifier"),
                  "by": "second", "meaning": "verified", "role": "inspector"},
             ]},
        ]},
    ],
}  # fmt: skip


def all_kinds() -> Procedure:
    return msgspec.convert(FLANGE, Procedure)


def install_all_kinds(station: Station) -> str:
    """Put it on the station; returns its digest."""
    release = Release(all_kinds())
    station.store.releases.install(
        Installed(
            digest=release.digest,
            code=release.procedure.code,
            revision=release.procedure.revision,
            effective_at=datetime(2026, 1, 5, tzinfo=UTC),
            installed_at=datetime(2026, 1, 5, tzinfo=UTC),
            body=release.canonical,
        )
    )
    return release.digest
