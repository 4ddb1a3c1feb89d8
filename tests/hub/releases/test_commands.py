"""The release office at the terminal, as somebody types it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from hub.commands import approve, assign, keys, publish, withdraw
from hub.releases import trust
from hub.releases.models import Release
from tests.hub.releases.conftest import revisions, told, written
from tests.sop.language.packages import changed, with_sheet


@pytest.fixture
def hub_says(office: Path, capsys: pytest.CaptureFixture[str]):
    def said(*typed: object, language: str = "en") -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        parser.add_argument("--language")
        commands = parser.add_subparsers()
        for command in (approve, assign, keys, publish, withdraw):
            command.add(commands)
        args = parser.parse_args(["--language", language, *map(str, typed)])
        code = args.run(args)
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return said


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "自 2026-03-01 起生效，已分配给 3 个工位终端"), ("en", "is out")]
)
def test_publishing_tells_where_it_is_in_force(hub_says, stations, tmp_path, language, said):
    code, text = hub_says("publish", written(tmp_path), language=language)

    assert (code, said in text) == (0, True), text
    assert revisions(stations[0]) == ["A"]


def test_every_problem_of_a_package_is_told_with_its_line(hub_says, tmp_path) -> None:
    folder = with_sheet(tmp_path, changed("upper: 26", "upper: -26"))
    code, text = hub_says("publish", folder / "sop.yaml")

    assert code == 1
    assert f"{folder / 'sop.yaml'}:" in text
    assert Release.objects.count() == 0


def test_a_taken_revision_is_told_in_the_persons_language(hub_says, tmp_path) -> None:
    hub_says("publish", written(tmp_path))
    other = written(tmp_path, extra="purpose: {en: Another}\n")

    assert "请换一个新的版本号" in hub_says("publish", other, language="zh")[1]
    assert hub_says("publish", other)[0] == 1


def test_two_approvers_one_of_them_far_away(hub_says, stations, tmp_path) -> None:
    li, wang, carried = (tmp_path / name for name in ("li.key", "wang.key", "carried.json"))
    (own,) = trust.document().release.keys
    for path in (li, wang):
        assert hub_says("keys", "make", path)[0] == 0
        added = hub_says("keys", "add", f"{path}.pub", "--role", "release", "--name", path.stem)
        assert added[0] == 0, added
    hub_says("keys", "remove", own, "--role", "release")
    assert "version 5" in hub_says("keys", "threshold", "release", 2)[1]

    assert "0 of 2" in hub_says("publish", written(tmp_path))[1]
    assert "0 of 2" in hub_says("approve")[1]
    assert "1 of 2" in hub_says("approve", "MIN-1/A", "--key", li)[1]
    hub_says("approve", "MIN-1/A", "--export", carried)
    assert "MIN-1 revision A" in hub_says("keys", "sign", carried, "--key", wang)[1]
    assert "is out" in hub_says("approve", "--import", carried)[1]
    assert "Nothing waits" in hub_says("approve")[1]
    assert revisions(stations[0]) == ["A"]
    assert "wang" in hub_says("keys", "list")[1]


def test_withdrawing_and_going_back(hub_says, stations, tmp_path) -> None:
    for revision in ("A", "B"):
        hub_says("publish", written(tmp_path, revision))
    reasons = ("--reason-zh", "扭矩写错", "--reason-en", "wrong torque")

    code, text = hub_says("withdraw", "MIN-1", "B", "--severity", "stop", *reasons)
    assert (code, "sop-hub assign MIN-1" in text) == (0, True)
    assert told(stations[0]).withdrawals[0].reason == {"zh": "扭矩写错", "en": "wrong torque"}

    assert hub_says("assign", "MIN-1", "A", "--station", "B-1")[0] == 0
    assert [revisions(it) for it in stations] == [[], [], ["A"]]
    assert "withdrawn" in hub_says("assign", "MIN-1", "B")[1]


def test_what_does_not_exist_is_told_calmly(hub_says, tmp_path) -> None:
    for typed in (
        ("approve", "NONE/A"),
        ("approve", "--import", tmp_path / "none"),
        ("assign", "NONE", "A"),
        ("keys", "add", "hello", "--role", "release"),
        ("keys", "threshold", "release", 7),
        ("publish", tmp_path / "none"),
        ("publish", written(tmp_path), "--key", tmp_path / "none"),
    ):
        code, text = hub_says(*typed)
        assert (code, bool(text.strip())) == (1, True), typed
    assert Release.objects.count() == 0


def test_nobody_is_made_to_sign_a_document_of_another_kind(hub_says, office, tmp_path) -> None:
    """A trust document handed to an approver as a release would give away the house."""
    disguised = tmp_path / "release.json"
    disguised.write_bytes(trust.envelope_of(1))
    before = disguised.read_bytes()

    code, text = hub_says("keys", "sign", disguised, "--key", office / "keys" / "root.key")

    assert (code, "another type" in text) == (1, True)
    assert disguised.read_bytes() == before
