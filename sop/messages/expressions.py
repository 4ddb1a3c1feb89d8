"""What expressions and patterns say. (Chinese, English)"""

EXPRESSIONS: dict[str, tuple[str, str]] = {
    "expression_too_long": (
        "表达式有 {length} 个字符，最多 {limit} 个。请拆成几个计算步骤。",
        "The expression has {length} characters; at most {limit} are allowed. Split it over "
        "several calculations.",
    ),
    "expression_too_deep": (
        "表达式的括号或条件嵌套超过 {limit} 层。请拆成几个计算步骤。",
        "The expression nests brackets or conditions more than {limit} deep. Split it over "
        "several calculations.",
    ),
    "expression_loops": (
        "一个表达式里最多用一次 map、filter、all、exists，且不能与 matches 同用。",
        "An expression may use map, filter, all or exists once, and not together with matches.",
    ),
    "expression_matches": (
        "matches(…) 里要直接写带引号的正则表达式，例如 scan.value.matches('A[0-9]+')。",
        "matches(…) takes a pattern written out in quotes, for example "
        "scan.value.matches('A[0-9]+').",
    ),
    "expression_syntax": (
        "表达式写法有误，可能多了或少了符号。正确写法例如：answers.torque.m8.value > 20"
        "（解析器原文：“{reason}”）",
        "The expression cannot be read; a sign may be missing or one too many. A correct one looks "
        "like: answers.torque.m8.value > 20 (the parser says “{reason}”)",
    ),
    "expression_fullwidth": (
        "表达式里用了中文符号 {seen} ，请改用英文符号 {right}",
        "The expression holds the full-width sign {seen} . Write {right}",
    ),
    "expression_sign": (
        "表达式里的“{seen}”应写成 {right}",
        "Write {right} instead of “{seen}” in an expression.",
    ),
    "expression_quotes": (
        "表达式里的引号没有成对。文字两边都要有引号，例如 variant == 'L2'",
        "A quote is not closed in the expression. A text has one on both sides: variant == 'L2'",
    ),
    "expression_brackets": (
        "表达式里的括号“{seen}”没有成对。",
        "The bracket “{seen}” has no partner in the expression.",
    ),
    "expression_unfinished": (
        "表达式以“{seen}”结尾，后面还缺一个值。",
        "The expression ends with “{seen}”; a value is missing after it.",
    ),
    "expression_chain": (
        "不能连续比较。5 < x < 7 请写成 5 < x && x < 7",
        "Comparisons do not chain. Write 5 < x < 7 as 5 < x && x < 7",
    ),
    "expression_unknown_function": (
        "表达式里没有函数 {name}。可用：{known}。",
        "There is no function {name} in expressions. Available: {known}.",
    ),
    "expression_missing_value": (
        "表达式要用的 {name} 还没有值。",
        "The expression needs {name}, which has no value yet.",
    ),
    "expression_types": (
        "表达式把不同类型的值混在一起，例如用数字和文字比较。数字不加引号，文字要加引号。"
        "（计算器原文：“{reason}”）",
        "The expression mixes values of different types, for example a number and a text. A number "
        "has no quotes, a text has them. (The evaluator says “{reason}”.)",
    ),
    "expression_division_by_zero": (
        "表达式出现除以零。",
        "The expression divides by zero.",
    ),
    "expression_not_finite": (
        "表达式的结果不是有效的数字（{value}）。",
        "The result of the expression is not a usable number ({value}).",
    ),
    "expression_not_number": (
        "计算结果应是数字，实际得到 {value}。",
        "The calculation must give a number; it gave {value}.",
    ),
    "expression_not_boolean": (
        "条件的结果应是真或假（true/false），实际得到 {value}。请加上比较，例如 … > 0",
        "The condition must give true or false; it gave {value}. Add a comparison such as … > 0",
    ),
    "expression_failed": (
        "表达式无法计算。（计算器原文：“{reason}”）",
        "The expression could not be computed. (The evaluator says “{reason}”.)",
    ),
    "pattern_syntax": (
        "正则表达式 {pattern} 有误，请按 RE2 语法改正。（解析器原文：“{reason}”）",
        "The pattern {pattern} is not valid RE2 syntax. (The parser says “{reason}”.)",
    ),
    "pattern_brackets": (
        "正则表达式 {pattern} 的括号没有成对。要匹配括号本身，请写成 \\( \\) \\[ \\]",
        "A bracket of the pattern {pattern} has no partner. To match a bracket itself write "
        "\\( \\) \\[ \\]",
    ),
    "pattern_repetition": (
        "正则表达式 {pattern} 的重复次数（* + ? {{n,m}}）写法有误：前面要有可重复的内容，"
        "最多 1000 次，n 不大于 m。",
        "A repetition (* + ? {{n,m}}) of the pattern {pattern} is wrong: something must stand "
        "before it, at most 1000 times, n not above m.",
    ),
    "pattern_lookaround": (
        "正则表达式 {pattern} 用了前后查找等不支持的写法。请改用普通分组 (…) 或 (?P<名称>…)。",
        "The pattern {pattern} uses look-around or another form that is not supported. Use plain "
        "groups (…) or (?P<name>…).",
    ),
    "pattern_escape": (
        "正则表达式 {pattern} 里的反斜杠写法不支持（反向引用 \\1 也不行）。"
        "任意数字写 [0-9]，点号本身写 \\.",
        "A backslash in the pattern {pattern} means nothing here (nor do back-references such as "
        "\\1). A digit is [0-9], a dot itself is \\.",
    ),
    "pattern_too_long": (
        "正则表达式有 {length} 个字符，最多 {limit} 个。",
        "The pattern has {length} characters; at most {limit} are allowed.",
    ),
    "pattern_characters": (
        "正则表达式 {pattern} 里有无效字符，请重新输入。",
        "The pattern {pattern} holds characters that are not valid; type it again.",
    ),
}
