"""The audit trail: nothing at the hub is changed without an entry, by whatever command, address or
page; and no entry is ever changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hub.__main__ import COMMANDS, main
from hub.people.models import Audit
from sop.signing import SigningKey
from tests.hub.access.scene import Scene
from tests.hub.access.test_table import TABLE
from tests.hub.releases.conftest import written
from tests.hub.stationed import Stationed

TAKEN_IN = {
    "ingest.Log", "ingest.Event", "evidence.Evidence", "people.Lock", "records", "reviewing.Mark",
    "reviewing.Case", "reviewing.Matter", "reviewing.Judged", "reviewing.History",
    "reviewing.Presence",
}  # fmt: skip
"""Records and what is made from them: each is itself the trail, chained, and never edited."""
PASSING = {
    "devices.SpentNonce", "people.Mark", "people.IssuedRoster", "releases.Issued", "releases.Told",
    "news", "sessions", "contenttypes", "people.Audit", "improving",
}  # fmt: skip
"""What follows from decisions by itself, each of which has its entry; and the entries."""
HEARD = {"devices.Device": ("last_contact", "health", "station", "operation"),
         "auth.User": ("last_login",)}  # fmt: skip
"""What a station says of itself at each contact, and when somebody signed in."""


def kept() -> dict[str, list[Any]]:
    """Every row that people decide about, whichever model holds it; a new model is one of them."""
    found = {}
    for model in apps.get_models():
        name = f"{model._meta.app_label}.{model.__name__}"
        if {name, model._meta.app_label} & (TAKEN_IN | PASSING):
            continue
        fields = [it.attname for it in model._meta.concrete_fields]
        wanted = [it for it in fields if it not in HEARD.get(name, ())]
        found[name] = sorted(map(str, model.objects.values_list(*wanted)))
    return found


class Watched:
    """Whether what was done within changed anything, and what was written down of it."""

    def __enter__(self) -> Watched:
        self._before, self._count = kept(), Audit.objects.count()
        return self

    def __exit__(self, *_: object) -> None:
        after = kept()
        self.changed = sorted(it for it in after if after[it] != self._before[it])
        self.entries = list(Audit.objects.order_by("pk")[self._count :])

    def has_trail(self) -> bool:
        return bool(self.entries) or not self.changed


def commands(folder: Path, backups: Path) -> dict[str, list[list[str]]]:
    """Each command as it is typed, in an order that works; nothing for those that only read or
    serve."""
    key = folder / "approver"
    signer = SigningKey.make()
    sheet = folder / "people.csv"
    sheet.write_text("id,name_zh\nE7,赵敏\n", encoding="utf-8")
    return {
        "init": [["init", "--admin", "boss"]],
        "enrol": [["enrol", "--url", "http://hub", "--station", "A-1", "--text"]],
        "user": [
            ["user", "zhao", "--role", "lead", "--password", "a long enough one"],
            ["user", "zhao", "--role", "viewer"],
        ],
        "publish": [
            ["publish", str(written(folder, "A"))],
            ["publish", str(written(folder, "B"))],
        ],
        "assign": [["assign", "MIN-1", "A"]],
        "withdraw": [["withdraw", "MIN-1", "B", "--severity", "stop",
                      "--reason-zh", "错", "--reason-en", "wrong"]],
        "approve": [],
        "person": [
            ["person", "add", "E1", "--zh", "王晓燕", "--badge", "B-1"],
            ["person", "import", str(sheet)],
            ["person", "skill", "E1", "torque:3"],
            ["person", "code", "E1"],
            ["person", "unlock", "E1", "--why", "ten wrong"],
            ["person", "badge", "E1", "B-2"],
            ["person", "lost", "B-2", "--why", "gone"],
            ["person", "lasts", "100"],
            ["person", "revoke", "E7", "--why", "left"],
        ],
        "line": [["line", "A-9", "L1"]],
        "keys": [
            ["keys", "make", str(key)],
            ["keys", "add", signer.public, "--role", "release", "--name", "Chen"],
            ["keys", "threshold", "release", "2"],
            ["keys", "remove", signer.id, "--role", "release"],
        ],
        "revoke": [["revoke", "A-9"]],
    }  # fmt: skip


READING = {"serve", "stations", "verify", "export", "rebuild", "audit", "reviews", "backup",
           "restore", "accept", "retention", "suggestion", "order", "orders", "work"}  # fmt: skip
"""Commands that decide nothing. Restoring has its own test: the epoch that is made anew."""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_command_that_changes_anything_leaves_its_trail(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Stationed("A-9")
    asked = commands(tmp_path, tmp_path / "backups")
    assert set(COMMANDS) <= set(asked) | READING, "a new command: does it leave its trail?"
    changing = set()
    for name, several in asked.items():
        for typed in several:
            with Watched() as watched:
                code = main([*typed, "--by", "Chen", "--language", "en"])
            if typed[:2] == ["keys", "remove"]:
                assert code in (0, 1)
            else:
                assert code == 0, typed
            assert watched.has_trail(), (typed, watched.changed)
            changing |= {name} if watched.changed else set()
            assert {it.who for it in watched.entries} <= {"Chen"}, typed
            assert all(it.device for it in watched.entries)
    assert changing == set(asked) - {"approve"}


@pytest.fixture
def scene(office: Path) -> Scene:
    return Scene()


def test_every_address_and_page_that_changes_anything_leaves_its_trail(scene: Scene) -> None:
    """Those of the access table: each new address is in it."""
    changing = set()
    for (method, place, variant), cells in TABLE.items():
        if method in ("GET", "HEAD"):
            continue
        allowed = [it for it, told in cells.items() if told[0] in "23" and it != "revoked"]
        for caller in allowed[:1] + [it for it in ("A", "admin") if it in allowed]:
            with transaction.atomic():
                mark = transaction.savepoint()
                with Watched() as watched:
                    body, kind, headers = scene._said(method, place, variant, scene.callers[caller])
                    before = Audit.objects.count()
                    scene.callers[caller](method, scene.path(place, variant), body, kind, headers)
                assert watched.has_trail() or before < Audit.objects.count(), (
                    method, place, caller, watched.changed,
                )  # fmt: skip
                changing |= {place} if watched.changed else set()
                transaction.savepoint_rollback(mark)
    assert {"/api/v1/enrol", "/api/v1/enrolments", "/api/v1/devices/{device}/revoke",
            "/api/v1/reviews/{subject}", "/reviews/{subject}"} <= changing  # fmt: skip


@pytest.mark.parametrize("sql", ["UPDATE people_audit SET why = 'x'", "DELETE FROM people_audit"])
def test_no_entry_is_changed_or_taken_away_by_any_statement(office: Path, sql: str) -> None:
    count = Audit.objects.count()
    assert count
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Audit.objects.exclude(why="x").count() == count


def test_an_administrator_has_nothing_to_switch_it_off_with(office: Path) -> None:
    """No setting names it, and the trail of a change is in the change's own transaction."""
    from msgspec.structs import fields

    from hub.configuration import Configuration

    assert not [it.name for it in fields(Configuration) if "audit" in it.name]


# --- reading it ---


@pytest.fixture
def seen(office: Path) -> Client:
    main(["person", "add", "E1", "--zh", "王晓燕", "--by", "=Chen", "--why", "new here"])
    main(["person", "skill", "E1", "torque:3", "--by", "Li"])
    client = Client()
    viewer = User.objects.create_user("auditor")
    viewer.groups.set([Group.objects.get_or_create(name="viewer")[0]])
    client.force_login(viewer)
    return client


@pytest.mark.parametrize(("language", "word"), [("en", "Audit trail"), ("zh-hans", "审计追踪")])
def test_its_page_shows_who_what_old_new_why_when_and_where(
    seen: Client, language: str, word: str
) -> None:
    seen.cookies["django_language"] = language
    said = seen.get("/audit").content.decode()
    for it in (word, "=Chen", "new here", "E1", "torque", Audit.objects.first().device):
        assert it in said
    assert "=Chen" not in seen.get("/audit", {"who": "Li"}).content.decode()
    assert "new here" not in seen.get("/audit", {"until": "2001-01-01"}).content.decode()


def test_it_is_taken_away_whole_for_a_program_and_for_a_spreadsheet(seen: Client) -> None:
    lines = b"".join(seen.get("/audit?form=json").streaming_content).splitlines()
    told = [json.loads(it) for it in lines]
    assert len(told) == Audit.objects.count()
    (added,) = (it for it in told if it["what"] == "added")
    assert (added["who"], added["why"], added["old"]) == ("=Chen", "new here", None)
    assert added["at"].endswith("+00:00")
    assert added["local"][-6] in "+-"
    sheet = b"".join(seen.get("/audit?form=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == len(told)
    assert "'=Chen" in {it["who"] for it in rows}, "no formula"


def test_the_command_prints_the_same(seen: Client, capfdbinary: Any) -> None:
    assert main(["audit", "--who", "Li"]) == 0
    told = [json.loads(it) for it in capfdbinary.readouterr().out.splitlines()]
    assert [it["what"] for it in told] == ["skill"]
