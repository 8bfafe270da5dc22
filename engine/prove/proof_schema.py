"""The JSON Schema of a proof."""

from __future__ import annotations

from typing import Any, Final

from engine.prove.document import PROOF_VERSION
from engine.run.result_schema import provenance

Schema = dict[str, Any]

_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"


def proof_schema() -> Schema:
    """The schema, in the keywords common to draft-07 and 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KPI plan proof",
        "description": "对所有可能的输入，方案的承诺是否成立 / whether a plan's promises hold for every possible input",
        **_closed(
            {
                "proof": {"const": PROOF_VERSION, "description": "本文件格式的版本 / the version of this format"},
                **provenance(),
                "title": _text("方案标题 / the plan's title"),
                "currency": _text("币种 / currency"),
                "guarantees": _list(_closed(_verdict()), "方案的承诺 / the plan's guarantees"),
                "advice": _list(
                    _closed({"about": {"enum": ["base", "drop", "zero"]}, **_verdict()}),
                    "每个方案都应当做到的 / what every plan should keep",
                ),
                "ranges": _list(_closed(_range()), "每个值的范围 / between what each value lies"),
                "unreachable": _list(
                    {"type": "array", "minItems": 1, "maxItems": 2, "items": _closed(_tier())},
                    "没有人能到的档；两个就是不能同时 / tiers that nobody can be in; two: not at once",
                ),
                "tiers_not_decided": _list(
                    _closed(
                        {
                            "tier": _text("哪个等级 / which tier value"),
                            "label": _text("它的名称 / its label"),
                            "names": _list({"type": "string"}, "哪些档 / which of its tiers"),
                        }
                    ),
                    "没有判定是否有人能到的档 / tiers of which it was not decided whether somebody reaches them",
                ),
                "budget": {"anyOf": [{"type": "null"}, _closed(_budget())]},
            }
        ),
    }


def _verdict() -> Schema:
    return {
        "guarantee": _text("作者的原话 / the author's words"),
        "line": {"type": "integer", "minimum": 1, "description": "方案的第几行 / the line of the plan"},
        "status": {"enum": ["proved", "refuted", "undecided"]},
        "subject": _text("看的是哪个值 / the value that is looked at"),
        "size": _number("反例差多少 / by how much the example breaks it"),
        "at_most": _number("最多差多少 / by how much it can be broken at most"),
        "exact": {"type": "boolean", "description": "没有更大的反例 / nobody breaks it by more"},
        "work": {"type": "integer", "description": "运算步数 / operations that were carried out"},
        "by": {"enum": ["cells", "solver"]},
        "idle": {
            "description": "承诺没有说到任何人 / the guarantee speaks of nobody",
            "anyOf": [{"type": "null"}, _closed(_idle())],
        },
        "witness": {
            "anyOf": [
                {"type": "null"},
                _closed(
                    {
                        "driver": {
                            "type": ["string", "null"],
                            "description": "上升的是哪个输入 / the input that rises",
                        },
                        "here": _paid(),
                        "there": {"anyOf": [{"type": "null"}, _paid()]},
                    }
                ),
            ]
        },
    }


def _idle() -> Schema:
    return {
        "because": {"enum": ["step", "values", "condition"], "description": "缺的是哪一种人 / who there is not"},
        "sure": {"type": "boolean", "description": "已经证明；否则只是没有找到 / proved; else nobody was found"},
        "condition": {
            "type": ["string", "null"],
            "description": "没有人符合的条件 / the condition that nobody fulfils",
        },
        "zh": _text("中文的说明 / said in Chinese"),
        "en": _text("英文的说明 / said in English"),
    }


def _paid() -> Schema:
    amounts = {"type": "object", "additionalProperties": _value()}
    return _closed({"members": _members(), "subject": _value(), "lines": amounts, "total": _value()})


def _range() -> Schema:
    edge = _closed(
        {
            "bound": _number("没有人超出 / nobody is beyond; null: 没有上下限 / no limit"),
            "reached": _number("有人达到 / somebody reaches it"),
            "exact": {"type": "boolean"},
            "members": {"anyOf": [{"type": "null"}, _members()]},
        }
    )
    return {
        "name": _text("名称 / name"),
        "label": _text("显示名称 / label"),
        "role": _text("是什么 / what it is"),
        "least": edge,
        "most": edge,
    }


def _tier() -> Schema:
    return {
        "tier": _text("哪个档位 / which tiers"),
        "label": _text("显示名称 / label"),
        "name": _text("哪一档 / which of them"),
    }


def _budget() -> Schema:
    amount = _number("金额 / an amount")
    tag = _closed({"amount": amount, "share": _text("占比 / its part of the cost")})
    line = {
        "name": _text("名称 / name"),
        "label": _text("显示名称 / label"),
        "tag": _text("类别 / tag"),
        "amount": amount,
    }
    words = {name: _text(name) for name in ("person", "tier", "now", "next", "on")}
    near = _closed({**words, "value": _number("现在 / now"), "gap": _number("还差 / still missing")})
    return {
        "people": {"type": "integer", "description": "得到工资的人数 / people who are paid"},
        "unpaid": {"type": "integer", "description": "没有工资的人数 / people who are not"},
        "total": amount,
        "lines": _list(_closed(line), "各行合计 / each line for everybody"),
        "tags": {"type": "object", "additionalProperties": tag, "description": "按类别 / by tag"},
        "nearest": _list(near, "离下一档最近的人 / who is nearest to a next tier"),
    }


def _members() -> Schema:
    person = {"type": "object", "additionalProperties": _value()}
    return {"type": "array", "minItems": 1, "items": person, "description": "本人在前，同组在后 / the person first"}


def _value() -> Schema:
    return {"type": ["string", "boolean", "null"]}


def _number(said: str) -> Schema:
    return {"type": ["string", "null"], "pattern": _NUMBER, "description": said}


def _text(said: str) -> Schema:
    return {"type": "string", "description": said}


def _list(items: Schema, said: str) -> Schema:
    return {"type": "array", "items": items, "description": said}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
