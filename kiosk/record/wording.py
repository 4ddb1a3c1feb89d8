"""The words of the record, always both: it is read here and by the customer's auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from sop.procedure import Text


class Both(Struct, frozen=True):
    """A sentence in Chinese and in English, each whole and in its own language; the same in both
    where it is no sentence. `beside` is the English to be set beside the Chinese, without what
    stands there already; None when that is all of it."""

    zh: str
    en: str
    beside: str | None = None


NOTHING = Both("", "")

WORDS: dict[str, tuple[str, str]] = {
    # what the record is
    "record": ("作业记录", "Execution record"),
    "procedure": ("作业指导书", "Procedure"),
    "revision": ("版本", "Revision"),
    "effective": ("生效时间", "Effective"),
    "release": ("发布包", "Release"),
    "work_order": ("工单", "Work order"),
    "product": ("产品", "Product"),
    "variant": ("型号", "Variant"),
    "quantity": ("数量", "Quantity"),
    "unit": ("单件", "Unit"),
    "lot": ("批次", "Lot"),
    "serial": ("序列号", "Serial"),
    "station": ("工位", "Station"),
    "operators": ("操作员", "Operators"),
    "coach": ("带教人", "Coach"),
    "supervised": ("带教中作业", "Supervised"),
    "started": ("开始", "Started"),
    "ended": ("结束", "Ended"),
    "duration": ("历时", "Elapsed"),
    "execution": ("记录编号", "Execution"),
    "result": ("结果", "Result"),
    # results
    "passed": ("合格", "Passed"),
    "deviated": ("带偏差完成", "Completed with deviations"),
    "aborted": ("中止", "Aborted"),
    "running": ("进行中，未完成", "Still running"),
    "paused": ("已暂停，未完成", "Paused, unfinished"),
    # summary
    "steps_done": ("完成工步", "Steps completed"),
    "failures": ("不合格次数", "Failed tries"),
    "corrections": ("更正", "Corrections"),
    "exceptions": ("异常", "Exceptions"),
    "deviations": ("偏差", "Deviations"),
    "skips": ("跳过", "Skipped"),
    "reworks": ("返工", "Rework"),
    # steps
    "critical": ("红线", "Critical"),
    "flexible": ("弹性", "Flexible"),
    "done": ("完成", "Completed"),
    "skipped": ("跳过", "Skipped"),
    "let_stand": ("偏差放行", "Deviation signed"),
    "not_due": ("条件不满足，未执行", "Not due"),
    "open": ("未完成", "Not completed"),
    "reopened": ("已返工重做", "Done again later"),
    "visit": ("第 {n} 次执行", "Visit {n}"),
    "standard": ("标准", "standard"),
    "under": ("快于最短时间", "Under the minimum time"),
    "over": ("超过最长时间", "Over the maximum time"),
    "contingency": ("应急流程", "Contingency procedure"),
    # checks
    "expected": ("要求", "Required"),
    "recorded": ("记录", "Recorded"),
    "who_when": ("操作员 · 时间", "By · at"),
    "not_answered": ("未确认", "not answered"),
    "try": ("第 {n} 次", "try {n}"),
    "acknowledged": ("已确认", "Confirmed"),
    "to_acknowledge": ("确认", "Confirm"),
    "all_items": ("全部 {n} 项", "All {n} items"),
    "one_all_items": ("{n} 项", "{n} item"),
    "photos": ("{n} 张照片", "{n} photographs"),
    "one_photos": ("{n} 张照片", "{n} photograph"),
    "photo_missing": ("照片已不在工位磁盘上", "photograph no longer on the station"),
    "any_code": ("任一条码", "Any code"),
    "in_bom": ("在物料清单中", "in the bill of materials"),
    "is_part": ("物料 {part}", "part {part}"),
    "fits_order": ("与工单的{field}一致", "equals the work order's {field}"),
    "order_number": ("编号", "number"),
    "order_product": ("产品", "product"),
    "order_variant": ("型号", "variant"),
    "order_lot": ("批次", "lot"),
    "order_quantity": ("数量", "quantity"),
    "unused": ("未使用过", "not used before"),
    "unexpired": ("未过期", "not expired"),
    "pattern": ("格式 {pattern}", "pattern {pattern}"),
    "target": ("目标 {value}", "target {value}"),
    "samples": ("{n} 个读数", "{n} readings"),
    "hold": ("按住 {s} 秒", "hold for {s} s"),
    "wait": ("等待 {s} 秒", "wait {s} s"),
    "calculated": ("由公式算出", "calculated"),
    "words": ("文字", "Text"),
    "by_performer": ("操作员本人签名", "Signed by the performer"),
    "by_second": ("他人复核签名", "Signed by a second person"),
    "operator": ("操作员", "operator"),
    "team_lead": ("班组长", "team lead"),
    "author": ("编制人", "author"),
    "approver": ("审批人", "approver"),
    "auditor": ("审核员", "auditor"),
    "corrected": ("更正", "Corrected"),
    "corrected_late": (
        "更正 · 补录（工步完成后 {by}）",
        "Corrected · late entry ({by} after the step was done)",
    ),
    "was": ("原值", "was"),
    "reason": ("原因", "Reason"),
    # signatures
    "signatures": ("签名", "Signatures"),
    "name": ("姓名", "Printed name"),
    "meaning": ("含义", "Meaning"),
    "signed_at": ("签名时间", "Date and time"),
    "where": ("工步", "Step"),
    "performed": ("执行", "Performed"),
    "verified": ("复核", "Verified"),
    "approved": ("批准", "Approved"),
    "m_released": ("批准解除锁定", "Approved: release of a blocked step"),
    "m_deviation": ("批准偏差放行", "Approved: deviation"),
    "m_contingency": ("批准进入应急流程", "Approved: contingency procedure"),
    "m_halt_lifted": ("批准已撤回版本的作业继续", "Approved: going on under a withdrawn revision"),
    "m_left": ("批准提前离开应急流程", "Approved: leaving it with steps undone"),
    "m_disposed": ("批准异常处置", "Approved: disposition of an exception"),
    "m_reordered": ("批准调整工步顺序", "Approved: another order of steps"),
    "m_reassigned": ("批准改派", "Approved: assigning the run anew"),
    "m_coaching": ("带教：同意监督本次作业", "Coach: watches over this run"),
    "m_coached": ("带教：监督下完成", "Coach: done under supervision"),
    # what happened
    "warned": ("已确认安全提示", "Warnings acknowledged"),
    "out_of_turn": ("调整顺序进入", "Entered out of turn"),
    "skipped_because": ("跳过", "Skipped"),
    "blocked": ("工步锁定，等待班组长", "Step blocked, waiting for a team lead"),
    "released": ("班组长 {name} 解除锁定", "Released by team lead {name}"),
    "deviation": ("班组长 {name} 签署偏差", "Deviation signed by team lead {name}"),
    "went_back": ("返回“{step}”重做", "Went back to “{step}”"),
    "went_back_auto": ("按规则返回“{step}”重做", "Sent back to “{step}” by the step's rule"),
    "exception": ("上报异常：{category}", "Exception raised: {category}"),
    "exception_auto": ("自动上报异常：{category}", "Exception raised by rule: {category}"),
    "exception_of": ("{told} · {severity} · {effect}", "{told} · {severity} · {effect}"),
    "minor": ("一般", "minor"),
    "major": ("严重", "major"),
    "critical_severity": ("重大", "critical"),
    "effect_continue": ("作业继续", "the run goes on"),
    "effect_hold": ("作业停住待处置", "the run is held"),
    "effect_stop": ("工位停线", "the station is stopped"),
    "reading_of": ("{check}：{reading}", "{check}: {reading}"),
    "answered": ("{name} 响应异常（{category}）", "{name} answered the call ({category})"),
    "answered_there": (
        "{name} 在工位 {station} 响应异常（{category}）",
        "{name} answered the call at station {station} ({category})",
    ),
    "escalated": ("异常（{category}）升级通知：{to}", "The call ({category}) went on to: {to}"),
    "disposed_continue": (
        "班组长 {name} 处置异常（{category}）：继续",
        "Team lead {name} disposed of the exception ({category}): go on",
    ),
    "disposed_rework": (
        "班组长 {name} 处置异常（{category}）：从“{step}”返工",
        "Team lead {name} disposed of the exception ({category}): rework from “{step}”",
    ),
    "disposed_scrap": (
        "班组长 {name} 处置异常（{category}）：报废",
        "Team lead {name} disposed of the exception ({category}): scrap",
    ),
    "disposed_hold": (
        "班组长 {name} 处置异常（{category}）：扣留待定",
        "Team lead {name} disposed of the exception ({category}): stays on hold",
    ),
    "noted": ("备注", "Note"),
    "noted_by_lead": ("班组长 {name} 备注", "Note by team lead {name}"),
    "late": ("{told} · 补录（晚 {by}）", "{told} · late entry ({by} later)"),
    "reordered": (
        "班组长 {name} 调整未完成工步的顺序：{steps}",
        "Team lead {name} put the open steps in this order: {steps}",
    ),
    "reassigned": (
        "班组长 {name} 改派给 {to}",
        "Assigned anew to {to} by team lead {name}",
    ),
    "coach_signed": (
        "带教人 {name} 签名：在监督下完成",
        "Coach {name} signed: done under supervision",
    ),
    "begun_coached": (
        "开始作业，带教人 {name} 监督（{want}）",
        "Execution started, watched over by coach {name} ({want})",
    ),
    "want_skill": ("技能未达要求", "skill not yet held"),
    "want_unread": ("尚未阅读确认此版本", "revision not yet acknowledged"),
    "want_nothing": ("自愿", "by choice"),
    "scrapped": ("按处置报废，作业结束", "Scrapped as disposed of; the execution ended"),
    "undisposed": ("未处置异常", "Exceptions not disposed of"),
    "supervisor": ("主管", "supervisor"),
    "owner": ("流程责任人", "procedure owner"),
    "entered_rush_order": (
        "{name} 批准加急单，进入“{path}”",
        "{name} let in a rush order: “{path}” entered",
    ),
    "entered_quality_incident": (
        "{name} 因质量事件进入“{path}”",
        "{name} entered “{path}” for a quality incident",
    ),
    "entered_contingency": (
        "{name} 批准进入应急流程“{path}”",
        "Contingency “{path}” entered, authorised by {name}",
    ),
    "left_contingency": ("离开应急流程“{path}”", "Contingency “{path}” left"),
    "left_early": (
        "{name} 批准提前离开应急流程“{path}”",
        "Contingency “{path}” left with steps undone, authorised by {name}",
    ),
    "pause": ("暂停", "Paused"),
    "resume": ("继续", "Resumed"),
    "halted": (
        "版本已撤回，作业停在工步之间：{reason}",
        "Revision withdrawn; the run stands still between two steps: {reason}",
    ),
    "halt_lifted": (
        "班组长 {name} 放行已撤回的版本，作业继续",
        "Team lead {name} let the run go on under the withdrawn revision",
    ),
    "begun_anew": (
        "新版本要求重新开始，接续作业 {execution}",
        "Begun anew under a newer revision, instead of execution {execution}",
    ),
    "superseded": (
        "新版本已生效，此件按新版本重新开始",
        "A newer revision took over; the unit was begun anew under it",
    ),
    "handed_over": ("由 {name} 接手", "Handed over to {name}"),
    "abort": ("中止", "Aborted"),
    "begun": ("开始作业", "Execution started"),
    "ended_as": ("作业结束：{result}", "Execution ended: {result}"),
    # categories
    "man": ("人", "man"),
    "machine": ("机", "machine"),
    "material": ("料", "material"),
    "method": ("法", "method"),
    "environment": ("环", "environment"),
    "measurement": ("测", "measurement"),
    # the proof
    "happened": ("经过", "Course of events"),
    "proof": ("完整性证明", "Proof of integrity"),
    "fingerprint": ("记录指纹", "Record fingerprint"),
    "log": ("账本", "Journal"),
    "events": ("记录条数", "Events"),
    "first_last": ("首条 – 末条", "First – last"),
    "last_digest": ("末条校验值", "Digest of the last event"),
    "exported": ("导出", "Exported"),
    "evidence": ("照片校验值", "Photographs"),
    "every_event": ("全部记录", "Every event"),
    "how_to_verify": (
        "本文件内含全部原始记录。验证：sop-kiosk verify 文件名；任何一个字节被改动都会被发现。"
        "改动者若同时重算全部校验值，须与工位账本或中心服务器上的指纹比对才能发现。",
        "This file carries every original event. To verify: sop-kiosk verify FILE; a change of a "
        "single byte is found. Somebody who recomputes every digest is found out by comparing "
        "the fingerprint with the station's journal or the hub.",
    ),
}


def said(word: str, **values: Both | str | int | float) -> Both:
    """The words for `word` in both languages, with `values` filled in."""
    zh, en = WORDS[word]
    return Both(
        zh.format(**{k: v.zh if isinstance(v, Both) else v for k, v in values.items()}),
        en.format(**{k: v.en if isinstance(v, Both) else v for k, v in values.items()}),
    )


def plain(text: object) -> Both:
    """What is no sentence: numbers, codes, what somebody wrote."""
    return Both(str(text), str(text))


def of_author(text: Text) -> Both:
    """The procedure's own text; in its other language where it lacks one."""
    some = next(iter(text.values()), "")
    zh = next((v for k, v in text.items() if k.startswith("zh")), some)
    return Both(zh, text.get("en", some))


def of_rules(code: str, details: dict[str, str]) -> Both:
    """Why a check failed, in the words of the rules."""
    from sop.messages import text

    return Both(text(code, "zh", **details), text(code, "en", **details))


DOT = plain(" · ")
COMMA = Both("、", "; ")


def joined(parts: list[Both], between: Both = DOT) -> Both:
    """Side by side, whole in each language; only what differs is told beside the other."""
    return Both(
        between.zh.join(part.zh for part in parts),
        between.en.join(part.en for part in parts),
        between.en.join(part.en for part in parts if part.en != part.zh),
    )


def counted(word: str, n: int) -> Both:
    """So many of them; English tells one from several."""
    return said(word if n != 1 else f"one_{word}", n=n)


def named(label: str, value: object) -> Both:
    """A value with its name before it."""
    name = said(label)
    return Both(f"{name.zh} {value}", f"{name.en} {value}")


def span(milliseconds: int) -> str:
    """A length of time as people at a machine read it: 0:42, 12:05, 1:02:05."""
    minutes, seconds = divmod(max(milliseconds, 0) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
