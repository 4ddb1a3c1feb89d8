"""A station with people, one run with signatures in it, and the records of a whole shift."""

import pytest
from msgspec.structs import replace

from kiosk.operations.installing import install_release
from kiosk.operations.running import start_next_unit
from kiosk.operations.signing import sign_in
from kiosk.operations.station import Station
from sop.procedure import Procedure, Section, SignOff, Step
from sop.release import Release
from tests.operations.conftest import WANG, clock, release, run, station
from tests.record.conftest import archive, record, shift

__all__ = ["archive", "clock", "record", "release", "run", "shift", "signing", "station"]


def signed_job(known: Procedure) -> Procedure:
    """One critical step: the operator signs twice, then a second person."""
    title = {"zh": "签名", "en": "Signature"}
    checks = [
        SignOff(id="first", title=title),
        SignOff(id="again", title=title),
        SignOff(id="second", title=title, by="second", meaning="verified"),
    ]
    step = Step(id="fit", title={"zh": "装配", "en": "Fit"}, control="critical", checks=checks)
    section = Section(id="all", title={"zh": "全部", "en": "All"}, steps=[step])
    fields = {"code": "SOP-SIGN-001", "sections": [section], "changes": [], "quiz": []}
    return replace(known, revision="1", contingencies=[], supersedes=None, **fields)


@pytest.fixture
def signing(station: Station, release: str) -> str:
    """An execution just begun by 王晓燕, at the step that asks for three signatures."""
    made = signed_job(station.release(release).procedure)
    digest = install_release(station, Release(made, {}), "2026-03-01").digest
    sign_in(station, WANG)
    outcome = start_next_unit(station, "WO-7", digest)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state.execution
