"""The JSON Schema of the plan language, generated from the constructs' shapes.

It keeps to keywords that draft-07 and 2020-12 share, so that every editor understands the one file.
"""

from __future__ import annotations

from typing import Any, Final, assert_never

from engine.base.text import Text
from engine.plan.language import PLAN
from engine.plan.shape import (
    Either,
    Field,
    FormulaText,
    Items,
    Named,
    NameText,
    OneOf,
    Prose,
    Record,
    Shape,
    TrueFalse,
    Whole,
)

Schema = dict[str, Any]

_ANY_SCALAR: Final = ["string", "number", "boolean"]


def plan_schema() -> Schema:
    """The schema of a plan file, as `schemas/plan.schema.json` holds it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://kpiplan.example/schemas/plan.schema.json",
        "title": "KPI plan / 绩效薪资方案",
        **_of(PLAN),
    }


def _of(shape: Shape) -> Schema:
    match shape:
        case Prose() | FormulaText():
            return {"type": _ANY_SCALAR}
        case NameText():
            return {"type": "string", "minLength": 1}
        case TrueFalse():
            return {"type": "boolean"}
        case Whole(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case OneOf(words):
            return {"type": "string", "enum": list(dict.fromkeys([*(w.name for w in words), *(w.zh for w in words)]))}
        case Items(of, least):
            return {"type": "array", "items": _of(of), "minItems": least}
        case Named(of, least):
            return {"type": "object", "additionalProperties": _of(of), "minProperties": least}
        case Record():
            return _record(shape)
        case Either(shapes):
            return {"anyOf": [_of(s) for s in shapes]}
        case _:
            assert_never(shape)


def _record(record: Record) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(f) for f in record.fields for name in (f.key, f.zh)},
        "additionalProperties": _of(record.others) if record.others is not None else False,
    }
    required = [{"anyOf": [{"required": [f.key]}, {"required": [f.zh]}]} for f in record.fields if f.required]
    return {**schema, "allOf": required} if required else schema


def _field(field: Field) -> Schema:
    return {"description": _both(field.doc), **_of(field.shape)}


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"
