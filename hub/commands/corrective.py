"""What exceptions of stations led to: who does what about them until when, and how the owners keep
their promise of an answer. The work itself is reported in the pages or by the API.
异常的整改工单：由谁处理、期限、进展，以及流程责任人的答复承诺。接单、整改与关闭在网页或接口中进行。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import language_of, telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.corrective.looking import Standing

WORDS = {
    "zh": {
        "open": "待处理", "taken": "处理中", "done": "已整改，待关闭", "closed": "已关闭",
        "overdue": "逾期", "due": "期限", "by": "{who} 处理", "nobody": "无人接单",
        "figures": "未关闭 {open}，其中逾期 {overdue}；已关闭 {closed}",
        "check": "关闭检查：{check}", "evidence": "证据 {digests}",
        "opened": "由异常开立", "assigned": "指派", "reopened": "重新打开", "escalated": "逾期升级",
    },
    "en": {
        "open": "open", "taken": "in work", "done": "done, to be closed", "closed": "closed",
        "overdue": "overdue", "due": "due", "by": "by {who}", "nobody": "taken by nobody",
        "figures": "{open} not closed, {overdue} of them overdue; {closed} closed",
        "check": "closing check: {check}", "evidence": "evidence {digests}",
        "opened": "opened", "assigned": "assigned", "reopened": "opened again",
        "escalated": "overdue: went on",
    },
}  # fmt: skip


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "corrective",
        help="corrective work orders 整改工单",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(metavar="WHAT", required=True)
    listed = _sub(what, "list", "the most urgent first 列出工单", _list)
    states = ("unclosed", "open", "taken", "done", "closed")
    listed.add_argument("--status", choices=states, default="")
    listed.add_argument("--overdue", action="store_true", help="only those 仅逾期")
    listed.add_argument("--station", metavar="NAME", default="", help="工位")
    listed.add_argument("--code", metavar="CODE", default="", help="of that procedure 作业指导书")
    listed.add_argument("--who", metavar="NAME", default="", help="whoever does it 处理人")
    show = _sub(what, "show", "one, with everything done since 查看一张", _show)
    show.add_argument("exception", metavar="ID")
    promise = _sub(what, "promise", "answers in time, late, to come 答复承诺", _promise)
    for it in (listed, show, promise):
        it.add_argument("--json", action="store_true", help="as JSON")


def _sub(what: Any, name: str, summary: str, run: Callable[[Namespace], int]) -> ArgumentParser:
    made: ArgumentParser = what.add_parser(name, help=summary, description=summary)
    made.set_defaults(run=telling(run))
    return made


def _list(args: Namespace) -> int:
    from hub.corrective.looking import orders

    told = orders(args.status, overdue=args.overdue, assignee=args.who, station=args.station,
                  code=args.code)  # fmt: skip
    words = WORDS[language_of(args)]
    if args.json:
        return _print_json(told)
    for it in told.orders:
        print(it.exception, _state(it, words), it.station, _where(it), it.assignee or it.owner,
              it.note, sep="\t")  # fmt: skip
    figures = words["figures"]
    said = figures.format(open=told.open, overdue=told.overdue, closed=told.closed)
    print(said, file=sys.stderr)
    return 0


def _show(args: Namespace) -> int:
    from hub.corrective.looking import detail

    told, words = detail(args.exception), WORDS[language_of(args)]
    if args.json:
        return _print_json(told)
    it = told.order
    print(f"{it.category}/{it.severity}", it.station, _where(it), it.note, sep="\t")
    who = words["by"].format(who=it.assignee) if it.assignee else words["nobody"]
    print(_state(it, words), who, sep="\t")
    if it.check:
        print(words["check"].format(check=it.check))
    for one in told.story:
        digests = " ".join(digest[:12] for digest in one.evidence)
        shown = words["evidence"].format(digests=digests) if digests else ""
        print(f"{one.at:%Y-%m-%d %H:%M}", one.who, words.get(one.what, one.what), one.why, shown,
              sep="\t")  # fmt: skip
    return 0


def _promise(args: Namespace) -> int:
    """One row for each procedure and owner: in time, late, still to come."""
    import msgspec

    from hub.corrective.looking import promises

    told = promises()
    if args.json:
        sys.stdout.write(msgspec.json.encode(told).decode("utf-8") + "\n")
        return 0
    for it in told:
        print(it.code or "-", it.owner or "-", it.in_time, it.late, it.waiting, sep="\t")
    return 0


def _where(it: Standing) -> str:
    return f"{it.code}/{it.revision} {it.step}".strip() if it.code else "-"


def _state(it: Standing, words: dict[str, str]) -> str:
    if it.status == "closed":
        return words["closed"]
    late = f" ({words['overdue']})" if it.overdue else ""
    return f"{words[it.status]}, {words['due']} {it.due:%Y-%m-%d %H:%M}{late}"


def _print_json(told: Any) -> int:
    import msgspec

    sys.stdout.write(msgspec.json.encode(told).decode("utf-8") + "\n")
    return 0
