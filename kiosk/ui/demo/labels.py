"""The labels of the tray: what the demo content names, and a badge for each demo person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from kiosk.operations.demo import DemoContent


class Label(Struct, frozen=True):
    """`text` is the exact content, GS as \\x1d."""

    text: str
    symbology: str
    caption: str
    gs1: bool = False
    wrong: bool = False


def labels_of(content: DemoContent) -> list[Label]:
    """Badges first, then work orders, then the labels of the procedures in their order."""
    badges = [
        Label(person.badge, "qrcode", " ".join(dict.fromkeys(person.names.values())))
        for person in content.people
    ]
    orders = [Label(order.number, "code128", order.number) for order in content.work_orders]
    others = [
        Label(one.text, one.symbology, one.caption, one.gs1, one.wrong) for one in content.labels
    ]
    known: dict[str, Label] = {}
    for label in [*badges, *orders, *others]:
        known.setdefault(label.text, label)
    return list(known.values())


def render(label: Label) -> Any:
    """The printed label as BGR pixels."""
    from kiosk.scanner.gs1 import parse_gs1
    from kiosk.scanner.label import render_label
    from kiosk.scanner.symbologies import Symbology

    symbology, text = Symbology(label.symbology), label.text
    if label.gs1:
        found = parse_gs1(text, symbology, gs1=True)
        if found is not None:
            text = "".join(f"({ai}){value}" for ai, value in found.values.items())
    caption = label.caption if label.caption.isascii() else label.text.replace("\x1d", " ")
    return render_label(text, symbology, caption[:40], gs1=label.gs1)
