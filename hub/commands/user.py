"""People who may sign in to the console, and their roles. 控制台用户与角色。"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import language_of, telling

MADE = {"zh": "{name} 的密码：{password}", "en": "the password of {name}: {password}"}
ROLES = ("viewer", "lead", "author", "approver", "admin")


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "user",
        help="somebody for the console 控制台用户",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--role", choices=ROLES, action="append", required=True)
    parser.add_argument("--password", help="else one is made and shown 不填则自动生成")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from django.contrib.auth.models import Group, User

    from hub.access import make_groups

    make_groups()
    user, made = User.objects.get_or_create(username=args.name)
    if made or args.password:
        password = args.password or secrets.token_urlsafe(12)
        user.set_password(password)
        user.save()
        print(MADE[language_of(args)].format(name=args.name, password=password))
    user.groups.set(Group.objects.filter(name__in=args.role))
    return 0
