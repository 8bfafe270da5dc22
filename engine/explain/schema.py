"""The JSON Schema of a trace."""

from __future__ import annotations

from typing import Final

from engine.explain.notes_schema import notes
from engine.explain.schema_parts import Schema, closed, end, value
from engine.explain.trace import TRACE_VERSION
from engine.run.result_schema import provenance

_NOT_ALWAYS: Final = ("options", "ordered", "of", "absent", "better", "clause", "source", "measures")
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
        **closed(
            {
                "trace": {"const": TRACE_VERSION, "description": "本文件格式的版本 / the version of this format"},
                **provenance(),
                "inputs_hash": _text("全组输入的散列值 / hash of what was given for the whole group"),
                "title": _text("方案标题 / the plan's title"),
                "currency": _text("币种 / currency"),
                "currency_decimals": _whole("金额的小数位数 / decimals of the currency", 0),
                "person": _text("人员 / person"),
                "row": _whole("行号 / row"),
                "group": {"type": "object", "additionalProperties": {"type": "string"}},
                "members": _whole("组内人数 / how many are in the group", 1),
                "inputs": _list(_named(_given()), "给定的数据 / what was given"),
                "values": _list(_named(_computed()), "每个有名称的值，按依赖次序 / named values, in dependency order"),
                "lines": _list(_line("name", "label", "tag", "value"), "工资条各行 / the lines of the payslip"),
                "total": _text("合计是哪个值 / which value is the total"),
                "outputs": _list(_line("name", "label", "value"), "合计以外列出的数 / figures beside the total"),
                "checks": _list(_check(), "核对与常见范围 / what has to hold, and what is usual"),
            }
        ),
        "$defs": {"step": _step(), "note": {"anyOf": notes()}},
    }


def _given() -> Schema:
    return {
        "value": value(),
        **_said(),
        "absent": {"const": True, "description": "数据里没有，用默认值 / not in the data: the plan's default"},
        "better": {"enum": ["higher", "lower"]},
    }


def _computed() -> Schema:
    return {
        "role": _text("这个值是什么 / what the value is for"),
        "value": value(),
        "formula": _text("作者写的公式；没有时为空 / the author's formula, or empty"),
        "construct": _text("在方案的哪一节 / the section of the plan"),
        **_said(),
        "steps": {"$ref": "#/$defs/step"},
        "notes": _list({"$ref": "#/$defs/note"}, "这个值是怎么来的 / what its construct made of it"),
        "of": {"type": ["string", "null"], "description": "组内统计的是哪个值 / the value a group statistic is of"},
    }


def _said() -> Schema:
    """Where a rule stands in the plan, and what its author says beside it."""
    return {
        "place": closed({"file": {"type": "string"}, "line": _whole("行 / line", 1)}),
        "clause": closed({"zh": _text("中文条款 / the clause in Chinese"), "en": _text("英文条款 / in English")}),
        "source": _text("出自哪个文件或系统 / the document or system it comes from"),
        "measures": {"enum": ["quantity", "quality"]},
    }


def _check() -> Schema:
    return closed(
        {
            **{key: {"type": "string"} for key in ("name", "value", "zh", "en")},
            "severity": {"enum": ["error", "warning"]},
            "holds": {"type": ["boolean", "null"], "description": "不适用时为空 / null where not applicable"},
            "numbers": {"type": "array", "items": {"type": "string"}},
            "plausible": {"type": "boolean"},
        }
    )


def _step() -> Schema:
    bands = closed({"name": {"type": "string"}, "lower": end(), "upper": end()})
    return {
        "type": "object",
        "description": "一步运算和它的各部分 / one operation and its parts",
        "properties": {
            "op": {"enum": list(_OPERATIONS)},
            "of": {"type": "array", "items": {"$ref": "#/$defs/step"}},
            "result": value(),
            "name": {"type": "string"},
            "decimals": {"type": "integer"},
            "mode": {"type": "string"},
            "function": {"type": "string"},
            "bands": {"type": "array", "items": bands},
            "otherwise": {"type": ["integer", "null"]},
        },
        "required": ["op"],
        "additionalProperties": False,
    }


def _named(more: Schema) -> Schema:
    options = {"type": "array", "items": {"type": "string"}}
    kind = {"kind": {"type": "string"}, "options": options, "ordered": {"type": "boolean"}}
    return closed({"name": {"type": "string"}, "label": {"type": "string"}, **kind, **more}, _NOT_ALWAYS)


def _line(*keys: str) -> Schema:
    return closed({key: {"type": "string"} for key in keys})


def _list(items: Schema, said: str) -> Schema:
    return {"type": "array", "items": items, "description": said}


def _text(said: str) -> Schema:
    return {"type": "string", "description": said}


def _whole(said: str, least: int | None = None) -> Schema:
    bound = {} if least is None else {"minimum": least}
    return {"type": "integer", **bound, "description": said}
