"""The JSON Schema of the plan language, generated from the constructs' shapes.

It keeps to keywords that draft-07 and 2020-12 share, so that every editor understands the one file. A key is described
once, under its English name; its Chinese name refers to the same description.
"""

from __future__ import annotations

from typing import Any, Final, assert_never

from engine.base.text import Text
from engine.plan.language import PLAN
from engine.plan.shape import (
    Again,
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
    Word,
)

Schema = dict[str, Any]

_ANY_SCALAR: Final = ["string", "number", "boolean"]
_NAMED: Final = Text("方案里的名称", "a name in the plan")
_OWN_COLUMN: Final = Text("您起名的一列", "a column that you name")


def plan_schema() -> Schema:
    """The schema of a plan file, as `schemas/plan.schema.json` holds it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:kpiplan:plan:1",
        "title": "薪资方案 / pay plan",
        "description": "客服绩效薪资方案，方案语言第 1 版 / a customer-service pay plan, version 1 of the language",
        **_of(PLAN, "#"),
    }


def schema_of(shape: Record) -> Schema:
    """The schema of a file of that shape, as a document of its own."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_of(shape, "#")}


def _of(shape: Shape, at: str) -> Schema:
    """The schema of a shape; `at` is the JSON pointer to where it stands."""
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
            return {"type": "array", "items": _of(of, f"{at}/items"), "minItems": least}
        case Named(of, least):
            inner = _of(of, f"{at}/additionalProperties")
            named = inner if "$ref" in inner else {"description": _both(_NAMED), **inner}
            return {"type": "object", "additionalProperties": named, "minProperties": least}
        case Record():
            return _record(shape, at)
        case Either(shapes):
            return {"anyOf": [_of(s, f"{at}/anyOf/{i}") for i, s in enumerate(shapes)]}
        case Again(key):
            first = f"/properties/{key}/additionalProperties"
            return {"$ref": at.partition(first)[0] + first}
        case _:
            assert_never(shape)


def _record(record: Record, at: str) -> Schema:
    properties: Schema = {}
    for field in record.fields:
        pointer = f"{at}/properties/{field.key}"
        properties[field.key] = _field(field, pointer)
        properties[field.zh] = {"$ref": pointer}
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": _others(record.others, at),
    }
    required = [{"anyOf": [{"required": [f.key]}, {"required": [f.zh]}]} for f in record.fields if f.required]
    return {**schema, "allOf": required} if required else schema


def _others(shape: Shape | None, at: str) -> Schema | bool:
    """What may stand under keys that are not the language's own."""
    if shape is None:
        return False
    return {"description": _both(_OWN_COLUMN), **_of(shape, f"{at}/additionalProperties")}


def _field(field: Field, at: str) -> Schema:
    lines = [_both(field.doc), *(f"- {_word(w)}" for w in _words(field.shape))]
    return {"title": f"{field.zh} / {field.key}", "description": "\n".join(lines), **_of(field.shape, at)}


def _words(shape: Shape) -> tuple[Word, ...]:
    """The words that may stand there and whose meaning their names do not say by themselves."""
    return tuple(w for w in shape.words if w.zh != w.name) if isinstance(shape, OneOf) else ()


def _word(word: Word) -> str:
    said = "" if word.doc in (Text(word.zh, word.name), Text(word.zh, word.zh)) else f": {_both(word.doc)}"
    return f"{word.name} / {word.zh}{said}"


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"
