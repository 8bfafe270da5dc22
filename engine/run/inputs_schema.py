"""The JSON Schema of a plan's input records, for editors and callers; the engine's own typing is stricter."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, Final

from engine.base.numbers import decimals_of, plain
from engine.base.quantities import COUNT, PERCENT, Choice, Flag, Quantity, Words, describe, scale_of
from engine.program import InputSpec, Program
from engine.run.quantity_cells import least_of

Schema = dict[str, Any]

_DIGITS: Final = r"[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})(\.[0-9]{1,10})?"


def inputs_schema(program: Program) -> Schema:
    """A schema, in the keywords common to draft-07 and 2020-12, for a list of records or a single one.

    Each input may stand under its name, its label or another declared heading.
    """
    record = _record(program)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{program.title or program.identity.plan}: inputs",
        "description": f"方案 {program.identity.plan} 的数据 / data of the plan {program.identity.plan}",
        "anyOf": [{"type": "array", "items": record, "minItems": 1}, record],
    }


def _record(program: Program) -> Schema:
    properties: Schema = {}
    needed: list[tuple[str, ...]] = []
    for name in (program.person, *program.group_by):
        headings = (name, *program.id_columns.get(name, ()))
        said = "人员，文字 / the person, as text" if name == program.person else "分组，文字 / a group, as text"
        properties |= {heading: {"type": "string", "minLength": 1, "description": said} for heading in headings}
        needed.append(headings)
    for spec in program.inputs:
        headings = tuple(dict.fromkeys(h for h in (spec.name, spec.label, *spec.columns) if h))
        properties |= {heading: _input(spec) for heading in headings}
        if spec.default is None and not spec.optional:
            needed.append(headings)
    return {
        "type": "object",
        "properties": properties,
        "allOf": [{"anyOf": [{"required": [heading]} for heading in headings]} for headings in needed],
    }


def _input(spec: InputSpec) -> Schema:
    kind = describe(spec.kind)
    described = {"description": f"{spec.label or spec.name}（{kind.zh}） / {spec.name} ({kind.en})"}
    schema = {**described, **_value(spec)}
    if spec.default is None and not spec.optional:
        return schema
    return {**described, "anyOf": [_value(spec), {"enum": [None, ""]}]}


def _value(spec: InputSpec) -> Schema:
    match spec.kind:
        case Quantity():
            return _number(spec)
        case Flag():
            return {"enum": [True, False, "true", "false", "是", "否"]}
        case Choice(options):
            return {"enum": list(options)}
        case Words(type="date"):
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case Words():
            return {"type": "string", "minLength": 1}


def _number(spec: InputSpec) -> Schema:
    """A JSON number within the declared range, or its digits as text."""
    scale = scale_of(spec.kind)
    bounds = {"minimum": least_of(spec), "maximum": spec.most}
    limits = {key: _json_number(bound / scale) for key, bound in bounds.items() if bound is not None}
    percent = spec.kind == PERCENT
    return {
        "type": ["integer" if spec.kind == COUNT else "number", "string"],
        "pattern": f"^{_DIGITS}{'[%‰]?' if percent else ''}$",
        **({"exclusiveMinimum": -1, "exclusiveMaximum": 1} if percent else {}),
        **limits,
    }


def _json_number(value: Fraction) -> Any:
    """The number as JSON has it: a schema can hold no fraction, so a bound without finite decimals is cut."""
    places = decimals_of(value)
    return json.loads(plain(value, places if places is not None else 10))
