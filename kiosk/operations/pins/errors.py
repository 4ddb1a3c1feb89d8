"""Why a PIN was not taken, in words for whoever stands there."""

from __future__ import annotations

from kiosk.errors import KnownError
from sop.messages.numbers import several


class SignatureRefused(KnownError):
    def __init__(self, left: int) -> None:
        super().__init__(
            "signature_refused",
            "工牌与 PIN 不匹配，未签名。还可再试 {left} 次。",
            "Badge and PIN do not belong together; nothing was signed. {tries} left.",
            left=left,
            tries=several(left, "try", "tries"),
        )


class PinIsLocked(KnownError):
    """Only a reset by the hub, and choosing anew, unlocks it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "pin_is_locked",
            "{name} 的 PIN 错误次数过多，已锁定，等待也不会解锁。"
            "请联系管理员重置，再凭一次性代码重设 PIN。",
            "The PIN of {name} is locked after too many wrong tries; waiting does not unlock it. "
            "Ask for a reset, then choose a new PIN with the one-time code.",
            name=name,
        )


class NoPinHere(KnownError):
    def __init__(self, name: str) -> None:
        super().__init__(
            "no_pin_here",
            "{name} 在本工位还没有 PIN。请先凭一次性代码设置 PIN，需班组长在场。",
            "{name} has no PIN at this station yet. Choose one first, with the one-time code and a "
            "team lead beside you.",
            name=name,
        )


class CodeRefused(KnownError):
    def __init__(self, left: int) -> None:
        super().__init__(
            "code_refused",
            "一次性代码不对，还可再试 {left} 次。",
            "This is not the one-time code. {tries} left.",
            left=left,
            tries=several(left, "try", "tries"),
        )


class NoCodeGiven(KnownError):
    def __init__(self, name: str) -> None:
        super().__init__(
            "no_code_given",
            "没有给 {name} 的一次性代码，或代码已用过。请联系管理员签发。",
            "There is no one-time code for {name}, or it was used. Ask for a new one.",
            name=name,
        )


class WitnessIsSelf(KnownError):
    def __init__(self) -> None:
        super().__init__(
            "witness_is_self",
            "见证人必须是另一个人。",
            "The witness must be somebody else.",
        )


class PinTooObvious(KnownError):
    """`why`: digits, repeats, sequence, date, badge, common or same; the words are of each."""

    def __init__(self, why: str) -> None:
        chinese, english = _WHY[why]
        super().__init__(f"pin_{why}", chinese, english)


_WHY = {
    "digits": ("PIN 须为 6 位数字。", "A PIN has six digits."),
    "repeats": ("重复的数字太容易猜，请换一个。", "Repeated digits are easy to guess."),
    "sequence": ("连续的数字太容易猜，请换一个。", "Digits in a row are easy to guess."),
    "date": ("日期太容易猜，请换一个。", "A date is easy to guess."),
    "badge": ("PIN 不能是工牌或工号上的数字。", "These digits stand on your badge."),
    "common": ("这个 PIN 用的人太多，请换一个。", "Too many people use this PIN. Take another."),
    "same": ("新 PIN 不能与旧 PIN 相同。", "The new PIN must differ from the old one."),
}  # fmt: skip
