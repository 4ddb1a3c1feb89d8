"""The published schema says what the types say, and says it to editors."""

from pathlib import Path

import jsonschema

import sop.schema
from sop.schema import DESCRIPTIONS, check_kinds, published, schema
from sop.symbologies import SYMBOLOGIES

PUBLISHED = Path(sop.schema.__file__).with_name("schema.json")


def test_the_published_schema_is_fresh() -> None:
    """Renew it with `python -m sop.schema > sop/schema.json`."""
    assert PUBLISHED.read_text(encoding="utf-8") == published()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_description_belongs_to_a_field() -> None:
    fields = {
        f"{name}.{field}"
        for name, part in schema()["$defs"].items()
        for field in part.get("properties", {})
    }

    assert set(DESCRIPTIONS) <= fields


def test_an_editor_is_offered_every_kind_of_check_and_symbology() -> None:
    items = schema()["$defs"]["Step"]["properties"]["checks"]["items"]
    scan = schema()["$defs"]["Scan"]["properties"]["symbologies"]["items"]

    assert set(items["properties"]["kind"]["enum"]) == set(check_kinds()) == {
        "acknowledge", "scan", "measurement", "choice", "checklist", "text", "photo", "timer",
        "calculation", "sign_off",
    }  # fmt: skip
    assert set(scan["enum"]) == SYMBOLOGIES
