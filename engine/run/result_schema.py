"""The JSON Schema of results: the JSON document and the lines of JSON lines."""

from __future__ import annotations

from typing import Any, Final

from engine.run.shown import PROVENANCE

Schema = dict[str, Any]

_AMOUNT: Final = r"^-?[0-9]+(\.[0-9]+)?$"
_SAID: Final = {
    "plan": "方案的 id / the plan's id",
    "plan_version": "方案版本 / the plan's version",
    "plan_hash": "方案内容的散列值 / hash of the plan's text",
    "engine": "引擎版本 / version of the engine",
}


def result_schema() -> Schema:
    """A schema in the keywords common to draft-07 and 2020-12; accepts a document, a paid line or an unpaid line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KPI plan result",
        "description": "计算结果：一个 JSON 文档或一行 / a result: a JSON document, or a line of JSON lines",
        "anyOf": [_document(), _closed({**provenance(), **_result()}, "得到工资的人 / a paid person"), _unpaid_line()],
    }


def _document() -> Schema:
    unpaid = _closed(
        {"row": _integer("行号 / row"), "person": _string("人员 / person")}, "没有工资的行 / an unpaid row"
    )
    properties = {
        **provenance(),
        "complete": {"type": "boolean", "description": "所有行都得到工资 / every row was paid"},
        "results": _list(_closed(_result(), "一个人的工资 / one person's pay"), "得到工资的人 / the paid"),
        "unpaid": _list(unpaid, "没有工资的行 / the unpaid"),
        "problems": _list(problem(), "问题 / the problems"),
    }
    return _closed(properties, "一次计算 / a whole run")


def _unpaid_line() -> Schema:
    properties = {
        **provenance(),
        "row": _integer("行号 / row"),
        "person": _string("人员；读不出时为空 / person; empty where it could not be read"),
        "problems": _list(problem(), "原因 / the reasons"),
    }
    return _closed(properties, "没有工资的行 / an unpaid row")


def provenance() -> Schema:
    """What every document says about where it comes from."""
    return {name: _string(_SAID[name]) for name in PROVENANCE}


def _result() -> Schema:
    line = {
        "name": _string("名称 / name"),
        "label": _string("显示名 / label"),
        "tag": _string("类别 / tag"),
        "amount": _amount("金额 / amount"),
    }
    value = {
        "type": ["string", "boolean", "null"],
        "description": "数字写成文字；null 为不适用 / digits as text; null: not applicable",
    }
    output = {"name": _string("名称 / name"), "label": _string("显示名 / label"), "value": value}
    return {
        "person": _string("人员 / person"),
        "group": _open({"type": "string"}, "分组 / group"),
        "values": _open(value, "指标、得分、档位 / metrics, scores, tiers"),
        "lines": _list(_closed(line, "工资项 / a pay line"), "工资项 / pay lines"),
        "total": _amount("合计，等于各项之和 / the total, the sum of the lines"),
        "outputs": _list(
            _closed(output, "另列的一项 / a figure beside the pay"), "另列，不在合计里 / outputs, no part of the total"
        ),
    }


def problem() -> Schema:
    """A finding about data."""
    both = {"zh": _string("中文 / Chinese"), "en": _string("英文 / English")}
    nullable = {"type": ["string", "null"]}
    properties = {
        "code": {"type": "string", "pattern": "^KPI[0-9]{3}$", "description": "规则编号 / code of the rule"},
        "name": _string("规则名 / name of the rule"),
        "severity": {"enum": ["error", "warning", "note"], "description": "轻重 / severity"},
        "message": _closed(both, "说明 / message"),
        "help": _closed(both, "改法 / help"),
        "table": {**nullable, "description": "数据文件 / data file"},
        "cell": {**nullable, "description": "工作簿里的格子，如 Sheet1!C7 / the cell of a workbook: Sheet1!C7"},
        "row": {"type": ["integer", "null"], "description": "行号 / row"},
        "field": {**nullable, "description": "列 / column"},
        "person": {**nullable, "description": "人员 / person"},
    }
    return _closed(properties, "一个问题 / one problem")


def _closed(properties: Schema, description: str) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _open(values: Schema, description: str) -> Schema:
    return {"type": "object", "description": description, "additionalProperties": values}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "description": description, "items": items}


def _string(description: str) -> Schema:
    return {"type": "string", "description": description}


def _integer(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "description": description}


def _amount(description: str) -> Schema:
    return {"type": "string", "pattern": _AMOUNT, "description": description}
