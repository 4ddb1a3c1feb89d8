"""How a conversation with the hub can fail. Each tells whether trying again helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.errors import KnownError
from kiosk.system_errors import Reason, as_it_was_told

if TYPE_CHECKING:
    from sop.wire.messages import Problem


class SyncError(KnownError):
    """`retry_after`: the hub asked to be left alone for so many seconds."""

    retry_after: float | None = None


class Unreachable(SyncError):
    """No answer, or not in time: the ordinary state of a bad network. `technical` is for the
    log; a person is told what to look at."""

    def __init__(self, zh: str, en: str, technical: str = "") -> None:
        super().__init__(
            "hub_unreachable",
            "连不上中心服务器：{reason_zh}",
            "The hub cannot be reached: {reason_en}",
            reason_zh=zh,
            reason_en=en,
            technical=technical,
        )


class NotTheHub(SyncError):
    """Something answered that is no hub: a login page of the network, a proxy, another server."""

    def __init__(self, seen: str) -> None:
        super().__init__(
            "not_the_hub",
            "应答的不是中心服务器（{seen}）。网络可能需要先登录。",
            "What answered is not the hub ({seen}). The network may ask for a login first.",
            seen=seen,
        )


#: By the problem's code, what people at a station can do something about. Programs see to the rest.
_SAID: dict[str, Reason] = {
    "revoked": Reason(
        "本工位已被吊销，请联系管理员重新接入",
        "this station was shut out. Ask for a new enrolment code",
    ),
    "bad_code": Reason(
        "接入码无效、已用过或已过期，请重新生成",
        "that code is unknown, used or over. Ask for another",
    ),
    "unauthenticated": Reason("本工位的身份未能确认", "it could not be proved who asks"),
    "not_ready": Reason("中心服务器尚未初始化", "it was not set up yet"),
    "busy": Reason("服务器繁忙，稍后自动重试", "it is busy. It is tried again by itself"),
}


class Refused(SyncError):
    """The hub understood and said no. `problem` is its own account."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        own = as_it_was_told(f"{problem.title} {problem.detail}".strip())
        said = _SAID.get(problem.code, own)
        super().__init__(
            problem.code or "refused",
            "中心服务器拒绝：{why_zh}。",
            "The hub refuses: {why_en}.",
            why_zh=said.zh,
            why_en=said.en,
            title=problem.title,
            detail=problem.detail,
        )
        self.problem = problem
        self.retry_after = retry_after


class NotEnrolled(SyncError):
    def __init__(self) -> None:
        super().__init__(
            "not_enrolled",
            "本工位尚未接入中心服务器。",
            "This station is not enrolled at a hub.",
        )


class NotBelieved(SyncError):
    """A document of the hub that must not be used. The last good one stays in force."""

    def __init__(self, reason_zh: str, reason_en: str) -> None:
        super().__init__(
            "not_believed",
            "收到的发布内容不可信，未采用：{reason_zh}",
            "What arrived cannot be trusted and is not used: {reason_en}",
            reason_zh=reason_zh,
            reason_en=reason_en,
        )
