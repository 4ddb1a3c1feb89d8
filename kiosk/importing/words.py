"""What headings, labels and list lines of work instructions say, in English and Chinese."""

import re
from typing import Literal

Topic = Literal["parts", "tools", "hazards", "ppe", "purpose", "work"]
Level = Literal["danger", "warning", "caution", "notice"]

_TOPICS: dict[Topic, str] = {
    "parts": r"(the )?(parts?|parts? list|list of parts|bill of materials|bom|materials?"
    r"|components?|hardware|consumables|supplies|parts and materials|(tools and (parts|materials))"
    r"|(parts|materials) and tools|what you(’|')?ll need|(what )?you will need"
    r"|(所需|需要的|使用)?(零件|零部件|物料|材料|硬件|器材|配件|部件|元件|元器件|耗材|辅料)(清单|明细|表|准备)?"
    r"|物料清单\s*\(?bom\)?|bom表?|材料与工具|物料与工具|工具和材料|材料和工具)",
    "tools": r"(the )?(tools?|tools? list|equipment|tools and equipment|instruments?|fixtures?"
    r"|tooling|(所需|需要的|使用)?(工具|设备|工装|夹具|工装夹具|仪器|量具|设备工具|工具设备"
    r"|工具及设备|工具和设备|设备及工具|设备和工具|仪器设备)(清单|明细|表|准备)?)",
    "hazards": r"(safety|hazards?|safety (precautions|notes|instructions|warnings|information)"
    r"|general safety|warnings|cautions|precautions|before you start: safety"
    r"|安全|注意事项|安全事项|安全警示|安全须知|安全注意事项|安全要求|安全提示|危险源|危害|风险提示)",
    "ppe": r"(ppe|personal protective equipment( \(ppe\))?|protective equipment"
    r"|劳保用品|劳动防护用品|个人防护|个人防护用品|防护用品|劳保|个体防护)",
    "purpose": r"(introduction|intro|overview|purpose|scope|purpose and scope|aims?|objectives?"
    r"|about|background|description|summary|abstract"
    r"|目的|适用范围|范围|目的和范围|目的与适用范围|概述|简介|背景|前言|说明)",
    "work": r"(steps?|procedures?|instructions?|work instructions?|assembly|assembly instructions"
    r"|assembly (steps|procedure)|method|operations?|how to|build instructions|directions"
    r"|(操作|作业|装配|组装|安装|工艺|施工|检验|实施|工作)?(步骤|流程|程序|内容|方法|说明|过程)"
    r"|装配|组装|操作)",
}
_TOPIC = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _TOPICS.items()}
_QUALIFIED: dict[Topic, re.Pattern[str]] = {
    "parts": re.compile(
        r"((required|needed|necessary|printed|mechanical|electronic|included) )?"
        r"(parts|materials|components|hardware)"
        r"( (required|needed|list|used|and materials|included))*( for this (step|page|part|task))?",
        re.IGNORECASE,
    ),
    "tools": re.compile(
        r"((required|needed|necessary|special) )?(tools|equipment)( and equipment)?"
        r"( (required|needed|list|used))*( for this (step|page|part|task))?",
        re.IGNORECASE,
    ),
}

_CHINESE_NUMBER = "〇零一二两三四五六七八九十百"
_NUMBERING = re.compile(
    rf"^\s*(?:\(?\d+(?:[.\-]\d+)*\s*[.)、:：)．]|\d+(?:\.\d+)+|[（(]?[{_CHINESE_NUMBER}]+[)）、.．]"
    r"|[A-Z][.)]|[IVX]+[.)])\s*"
)
_STEP = re.compile(
    rf"^\s*(?:(?:step|task|schritt|étape|paso)\s*(?:no\.?\s*|#\s*|number\s+)?(?:\d+[a-z]?|[ivx]+\b"
    rf"|one|two|three|four|five|six|seven|eight|nine|ten)(?:\.\d+)*"
    rf"|第\s*[\d{_CHINESE_NUMBER}]+\s*(?:步骤|步|工步|道工序|工序)"
    rf"|(?:步骤|工步|工序)\s*[\d{_CHINESE_NUMBER}]+(?:\.\d+)*)"
    r"(?![A-Za-z0-9])\s*[:：.、)）\-–—]?\s*",
    re.IGNORECASE,
)

_LABELS: dict[Level, str] = {
    "danger": r"danger|危险|危险!",
    "warning": r"warning|警告|警示",
    "caution": r"caution|attention|注意|当心|小心|注意事项",
    "notice": r"notice|nb|n\.b\.|important|重要|重要提示|特别提示",
}
_LABEL = {
    level: re.compile(
        rf"^\s*(?:\[!(?:{words})\]|!!!\s*(?:{words})\b|:::\s*(?:{words})\b"
        rf"|\{{:\s*\.(?:{words})\s*\}}"
        rf"|[⚠❗‼🛑☢⚡️!\s]*[【\[(（]?(?:{words})[】\])）]?"
        r"(?:\s*[:：!！\-–—]+|(?=\s*$)|(?<=[】\]])))\s*",
        re.IGNORECASE,
    )
    for level, words in _LABELS.items()
}
_NB = re.compile(r"^\s*(?:NB|N\.B\.)[\s,.:]+")
_GITBUILDING = ((re.compile(r"^!!\s+"), "warning"), (re.compile(r"^!\s+"), "caution"))


def without_number(heading: str) -> str:
    """The heading without "3.", "2.1", "三、" before it."""
    return _NUMBERING.sub("", heading, count=1).strip()


def is_numbered(heading: str) -> bool:
    return bool(_NUMBERING.match(heading)) and bool(without_number(heading))


def topic_of(heading: str) -> Topic | None:
    """What a heading or a label line announces; None for anything else."""
    words = re.sub(r"^[^\w(（]+|[\s:：.。…*]+$", "", without_number(heading)).strip()
    for topic, pattern in _TOPIC.items():
        qualified = _QUALIFIED.get(topic)
        if pattern.fullmatch(words) or (qualified and qualified.fullmatch(words)):
            return topic
    return None


def step_mark(text: str) -> str | None:
    """The "Step 3:" or "第三步:" a text begins with, or None."""
    found = _STEP.match(text)
    return found[0] if found else None


def warning_label(text: str, quoted: bool) -> tuple[Level, str] | None:
    """The level and the label as written, when the text says explicitly that it warns."""
    for level, pattern in _LABEL.items():
        if found := pattern.match(text):
            return level, found[0]
    if found := _NB.match(text):
        return "notice", found[0]
    for mark, named in _GITBUILDING if quoted else ():
        if found := mark.match(text):
            return ("warning" if named == "warning" else "caution"), found[0]
    return None


_PROTECTION = {
    "wrist_strap": r"wrist ?strap|esd strap|防静电(手环|腕带)|静电环",
    "glasses": r"glasses|goggles|eye protection|护目镜|防护眼镜|眼镜",
    "gloves": r"gloves?|手套",
    "shoes": r"shoes|boots|footwear|安全鞋|劳保鞋|工作鞋|防砸鞋",
    "gown": r"gown|coat|overall|apron|洁净服|工作服|防静电服|围裙",
    "hairnet": r"hair ?net|bouffant|发网|发套|工作帽",
    "mask": r"mask|respirator|口罩|面罩|呼吸器",
    "ears": r"ear ?(plugs?|muffs?|defenders?)|hearing|耳塞|耳罩",
    "helmet": r"helmet|hard hat|安全帽|头盔",
}


def protection_icon(text: str) -> str | None:
    """The kind of protective equipment a line names."""
    return next((i for i, words in _PROTECTION.items() if re.search(words, text, re.I)), None)


def is_calibrated(tool: str) -> bool:
    """Whether the line says that the tool is under calibration."""
    return bool(re.search(r"calibrat|校准|检定|校验", tool, re.IGNORECASE))


def language_of(text: str) -> str:
    """zh when Chinese characters carry the text, otherwise en."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    return "zh" if chinese > words else "en"
