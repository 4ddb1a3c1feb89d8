"""The command `sop-kiosk`. Importing this is light; each command imports what it needs itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.commands.arguments import parse
from kiosk.commands.speaking import language_of, say, speak_utf8
from kiosk.errors import KnownError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

DONE, PROBLEMS, INTERRUPTED, BROKEN = 0, 1, 130, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 problems told, 2 wrong usage, 70 a bug reported."""
    speak_utf8()
    args = parse(argv)
    args.language = language_of(args)
    try:
        return int(args.run(args))
    except KnownError as error:
        say(error.text(args.language))
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:
        return _report(args, error)


def _reader_left() -> int:
    """`sop-kiosk journal | head`: stop quietly, and let nothing be flushed into the closed pipe."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _report(args: Namespace, error: Exception) -> int:
    from kiosk.commands.crash import report_crash

    report_crash(args, error)
    return BROKEN


if __name__ == "__main__":
    sys.exit(main())
