"""Takes in what stations without a network put on a stick with `sop-kiosk carry`, and leaves
there what they take home: receipt, assignment, releases.
接收工位用 sop-kiosk carry 写入 U 盘的记录，并写回回执和发布内容。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import counted, language_of, telling

TAKEN = {
    "zh": "{station}：已接收到第 {have} 条记录，新照片 {photographs} 张，写回发布包 {releases} 个",
    "en": "{station}: everything up to event {have} is in, {photographs}; {releases} to take home",
}
NOBODY = {"zh": "U 盘上没有工位的内容", "en": "no station left anything on this stick"}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "accept",
        help="take in a stick from stations without a network 接收 U 盘",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("stick", metavar="STICK", type=Path)
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.carrying.taking import stations_on

    names, language = stations_on(args.stick), language_of(args)
    if not names:
        print(NOBODY[language], file=sys.stderr)
        return 1
    done = [_take(args.stick, name, language) for name in names]
    return 0 if all(done) else 1


def _take(stick: Path, name: str, language: str) -> bool:
    """One station's trouble keeps no other waiting."""
    from hub.carrying.giving import give
    from hub.carrying.taking import take
    from hub.problems import HubProblem
    from hub.records.projecting import catch_up

    try:
        taken = take(stick, name)
        releases = give(stick, taken)
    except HubProblem as problem:
        words = problem.zh if language == "zh" else problem.en
        print(f"{name}: {words} {problem.detail}", file=sys.stderr)
        return False
    catch_up()
    print(
        TAKEN[language].format(
            station=taken.station,
            have=taken.have,
            photographs=counted(taken.photographs, "new photograph", language),
            releases=counted(releases, "release", language),
        )
    )
    return True
