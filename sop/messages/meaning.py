"""What the loader says of what a procedure means. (Chinese, English)"""

MEANING: dict[str, tuple[str, str]] = {
    "language_twice": (
        "语言 {language} 重复了，请删掉一个。",
        "{language} is listed twice; once is enough.",
    ),
    "language_unused": (
        "languages 里的 {language} 没有任何一处文字；全文用的是：{seen}。请改正或删除。",
        "languages names {language}, and no text is in it; the texts are in: {seen}. Correct or "
        "remove it.",
    ),
    "text_incomplete": (
        "这段文字缺少语言：{missing}。声明过的每种语言都要写全。",
        "This text lacks: {missing}. It must be given in every language that is declared.",
    ),
    "text_blank": (
        "{language} 的文字是空白的，请填写。",
        "The text in {language} is blank; write it.",
    ),
    "text_undeclared": (
        "{language} 没有在 languages 里声明，不会显示。请补上声明或删除。",
        "{language} is not in languages and will not be shown. Declare it or remove the text.",
    ),
    "name_twice": (
        "“{name}”已经用过了。请换一个不重复的名称。",
        "“{name}” is already taken. Each must have a name of its own.",
    ),
    "no_such_step": (
        "没有工步“{name}”。可用的有：{known}。",
        "There is no step “{name}”. There are: {known}.",
    ),
    "no_such_step_near": (
        "没有工步“{name}”，是不是想写“{near}”？",
        "There is no step “{name}”. Did you mean “{near}”?",
    ),
    "not_an_earlier_step": (
        "“{name}”不在这个工步之前。只能返回到：{known}。",
        "“{name}” does not come before this step. One can go back to: {known}.",
    ),
    "to_without_go_back": (
        "then 是 {then}，这里的 to 不起作用。请改成 then: go_back 或删除 to。",
        "With then: {then} there is nowhere to go to. Write then: go_back, or remove to.",
    ),
    "go_back_needs_to": (
        "then: go_back 需要写明返回到哪个工步，例如 to: clean_flange",
        "then: go_back must say which step to return to, for example to: clean_flange",
    ),
    "retries_without_end": (
        "then: retry 本来就可以无限次重试，retries 不起作用。要限次请用 block、exception 或 "
        "go_back。",
        "then: retry has no limit, so retries does nothing. For a limit use block, exception "
        "or go_back.",
    ),
    "removed_step_exists": (
        "变更说“{name}”已删除，但这个工步还在。请改为 changed，或删除该工步。",
        "The changes say “{name}” was removed, but the step is there. Write changed, or remove "
        "the step.",
    ),
    "quiz_one_correct": (
        "每题必须正好有一个正确答案（correct: true），现在有 {correct} 个。",
        "Exactly one answer must be correct (correct: true); there are {correct}.",
    ),
    "no_such_part": (
        "BOM 里没有料号“{name}”。BOM 里有：{known}。",
        "“{name}” is not in the bom. It lists: {known}.",
    ),
    "no_such_part_near": (
        "BOM 里没有料号“{name}”，是不是想写“{near}”？",
        "“{name}” is not in the bom. Did you mean “{near}”?",
    ),
    "bom_empty": (
        "in_bom 要求扫到 BOM 里的料，但 BOM 是空的。请先在 bom 里列出物料。",
        "in_bom asks for a part of the bom, and the bom is empty. List the parts under bom.",
    ),
    "no_such_tool": (
        "tools 里没有“{name}”。可用的有：{known}。",
        "There is no tool “{name}”. There are: {known}.",
    ),
    "no_such_tool_near": (
        "tools 里没有“{name}”，是不是想写“{near}”？",
        "There is no tool “{name}”. Did you mean “{near}”?",
    ),
    "supersedes_itself": (
        "版本 {revision} 不能替代它自己。请写被替代的旧版本。",
        "Revision {revision} cannot supersede itself. Name the older revision.",
    ),
    "effective_date": (
        "生效时间“{seen}”无法识别。请写成 2026-03-01 或 2026-03-01T06:00:00+08:00（带时区）。",
        "The effective date “{seen}” cannot be read. Write 2026-03-01, or with a time and its "
        "offset 2026-03-01T06:00:00+08:00.",
    ),
    "times_order": (
        "时间顺序不对：{a}（{low} 秒）大于 {b}（{high} 秒）。应为 minimum ≤ standard ≤ maximum。",
        "{a} ({low} s) is above {b} ({high} s). It must be minimum ≤ standard ≤ maximum.",
    ),
    "critical_without_check": (
        "红线工步“{name}”没有任何确认项，无从证明它做过。建议至少加一个。",
        "The critical step “{name}” has no check, so nothing proves that it was done. Give it "
        "at least one.",
    ),
    "limits_order": (
        "下限 {lower} 大于上限 {upper}，没有数值能合格。请对调或改正。",
        "The lower limit {lower} is above the upper limit {upper}; nothing could pass. Put "
        "them right.",
    ),
    "target_outside": (
        "目标值 {target} 不在合格范围 {limits} 内。",
        "The target {target} is outside the limits {limits}.",
    ),
    "limit_finer_than_decimals": (
        "界限 {limit} 比可输入的 {decimals} 位小数更细。请增加 decimals。",
        "The limit {limit} is finer than the {decimals} decimals one can enter. Raise decimals.",
    ),
    "lengths_order": (
        "最少 {low} 个字符大于最多 {high} 个字符。",
        "The minimum of {low} characters is above the maximum of {high}.",
    ),
    "timer_beyond_maximum": (
        "计时 {seconds} 秒超过了工步的最长时间 {maximum} 秒，每次都会被标为超时。",
        "The timer of {seconds} s is longer than the step's maximum of {maximum} s: every run "
        "would be marked as too long.",
    ),
    "choice_never_passes": (
        "所有选项都是 passes: false，永远不会合格。至少要有一个能通过。",
        "Every option has passes: false, so nothing could pass. At least one must.",
    ),
    "gtin_length": (
        "GTIN {seen} 有 {length} 位。应为 8、12、13 或 14 位。",
        "The GTIN {seen} has {length} digits. It must have 8, 12, 13 or 14.",
    ),
    "gtin_check_digit": (
        "GTIN {seen} 的校验位不对。若前面无误，应为 {right}。",
        "The check digit of GTIN {seen} is wrong. If the rest is right it is {right}.",
    ),
    "gs1_needs_symbology": (
        "{rule} 需要能承载 GS1 数据的条码，而 {symbologies} 不能。请改用 datamatrix 或 code128 "
        "等。",
        "{rule} needs a code that carries GS1 data, and {symbologies} does not. Allow "
        "datamatrix, code128 or another that does.",
    ),
    "gs1_no_such_ai": (
        "GS1 没有标识符 ({ai})。常用的有：01 商品 (GTIN)、10 批号、11 生产日期、17 有效期、"
        "21 序列号、30 或 37 数量。",
        "GS1 has no identifier ({ai}). Often used: 01 item (GTIN), 10 lot, 11 production date, "
        "17 expiry date, 21 serial number, 30 or 37 quantity.",
    ),
    "gs1_ai_longer": (
        "GS1 标识符 ({ai}) 没有写全。请写成其中一个：{near}",
        "The GS1 identifier ({ai}) is not complete. Write one of these: {near}",
    ),
    "gs1_value_digits": (
        "GS1 字段 ({ai}) 的值应是 {size} 位数字，“{seen}”不是。日期写成年月日六位，如 270131。",
        "The value of GS1 field ({ai}) is {size} digits, and “{seen}” is not. A date is written "
        "as year, month, day: 270131.",
    ),
    "gs1_value_text": (
        "GS1 字段 ({ai}) 的值应有 {size} 个字符，“{seen}”不符。",
        "The value of GS1 field ({ai}) has {size} characters; “{seen}” does not fit.",
    ),
    "gs1_only_gtin": (
        "{symbologies} 里只有商品码 (GTIN)，没有字段 ({ai})。"
        "请改用 datamatrix、qrcode 或 code128。",
        "{symbologies} holds a GTIN and no field ({ai}). Allow datamatrix, qrcode or code128.",
    ),
    "gs1_no_quantity": (
        "GS1 字段 ({ai}) 不是数量。数量通常在 30 或 37 里。",
        "GS1 field ({ai}) is no quantity. Quantities usually stand in 30 or 37.",
    ),
    "capture_of_gtin": (
        "{symbologies} 里只有商品码 (GTIN)，每件都一样，不能当作 {field}。"
        "请扫带批号或序列号的条码。",
        "{symbologies} holds a GTIN only, the same on every piece, and is no {field}. Scan a code "
        "that carries the lot or serial number.",
    ),
    "capture_constant": (
        "equals 要求条码固定为“{equals}”，采集到的 {field} 每次都一样。请改用 pattern，或不采集。",
        "With equals the code is always “{equals}”, so the {field} captured is always the same. "
        "Use a pattern instead, or capture nothing.",
    ),
    "pattern_needs_more": (
        "pattern 至少要 {least} 个字符，而这里最多只能有 {most} 个，没有内容能合格。",
        "The pattern needs at least {least} characters, and at most {most} are possible here: "
        "nothing could pass.",
    ),
    "pattern_needs_less": (
        "pattern 最多容纳 {most} 个字符，而这里至少要有 {least} 个，没有内容能合格。",
        "The pattern takes at most {most} characters, and at least {least} are needed here: "
        "nothing could pass.",
    ),
    "no_such_option": (
        "这个选择项没有选项“{name}”，条件永远不会成立。可用的有：{known}。",
        "That choice has no option “{name}”, so the comparison never changes. There are: {known}.",
    ),
    "no_such_option_near": (
        "这个选择项没有选项“{name}”，是不是想写“{near}”？",
        "That choice has no option “{name}”. Did you mean “{near}”?",
    ),
    "equals_against_pattern": (
        "“{equals}”与 pattern 不符，没有条码能合格。请改其中一个。",
        "“{equals}” does not match the pattern, so no code could pass. Change one of them.",
    ),
    "no_such_group": (
        "“{name}”不是 pattern 里的命名组、text 或 GS1 AI。可用的有：{known}；或加引号的 AI，如 "
        '"10"。要用命名组，请在 pattern 里写 (?P<{name}>…)。',
        "“{name}” is no named group of pattern, nor text, nor a GS1 AI. There are: {known}; or "
        'an AI in quotes such as "10". A named group is written (?P<{name}>…) in the pattern.',
    ),
    "no_such_group_near": (
        "pattern 里没有命名组“{name}”，是不是想写“{near}”？",
        "The pattern has no group “{name}”. Did you mean “{near}”?",
    ),
    "traced_never_scanned": (
        "{part} 要求追溯 {what}，但没有一个扫码确认项采集它。请在扫码项里写 capture: {{{what}: "
        "…}}。",
        "{part} is traced by {what}, but no scan captures it. Give its scan capture: {{{what}: "
        "…}}.",
    ),
    "answers_missing": (
        "引用工步的答案要以 answers 开头：answers.{seen}",
        "The answer of a step begins with answers: answers.{seen}",
    ),
    "never_applies": (
        "applies_to 的 {field} 里没有“{name}”，比较的结果永远不变。列出的有：{known}。",
        "“{name}” is not among the {field} of applies_to, so the comparison never changes. Listed "
        "are: {known}.",
    ),
    "phrase_does_not_fit": (
        "这条常用语有 {length} 个字符，而此处要求 {low}–{high} 个，选了也不能通过。",
        "This phrase has {length} characters and {low}–{high} are taken here: choosing it fails.",
    ),
    "no_such_name": (
        "表达式里没有“{name}”。可用的有：{known}。如果它是一段文字，请加引号：'{name}'",
        "There is no “{name}” in expressions. There are: {known}. If it is a text, put it in "
        "quotes: '{name}'",
    ),
    "no_such_name_near": (
        "表达式里没有“{name}”，是不是想写“{near}”？",
        "There is no “{name}” in expressions. Did you mean “{near}”?",
    ),
    "no_such_check": (
        "没有确认项“{name}”。可用的有：{known}。",
        "There is no check “{name}”. There are: {known}.",
    ),
    "no_such_check_near": (
        "没有确认项“{name}”，是不是想写“{near}”？",
        "There is no check “{name}”. Did you mean “{near}”?",
    ),
    "no_such_field": (
        "没有“{name}”这个值。可用的有：{known}。",
        "There is no value “{name}”. There are: {known}.",
    ),
    "no_such_field_near": (
        "没有“{name}”这个值，是不是想写“{near}”？",
        "There is no value “{name}”. Did you mean “{near}”?",
    ),
    "answer_path_short": (
        "“{seen}”要写全：answers.工步.确认项.value",
        "Write “{seen}” in full: answers.step.check.value",
    ),
    "not_answered_yet": (
        "“{name}”此时还没有作答。只能引用更早的工步（计算项还可引用本工步里更早的确认项）。",
        "“{name}” is not answered by then. Only earlier steps can be used; a calculation may "
        "also use earlier checks of its own step.",
    ),
    "field_not_captured": (
        "扫码时没有采集 {field}，所以“{name}”永远没有值。请在那个扫码项里写 capture: "
        "{{{field}: …}}。",
        "That scan does not capture {field}, so “{name}” never has a value. Give the scan "
        "capture: {{{field}: …}}.",
    ),
}
