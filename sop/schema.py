"""The JSON Schema of `sop.yaml`, made from the types: `python -m sop.schema > sop/schema.json`.

Two things are changed from what msgspec writes, so that an editor and a person get one clear
sentence instead of ten alternatives: a check is judged by the rules of its `kind`, and what may
be left out is left out rather than written as null.
"""

import json
import sys
from functools import cache
from typing import Any

import msgspec

from sop.procedure import Procedure
from sop.symbologies import SYMBOLOGIES

SCHEMA_ID = "urn:sop-kiosk:procedure:1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

DESCRIPTIONS = {
    "Procedure.format": "Version of the language: 1.",
    "Procedure.code": "The procedure's number in the plant, for example SOP-AUTO-017.",
    "Procedure.revision": "The revision, in quotes where it is a number: \"3\".",
    "Procedure.languages": "Every text must be given in each of these, for example [zh, en].",
    "Procedure.owner": "Who answers for the procedure: name or department.",
    "Procedure.effective": "From when it may start: 2026-03-01 or 2026-03-01T06:00:00+08:00.",
    "Procedure.supersedes": "The revision this one replaces.",
    "Procedure.changes": "What is new against the superseded revision, step by step.",
    "Procedure.quiz": "Questions on what changed, three of which are asked once per person before "
    "the first run under this revision, where another one was run before.",
    "Procedure.contingencies": "Alternative paths a team lead may enter, with a reason.",
    "Step.control": "critical: in order, all checks passed. flexible: may be moved or skipped.",
    "Step.when": "The step is due when this is true: answers.inspect.surface.value == 'scratch'",
    "Step.time": "Standard, minimum and maximum time in seconds.",
    "OnFail.to": "The earlier step to go back to; only with `then: go_back`.",
    "Picture.page": "Page of a PDF, from 1.",
    "Pin.x": "From the left edge, 0 to 1.",
    "Pin.y": "From the top edge, 0 to 1.",
    "Scan.symbologies": "Only these are read; empty: what the station usually reads.",
    "Scan.equals": "The exact text of the code.",
    "Scan.part": "The code must be that of this BOM part.",
    "Scan.in_bom": "The code must be that of some BOM part.",
    "Scan.unused": "A code used in another execution is refused.",
    "Scan.unexpired": "A GS1 expiry date (AI 17) must not be past.",
    "Scan.work_order": "The code must be this field of the work order.",
    "Capture.lot": "`text`, the name of a group in `pattern`, or a GS1 AI such as \"10\".",
    "Capture.serial": "`text`, the name of a group in `pattern`, or a GS1 AI such as \"21\".",
    "Capture.quantity": "`text`, the name of a group in `pattern`, or a GS1 AI such as \"37\".",
    "Measurement.lower": "Smallest value that passes.",
    "Measurement.upper": "Largest value that passes.",
    "Measurement.target": "The value to aim at, shown to the operator.",
    "Measurement.samples": "How many readings are taken; each must be within limits.",
    "Measurement.tool": "Id of the tool it is measured with.",
    "Option.passes": "false: choosing this fails the check.",
    "SignOff.role": "Only people with this role may sign, for example team_lead.",
}  # fmt: skip


@cache
def schema() -> Schema:
    """The published schema, JSON Schema 2020-12. Not to be changed by the caller."""
    made = msgspec.json.schema(Procedure)
    definitions = {name: _definition(name, part) for name, part in made["$defs"].items()}
    definitions["Text"] = _text()
    return {
        "$schema": _DIALECT,
        "$id": SCHEMA_ID,
        "title": "SOP Kiosk procedure (sop.yaml)",
        "$ref": "#/$defs/Procedure",
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def published() -> str:
    """The text of `sop/schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def check_kinds() -> dict[str, str]:
    """The definition in the schema for each kind of check."""
    mapping: dict[str, str] = _by_kind_of(msgspec.json.schema(Procedure)["$defs"]["Step"])
    return {kind: reference.rpartition("/")[2] for kind, reference in mapping.items()}


def _definition(name: str, made: Schema) -> Schema:
    properties = {key: _property(name, key, part) for key, part in made["properties"].items()}
    return {**made, "properties": properties}


def _property(owner: str, key: str, made: Schema) -> Schema:
    part = _without_null(made)
    if "propertyNames" in part:
        part = {"$ref": "#/$defs/Text"}
    elif "items" in part:
        part = {**part, "items": _items(key, part["items"])}
    if part.get("default") in ([], {}):
        part = {name: value for name, value in part.items() if name != "default"}
    described = DESCRIPTIONS.get(f"{owner}.{key}")
    return {**part, "description": described} if described else part


def _items(key: str, made: Schema) -> Schema:
    if "discriminator" in made:
        return _judged_by_kind(made["discriminator"]["mapping"])
    if "propertyNames" in made:
        return {"$ref": "#/$defs/Text"}
    if key == "symbologies":
        return {"enum": sorted(SYMBOLOGIES)}
    return made


def _judged_by_kind(mapping: dict[str, str]) -> Schema:
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": sorted(mapping)}},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": reference},
            }
            for kind, reference in sorted(mapping.items())
        ],
    }


def _by_kind_of(step: Schema) -> dict[str, str]:
    mapping: dict[str, str] = step["properties"]["checks"]["items"]["discriminator"]["mapping"]
    return mapping


def _without_null(made: Schema) -> Schema:
    if "anyOf" not in made:
        return made
    kept = [part for part in made["anyOf"] if part != {"type": "null"}]
    return dict(kept[0]) if len(kept) == 1 else {**made, "anyOf": kept}


def _text() -> Schema:
    return {
        "title": "Text",
        "description": "The same words in each language: {zh: 拧紧螺栓, en: Tighten the bolts}",
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2}(-[A-Z][A-Za-z]+)?$", "maxLength": 8},
        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 4000},
    }


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(published())
