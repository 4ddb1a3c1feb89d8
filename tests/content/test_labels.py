"""The labels of the demo: each scan has one that passes, and the camera can read it."""

from datetime import date

import msgspec
import pytest
import zxingcpp

from kiosk.operations.demo import DemoLabel, DemoOrder, demo_content
from kiosk.scanner.gs1 import parse_gs1
from kiosk.scanner.symbologies import Symbology
from sop.events import WorkOrder
from sop.execution.apply import begin
from sop.execution.expecting import fits
from sop.procedure import Procedure, Scan, Step
from tests.content.test_procedures import all_steps

CONTENT = demo_content()
NAMES = {
    Symbology.DATAMATRIX: "DataMatrix",
    Symbology.CODE128: "Code128",
    Symbology.QRCODE: "QRCode",
}
FAR = date(2030, 1, 1)


def passes(procedure: Procedure, check: Scan, label: DemoLabel, order: DemoOrder) -> bool:
    """Whether the label is the one the check looks for, in date included."""
    given = WorkOrder(order.number, order.product, order.variant, order.lot, order.quantity)
    state = msgspec.structs.replace(begin(procedure), work_order=given)
    symbology = Symbology(label.symbology)
    read = parse_gs1(label.text, symbology, gs1=True) if label.gs1 else None
    if check.symbologies and label.symbology not in check.symbologies:
        return False
    dates = read.dates if read else {}
    if check.unexpired and not ("17" in dates and dates["17"] >= FAR):
        return False
    return fits(state, check, label.text, dict(read.values) if read else {})


def orders_for(procedure: Procedure, step: Step) -> list[DemoOrder]:
    orders = [o for o in CONTENT.work_orders if o.product in procedure.applies_to.products]
    if step.when and "variant ==" in step.when:
        orders = [o for o in orders if f'"{o.variant}"' in step.when]
    return orders


def test_every_scan_of_every_work_order_has_a_label_that_passes(procedures) -> None:
    for procedure in procedures.values():
        for step in all_steps(procedure):
            for check in (c for c in step.checks if isinstance(c, Scan)):
                for order in orders_for(procedure, step):
                    good = [label for label in CONTENT.labels if not label.wrong]
                    if check.work_order == "number":
                        good.append(DemoLabel(order.number, "code128"))
                    found = [la for la in good if passes(procedure, check, la, order)]
                    assert found, (procedure.code, step.id, check.id, order.number)


def test_a_wrong_label_passes_no_check_of_its_step(procedures) -> None:
    for label in (label for label in CONTENT.labels if label.wrong):
        procedure = procedures[f"{label.procedure}-B"]
        step = procedure.step(label.step)
        for order in orders_for(procedure, step):
            scans = (c for c in step.checks if isinstance(c, Scan))
            assert not any(passes(procedure, check, label, order) for check in scans), label


def test_labels_of_a_work_order_are_enough_for_two_runs_that_must_not_repeat_a_code() -> None:
    for step in ("release", "board", "first_carton"):
        assert len([la for la in CONTENT.labels if la.step == step and not la.wrong]) >= 3


@pytest.mark.parametrize("label", CONTENT.labels, ids=lambda label: label.caption)
def test_a_printed_label_is_read_back_exactly(label: DemoLabel) -> None:
    symbology = Symbology(label.symbology)
    kind = getattr(zxingcpp.BarcodeFormat, NAMES[symbology])
    text, options = label.text, {}
    if label.gs1:
        read = parse_gs1(label.text, symbology, gs1=True)
        text, options = "".join(f"({ai}){v}" for ai, v in read.values.items()), {"gs1": True}
    printed = zxingcpp.create_barcode(text, kind, **options).to_image(scale=6)
    assert [code.bytes.decode() for code in zxingcpp.read_barcodes(printed)] == [label.text]


def test_demo_people_can_do_every_demo_procedure_and_one_of_them_leads(procedures) -> None:
    for procedure in procedures.values():
        able = [
            person
            for person in CONTENT.people
            if all(person.skills.get(r.skill, 0) >= r.level for r in procedure.skills)
        ]
        assert len(able) >= 2, procedure.code
    assert any("team_lead" in person.roles for person in CONTENT.people)
    assert len({person.badge for person in CONTENT.people}) == len(CONTENT.people)
