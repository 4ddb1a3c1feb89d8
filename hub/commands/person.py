"""People of the plant: who they are, which badge they wear, what they may and can do. Stations
hear of it at their next contact, revocations first; every change is written down with who and why.
人员名单：工牌、角色、技能。各工位下次联系时更新，注销最先生效；每次更改都留有记录。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import language_of, telling

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {
    "zh": {
        "added": "已登记 {person}",
        "imported": "新登记 {added} 人，更新 {altered} 人",
        "badge": "{person} 的工牌现为 {badge}",
        "lost": "工牌 {badge}（{person}）已挂失，各工位下次联系时失效",
        "revoked": "{person} 已注销，各工位下次联系时生效",
        "skill": "{person} 的技能已更新",
        "code": "{person} 的首次使用码（{hours:g} 小时内有效，只能使用一次）：",
        "lasts": "工位未经确认时，名单有效 {hours} 小时",
        "roster": "已写入 {path}；信任文件摘要：{trust}",
        "is_revoked": "已注销",
    },
    "en": {
        "added": "{person} is registered",
        "imported": "{added} registered, {altered} known before",
        "badge": "{person} wears the badge {badge}",
        "lost": "the badge {badge} ({person}) is dead at each station from its next contact",
        "revoked": "{person} is nobody at each station from its next contact",
        "skill": "the skills of {person} are renewed",
        "code": "the first-use code of {person} (good once, for {hours:g} hours):",
        "lasts": "stations know people for {hours} hours without hearing of the hub",
        "roster": "written to {path}; digest of the trust document: {trust}",
        "is_revoked": "revoked",
    },
}  # fmt: skip


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "person",
        help="who works here 人员名单",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(metavar="WHAT", required=True)
    _add_registering(what)
    _add_badges(what)
    _add_pins(what)
    _add_rosters(what)


def _add_registering(what: Any) -> None:
    new = _sub(what, "add", "register somebody 登记人员", _register)
    new.add_argument("id", metavar="ID")
    new.add_argument("--zh", metavar="NAME", default="", help="中文姓名")
    new.add_argument("--en", metavar="NAME", default="", help="name in English")
    new.add_argument("--badge", metavar="BADGE")
    new.add_argument("--role", metavar="ROLE", action="append", help="else operator 默认操作员")
    new.add_argument("--team", metavar="TEAM", default="")
    many = _sub(what, "import", "register and renew from a CSV file 从 CSV 导入", _import)
    many.add_argument("file", metavar="CSV", type=Path)
    skill = _sub(what, "skill", "NAME:LEVEL[:EXPIRES]; level 0 takes it away 技能", _skill)
    skill.add_argument("id", metavar="ID")
    skill.add_argument("skill", metavar="SKILL", nargs="+")
    gone = _sub(what, "revoke", "somebody left 注销", _revoke, why=True)
    gone.add_argument("id", metavar="ID")


def _add_badges(what: Any) -> None:
    badge = _sub(what, "badge", "another badge 更换工牌", _badge)
    badge.add_argument("id", metavar="ID")
    badge.add_argument("badge", metavar="BADGE")
    lost = _sub(what, "lost", "a badge was lost 工牌挂失", _lost, why=True)
    lost.add_argument("badge", metavar="BADGE")


def _add_pins(what: Any) -> None:
    code = _sub(what, "code", "a one-time code to choose a PIN with 首次使用码", _code)
    unlock = _sub(what, "unlock", "end a lock: every PIN until now is void 解锁", _unlock, why=True)
    for it in (code, unlock):
        it.add_argument("id", metavar="ID")
        it.add_argument("--hours", type=float, default=24)


def _add_rosters(what: Any) -> None:
    _sub(what, "list", "everybody 列出人员", _list)
    lasts = _sub(what, "lasts", "how long stations know people by themselves 名单有效期", _lasts)
    lasts.add_argument("hours", metavar="HOURS", type=int)
    roster = _sub(what, "roster", "a station's roster as a file 导出名单文件", _roster)
    roster.add_argument("station", metavar="STATION")
    roster.add_argument("--out", metavar="FILE", type=Path, required=True)


def _sub(
    what: Any, name: str, summary: str, run: Callable[[Namespace], int], *, why: bool = False
) -> ArgumentParser:
    made: ArgumentParser = what.add_parser(name, help=summary, description=summary)
    made.add_argument("--by", metavar="WHO", default="", help="else who is signed in 操作人")
    made.add_argument("--why", metavar="TEXT", default="", required=why, help="原因")
    made.set_defaults(run=telling(run))
    return made


def who(args: Namespace) -> str:
    """Raises nothing: where the system names nobody it is the terminal's."""
    from hub.people.acting import at_the_terminal

    return at_the_terminal(args.by)


def _say(args: Namespace, key: str, **told: Any) -> int:
    print(WORDS[language_of(args)][key].format(**told))
    return 0


def _register(args: Namespace) -> int:
    from hub.people.rules import add

    names = {key: name for key, name in (("zh", args.zh), ("en", args.en)) if name}
    roles = args.role or ["operator"]
    add(who(args), args.id, names, args.badge, roles, args.team, args.why)
    return _say(args, "added", person=args.id)


def _import(args: Namespace) -> int:
    from hub.people.importing import import_csv

    text = args.file.read_text(encoding="utf-8-sig")
    done = import_csv(who(args), text, args.why or args.file.name)
    return _say(args, "imported", added=done.added, altered=done.altered)


def _skill(args: Namespace) -> int:
    from django.db import transaction

    from hub.people.rules import grant, read_skill

    with transaction.atomic():
        for text in args.skill:
            grant(who(args), args.id, *read_skill(text), why=args.why)
    return _say(args, "skill", person=args.id)


def _revoke(args: Namespace) -> int:
    from hub.people.rules import revoke

    revoke(who(args), args.id, args.why)
    return _say(args, "revoked", person=args.id)


def _badge(args: Namespace) -> int:
    from hub.people.rules import give_badge

    give_badge(who(args), args.id, args.badge, args.why)
    return _say(args, "badge", person=args.id, badge=args.badge)


def _lost(args: Namespace) -> int:
    from hub.people.rules import lose_badge

    return _say(
        args, "lost", badge=args.badge, person=lose_badge(who(args), args.badge, args.why).pk
    )


def _code(args: Namespace) -> int:
    from hub.people.pins import make_code

    return _tell_code(args, make_code(who(args), args.id, args.hours, args.why))


def _unlock(args: Namespace) -> int:
    from hub.people.pins import unlock

    return _tell_code(args, unlock(who(args), args.id, args.why, args.hours))


def _tell_code(args: Namespace, code: str) -> int:
    words = WORDS[language_of(args)]["code"]
    print(words.format(person=args.id, hours=args.hours), file=sys.stderr)
    print(code)
    return 0


def _list(args: Namespace) -> int:
    from hub.people.models import Person

    words = WORDS[language_of(args)]
    for it in Person.objects.order_by("pk").prefetch_related("skills"):
        skills = " ".join(
            f"{one.skill}:{one.level}" + (f":{one.expires}" if one.expires else "")
            for one in it.skills.all()
        )
        state = words["is_revoked"] if it.revoked_at else it.badge or "-"
        print(it.pk, " ".join(it.names.values()), state, ",".join(it.roles), skills, sep="\t")
    return 0


def _lasts(args: Namespace) -> int:
    from hub.people.lasting import set_hours

    set_hours(who(args), args.hours, args.why)
    return _say(args, "lasts", hours=args.hours)


def _roster(args: Namespace) -> int:
    from hub.people.carrying import provision_for
    from hub.releases.trust import digest

    args.out.write_bytes(provision_for(args.station))
    return _say(args, "roster", path=args.out, trust=digest())
