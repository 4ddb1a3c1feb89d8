"""Checks each procedure and puts it on this station, as from a USB stick. Runs in progress stay
on the revision they began with. PATH is a procedure folder, its sop.yaml, a .sop package, or
a folder of such.
校验后装到本工位；正在执行的作业继续用原版本。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import KnownError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kiosk.operations.station import Station

INSTALLED = {
    "zh": "已安装 {code} 版本 {revision}，自 {effective} 起生效，发布包 {digest}",
    "en": "installed {code} revision {revision}, in force from {effective}, release {digest}",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path,
        help="a procedure: folder, sop.yaml or .sop; or a folder of such "
        "作业指导书文件夹、sop.yaml、.sop，或其上级文件夹",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from kiosk.commands.packages import packages_of
    from kiosk.commands.speaking import tell_notices
    from kiosk.operations.opening import open_station

    station = open_station(args.data)
    try:
        tell_notices(station, args.language)
        done = [_install(station, path, args.language) for path in packages_of(args.paths)]
        return 0 if all(done) else 1
    finally:
        station.close()


def _install(station: Station, path: Path, language: str) -> bool:
    from kiosk.commands.packages import package_of, print_problems
    from kiosk.commands.speaking import say
    from kiosk.operations.installing import install_procedure
    from sop.language import ProcedureProblems

    try:
        release = install_procedure(station, package_of(path))
    except ProcedureProblems as found:
        print_problems(found.problems, path, language)
        return False
    except KnownError as error:
        say(error.text(language))
        return False
    print(
        INSTALLED[language].format(
            code=release.code, revision=release.revision, digest=release.digest[:12],
            effective=f"{release.effective_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )  # fmt: skip
    return True
