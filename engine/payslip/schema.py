"""The JSON Schema of a payslip's data: the trace by its own schema, and the outlook."""

from __future__ import annotations

from typing import Any, Final

from engine.explain.schema import trace_schema
from engine.payslip.document import PAYSLIP_VERSION
from engine.payslip.outlook import OUTLOOK_VERSION

Schema = dict[str, Any]

_NUMBER: Final[Schema] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"}
_NAMED: Final[Schema] = {"name": {"type": "string"}, "label": {"type": "string"}}
_KIND: Final[Schema] = {"kind": {"type": "string"}}


def payslip_schema() -> Schema:
    """The schema, in the keywords common to draft-07 and 2020-12."""
    trace = trace_schema()
    definitions = {**trace.pop("$defs", {}), "trace": {k: v for k, v in trace.items() if k != "$schema"}}
    subtotal = _closed({"tag": {"type": "string"}, "amount": _NUMBER})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KPI plan payslip",
        "description": "一张工资条的全部数据 / all data of one payslip",
        **_closed(
            {
                "payslip": {"const": PAYSLIP_VERSION, "description": "本文件格式的版本 / the version of this format"},
                "person": _text("人员 / person"),
                "subtotals": _list(subtotal, "各类别的小计 / what the lines of each tag add up to"),
                "trace": {"$ref": "#/$defs/trace"},
                "outlook": _outlook(),
            }
        ),
        "$defs": definitions,
    }


def _outlook() -> Schema:
    return {
        "description": "如果……会怎样：每个数都由引擎算出 / what would be: every number is an evaluation of the plan",
        **_closed(
            {
                "outlook": {"const": OUTLOOK_VERSION, "description": "这一部分的版本 / the version of this part"},
                "held": _list(_closed(_NAMED), "照现在算的排名类数字 / standings in the group, taken as they are now"),
                "curve": _or_null(_curve()),
                "tiers": _list(_ladder(), "所在的档位和下一档 / the tiers, and how far the next one is"),
                "levers": _list(
                    _move({"rule": {"enum": ["bound", "percent"]}}), "最影响工资的改变 / what would change pay most"
                ),
            }
        ),
    }


def _curve() -> Schema:
    point = _closed({"at": _NUMBER, "pay": _NUMBER})
    jump = _closed(
        {**dict.fromkeys(("at", "before", "after", "change"), _NUMBER), "closed": {"enum": ["before", "after"]}}
    )
    return {
        "description": "工资曲线：其他不变时的工资 / pay over one input, all else equal",
        **_closed(
            {
                **_NAMED,
                **_KIND,
                "from": _NUMBER,
                "to": _NUMBER,
                "step": _NUMBER,
                "own": point,
                "pieces": _list(_list(point, "一段 / one piece"), "连续的各段 / the pieces between jumps"),
                "jumps": _list(
                    jump, "跳变；closed 说界限本身属于哪边 / jumps; closed: which side the bound belongs to"
                ),
                "sampled": {"type": "boolean", "description": "台阶太密，只取样 / too many steps to show each"},
                "at_ticks": _list(_NUMBER, "横轴刻度 / ticks"),
                "pay_ticks": _list(_NUMBER, "纵轴刻度 / ticks"),
            }
        ),
    }


def _ladder() -> Schema:
    bound = _or_null(_closed({"value": _NUMBER, "inclusive": {"type": "boolean"}}))
    value: Schema = {"type": ["string", "boolean", "object"]}
    next_tier = {"tier": {"type": "string"}, **{k: _or_null(_NUMBER) for k in ("by", "to", "pay")}}
    return _closed(
        {
            **_NAMED,
            "tiers": _list({"type": "string"}, "从低到高 / from the lowest"),
            "at": {"type": "integer", "minimum": 0},
            "on": _or_null(_closed({**_NAMED, **_KIND, "value": value})),
            "bands": _list(_closed({"name": {"type": "string"}, "lower": bound, "upper": bound}), "区间 / bands"),
            "next": _or_null(_closed({**next_tier, "ways": _list(_move({}), "单独改变一项 / one input alone")})),
        }
    )


def _move(more: Schema) -> Schema:
    return _closed({**_NAMED, **_KIND, "from": _NUMBER, "to": _NUMBER, "by": _NUMBER, "pay": _or_null(_NUMBER), **more})


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Schema, said: str) -> Schema:
    return {"type": "array", "items": items, "description": said}


def _text(said: str) -> Schema:
    return {"type": "string", "description": said}
