"""What a person is told when the calls do not get as far as they should."""

from __future__ import annotations

from kiosk.errors import KnownError


class NoMulticast(KnownError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            "andon_no_multicast",
            "无法用组播寻找本线的其他工位（{reason}）。请在设置中填写它们的地址；其余照常。",
            "Other stations of the line cannot be found by multicast ({reason}). Enter their "
            "addresses in the settings; all else works.",
            reason=reason,
        )


class CannotListen(KnownError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            "andon_cannot_listen",
            "呼叫无法在本线传递（{reason}）。呼叫仍会记录，并在本工位显示。",
            "Calls do not travel on the line ({reason}). They are still recorded and shown here.",
            reason=reason,
        )


class OtherPort(KnownError):
    def __init__(self, port: int, wanted: int) -> None:
        super().__init__(
            "andon_other_port",
            "端口 {wanted} 已被占用，安灯改用端口 {port}。防火墙须放行该端口。",
            "Port {wanted} is taken; the andon listens at {port} instead. A firewall has to let "
            "it through.",
            port=port,
            wanted=wanted,
        )
