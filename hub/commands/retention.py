"""How long what is kept, what is due, and what is held. Nothing is removed without --remove and a
reason; journals, reviews and the audit trail never are.
保存期限：列出到期内容；只有加 --remove 并说明原因才会删除，作业记录、审核和审计追踪永久保存。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from hub.commands.releasing import language_of, telling

NAMES = {
    "photographs": ("照片", "photographs"),
    "records": ("作业记录", "records"),
    "audit": ("审计追踪", "audit trail"),
    "reviews": ("审核", "reviews"),
    "people": ("人员", "people"),
    "matters": ("待审核内容", "matters to review"),
    "presence": ("工位在岗时间", "presence at stations"),
}
WORDS = {
    "zh": {
        "kept": "{name}\t{rows}\t永久保存",
        "days": "{name}\t{rows}\t保存 {days} 天\t到期 {due}",
        "removed": "已删除 {count} 张到期照片",
        "held": "{execution} 已保留",
        "freed": "{execution} 不再保留",
    },
    "en": {
        "kept": "{name}\t{rows}\tkept for good",
        "days": "{name}\t{rows}\tkept for {days} days\t{due} due",
        "removed": "{count} photographs were removed",
        "held": "{execution} is held",
        "freed": "{execution} is held no longer",
    },
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "retention",
        help="how long what is kept 保存期限",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help="what is due 删除到期内容")
    what.add_argument("--hold", metavar="EXECUTION", help="keep all of that run 法律保留")
    what.add_argument("--free", metavar="EXECUTION", help="hold it no longer 解除保留")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    from hub.evidence import retaining

    why, words = getattr(args, "why", ""), WORDS[language_of(args)]
    if args.remove:
        print(words["removed"].format(count=retaining.remove(why)))
    elif args.hold:
        retaining.hold(args.hold, why)
        print(words["held"].format(execution=args.hold))
    elif args.free:
        retaining.free(args.free, why)
        print(words["freed"].format(execution=args.free))
    else:
        _show(args)
    return 0


def _show(args: Namespace) -> None:
    from hub.evidence import retaining

    language = language_of(args)
    for it in retaining.standing():
        name = NAMES[it.name][0 if language == "zh" else 1]
        form = WORDS[language]["kept" if it.days is None else "days"]
        print(form.format(name=name, rows=it.rows, days=it.days, due=it.due))
