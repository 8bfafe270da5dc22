"""The JSON Schema of a team report."""

from __future__ import annotations

from typing import Any, Final

from engine.report.figures import REPORT_VERSION
from engine.run.result_schema import problem, provenance

Schema = dict[str, Any]

_DIGITS: Final = r"^-?[0-9]+(\.[0-9]+)?$"


def report_schema() -> Schema:
    """The schema, in the keywords common to draft-07 and 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KPI plan team report",
        "description": "一个团队的工资汇总 / a team's pay at a glance",
        **_closed(
            {
                "report": {"const": REPORT_VERSION, "description": "本文件格式的版本 / the version of this format"},
                **provenance(),
                "title": _text("方案标题 / the plan's title"),
                "currency": _text("币种 / currency"),
                "decimals": _count("金额的小数位 / decimals of an amount"),
                "table": _text("数据文件 / the data file"),
                "people": _closed({name: _count(f"{zh} / {name}") for name, zh in _PEOPLE}),
                "total": _amount("合计 / the total"),
                "pay": {**_pay(), "type": ["object", "null"]},
                "mix": _list(_part(), _MIX),
                "lines": _list(_line(), "工资各行的合计 / what each line adds up to"),
                "tiers": _list(_tiers(), "每一级有多少人 / how many are in each tier"),
                "top": _list(_top(), "前两成的人占多少，多少人占八成 / what the top fifth makes (S4-1)"),
                "gates": _list(_gate(), "谁没有过哪道门槛 / who missed which gate"),
                "group_by": _list({"type": "string"}, "按什么分组 / what groups are made by"),
                "groups": _list(_group(), "每组的工资 / each group's pay"),
                "unpaid": _list(
                    _closed({"row": _count("行号 / row"), "person": _text("人员 / person")}),
                    "没有工资的行 / the unpaid",
                ),
                "problems": _list(problem(), "问题 / the problems"),
            }
        ),
    }


_PEOPLE: Final = (("all", "全部人数"), ("paid", "已算人数"), ("unpaid", "未算人数"))
_MIX: Final = "按类别，占比合计正好 100.0 / by tag; the shares add up to exactly 100.0"
_SPREAD: Final = (
    ("min", "最低 / least"),
    ("q1", "下四分位数 / first quartile (QUARTILE.INC)"),
    ("median", "中位数 / median"),
    ("q3", "上四分位数 / third quartile"),
    ("max", "最高 / most"),
    ("mean", "平均 / mean"),
)


def _pay() -> Schema:
    one = _closed(
        {
            "from": _amount("含 / included"),
            "to": _amount("不含 / not included"),
            "people": _count("人数 / people"),
            "amount": _amount("合计 / together"),
        }
    )
    return _closed(
        {**{name: _amount(said) for name, said in _SPREAD}, "classes": _list(one, "等宽的区间 / equal classes")}
    )


def _part() -> Schema:
    label = _text("没有类别的一行；否则为空 / a line without a tag, else empty")
    return _closed(
        {"tag": _text("类别 / tag"), "label": label, "amount": _amount("合计 / together"), "share": _share()}
    )


def _line() -> Schema:
    texts = {name: _text("") for name in ("name", "label", "tag")}
    return _closed({**texts, "amount": _amount("合计 / together"), "people": _count("不为零的人数 / people with some")})


def _tiers() -> Schema:
    one = _closed(
        {
            "tier": {"type": ["string", "null"], "description": "null 为不适用 / null: not applicable"},
            "people": _count("人数 / people"),
            "share": _share(),
            "amount": _amount("工资合计 / their pay"),
            "mean": {**_amount("平均工资 / mean pay"), "type": ["string", "null"]},
        }
    )
    return _closed({"name": _text("名称 / name"), "label": _text("显示名 / label"), "of": _list(one, "各级 / tiers")})


def _top() -> Schema:
    return _closed(
        {
            "kind": {"enum": ["pay", "variable", "value"], "description": "工资、浮动工资、业绩 / of what"},
            "name": _text("值的名称；工资为空 / a value's name; empty for pay"),
            "label": _text("显示名 / label"),
            "people": _count("人数 / people"),
            "total": _amount("合计，负数不计 / together, without what is below zero"),
            "top_percent": _amount("前百分之几 / the percent of the people that are the top"),
            "most_percent": _amount("占百分之几 / the percent of the sum that is most of it"),
            "top_people": _count("前 20% 是多少人，进位 / how many the top 20% are, rounded up"),
            "top_share_of_people": _share(),
            "top_amount": _amount("他们的合计 / what they make"),
            "top_share": _share(),
            "most_people": _count("最少多少人占 80% / how few make 80%"),
            "most_share_of_people": _share(),
        }
    )


def _gate() -> Schema:
    return _closed(
        {
            "of": _text("决定什么 / what it decides"),
            "label": _text("显示名 / label"),
            "kind": {"enum": ["requires", "void"], "description": "前提或取消条件 / a requirement, or what voids"},
            "words": _text("方案里的条件 / the condition in the plan"),
            "said": _closed({"zh": _text("中文 / Chinese"), "en": _text("英文 / English")}),
            "reason": _text("取消的原因 / the reason of a void"),
            "missed": _count("人数 / people"),
            "share": _share(),
            "people": _list({"type": "string"}, "是谁 / who"),
        }
    )


def _group() -> Schema:
    amounts = {name: _amount("") for name in ("mean", "median", "min", "max")}
    group = _list({"type": "string"}, "组 / group")
    return _closed({"group": group, "people": _count("人数"), "amount": _amount("合计"), "share": _share(), **amounts})


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: Schema, said: str) -> Schema:
    return {"type": "array", "items": items, "description": said}


def _text(said: str) -> Schema:
    return {"type": "string", "description": said} if said else {"type": "string"}


def _count(said: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": said}


def _amount(said: str) -> Schema:
    return {**_text(said), "pattern": _DIGITS}


def _share() -> Schema:
    return {
        "type": ["string", "null"],
        "pattern": _DIGITS,
        "description": "百分比，一位小数 / a percentage with one decimal",
    }
