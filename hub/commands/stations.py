"""The roster: when each station was last heard of, what it has not sent, what it holds.
工位一览：最近联系、未上传记录、持有版本。"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hub.commands.releasing import language_of, telling

if TYPE_CHECKING:
    from hub.devices.roster import Standing

WORDS = {
    "zh": {
        "head": ("工位", "最近联系", "未上传", "最早一条", "持有版本", "程序"),
        "revoked": "已吊销",
        "never": "从未",
        "ago": "{amount} 前",
        "units": ("{:.0f} 秒", "{:.0f} 分钟", "{:.0f} 小时", "{:.0f} 天"),
    },
    "en": {
        "head": ("station", "last contact", "unsent", "oldest", "holds", "versions"),
        "revoked": "revoked",
        "never": "never",
        "ago": "{amount} ago",
        "units": ("{:.0f} s", "{:.0f} min", "{:.0f} h", "{:.0f} d"),
    },
}  # fmt: skip


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "stations",
        help="who is there, and how they stand 工位一览",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


@telling
def run(args: Namespace) -> int:
    import msgspec

    from hub.devices.roster import roster

    found = roster().stations
    if args.json:
        for it in found:
            sys.stdout.write(msgspec.json.encode(it).decode("utf-8") + "\n")
        return 0
    words = WORDS[language_of(args)]
    now = datetime.now(UTC)
    _print_table([words["head"], *(_cells(it, words, now) for it in found)])
    return 0


def _cells(it: Standing, words: Any, now: datetime) -> tuple[str, ...]:
    contact = _ago(it.last_contact, words, now) or words["never"]
    return (
        f"{it.station} / {it.operation}" if it.operation else it.station,
        words["revoked"] if it.revoked else contact,
        str(it.unsent),
        _ago(_moment(it.oldest_unsent), words, now) if it.unsent else "",
        ", ".join(it.releases) or "-",
        " ".join(it.versions.values()),
    )


def _ago(at: datetime | None, words: Any, now: datetime) -> str:
    if at is None:
        return ""
    seconds = max(0.0, (now - at).total_seconds())
    steps = (1, 60, 3600, 86400)
    place = max(number for number, step in enumerate(steps) if seconds >= step or number == 0)
    amount = words["units"][place].format(seconds // steps[place])
    return words["ago"].format(amount=amount)


def _moment(told: str | None) -> datetime | None:
    """A station's own word; what is no time of a day is not shown."""
    try:
        at = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return at if at.tzinfo else None


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)
        )
        print("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns at a terminal: Chinese characters take two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(it) in "WF" else 1 for it in text)
