"""The JSON Schema of a trace."""

from __future__ import annotations

from typing import Any, Final

from engine.explain.trace import TRACE_VERSION
from engine.run.result_schema import provenance

Schema = dict[str, Any]

_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
_OPERATIONS: Final = (
    "const", "input", "value", "sum", "product", "quotient", "<", "≤", ">", "≥", "=", "≠", "and", "or", "not", "if",
    "min", "max", "round", "band", "pick", "is_missing", "group",
)  # fmt: skip


def trace_schema() -> Schema:
    """The schema, in the keywords common to draft-07 and 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KPI plan trace",
        "description": "一个人的工资是怎么算出来的 / how one person's pay came about",
        **_closed(
            {
                "trace": {"const": TRACE_VERSION, "description": "本文件格式的版本 / the version of this format"},
                **provenance(),
                "inputs_hash": _text("全组输入的散列值 / hash of what was given for the whole group"),
                "title": _text("方案标题 / the plan's title"),
                "currency": _text("币种 / currency"),
                "person": _text("人员 / person"),
                "row": {"type": "integer", "description": "行号 / row"},
                "group": {"type": "object", "additionalProperties": {"type": "string"}},
                "members": {"type": "integer", "minimum": 1, "description": "组内人数 / how many are in the group"},
                "inputs": _list(_named({"value": _value()}), "给定的数据 / what was given"),
                "values": _list(_named(_computed()), "每个有名称的值，按依赖次序 / named values, in dependency order"),
                "lines": _list(_line(), "工资条各行 / the lines of the payslip"),
                "total": _text("合计是哪个值 / which value is the total"),
            }
        ),
        "$defs": {"step": _step()},
    }


def _computed() -> Schema:
    return {
        "role": _text("这个值是什么 / what the value is for"),
        "value": _value(),
        "formula": _text("作者写的公式；没有时为空 / the author's formula, or empty"),
        "construct": _text("在方案的哪一节 / the section of the plan"),
        "place": _closed({"file": {"type": "string"}, "line": {"type": "integer", "minimum": 1}}),
        "steps": {"$ref": "#/$defs/step"},
        "of": {"type": ["string", "null"], "description": "组内统计的是哪个值 / the value a group statistic is of"},
    }


def _step() -> Schema:
    bound = _closed({"value": {"type": "string", "pattern": _NUMBER}, "inclusive": {"type": "boolean"}})
    end = {"anyOf": [bound, {"type": "null"}]}
    return {
        "type": "object",
        "description": "一步运算和它的各部分 / one operation and its parts",
        "properties": {
            "op": {"enum": list(_OPERATIONS)},
            "of": {"type": "array", "items": {"$ref": "#/$defs/step"}},
            "result": _value(),
            "name": {"type": "string"},
            "decimals": {"type": "integer"},
            "mode": {"type": "string"},
            "function": {"type": "string"},
            "bands": {"type": "array", "items": _closed({"name": {"type": "string"}, "lower": end, "upper": end})},
            "otherwise": {"type": ["integer", "null"]},
        },
        "required": ["op"],
        "additionalProperties": False,
    }


def _value() -> Schema:
    return {
        "description": "数字写成文字（1/3 无尽）；选项写名称 / numbers are text (1/3 has no end), options names",
        "anyOf": [
            {"type": ["string", "boolean"]},
            _closed({"missing": _text("为什么没有值 / why there is none")}),
            _closed({"option": {"type": "integer", "minimum": 0}}),
        ],
    }


def _named(more: Schema) -> Schema:
    kind = {"kind": {"type": "string"}, "options": {"type": "array", "items": {"type": "string"}}}
    made = _closed({"name": {"type": "string"}, "label": {"type": "string"}, **kind, **more})
    return {**made, "required": [key for key in made["required"] if key not in ("options", "of")]}


def _line() -> Schema:
    return _closed({key: {"type": "string"} for key in ("name", "label", "tag", "value")})


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: Schema, said: str) -> Schema:
    return {"type": "array", "items": items, "description": said}


def _text(said: str) -> Schema:
    return {"type": "string", "description": said}
