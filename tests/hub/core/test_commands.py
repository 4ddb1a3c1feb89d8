"""`sop-hub`: init, enrol, stations, revoke, user, as typed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image

from hub.__main__ import main
from hub.devices.identity import begin, identity
from hub.devices.models import Device, EnrolmentCode
from hub.releases import trust
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed

pytestmark = pytest.mark.usefixtures("office")


def test_init_twice_changes_nothing(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--language", "en"]) == 0
    made = (identity().pk, identity().epoch, trust.digest(), (hub / "hub.toml").read_bytes())
    first = capsys.readouterr().out

    assert main(["init", "--language", "en"]) == 0

    now = (identity().pk, identity().epoch, trust.digest(), (hub / "hub.toml").read_bytes())
    assert now == made
    assert "password" in first
    assert "password" not in capsys.readouterr().out


def test_the_first_administrators_password_is_the_one_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["init", "--admin", "boss", "--language", "en"])

    password = capsys.readouterr().out.split("boss: ")[1].split()[0]
    assert User.objects.get(username="boss").check_password(password)


def test_enrol_prints_what_the_qr_says_and_draws_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "code.png"
    typed = ["enrol", "--url", "http://hub:8470", "--station", "A-1", "--operation", "OP10",
             "--hours", "2", "--png", str(picture)]  # fmt: skip

    assert main([*typed, "--language", "zh"]) == 0

    told = capsys.readouterr()
    text = told.out.strip().splitlines()[-1]
    scheme, _, query = text.partition("?")
    assert scheme == "sop-hub:enrol"
    assert parse_qs(query)["trust"] == [trust.digest()]
    assert decoded(picture) == text
    assert "2 小时" in told.err
    code = EnrolmentCode.objects.get()
    assert (code.station, code.operation) == ("A-1", "OP10")
    assert code.expires_at - timezone.now() < timedelta(hours=2)


def decoded(picture: Path) -> str:
    import zxingcpp

    (found,) = zxingcpp.read_barcodes(Image.open(picture))
    return str(found.text)


def test_stations_tells_how_each_one_stands(capsys: pytest.CaptureFixture[str]) -> None:
    begin()
    quiet, busy = Stationed("B-1"), Stationed("A-1")
    oldest = timezone.now() - timedelta(hours=5)
    busy.contact(
        Journal(),
        station="A-1",
        unsent=17,
        oldest_unsent=oldest.isoformat(),
        releases=["ab" * 32],
        versions={"kiosk": "0.3.0"},
    )

    assert main(["stations", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["station"], first["unsent"], first["releases"]) == ("A-1", 17, ["ab" * 6])
    assert (second["station"], second["last_contact"]) == ("B-1", None)
    assert quiet.device.station == "B-1"

    assert main(["stations", "--language", "en"]) == 0
    table = capsys.readouterr().out
    assert "5 h ago" in table
    assert "never" in table
    assert "0.3.0" in table


def test_what_came_in_since_the_last_contact_is_no_longer_unsent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    begin()
    station, journal = Stationed("A-1"), Journal()
    lines = journal.write(3)
    station.contact(journal, unsent=3, oldest_unsent="2026-03-01T08:00:00+08:00")

    def row() -> dict[str, object]:
        main(["stations", "--json"])
        return dict(json.loads(capsys.readouterr().out))

    assert (row()["unsent"], row()["oldest_unsent"]) == (3, "2026-03-01T08:00:00+08:00")
    station.send(journal.log, lines[:2])
    assert (row()["unsent"], row()["received"]) == (1, 2)
    station.send(journal.log, lines[2:])
    assert (row()["unsent"], row()["oldest_unsent"]) == (0, None)


@pytest.mark.parametrize("oldest", ["", "yesterday", "2026-01-01", "9999-99-99T00:00:00Z"])
def test_a_station_with_an_odd_clock_is_listed_all_the_same(
    oldest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Stationed("A-1").contact(Journal(), unsent=1, oldest_unsent=oldest)

    assert main(["stations", "--language", "zh"]) == 0
    assert "A-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("--url", "not a url"), "http://host:8470"),
        (("--url", "ftp://hub"), "http://host:8470"),
        (("--url", "http://hub", "--hours", "-1"), "336 hours"),
        (("--url", "http://hub", "--hours", "nan"), "336 hours"),
        (("--url", "http://hub", "--station", "A" * 101), "too long"),
    ],
)
def test_no_code_is_made_that_no_station_could_use(
    typed: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", *typed, "--language", "en"]) == 1
    assert words in capsys.readouterr().err
    assert EnrolmentCode.objects.count() == 0


def test_a_port_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    begin()
    for language, words in (("zh", "无法在"), ("en", "cannot listen")):
        assert main(["serve", "--port", "99999", "--language", language]) == 1
        assert words in capsys.readouterr().err


def test_revoke_shuts_a_station_out(capsys: pytest.CaptureFixture[str]) -> None:
    station = Stationed("A-1")

    assert main(["revoke", "A-1", "--language", "en"]) == 0
    assert main(["revoke", "A-1", "--language", "en"]) == 1

    station.device.refresh_from_db()
    assert station.device.revoked_at is not None
    assert Device.objects.filter(revoked_at__isnull=True).count() == 0
    assert "1 device" in capsys.readouterr().out


def test_a_user_has_the_roles_given_last(capsys: pytest.CaptureFixture[str]) -> None:
    main(["user", "王芳", "--role", "lead", "--role", "viewer", "--language", "en"])
    password = capsys.readouterr().out.split()[-1]
    assert main(["user", "王芳", "--role", "approver"]) == 0

    user = User.objects.get(username="王芳")
    assert [it.name for it in user.groups.all()] == ["approver"]
    assert user.check_password(password)


def test_an_unknown_role_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["user", "x", "--role", "boss"])

    assert ended.value.code == 2


def test_a_release_assigned_for_later_is_told_with_the_later_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    procedure = Path(__file__).parents[3] / "resources" / "procedures" / "PKG-LC-07" / "A"
    assert main(["publish", str(procedure), "--language", "en"]) == 0
    told = ["assign", "PKG-LC-07", "A", "--effective", "2031-02-01", "--language", "en"]
    assert main(told) == 0
    published, assigned = capsys.readouterr().out.splitlines()
    assert "in force from 2025-03-01" in published
    assert "in force from 2031-02-01" in assigned


def test_shutting_out_says_how_many_it_were(capsys: pytest.CaptureFixture[str]) -> None:
    Stationed("A-07")
    assert main(["revoke", "A-07", "--language", "en"]) == 0
    assert main(["revoke", "A-99", "--language", "en"]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == ["1 device revoked"]
    assert told.err.splitlines() == ["There is no device of A-99, or it is revoked already"]
