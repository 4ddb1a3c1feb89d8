"""The trust document: every version is one a station would believe."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hub.releases import trust
from hub.releases.keyring import make_key, own_keys, read_key
from hub.releases.models import KeyName, TrustVersion
from hub.releases.refusals import ReleaseRefused
from sop.signing import SigningKey
from sop.signing.accepting import accept_first_trust, accept_trust
from tests.hub.releases.conftest import opened, told

ROOT = "keys/root.key"


def refusal(call, *given) -> str:
    with pytest.raises(ReleaseRefused) as refused:
        call(*given)
    return refused.value.code


def test_the_first_trust_is_believed_by_its_digest(office: Path) -> None:
    opened = accept_first_trust(trust.digest(), trust.envelope_of(1), "hub-1")

    assert opened.document == trust.document()
    assert trust.version() == 1
    assert trust.current()["payloadType"] == "application/vnd.sop.trust+json"


def test_beginning_again_changes_nothing(office: Path) -> None:
    before = trust.digest()

    assert trust.begin("hub-1") == before
    assert TrustVersion.objects.count() == 1


def test_an_init_that_was_cut_short_goes_on_with_its_keys(office: Path) -> None:
    keys = set(own_keys())
    TrustVersion.objects.all().delete()
    trust.begin("hub-1")

    assert set(own_keys()) == keys == set(trust.document().keys)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_private_keys_are_for_nobody_else(office: Path) -> None:
    for path in (office / "keys").glob("*.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((office / "keys").stat().st_mode) == 0o700


def test_a_key_is_never_overwritten(office: Path) -> None:
    before = (office / ROOT).read_text(encoding="utf-8")

    assert refusal(make_key, office / ROOT) == "key_exists"
    assert (office / ROOT).read_text(encoding="utf-8") == before


def test_every_version_is_vouched_for_by_the_one_before_it(office: Path) -> None:
    li, wang = SigningKey.make(), SigningKey.make()
    trust.add_key("release", li.public, "李")
    trust.add_key("release", wang.public)
    trust.set_threshold("release", 2)

    believed = accept_first_trust(_digest_of(1), trust.envelope_of(1)).document
    for version in (2, 3, 4):
        believed = accept_trust(believed, trust.envelope_of(version)).document
    assert believed == trust.document()
    assert believed.release.threshold == 2
    assert {li.id, wang.id} < set(believed.release.keys)
    assert KeyName.objects.get(key=li.id).name == "李"


def _digest_of(version: int) -> str:
    return TrustVersion.objects.get(version=version).digest


def test_a_removed_key_signs_for_nothing_and_is_named_no_more(office: Path) -> None:
    li = SigningKey.make()
    trust.add_key("release", li.public)
    trust.remove_key("release", li.id)

    assert li.id not in trust.document().keys
    assert refusal(trust.remove_key, "release", li.id) == "unknown_key"


@pytest.mark.parametrize("threshold", [0, -1, 2, 99])
def test_a_threshold_nobody_could_reach_is_refused(office: Path, threshold: int) -> None:
    assert refusal(trust.set_threshold, "release", threshold) == "bad_terms"
    assert trust.version() == 1


def test_the_last_key_of_a_role_cannot_be_removed(office: Path) -> None:
    (last,) = trust.document().release.keys

    assert refusal(trust.remove_key, "release", last) == "bad_terms"


def test_without_the_root_key_nothing_is_changed(office: Path) -> None:
    root = read_key(office / ROOT)
    (office / ROOT).unlink()
    li = SigningKey.make()

    assert refusal(trust.add_key, "release", li.public) == "root_signature_missing"
    assert refusal(trust.add_key, "release", li.public, "", li) == "root_signature_missing"
    assert trust.version() == 1
    assert trust.add_key("release", li.public, "", root).version == 2


def test_the_root_itself_can_be_replaced(office: Path) -> None:
    new = SigningKey.make()
    (old,) = trust.document().root.keys
    trust.add_key("root", new.public, "", new)
    trust.remove_key("root", old, new)

    assert trust.document().root.keys == [new.id]
    (office / ROOT).unlink()
    assert refusal(trust.set_threshold, "release", 1) == "root_signature_missing"


def test_another_assignment_key_signs_every_assignment_anew(office: Path, stations) -> None:
    from hub.releases.assigning import renew

    renew()
    (old,) = trust.document().assignment.keys
    new = make_key(office / "keys" / "assignment-2.key")
    trust.add_key("assignment", new.public)
    trust.remove_key("assignment", old)

    for station in stations:
        assert told(station).count == 3
        assert opened(station).document.device == str(station.pk)


def test_what_is_no_key_is_refused(office: Path, tmp_path: Path) -> None:
    (tmp_path / "no.key").write_text("hello", encoding="utf-8")

    assert refusal(read_key, tmp_path / "no.key") == "no_key"
    assert refusal(read_key, tmp_path / "none.key") == "no_key"
    assert refusal(trust.add_key, "release", "hello") == "no_key"


def test_before_init_everything_says_so(hub: Path) -> None:
    assert refusal(trust.current) == refusal(trust.set_threshold, "release", 2) == "no_trust"
