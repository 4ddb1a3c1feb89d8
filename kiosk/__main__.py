"""The command `sop-kiosk`. Importing this is light; each command imports what it needs itself."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.commands.arguments import parse
from kiosk.commands.folder import require_folder
from kiosk.commands.speaking import language_of, language_of_system, say, speak_utf8
from kiosk.errors import KnownError
from kiosk.system_errors import SystemRefused, is_the_systems

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

DONE, PROBLEMS, INTERRUPTED, BROKEN = 0, 1, 130, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 problems told, 2 wrong usage, 70 a bug reported."""
    speak_utf8()
    args = _parsed(argv)
    args.language = language_of(args)
    try:
        return _run(args)
    except KnownError as error:
        say(error.text(args.language))
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _report(args, error)


def _parsed(argv: Sequence[str] | None) -> Namespace:
    """Raises `SystemExit` after `--help`, `--version` and wrong usage."""
    try:
        return parse(argv)
    except BrokenPipeError:
        _forget_output()
        sys.exit(DONE)
    except OSError as error:  # where `--help` goes there is no room
        _forget_output()
        say(SystemRefused(error).text(language_of_system()))
        sys.exit(PROBLEMS)


def _run(args: Namespace) -> int:
    """Raises `SystemRefused` when the disk or the system would not do what was asked."""
    try:
        require_folder(args.data, args.command)
        code = int(args.run(args))
        sys.stdout.flush()  # here, where a full disk behind it can still be told
        return code
    except BrokenPipeError:
        _forget_output()  # `sop-kiosk journal | head`: stop quietly
        return DONE
    except OSError as error:
        if not is_the_systems(error):
            raise
        _forget_output()
        raise SystemRefused(error) from error


def _forget_output() -> None:
    """Where output can go no more, let nothing be flushed at the end either."""
    import os

    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(args: Namespace, error: Exception) -> int:
    from kiosk.commands.crash import report_crash

    report_crash(args, error)
    return BROKEN


if __name__ == "__main__":
    sys.exit(main())
