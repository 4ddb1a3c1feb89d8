"""What the hands of the tour know of the demo content: people, labels, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.demo import demo_content
from kiosk.tour.operator import Person, middle_of

if TYPE_CHECKING:
    from sop.procedure import Measurement

FLANGE, BOARD, PACKING = "WO-260417", "WO-260512", "WO-260601"
LI_NA, WANG_LEI, CHEN_JING = "BADGE-101", "BADGE-102", "BADGE-201"
MARTIN_BECK = "BADGE-103"

#: The label to hold up, by step and check.
LABELS = {
    ("start", "wrench"): "01069012340001221731123121TW-0417",
    ("gasket_80", "lot"): "01069012348000121732063010GK2611-07",
    ("bolts", "lot"): "B12-40-109+L2604711+Q200",
    ("release", "serial"): "TCF-104411",
    ("substitute", "wrench"): "01069012340001221731093021TW-0502",
    ("board", "serial"): "PCB-21-R4-00048117",
    ("paste", "jar"): "01069012341100121731033110SP26114",
    ("reels", "u1"): "P:MCU-G474;L:ST2619K;Q:1500",
    ("reels", "u3"): "P:REG-5V0;L:TI2614;Q:2500",
    ("reels", "c12"): "P:CAP-10U-25;L:MU26081;Q:4000",
    ("printing", "stencil"): "STN-CTRL21-120",
    ("materials", "foil"): "01069012342200181732013110AF-26031",
    ("materials", "cartons"): "01069012342200251733013110CT-26077\x1d305000",
    ("first_carton", "carton"): "01069012343300141731113010B260601\x1d21AX7K30015Q",
}
EXPIRED_WRENCH = "01069012340001221724063021TW-0388"
WRONG_BOLTS = "B12-40-088+L2604502+Q200"

#: Readings that belong together; everything else reads its target.
VALUES = {
    ("reconcile", "issued"): [5000.0],
    ("reconcile", "used"): [4962.0],
    ("reconcile", "destroyed"): [31.0],
    ("reconcile", "returned"): [6.0],
    ("final_8", "angle"): [60.0, 61.0, 59.0, 60.0, 60.0, 62.0, 59.0, 60.0],
    ("pass2_8", "torque"): [60.2, 59.8, 60.4, 60.0, 59.6, 60.1, 60.3, 59.9],
    ("final_8", "torque"): [98.4, 101.2, 97.9, 99.5, 100.3, 98.8, 102.0, 99.1],
    ("gap", "gap"): [0.03, 0.05, 0.04, 0.04],
}


def label_for(order: str, step: str, check: str) -> str:
    """What is held up at that check when making a unit of that work order."""
    return order if check == "order" else LABELS[step, check]


def values_for(step: str, check: Measurement) -> list[float]:
    """What the gauge or the paper says, one value a sample."""
    return VALUES.get((step, check.id), [middle_of(check)] * check.samples)


def people() -> dict[str, Person]:
    """By badge, with the PINs of the demo."""
    return {one.badge: Person(one.id, one.badge, one.pin) for one in demo_content().people}
