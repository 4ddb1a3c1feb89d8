"""What operators propose, and the owner's answer; the station it came from hears it at its next
contact. Points and who stands on the leaderboard, too.
改善建议及其答复：提出建议的工位下次联系时收到答复；积分榜亦在此查看。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hub.commands.person import who
from hub.commands.releasing import counted, language_of, telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.improving.looking import Standing

WORDS = {
    "zh": {
        "open": "待答复", "accepted": "已采纳", "declined": "未采纳", "adopted": "已实施",
        "overdue": "逾期", "answered": "已答复：{status}，积分 {points}",
        "left_out": "{person} 不再列入积分榜", "listed": "{person} 重新列入积分榜",
        "figures": "待答复 {open}，其中逾期 {overdue}；实施逾期 {late}",
        "by": "{name}（{person}）于 {at} 在工位 {station} 提出", "photos": "照片 {count} 张",
    },
    "en": {
        "open": "to be answered", "accepted": "accepted", "declined": "declined",
        "adopted": "adopted", "overdue": "overdue",
        "answered": "answered: {status}, {points} points",
        "left_out": "{person} is not on the leaderboard any more",
        "listed": "{person} may be on the leaderboard again",
        "figures": "{open} to be answered, {overdue} of them overdue; {late} changes overdue",
        "by": "{name} ({person}) proposed it on {at} at the station {station}",
        "photos": "{count}",
    },
}  # fmt: skip


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "suggestion",
        help="what operators propose 改善建议",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(metavar="WHAT", required=True)
    _add_looking(what)
    answer = _sub(what, "answer", "answer it, or correct the answer 答复", _answer)
    answer.add_argument("id", metavar="ID")
    answer.add_argument("status", choices=("accepted", "declined", "adopted"))
    answer.add_argument("--due", metavar="TIME", type=_moment, help="of an accepted one 实施期限")
    answer.add_argument("--revision", default="", help="of an adopted one 包含该改动的版本")
    leave = _sub(what, "leave-out", "not on the leaderboard, at one's request 不列入积分榜", _leave)
    leave.add_argument("person", metavar="PERSON")
    leave.add_argument("--undo", action="store_true", help="on it again 重新列入")
    for it in (answer, leave):
        it.add_argument("--by", metavar="WHO", default="", help="else who is signed in 操作人")
        it.add_argument("--why", metavar="TEXT", default="", help="理由")


def _add_looking(what: Any) -> None:
    listed = _sub(what, "list", "where each stands 列出建议", _list)
    states = ("open", "accepted", "declined", "adopted")
    listed.add_argument("--status", choices=states, default="")
    show = _sub(what, "show", "one, with its answers 查看一条", _show)
    show.add_argument("id", metavar="ID")
    board = _sub(what, "board", "points by team 积分榜", _board)
    board.add_argument("month", metavar="YYYY-MM", nargs="?", default="")
    for it in (listed, show, board):
        it.add_argument("--json", action="store_true", help="as JSON")


def _sub(what: Any, name: str, summary: str, run: Callable[[Namespace], int]) -> ArgumentParser:
    made: ArgumentParser = what.add_parser(name, help=summary, description=summary)
    made.set_defaults(run=telling(run))
    return made


def _moment(typed: str) -> datetime:
    return datetime.fromisoformat(typed)


def _list(args: Namespace) -> int:
    from hub.improving.looking import suggestions

    told, words = suggestions(args.status), WORDS[language_of(args)]
    if args.json:
        return _print_json(told)
    for it in told.suggestions:
        print(it.id, _state(it, words), f"{it.code}/{it.revision}", it.person, it.text, sep="\t")
    figures = words["figures"]
    said = figures.format(open=told.open, overdue=told.overdue, late=told.late_changes)
    print(said, file=sys.stderr)
    return 0


def _show(args: Namespace) -> int:
    from hub.improving.looking import detail

    told, language = detail(args.id), language_of(args)
    if args.json:
        return _print_json(told)
    it, words = told.suggestion, WORDS[language]
    name = it.names.get(language) or next(iter(it.names.values()), it.person)
    print(it.text)
    print(words["by"].format(name=name, person=it.person, at=f"{it.at:%Y-%m-%d %H:%M}",
                             station=it.station))  # fmt: skip
    print(f"{it.code}/{it.revision}", it.step, _state(it, words), sep="\t")
    if told.photos:
        print(words["photos"].format(count=counted(len(told.photos), "photograph", language)))
    for one in told.history:
        status = words[one.new["status"]]
        named = one.new["revision"] or one.new["due"] or ""
        print(f"{one.at:%Y-%m-%d %H:%M}", one.who, status, named, f"{one.points:+d}", one.why,
              sep="\t")  # fmt: skip
    return 0


def _answer(args: Namespace) -> int:
    from hub.improving.answering import Reply, answer
    from hub.improving.crediting import standing

    reply = Reply(status=args.status, why=args.why, due=args.due, revision=args.revision)
    answer(who(args), args.id, reply)
    words = WORDS[language_of(args)]
    print(words["answered"].format(status=words[args.status], points=standing(args.id)))
    return 0


def _leave(args: Namespace) -> int:
    from hub.improving.leaderboard import leave_out

    leave_out(who(args), args.person, args.why, listed=args.undo)
    said = WORDS[language_of(args)]["listed" if args.undo else "left_out"]
    print(said.format(person=args.person))
    return 0


def _board(args: Namespace) -> int:
    from hub.improving.leaderboard import leaderboard, month_of

    told, language = leaderboard(month_of(args.month)), language_of(args)
    if args.json:
        return _print_json(told)
    for team in told.teams:
        print(team.team or "-", team.points, sep="\t")
        for it in team.people:
            name = it.names.get(language) or next(iter(it.names.values()), it.person)
            print("", name, it.suggestions, it.exceptions, it.points, sep="\t")
    return 0


def _state(it: Standing, words: dict[str, str]) -> str:
    late = f" ({words['overdue']})" if it.overdue else ""
    due = f" {it.due:%Y-%m-%d %H:%M}" if it.due else ""
    return words[it.status] + (f" {it.adopted_in}" if it.adopted_in else "") + due + late


def _print_json(told: Any) -> int:
    import msgspec

    sys.stdout.write(msgspec.json.encode(told).decode("utf-8") + "\n")
    return 0
