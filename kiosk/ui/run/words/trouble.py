"""Exceptions, blocked steps, and errors that kept something from being recorded."""

TROUBLE: dict[str, tuple[str, str]] = {
    "exception_title": ("哪方面异常？", "What is wrong?"),
    "exception_text": (
        "点一下就上报。说明和照片可以先加上。",
        "One tap raises it. Add words or a photo first if you like.",
    ),
    "exception_raise": ("上报异常", "Raise exception"),
    "exception_raised": ("异常已上报：{category}", "Exception raised: {category}"),
    "exception_note": ("补充说明（可不填）", "Note (optional)"),
    "exception_photo": ("加照片", "Add photo"),
    "exception_photos": ("{count} 张照片", "{count} photos"),
    "category_man": ("人", "People"),
    "category_machine": ("机", "Machine"),
    "category_material": ("料", "Material"),
    "category_method": ("法", "Method"),
    "category_environment": ("环", "Environment"),
    "category_measurement": ("测", "Measurement"),
    "category_man_text": ("人员、技能、安全", "people, skills, safety"),
    "category_machine_text": ("设备、工装、工具", "machine, fixture, tool"),
    "category_material_text": ("来料、缺料、混料", "defective, missing, mixed up"),
    "category_method_text": ("指导书、工艺、程序", "instruction, process, program"),
    "category_environment_text": ("温湿度、洁净、静电", "climate, cleanliness, ESD"),
    "category_measurement_text": ("量具、读数、校准", "gauge, reading, calibration"),
    "phrase_exception_1": ("需要支援", "Help needed"),
    "phrase_exception_2": ("已停线", "Line stopped"),
    "phrase_exception_3": ("还能继续作业", "Work can go on"),
    "phrase_exception_4": ("可能影响整批", "The whole lot may be affected"),
    "phrase_exception_5": ("有安全风险", "Safety risk"),
    # Blocked
    "blocked_title": ("本步已锁定", "This step is blocked"),
    "blocked_text": (
        "请保持现状，叫班组长来。由班组长放行重试，或签偏差。",
        "Leave it as it is and call your team lead, who may release it or sign a deviation.",
    ),
    "lead_releases": ("放行重试", "Release: try again"),
    "lead_deviates": ("签偏差", "Sign a deviation"),
    "lead_called": ("请叫班组长到工位来", "Ask your team lead to come"),
    # Nothing was recorded
    "not_recorded": ("未记录", "Not recorded"),
    "not_recorded_text": (
        "没有记录任何内容，你输入的还在。",
        "Nothing was recorded; what you entered is still here.",
    ),
    "refused_title": ("不能这样做", "That cannot be done"),
}
