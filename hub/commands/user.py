"""People who may sign in to the console, and their roles. 控制台用户与角色。"""

from __future__ import annotations

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
    parser.add_argument(
        "--person", metavar="ID", help='who of the plant it is; "" for nobody 对应的人员工号'
    )
    parser.add_argument("--password", help="else one is made and shown 不填则自动生成")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.people.users import put

    password = put(args.name, args.role, args.password, args.person)
    if password:
        print(MADE[language_of(args)].format(name=args.name, password=password))
    return 0
