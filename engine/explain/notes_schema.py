"""The JSON Schema of what a trace notes about a value: one closed object a note."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

Schema = dict[str, Any]

_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
_TEXT: Final[Schema] = {"type": "string"}
_NAMES: Final[Schema] = {"type": "array", "items": _TEXT}
_YES_NO: Final[Schema] = {"type": "boolean"}
_WHOLE: Final[Schema] = {"type": "integer"}
_NUMBER_TEXT: Final[Schema] = {"type": "string", "pattern": _NUMBER}


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
            closed({"missing": {**_TEXT, "description": "为什么没有值 / why there is none"}}),
            closed({"option": {"type": "integer", "minimum": 0}}),
        ],
    }


def end() -> Schema:
    """One end of a band; null where it is open."""
    return _or_null(_bound())


def notes() -> list[Schema]:
    """A schema for each note; which one it is stands in `note`."""
    return [*_of_operations(), *_of_tables(), *_of_scores(), *_of_pay(), *_of_groups()]


def _of_operations() -> list[Schema]:
    return [
        _note(
            "missing",
            "没有值的原因 / why there is no value",
            {"cause": _TEXT, "zh": _TEXT, "en": _TEXT},
            optional=("zh", "en"),
        ),
        _note(
            "rounding",
            "舍入前后，按存储单位 / before and after rounding, in stored units",
            {
                "before": value(),
                "after": value(),
                "decimals": _WHOLE,
                "mode": _TEXT,
                "whole": {**_YES_NO, "description": "这个值本身 / the value itself, not a part of its formula"},
            },
        ),
        _note(
            "condition",
            "条件 / a condition",
            {
                "part": {"enum": ["requires", "void_when", "when", "case", "otherwise"]},
                "words": _TEXT,
                "of": _TEXT,
                "holds": value(),
                "reason": _TEXT,
            },
            optional=("reason",),
        ),
        _note(
            "if_zero",
            "除数为零时 / what holds where a divisor is zero",
            {"divisor": _at(), "words": _TEXT, "applied": _YES_NO},
        ),
        _note(
            "standard",
            "标准值的来源 / where a threshold comes from",
            {
                "source": {"enum": ["shop_goal", "industry_average", "own_history"]},
                "category": _TEXT,
                "statistic": _TEXT,
                "window": _TEXT,
                "as_of": _TEXT,
            },
            optional=("category", "statistic", "window", "as_of"),
        ),
    ]


def _of_tables() -> list[Schema]:
    limits, point = {"lower": end(), "upper": end()}, closed({"at": _NUMBER_TEXT, "value": _NUMBER_TEXT})
    ends = {"from": _or_null(_NUMBER_TEXT), "to": _or_null(_NUMBER_TEXT)}
    part = closed({**limits, **ends, "amount": value(), "rate": value(), "pay": _or_null(_NUMBER_TEXT)})
    neighbours = {"type": "array", "items": _neighbour()}
    return [
        _note(
            "band",
            "落在哪一段 / the band that holds",
            {"on": _at(), "index": _WHOLE, "otherwise": _YES_NO, "name": _TEXT, **limits, "neighbours": neighbours},
            optional=("index", "otherwise", "name", "lower", "upper", "neighbours"),
        ),
        _note(
            "column",
            "哪张表的哪一列，由哪些值选定 / a column of a table, and what chose its cell",
            {"table": _TEXT, "column": _TEXT, "chosen_by": _NAMES},
        ),
        _note(
            "slices",
            "超额累进的各段，和折合的提点 / the slices of a marginal commission, and the rate they make together",
            {
                "on": _at(),
                "starting_at": _at(),
                "parts": {"type": "array", "items": part},
                "blended": _or_null(_NUMBER_TEXT),
            },
            optional=("starting_at",),
        ),
        _note(
            "whole",
            "全额按一个提点 / one rate on all that counts",
            {"on": _at(), "over": _at(), "counts": value(), "rate": value()},
            optional=("over",),
        ),
        _note(
            "steps",
            "依此类推 / so much for every so much more",
            {
                "on": _at(),
                "start": {"enum": ["from", "above", "up_to", "below"]},
                "bound": _NUMBER_TEXT,
                "every": _NUMBER_TEXT,
                "count": {"enum": ["started", "full", "proportional"]},
                "each": value(),
                "steps": value(),
            },
        ),
        _note(
            "curve",
            "在曲线的哪一段 / the piece of a curve",
            {"on": _at(), "outside": _TEXT, "from": point, "to": point},
            optional=("from", "to"),
        ),
    ]


def _of_scores() -> list[Schema]:
    weight = closed(
        {
            "label": _TEXT,
            "score": _at(),
            "weight": _NUMBER_TEXT,
            "counts": value(),
            "weighted": _or_null(value()),
            "if_missing": {**_TEXT, "description": "这一项不适用，所以这样算 / what is done as it is not applicable"},
        },
        ("if_missing",),
    )
    return [
        _note(
            "weights",
            "各项得分与权重；present 是有值的权重 / scores and weights; `present` is the weight that is there",
            {"parts": {"type": "array", "items": weight}, "present": value()},
            optional=("present",),
        ),
        _note(
            "adjusted",
            "加权之后的加减分 / points added or taken off after weighting",
            {"before": value(), "parts": {"type": "array", "items": closed({"words": _TEXT, "value": value()})}},
        ),
        _note(
            "limit",
            "保底或封顶 / a floor or a cap",
            {
                "which": {"enum": ["at_least", "at_most"]},
                "limit": value(),
                "before": value(),
                "after": value(),
                "applied": _YES_NO,
            },
        ),
    ]


def _of_pay() -> list[Schema]:
    amount = closed({"what": _TEXT, "name": _TEXT, "value": value()}, ("name",))
    return [
        _note("prorated", "折算 / a share of an amount", {"share": _at(), "before": value()}),
        _note("voided", "取消 / voided by an event", {"by": _at(), "before": value(), "applied": _YES_NO}),
        _note(
            "sums",
            "由哪些金额得来 / the amounts it follows from",
            {"parts": {"type": "array", "items": amount}},
        ),
    ]


def _of_groups() -> list[Schema]:
    return [
        _note(
            "group",
            "全组的数；counted 是算在内的人数 / a figure of the group; `counted` are the people in it",
            {"function": _TEXT, "of": _TEXT, "among": _TEXT, "others": _YES_NO, "counted": _WHOLE},
            optional=("of", "among"),
        ),
        _note(
            "if_small",
            "人数不够时 / what holds where too few count",
            {"counted": value(), "least": _WHOLE, "words": _TEXT, "applied": _YES_NO},
        ),
        _note(
            "shared",
            "奖金池 / a share of a pool",
            {key: value() for key in ("pool", "own", "shares", "whole_cents", "left_over")},
        ),
        _note(
            "place",
            "名次 / a place in the group",
            {"on": _at(), "place": value(), "of": value(), "level": value()},
            optional=("of", "level"),
        ),
    ]


def _note(name: str, said: str, properties: Schema, optional: Collection[str] = ()) -> Schema:
    return {"description": said, **closed({"note": {"const": name}, **properties}, optional)}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _at() -> Schema:
    return closed({"name": _TEXT, "value": value()}, ("name",))


def _bound() -> Schema:
    return closed({"value": _NUMBER_TEXT, "inclusive": _YES_NO})


def _neighbour() -> Schema:
    said = "到多少就进这一段，那时的合计 / the figure of an input that reaches it, and the total with it"
    reached = closed({"name": _TEXT, "value": _NUMBER_TEXT, "total": _NUMBER_TEXT})
    return closed(
        {
            "side": {"enum": ["up", "down"]},
            "index": _WHOLE,
            "name": _TEXT,
            "bound": _bound(),
            "distance": _NUMBER_TEXT,
            "total": {**_NUMBER_TEXT, "description": "只换这一段时的合计 / the total in that band, all else the same"},
            "reached": {**reached, "description": said},
        },
        ("total", "reached"),
    )
