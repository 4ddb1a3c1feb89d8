"""What the loader says of how a sheet is written: YAML, and the schema. (Chinese, English)"""

WRITING: dict[str, tuple[str, str]] = {
    "error": (
        "错误",
        "error",
    ),
    "warning": (
        "提示",
        "warning",
    ),
    "more_problems": (
        "还有 {count} 处问题未列出。请先改好上面的，再检查一次。",
        "More problems, not listed: {count}. Put these right and check again.",
    ),
    "sheet_missing": (
        "找不到 sop.yaml。它应放在包的最上层；目前包里有：{seen}。",
        "There is no sop.yaml. It belongs at the top of the package, which holds: {seen}.",
    ),
    "sheet_empty": (
        "sop.yaml 是空的。第一行请写 format: 1",
        "sop.yaml is empty. Begin it with format: 1",
    ),
    "sheet_too_large": (
        "sop.yaml 超过 {limit} KB。图片请放成单独的文件，太长的作业请拆成几份。",
        "sop.yaml is larger than {limit} KB. Keep pictures in files of their own, and split a "
        "job that is this long.",
    ),
    "sheet_too_deep": (
        "嵌套超过 {limit} 层，请检查缩进或括号。",
        "Nested more than {limit} deep. Check the indentation or the brackets.",
    ),
    "sheet_too_many": (
        "内容超过 {limit} 项。请拆成几份作业指导书。",
        "More than {limit} entries. Split the procedure.",
    ),
    "encoding_utf16": (
        "文件是 UTF-16 编码。请在编辑器里另存为 UTF-8。",
        "The file is in UTF-16. Save it as UTF-8 in your editor.",
    ),
    "encoding_gbk": (
        "文件像是 GBK 编码（记事本里的 ANSI）。请另存为 UTF-8。",
        "The file seems to be in GBK (called ANSI in Notepad). Save it as UTF-8.",
    ),
    "encoding_unknown": (
        "这里有不是 UTF-8 的字节。请在编辑器里另存为 UTF-8。",
        "These bytes are not UTF-8. Save the file as UTF-8 in your editor.",
    ),
    "hidden_character": (
        "这里有看不见的控制字符 {character}。请删除后重新输入这一行。",
        "There is an invisible control character {character} here. Delete it and type the line "
        "again.",
    ),
    "yaml_syntax": (
        "YAML 写法有误。请与示例对照这一行和上一行。（解析器原文：“{reason}”）",
        "This is not valid YAML. Compare this line and the one above with an example. (The parser "
        "says “{reason}”.)",
    ),
    "yaml_tab": (
        "缩进里用了 Tab。YAML 只能用空格缩进，每层两个空格。",
        "The line is indented with a tab. YAML is indented with spaces, two for each level.",
    ),
    "yaml_colon": (
        '这里多了一个冒号。文字里有冒号时，请把整段文字放进引号："注意: 高温"',
        'There is a colon too many. Put a text that holds a colon in quotes: "Caution: hot"',
    ),
    "yaml_fullwidth": (
        "这一行用了中文标点 {seen} 。YAML 的冒号、逗号、括号和引号都要用英文的。",
        "This line holds the full-width sign {seen} . The colons, commas, brackets and quotes of "
        "YAML are plain ones.",
    ),
    "yaml_start": (
        "文字不能以这个符号开头。请把整段文字放进引号。",
        "A text cannot begin with this character. Put the whole text in quotes.",
    ),
    "yaml_quote": (
        "引号没有成对。请在文字结尾补上同样的引号。",
        "A quote is not closed. Put the same quote at the end of the text.",
    ),
    "yaml_escape": (
        "双引号里的反斜杠有特殊含义。正则表达式和路径请用单引号：'[0-9]\\d'",
        "In double quotes a backslash has a meaning of its own. Put patterns and paths in single "
        "quotes: '[0-9]\\d'",
    ),
    "yaml_indent": (
        "这一行与上文对不上。同一级的内容要从同一列开始，括号要成对。（解析器原文：“{reason}”）",
        "This line does not fit those above. Entries of one level start in the same column, and "
        "brackets come in pairs. (The parser says “{reason}”.)",
    ),
    "yaml_documents": (
        "一个文件里只能有一份内容。请删除这条 --- 及其后的部分，或另存为文件。",
        "A file holds one document. Remove this --- and what follows, or move it to a file of "
        "its own.",
    ),
    "yaml_alias": (
        "不支持引用 *{name}。请把内容在这里完整写出来。",
        "References such as *{name} are not supported. Write the content out here.",
    ),
    "yaml_anchor": (
        "不支持锚点 &{name}。请删除它。",
        "Anchors such as &{name} are not supported. Remove it.",
    ),
    "yaml_tag": (
        "不支持类型标记 {tag}。请删除它；要当作文字就用引号。",
        "Type tags such as {tag} are not supported. Remove it; quotes make a text.",
    ),
    "yaml_key": (
        "键名必须是一个词，不能是列表或另一组键值。花括号开头的文字请放进引号。",
        "A key must be one word, not a list or a mapping. Put a text that begins with a brace "
        "in quotes.",
    ),
    "yaml_duplicate_key": (
        "“{key}”写了两次（第一次在第 {first} 行）。请合并或删掉一处。",
        "“{key}” is given twice (first in line {first}). Join the two or remove one.",
    ),
    "unknown_key_near": (
        "没有“{key}”这一项，是不是想写“{near}”？",
        "There is no “{key}” here. Did you mean “{near}”?",
    ),
    "unknown_key": (
        "这里没有“{key}”这一项。可用的有：{known}。",
        "There is no “{key}” here. Known are: {known}.",
    ),
    "missing_key": (
        "缺少必填项“{key}”。",
        "“{key}” is missing here; it must be given.",
    ),
    "needs_quotes": (
        '这里应是文字，而 {seen} 会被当成数字或真假值。请加引号："{seen}"',
        'This must be a text, and {seen} reads as a number or a yes/no. Put it in quotes: "{seen}"',
    ),
    "empty_value": (
        "这一项没有值。请填写，或整行删除。",
        "There is no value here. Give one, or remove the whole line.",
    ),
    "fullwidth_colon": (
        "“{seen}”里用了中文冒号。请改成英文冒号加一个空格，例如 zh: 拧紧螺栓",
        "“{seen}” holds a full-width colon. Use a plain colon and a space: zh: 拧紧螺栓",
    ),
    "needs_languages": (
        "“{seen}”没有分语言。请写成 {{zh: …, en: …}}",
        "“{seen}” is not given by language. Write {{zh: …, en: …}}",
    ),
    "needs_string": (
        "这里应是文字，实际是 {seen}。",
        "This must be a text; it is {seen}.",
    ),
    "needs_number": (
        "这里应是数字（例如 4.5，不带单位和引号），实际是 {seen}。",
        "This must be a number such as 4.5, without unit or quotes; it is {seen}.",
    ),
    "needs_integer": (
        "这里应是整数（例如 3），实际是 {seen}。",
        "This must be a whole number such as 3; it is {seen}.",
    ),
    "needs_boolean": (
        "这里只能写 true 或 false，实际是 {seen}。",
        "This must be true or false; it is {seen}.",
    ),
    "needs_array": (
        "这里应是列表：每项一行，以“- ”开头。实际是 {seen}。",
        "This must be a list, each entry on a line that begins with “- ”; it is {seen}.",
    ),
    "needs_object": (
        "这里应是一组“键: 值”，实际是 {seen}。可用的键：{known}。",
        "This must be a group of “key: value” lines; it is {seen}. Known keys: {known}.",
    ),
    "not_allowed_near": (
        "“{seen}”不在可选范围内，是不是想写“{near}”？",
        "“{seen}” is not one of the choices. Did you mean “{near}”?",
    ),
    "not_allowed": (
        "“{seen}”不在可选范围内。可选：{allowed}。",
        "“{seen}” is not one of the choices: {allowed}.",
    ),
    "bad_identifier": (
        "“{seen}”不能作 id。请用小写英文字母、数字和下划线，以字母开头，例如 torque_m8",
        "“{seen}” cannot be an id. Use small letters, digits and _, beginning with a letter: "
        "torque_m8",
    ),
    "bad_gtin": (
        "“{seen}”不是 GTIN。只写 8、12、13 或 14 位数字，不带空格和符号。",
        "“{seen}” is no GTIN. Write its 8, 12, 13 or 14 digits without spaces or signs.",
    ),
    "bad_ai": (
        '“{seen}”不是 GS1 标识符。只写 2 到 4 位数字，不带括号，例如 "10"',
        '“{seen}” is no GS1 identifier. Write its two to four digits without brackets: "10"',
    ),
    "bad_code": (
        "“{seen}”不能用在这里。只能用英文字母、数字和 . _ - ，以字母或数字开头，例如 FLG-M12-080",
        "“{seen}” cannot be used here. Use letters, digits and . _ - beginning with a letter or "
        "digit: FLG-M12-080",
    ),
    "not_fraction": (
        "图上的位置用 0 到 1 的小数，从左上角量起，例如 0.28；“{seen}”不是（不用像素或百分比）。",
        "A place on a picture is a fraction from 0 to 1, from its top left corner, such as 0.28; "
        "“{seen}” is not (no pixels, no percent).",
    ),
    "needs_seconds": (
        "时间用秒数写，“{seen}”请换算成秒，例如 1:30 写成 90。",
        "Times are written in seconds: put “{seen}” as one number, 1:30 as 90.",
    ),
    "decimal_comma": (
        "“{seen}”前面的逗号把数字断开了。小数点请写成 . 例如 0.{seen}",
        "The comma before “{seen}” cuts the number in two. Write a decimal point: 0.{seen}",
    ),
    "bad_form": (
        "“{seen}”的写法不对，应符合 {pattern}",
        "“{seen}” is not written as it must be: {pattern}",
    ),
    "bad_language_code": (
        "“{seen}”不是语言代码。请用 zh、en 这样的两个小写字母。",
        "“{seen}” is not a language code. Use two small letters such as zh or en.",
    ),
    "too_small": (
        "{seen} 太小，至少 {limit}。",
        "{seen} is too small; at least {limit}.",
    ),
    "not_above": (
        "{seen} 太小，必须大于 {limit}。",
        "{seen} is too small; more than {limit}.",
    ),
    "too_large": (
        "{seen} 太大，最多 {limit}。",
        "{seen} is too large; at most {limit}.",
    ),
    "too_short": (
        "文字太短，至少 {limit} 个字符。",
        "The text is too short; at least {limit} characters.",
    ),
    "too_long": (
        "文字太长，最多 {limit} 个字符。",
        "The text is too long; at most {limit} characters.",
    ),
    "too_few": (
        "项数太少，至少 {limit} 项。",
        "Too few entries; at least {limit}.",
    ),
    "too_many": (
        "项数太多，最多 {limit} 项。",
        "Too many entries; at most {limit}.",
    ),
    "schema_other": (
        "这里不符合作业指导书的格式。（检查程序原文：“{reason}”）",
        "This is not how a procedure is written. (The checker says “{reason}”.)",
    ),
}
