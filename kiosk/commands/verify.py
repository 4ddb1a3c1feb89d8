"""Proves, without a network, that nothing was altered: the whole chain of a journal and its
photographs, or a record as JSON, HTML or PDF. Exit code 1 and located problems if anything
was. PATH is a station's folder, its journal.db, the output of `journal`, or a record.
With --against, a record is compared byte for byte with the journal it came from.
脱机验证账本或作业记录没有被改动；有问题时逐条指出并返回 1。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", nargs="?", type=Path, help="default: this station 缺省为本工位"
    )
    parser.add_argument(
        "--against", metavar="DATABASE", type=Path, help="the journal a record came from 对照账本"
    )


def run(args: Namespace) -> int:
    from kiosk.record.archive import archive_of
    from kiosk.record.verification import verify

    if args.against is not None:
        with archive_of(args.against):
            pass  # tells when there is none, whatever is to be compared with it
    verdict = verify(args.path or args.data, against=args.against)
    for problem in verdict.problems:
        print(problem.text(args.language))
    for line in verdict.lines:
        print(line.text(args.language))
    return 0 if verdict.is_sound else 1
