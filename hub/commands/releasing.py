"""What the commands share: Django set up, the person's language, and refusals told calmly."""

from __future__ import annotations

import locale
import os
import sys
from functools import wraps
from typing import TYPE_CHECKING

from sop.messages.numbers import several

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from hub.releases.models import Release
    from sop.signing import SigningKey


def language_of(args: Namespace) -> str:
    """`zh` or `en`: what was asked for, else this system's."""
    told = getattr(args, "language", None)
    if told:
        return str(told)
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    named = next((os.environ[it] for it in variables if os.environ.get(it)), "")
    if not named and sys.platform == "win32":
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


_NO_DATABASE = {
    "zh": "数据库无法使用：{reason}。新的中心服务器请先运行 sop-hub init",
    "en": "The database cannot be used: {reason}. A new hub begins with sop-hub init",
}


def counted(number: int, what: str, language: str) -> str:
    """`3 events`, `1 event`; in Chinese the number alone, for its sentence has the measure word."""
    return str(number) if language == "zh" else several(number, what)


def telling(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """A refusal is told in the person's language and ends the command with 1."""

    @wraps(run)
    def run_told(args: Namespace) -> int:
        import django

        django.setup()
        from django.db import InterfaceError, OperationalError, ProgrammingError

        from hub.people.acting import acting, at_the_terminal
        from hub.problems import HubProblem
        from sop.signing import Untrusted

        language = language_of(args)
        who = at_the_terminal(getattr(args, "by", ""))

        try:
            with acting(who, why=getattr(args, "why", "")):
                return run(args)
        except (HubProblem, Untrusted) as problem:
            told = [problem.zh if language == "zh" else problem.en, getattr(problem, "detail", "")]
            print(*filter(None, told), file=sys.stderr)
        except (OperationalError, ProgrammingError, InterfaceError) as error:
            reason = str(error).strip().splitlines() or [type(error).__name__]
            print(_NO_DATABASE[language].format(reason=reason[0]), file=sys.stderr)
        except OSError as error:
            print(error, file=sys.stderr)
        return 1

    return run_told


def keys_in(paths: list[Path] | None) -> list[SigningKey]:
    """Raises `ReleaseRefused` for a file that holds no signing key."""
    from hub.releases.keyring import read_key

    return [read_key(path) for path in paths or []]


_WAITS = {
    "zh": "{name} 等待签名：{have}/{need}。请审批人执行：sop-hub approve {short} --key 密钥文件",
    "en": "{name} waits for signatures: {have} of {need}. An approver runs: "
    "sop-hub approve {short} --key FILE",
}
_OUT = {
    "zh": "{name} 已发布：自 {effective} 起生效，已分配给 {stations} 个工位终端，发布包 {short}",
    "en": "{name} is out: in force from {effective}, assigned to {stations}, release {short}",
}


def describe(release: Release, language: str, effective: str = "") -> str:
    """Where it stands: waiting for whom, or out to how many. `effective`: when it was assigned
    for, if that is later than its own date."""
    from hub.releases import publishing, trust
    from hub.releases.models import Told

    complete = release.approved_at is not None and publishing.is_complete(release)
    return (_OUT if complete else _WAITS)[language].format(
        name=f"{release.code} {'版本' if language == 'zh' else 'revision'} {release.revision}",
        short=release.digest[:12],
        effective=effective or release.effective,
        stations=counted(Told.objects.filter(release=release).count(), "station", language),
        have=len(publishing.signers(release)),
        need=trust.document().release.threshold,
    )
