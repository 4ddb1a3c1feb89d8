"""What the loader says of packages, pictures, clips and pages. (Chinese, English)"""

FILES: dict[str, tuple[str, str]] = {
    "media_missing": (
        "包里没有文件“{file}”。请放入该文件，或改正文件名。",
        "There is no file “{file}” in the package. Add it, or correct the name.",
    ),
    "media_missing_near": (
        "包里没有文件“{file}”，是不是想写“{near}”？",
        "There is no file “{file}” in the package. Did you mean “{near}”?",
    ),
    "media_case": (
        "“{file}”与包里的“{near}”大小写不同，在有些系统上会找不到。请写成“{near}”。",
        "“{file}” differs from “{near}” in capitals only and would not be found everywhere. "
        "Write “{near}”.",
    ),
    "media_path": (
        "“{file}”不是包内路径。请用相对路径和正斜杠，例如 media/flange.png",
        "“{file}” is no path in the package. Use a relative one with forward slashes: "
        "media/flange.png",
    ),
    "media_kind": (
        "“{file}”在这里不能用。这里只能用：{kinds}。",
        "“{file}” cannot be used here. These can: {kinds}.",
    ),
    "media_empty": (
        "文件是空的。请重新导出。",
        "The file is empty. Export it again.",
    ),
    "media_too_large": (
        "文件超过 {limit} MB。请缩小或压缩后再放入。",
        "The file is larger than {limit} MB. Make it smaller.",
    ),
    "media_not_as_named": (
        "扩展名说它是 {expected}，内容却不是。请用正确的格式重新导出。",
        "By its name this is {expected}; by its content it is not. Export it again in that format.",
    ),
    "media_broken": (
        "文件已损坏。请重新导出或重新复制。（读取程序原文：“{reason}”）",
        "The file is damaged. Export or copy it again. (The reader says “{reason}”.)",
    ),
    "too_many_pixels": (
        "图片超过 {limit} 百万像素。请缩小，2000 像素宽就足够清楚。",
        "The picture has more than {limit} megapixels. Scale it down; 2000 pixels wide is plenty.",
    ),
    "page_without_document": (
        "“{file}”不是 PDF，没有页码。请删除 page。",
        "“{file}” is no PDF and has no pages. Remove page.",
    ),
    "page_missing": (
        "PDF 只有 {pages} 页，没有第 {page} 页。",
        "The PDF has {pages} pages; there is no page {page}.",
    ),
    "document_encrypted": (
        "PDF 加了密码，终端无法显示。请另存为不带密码的 PDF。",
        "The PDF is protected and cannot be shown. Save it without a password.",
    ),
    "drawing_dtd": (
        "SVG 里有 DTD 或实体定义，不安全。请另存为“普通 SVG”。",
        "The SVG holds a DTD or entities, which is not safe. Save it as “plain SVG”.",
    ),
    "drawing_not_xml": (
        "SVG 不是完整的 XML，无法解析。请重新导出。（解析器原文：“{reason}”）",
        "The SVG is no well-formed XML. Export it again. (The parser says “{reason}”.)",
    ),
    "drawing_active": (
        "SVG 里有脚本或嵌入内容 {what}。请删除，图只用来看。",
        "The SVG holds {what}, which is active content. Remove it; a drawing only draws.",
    ),
    "drawing_fetches": (
        "SVG 引用了外部内容 {what}。终端不联网，请把内容嵌入图中。",
        "The SVG refers to {what} outside itself. Embed it; a station fetches nothing.",
    ),
    "drawing_too_deep": (
        "SVG 嵌套超过 {limit} 层。请取消多余的编组。",
        "The SVG is nested more than {limit} deep. Ungroup it.",
    ),
    "drawing_too_many": (
        "SVG 展开后超过 {limit} 个图元。请简化，或导出为 PNG。",
        "The SVG draws more than {limit} elements. Simplify it, or export it as PNG.",
    ),
    "file_unused": (
        "没有工步用到这个文件，它不会随发布包下发。",
        "No step shows this file; it will not be part of the release.",
    ),
    "file_changed": (
        "文件在检查之后被改动过。请重新检查整个包。",
        "The file was changed after it was checked. Check the package again.",
    ),
    "package_missing": (
        "找不到 {path}。请给出作业指导书的文件夹或 .sop 文件。",
        "There is nothing at {path}. Name the folder of a procedure, or a .sop file.",
    ),
    "package_too_large": (
        "包超过 {limit} MB。请压缩视频和图片。",
        "The package is larger than {limit} MB. Shrink its clips and pictures.",
    ),
    "too_many_files": (
        "包里的文件超过 {limit} 个。请只保留作业用到的。",
        "The package holds more than {limit} files. Keep only those the procedure shows.",
    ),
    "folders_too_deep": (
        "文件夹嵌套超过 {depth} 层。请减少层级。",
        "Folders are nested more than {depth} deep. Use fewer levels.",
    ),
    "file_unreadable": (
        "无法读取。请检查权限和存储介质。（系统原文：“{reason}”）",
        "Cannot be read. Check the permissions and the medium. (The system says “{reason}”.)",
    ),
    "file_larger_than_said": (
        "实际内容比目录里写的 {limit} 字节更多，压缩包被改动过。请重新打包。",
        "The content is longer than the {limit} bytes stated, so the package was tampered "
        "with. Pack it again.",
    ),
    "name_escapes": (
        "文件名“{name}”会指到包外面。请用包内的相对路径和正斜杠。",
        "The name “{name}” leads outside the package. Use relative paths and forward slashes.",
    ),
    "name_too_long": (
        "文件名太长或文件夹太深（最多 {limit} 个字符、{depth} 层）。",
        "The name is too long or too deep; at most {limit} characters and {depth} levels.",
    ),
    "name_unusable": (
        '文件名“{name}”在有些系统上不能用。请避开 < > : " | ? * 和结尾的点、空格。',
        'The name “{name}” cannot be used everywhere. Avoid < > : " | ? * and a dot or space '
        "at the end.",
    ),
    "name_reserved": (
        "“{name}”是 Windows 保留的名称。请改名。",
        "“{name}” is a reserved name on Windows. Rename it.",
    ),
    "name_clash": (
        "与“{other}”只差大小写或字形，在 Windows 上会互相覆盖。请改名。",
        "Differs from “{other}” only in capitals or accents; on Windows one would overwrite "
        "the other. Rename it.",
    ),
    "name_link": (
        "“{name}”是链接或特殊文件。请放入文件本身。",
        "“{name}” is a link or a special file. Put the file itself there.",
    ),
    "zip_none": (
        "不是压缩包。请把作业指导书文件夹打包成 zip，再把扩展名改成 .sop；也可以直接用文件夹。",
        "This is no zip. Zip the folder of the procedure and name it .sop, or use the folder "
        "itself.",
    ),
    "zip_damaged": (
        "压缩包已损坏。请重新打包或重新复制。（解压程序原文：“{reason}”）",
        "The zip is damaged. Pack or copy it again. (The unpacker says “{reason}”.)",
    ),
    "zip_odd": (
        "压缩方式 {method} 不支持。请用普通 zip（标准压缩或不压缩）。",
        "The compression {method} is not supported. Use a plain zip (deflated or stored).",
    ),
    "zip_encrypted": (
        "压缩包加了密码。请不设密码重新打包。",
        "The zip is protected by a password. Pack it without one.",
    ),
    "zip_twice": (
        "压缩包里有两个“{name}”。请重新打包。",
        "The zip holds “{name}” twice. Pack it again.",
    ),
    "zip_ratio": (
        "压缩比超过 {limit}:1，像是压缩炸弹，拒绝解开。",
        "It unpacks to more than {limit} times its size, as zip bombs do; it was not unpacked.",
    ),
}
