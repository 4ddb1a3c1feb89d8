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
        "表达式写法有误：{reason}。正确写法例如：answers.torque.m8.value > 20",
        "The expression cannot be read: {reason}. A correct one looks like: "
        "answers.torque.m8.value > 20",
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
        "表达式把不同类型的值混在一起（例如数字与文字）：{reason}",
        "The expression mixes values of different types (for example a number and a text): "
        "{reason}",
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
        "表达式无法计算：{reason}",
        "The expression could not be computed: {reason}",
    ),
    "pattern_syntax": (
        "正则表达式 {pattern} 有误：{reason}。请使用 RE2 语法（不支持前后查找和反向引用）。",
        "The pattern {pattern} is not valid: {reason}. Use RE2 syntax (no look-around, no "
        "back-references).",
    ),
}
