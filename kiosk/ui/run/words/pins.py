"""Choosing a PIN, changing it, and what happens when it is locked; another badge is shown."""

PINS: dict[str, tuple[str, str]] = {
    "pin_first_title": ("设置 PIN", "Choose your PIN"),
    "pin_change_title": ("更改 PIN", "Change your PIN"),
    "pin_change": ("更改 PIN", "Change PIN"),
    "pin_choose": ("设置 PIN", "Choose a PIN"),
    "pin_wanted": (
        "{name}，您在本工位还没有 PIN，不能签名。",
        "{name}, you have no PIN at this station yet and cannot sign.",
    ),
    "pin_code": ("输入一次性代码", "Enter the one-time code"),
    "pin_code_text": (
        "代码由管理员当面交给您，只能用一次。",
        "It was handed to you personally and is good once.",
    ),
    "pin_witness": ("请班组长刷工牌", "Team lead: scan your badge"),
    "pin_witness_text": (
        "班组长在场见证，并用自己的 PIN 签名。",
        "The team lead stands by and signs with their own PIN.",
    ),
    "pin_witness_pin": ("班组长输入自己的 PIN", "Team lead: enter your own PIN"),
    "pin_old": ("输入现在的 PIN", "Enter your present PIN"),
    "pin_new": ("输入新 PIN", "Enter a new PIN"),
    "pin_new_text": (
        "6 位数字，不要用生日、连号或重复数字。别人不能看到，也不能知道。",
        "Six digits; no birthday, no row, no repeats. Nobody else may see or know it.",
    ),
    "pin_again": ("再输入一次新 PIN", "Enter the new PIN again"),
    "pin_differs": (
        "两次输入不一样，请重新输入新 PIN。",
        "The two were not the same. Enter a new PIN again.",
    ),
    "pin_next": ("继续", "Go on"),
    "pin_keep": ("保存 PIN", "Keep this PIN"),
    "pin_kept": ("PIN 已保存。", "Your PIN is kept."),
    "pin_alarm_title": ("PIN 已锁定", "A PIN was locked"),
    "pin_alarm_seen": ("知道了", "Understood"),
    "pin_alarm": (
        "警报：{names} 的 PIN 因多次输错已锁定，已记录并将上报中心服务器。",
        "Alarm: the PIN of {names} was locked after too many wrong tries. It is recorded and goes "
        "to the hub.",
    ),
    "switch_title": ("{name}，要做什么？", "{name}, what would you like to do?"),
    "switch_text": (
        "{operator} 的作业正在进行。",
        "{operator} is in the middle of this run.",
    ),
    "switch_hand_over": ("接手这项作业", "Go on with this run"),
    "switch_look": ("只换人，作业留给 {operator}", "Only sign in; {operator} keeps the run"),
    "switch_yourself": (
        "这是您自己的工牌，未记录任何内容",
        "This is your own badge; nothing was recorded",
    ),
}
