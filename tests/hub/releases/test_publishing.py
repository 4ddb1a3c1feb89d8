"""A procedure becomes a release once, complete, and signed by those who may."""

from __future__ import annotations

import shutil
from hashlib import sha256

import msgspec
import pytest

from hub.objects import objects
from hub.releases import publishing, trust
from hub.releases.keyring import read_key
from hub.releases.models import Release
from hub.releases.publishing import Terms
from hub.releases.refusals import ReleaseRefused
from sop.language import load_procedure
from sop.release import decode_release
from sop.signing import SigningKey, canonical_bytes, payload_of, seal, seal_again
from sop.signing.accepting import accept_manifest
from sop.wire.documents import PAYLOAD_RELEASE, Manifest
from tests.hub.releases.conftest import revisions, station, told
from tests.sop.language.packages import SAMPLE


def refusal(call, *given, **named) -> str:
    with pytest.raises(ReleaseRefused) as refused:
        call(*given, **named)
    return refused.value.code


@pytest.fixture
def approvers(office) -> tuple[SigningKey, SigningKey]:
    """Two people must sign; the hub's own key may not."""
    li, wang = SigningKey.make(), SigningKey.make()
    (own,) = trust.document().release.keys
    trust.add_key("release", li.public, "李")
    trust.add_key("release", wang.public, "王")
    trust.remove_key("release", own)
    trust.set_threshold("release", 2)
    return li, wang


def manifest_of(release: Release) -> Manifest:
    return msgspec.json.decode(payload_of(bytes(release.envelope)), type=Manifest)


def test_a_station_believes_what_was_published(office) -> None:
    loaded = load_procedure(SAMPLE)
    there = station(loaded.procedure.applies_to.stations[0])
    release = publishing.publish(loaded, Terms(running="restart"))
    (assigned,) = told(there).releases
    manifest = accept_manifest(trust.document(), assigned, bytes(release.envelope)).document

    assert (manifest.running, manifest.effective) == ("restart", loaded.procedure.effective)
    assert decode_release(objects().read(manifest.release)) == loaded.release
    assert {(it.sha256, it.size) for it in manifest.files} == {
        (it.sha256, it.size) for it in loaded.media.values()
    }
    for file in manifest.files:
        content = objects().read(file.sha256)
        assert (len(content), sha256(content).hexdigest()) == (file.size, file.sha256)


def test_publishing_it_again_changes_nothing(publish, stations) -> None:
    publish("A")
    before = [told(it).count for it in stations]
    publish("A")

    assert Release.objects.count() == 1
    assert [told(it).count for it in stations] == before


def test_other_content_under_a_taken_revision_is_refused(publish) -> None:
    publish("A")

    assert refusal(publish, "A", extra="purpose: {en: Another}\n") == "revision_taken"
    assert Release.objects.count() == 1


def test_a_release_is_not_published_again_on_other_terms(publish) -> None:
    publish("A")

    assert refusal(publish, "A", running="restart") == "published_otherwise"
    assert refusal(publish, "A", percent=50) == "published_otherwise"


@pytest.mark.parametrize(
    "terms",
    [
        {"percent": 0},
        {"percent": 101},
        {"effective": "soon"},
        {"effective": "2026-02-28"},
        {"effective": "2026-03-01T00:00"},
    ],
)
def test_terms_that_cannot_be_are_refused(publish, terms) -> None:
    assert refusal(publish, "A", **terms) == "bad_terms"


def test_it_may_come_into_force_later_than_the_procedure_says(publish, stations) -> None:
    publish("A")
    publish("B", effective="2099-01-01")

    assert [(it.revision, it.effective) for it in told(stations[0]).releases] == [
        ("A", "2026-03-01"),
        ("B", "2099-01-01"),
    ]


def test_with_one_of_two_signatures_nobody_is_told(publish, stations, approvers) -> None:
    li, wang = approvers
    release = publish("A")
    assert publishing.waiting_for_approval() == [release]

    publishing.approve(release, [li])
    publishing.approve(release, [li])
    assert (release.approved_at, publishing.signers(release)) == (None, [li.id])

    publishing.approve(release, [wang])
    assert publishing.waiting_for_approval() == []
    assert revisions(stations[0]) == ["A"]


def test_a_key_that_may_not_sign_releases_is_refused(publish, office, approvers) -> None:
    release = publish("A")
    root = read_key(office / "keys" / "root.key")

    assert refusal(publishing.approve, release, [root]) == "not_a_role_key"
    assert refusal(publishing.approve, release, [SigningKey.make()]) == "not_a_role_key"


def test_an_approver_can_sign_far_from_the_hub(publish, stations, approvers) -> None:
    li, wang = approvers
    release = publish("A")
    carried = msgspec.json.decode(bytes(release.envelope))
    by_li, by_wang = (canonical_bytes(seal_again(carried, key)) for key in (li, wang))

    assert publishing.take_signatures(by_li).approved_at is None
    assert publishing.take_signatures(by_wang).approved_at is not None
    assert set(publishing.signers(Release.objects.get())) == {li.id, wang.id}
    assert revisions(stations[1]) == ["A"]


def test_signatures_are_taken_for_the_very_manifest_and_only_good_ones(publish, approvers) -> None:
    li, _ = approvers
    release = publish("A")
    other = msgspec.structs.replace(manifest_of(release), running="restart")
    stranger = canonical_bytes(seal_again(bytes(release.envelope), SigningKey.make()))

    for envelope in (canonical_bytes(seal(other, PAYLOAD_RELEASE, li)), stranger, b"{}"):
        assert refusal(publishing.take_signatures, envelope) == "not_the_manifest"
    assert publishing.signers(release) == []


def test_raising_the_threshold_asks_for_signatures_and_takes_nothing_out_of_force(
    publish, stations
) -> None:
    release = publish("A")
    li = SigningKey.make()
    trust.add_key("release", li.public)
    trust.set_threshold("release", 2)

    assert publishing.waiting_for_approval() == [release]
    assert revisions(stations[0]) == ["A"]
    publishing.approve(release, [li])
    assert publishing.waiting_for_approval() == []


def test_a_package_that_changes_while_it_is_published_is_not_published(office, tmp_path) -> None:
    from sop.language import ProcedureProblems

    folder = shutil.copytree(SAMPLE, tmp_path / "flange")
    loaded = load_procedure(folder)
    drawing = folder / "media" / "flange.svg"
    drawing.write_bytes(drawing.read_bytes().replace(b"#eee", b"#ddd"))

    with pytest.raises(ProcedureProblems):
        publishing.publish(loaded, Terms())
    assert Release.objects.count() == 0


def test_a_release_is_found_by_what_people_call_it(publish) -> None:
    release = publish("A")
    publish("B")

    for seen in (("MIN-1", "A"), ("MIN-1/A",), (release.digest,), (release.digest[:12],)):
        assert publishing.find(*seen) == release
    assert refusal(publishing.find, "MIN-1", "C") == "no_release"
    assert refusal(publishing.find, "") == "several_releases"
