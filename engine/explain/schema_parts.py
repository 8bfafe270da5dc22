"""What the JSON Schema of a trace is made of: closed objects, exact values, the ends of bands, a note."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

Schema = dict[str, Any]

_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
TEXT: Final[Schema] = {"type": "string"}
NAMES: Final[Schema] = {"type": "array", "items": TEXT}
YES_NO: Final[Schema] = {"type": "boolean"}
WHOLE: Final[Schema] = {"type": "integer"}
NUMBER_TEXT: Final[Schema] = {"type": "string", "pattern": _NUMBER}


def closed(properties: Schema, optional: Collection[str] = ()) -> Schema:
    """An object with these properties and no others."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def value() -> Schema:
    """A value of any kind."""
    return {
        "description": "数字写成文字（1/3 无尽）；选项写名称 / numbers are text (1/3 has no end), options names",
        "anyOf": [
            {"type": ["string", "boolean"]},
            closed({"missing": {**TEXT, "description": "为什么没有值 / why there is none"}}),
            closed({"option": {"type": "integer", "minimum": 0}}),
        ],
    }


def end() -> Schema:
    """One end of a band; null where it is open."""
    return or_null(bound())


def note(name: str, said: str, properties: Schema, optional: Collection[str] = ()) -> Schema:
    """A note of a name, and what is said of it."""
    return {"description": said, **closed({"note": {"const": name}, **properties}, optional)}


def or_null(schema: Schema) -> Schema:
    """What a schema says, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def at() -> Schema:
    """A value, with its name where it has one."""
    return closed({"name": TEXT, "value": value()}, ("name",))


def bound() -> Schema:
    """A bound, and whether the value itself belongs."""
    return closed({"value": NUMBER_TEXT, "inclusive": YES_NO})
