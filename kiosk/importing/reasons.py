"""Why something of a document is listed in the report, in both languages."""

REASONS: dict[str, dict[str, str]] = {
    # not in the procedure
    "link_target": {
        "zh": "链接文字已保留，链接目标未导入",
        "en": "link text kept, target left out",
    },
    "link_unused": {
        "zh": "定义了链接目标，但正文没有引用",
        "en": "a link target that the text never uses",
    },
    "footnote_unused": {
        "zh": "脚注没有被正文引用",
        "en": "a footnote that the text never refers to",
    },
    "picture_missing": {
        "zh": "找不到图片文件",
        "en": "picture file not found",
    },
    "picture_remote": {
        "zh": "网络图片不下载；请保存到文件夹后重新导入",
        "en": "on the network, never fetched; save it beside the document and import again",
    },
    "picture_outside": {
        "zh": "图片在文档文件夹之外，未读取；可用 --root 指明包含图片的文件夹后重新导入",
        "en": "outside the document's folder, not read; name the folder that holds both with "
        "--root and import again",
    },
    "picture_unreadable": {
        "zh": "不是可读取的图片",
        "en": "not a picture that can be read",
    },
    "picture_too_large": {
        "zh": "图片过大",
        "en": "picture too large",
    },
    "picture_too_many": {
        "zh": "图片数量超出上限",
        "en": "more pictures than a procedure may hold",
    },
    "html_not_text": {
        "zh": "HTML 元素无对应内容",
        "en": "HTML that has no counterpart in a procedure",
    },
    "comment": {
        "zh": "注释（原文中不可见）",
        "en": "a comment, not visible in the source",
    },
    "front_matter": {
        "zh": "文档头信息未使用",
        "en": "front matter that is not used",
    },
    "placeholder": {
        "zh": "生成占位符",
        "en": "a placeholder of the document generator",
    },
    "attributes": {
        "zh": "生成器属性",
        "en": "attributes for the document generator",
    },
    "too_many": {
        "zh": "超出数量上限",
        "en": "more than a procedure may hold",
    },
    "empty_heading": {
        "zh": "标题下没有内容",
        "en": "a heading with nothing below it",
    },
    "not_read": {
        "zh": "嵌套过深或无法解析的内容",
        "en": "nested too deeply, or not to be understood as Markdown",
    },
    "control_characters": {
        "zh": "不可显示的控制字符",
        "en": "control characters",
    },
    # in the procedure, but changed
    "as_parts": {
        "zh": "此标题下的清单成为物料清单",
        "en": "the list below became the parts list",
    },
    "as_tools": {
        "zh": "此标题下的清单成为工具清单",
        "en": "the list below became the tool list",
    },
    "as_hazards": {
        "zh": "此标题下的内容成为危险提示",
        "en": "what stands below became hazards",
    },
    "as_ppe": {
        "zh": "此标题下的内容成为劳保要求",
        "en": "the list below became protection to wear",
    },
    "as_purpose": {
        "zh": "此标题下的内容成为目的说明",
        "en": "what stands below became the purpose",
    },
    "as_warning": {
        "zh": "此标记成为警示等级，须先确认",
        "en": "this label became the level of a warning",
    },
    "as_step": {
        "zh": "没有编号的标题成为一个工步",
        "en": "a heading without a number became a step",
    },
    "as_step_table": {
        "zh": "表格的每一行成为一个工步",
        "en": "each row of the table became a step",
    },
    "quantity_assumed": {
        "zh": "未写数量，暂按 1；请核对",
        "en": "no quantity stated, 1 assumed; please check",
    },
    "part_from_step": {
        "zh": "工步中标注的物料列入物料清单",
        "en": "named in a step, entered in the parts list",
    },
    "tool_from_step": {
        "zh": "工步中标注的工具列入工具清单",
        "en": "named in a step, entered in the tool list",
    },
    "link_undefined": {
        "zh": "引用的链接或脚注在文档中没有定义，按原样保留",
        "en": "refers to a link or footnote the document does not define; left as it stands",
    },
    "picture_converted": {
        "zh": "图片已转换或缩小",
        "en": "picture converted or made smaller",
    },
    "continued": {
        "zh": "内容过长，分成后续工步",
        "en": "too long for one step, continued in another",
    },
    "encoding": {
        "zh": "文件不是 UTF-8，按所示编码读取；请核对文字",
        "en": "not UTF-8, read in the encoding shown; please check the words",
    },
    "undecodable": {
        "zh": "这一行有无法识别的字节，已用 � 代替；请改正",
        "en": "bytes of this line are no text and stand as �; please mend it",
    },
    "as_whole": {
        "zh": "没有编号也没有工步标题，全文成为一个工步；请拆分",
        "en": "no numbers and no step headings: the whole text is one step; please divide it",
    },
    "fallback_title": {
        "zh": "没有标题，使用文件名",
        "en": "no title found, the file's name is used",
    },
    "to_fill_in": {
        "zh": "文档没有说明，请补填",
        "en": "the document does not say; please fill in",
    },
}
