"""Makes a hub: its folder with hub.toml, its database, its keys, and the first administrator.
Once more changes nothing but what a newer version of the program asks of the database.
新建中心服务器：数据文件夹、数据库、签名密钥和第一个管理员。"""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import language_of, telling

MADE = {
    "zh": "中心服务器已就绪：{folder}",
    "en": "the hub is ready: {folder}",
}
ADMIN = {
    "zh": "管理员 {name} 的密码：{password}\n此密码只显示这一次。",
    "en": "the password of {name}: {password}\nIt is shown this once.",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "init",
        help="make a hub 新建中心服务器",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--admin", metavar="NAME", default="admin")
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    _write_configuration()
    return _begin(args)


def _write_configuration() -> None:
    """Before Django is set up: its secret is made here, once."""
    from hub.configuration import configuration

    folder = configuration().folder
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "hub.toml"
    if not file.exists():
        _write_private(file, f'secret = "{secrets.token_urlsafe(48)}"\n')
    configuration.cache_clear()


def _write_private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)


@telling
def _begin(args: Namespace) -> int:
    from django.core.management import call_command

    from hub.access import make_groups
    from hub.configuration import configuration
    from hub.devices.identity import begin
    from hub.people.users import first_administrator
    from hub.releases import trust

    call_command("migrate", verbosity=0)
    trust.begin(str(begin().pk))
    make_groups()
    language = language_of(args)
    print(MADE[language].format(folder=configuration().folder))
    if password := first_administrator(args.admin):
        print(ADMIN[language].format(name=args.admin, password=password))
    return 0
