"""The JSON Schema of submissions, built from the declarations of their reader."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from assessment.domain.exchange.structuring import rule_in
from assessment.domain.exchange.submission_form import READER, GivenSheet

Schema = dict[str, Any]


def submission_schema() -> Schema:
    """Return the schema of what `manage.py score`, `plan`, `report` and `compare` read.

    It leaves out whatever depends on the model, such as the codes of questions and actions.
    """
    sheet = {"$ref": "#/$defs/sheet"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cairn:submission",
        "title": "What manage.py score, plan, report and compare read",
        "description": (
            "One sheet, or a list of sheets; compare takes only one. The model decides which "
            "questions there are, which can be set aside, and which actions can be pinned or "
            "excluded. Every question needs an answer."
        ),
        "anyOf": [sheet, {"type": "array", "items": sheet}],
        "$defs": {"sheet": _of_class(GivenSheet)},
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(submission_schema(), ensure_ascii=False, indent=2) + "\n"


def _of_class(kind: type) -> Schema:
    hints = get_type_hints(kind, include_extras=True)
    needed, properties = [], {}
    for each in fields(kind):
        if each.default is MISSING and each.default_factory is MISSING:
            needed.append(each.name)
        said = {**_of_kind(hints[each.name]), **READER.rule_for(kind, each.name).full_schema}
        if isinstance(each.default, str) and each.default:
            said["default"] = str(each.default)
        properties[each.name] = said
    return {
        "type": "object",
        "required": needed,
        "additionalProperties": False,
        "properties": properties,
    }


def _of_kind(hint: Any) -> Schema:
    """Return the schema of a type, or that of its rule if the rule checks the value itself."""
    rule = rule_in(hint)
    if rule and rule.decides:
        return rule.full_schema
    plain = hint.__origin__ if rule else hint
    if isinstance(plain, type) and is_dataclass(plain):
        return _of_class(plain)
    if get_origin(plain) is Mapping:
        return {"type": "object", "additionalProperties": _of_kind(get_args(plain)[1])}
    return {}
