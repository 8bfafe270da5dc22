"""The JSON Schema of what a trace notes about a value: one closed object a note."""

from __future__ import annotations

from engine.explain.schema_parts import (
    NAMES,
    NUMBER_TEXT,
    TEXT,
    WHOLE,
    YES_NO,
    Schema,
    at,
    bound,
    closed,
    end,
    note,
    or_null,
    value,
)


def notes() -> list[Schema]:
    """A schema for each note; which one it is stands in `note`."""
    return [
        *_of_operations(),
        *_of_situations(),
        *_of_bands(),
        *_of_commissions(),
        *_of_steps_and_curves(),
        *_of_scores(),
        *_of_pay(),
        *_of_groups(),
    ]


def _of_operations() -> list[Schema]:
    return [
        note(
            "missing",
            "没有值的原因 / why there is no value",
            {"cause": TEXT, "zh": TEXT, "en": TEXT},
            optional=("zh", "en"),
        ),
        note(
            "rounding",
            "舍入前后，按存储单位 / before and after rounding, in stored units",
            {
                "before": value(),
                "after": value(),
                "decimals": WHOLE,
                "mode": TEXT,
                "whole": {**YES_NO, "description": "这个值本身 / the value itself, not a part of its formula"},
            },
        ),
    ]


def _of_situations() -> list[Schema]:
    return [
        note(
            "condition",
            "条件 / a condition",
            {
                "part": {"enum": ["requires", "void_when", "when", "case", "otherwise"]},
                "words": TEXT,
                "of": TEXT,
                "holds": value(),
                "reason": TEXT,
            },
            optional=("reason",),
        ),
        note(
            "if_zero",
            "除数为零时 / what holds where a divisor is zero",
            {"divisor": at(), "words": TEXT, "applied": YES_NO},
        ),
        note(
            "standard",
            "标准值的来源 / where a threshold comes from",
            {
                "source": {"enum": ["shop_goal", "industry_average", "own_history"]},
                "category": TEXT,
                "statistic": TEXT,
                "window": TEXT,
                "as_of": TEXT,
            },
            optional=("category", "statistic", "window", "as_of"),
        ),
    ]


def _of_bands() -> list[Schema]:
    limits = {"lower": end(), "upper": end()}
    neighbours = {"type": "array", "items": _neighbour()}
    return [
        note(
            "band",
            "落在哪一段 / the band that holds",
            {"on": at(), "index": WHOLE, "otherwise": YES_NO, "name": TEXT, **limits, "neighbours": neighbours},
            optional=("index", "otherwise", "name", "lower", "upper", "neighbours"),
        ),
        note(
            "column",
            "哪张表的哪一列，由哪些值选定 / a column of a table, and what chose its cell",
            {"table": TEXT, "column": TEXT, "chosen_by": NAMES},
        ),
    ]


def _of_commissions() -> list[Schema]:
    limits = {"lower": end(), "upper": end()}
    ends = {"from": or_null(NUMBER_TEXT), "to": or_null(NUMBER_TEXT)}
    part = closed({**limits, **ends, "amount": value(), "rate": value(), "pay": or_null(NUMBER_TEXT)})
    return [
        note(
            "slices",
            "超额累进的各段，和折合的提点 / the slices of a marginal commission, and the rate they make together",
            {
                "on": at(),
                "starting_at": at(),
                "parts": {"type": "array", "items": part},
                "blended": or_null(NUMBER_TEXT),
            },
            optional=("starting_at",),
        ),
        note(
            "whole",
            "全额按一个提点 / one rate on all that counts",
            {"on": at(), "over": at(), "counts": value(), "rate": value()},
            optional=("over",),
        ),
    ]


def _of_steps_and_curves() -> list[Schema]:
    point = closed({"at": NUMBER_TEXT, "value": NUMBER_TEXT})
    return [
        note(
            "steps",
            "依此类推 / so much for every so much more",
            {
                "on": at(),
                "start": {"enum": ["from", "above", "up_to", "below"]},
                "bound": NUMBER_TEXT,
                "every": NUMBER_TEXT,
                "count": {"enum": ["started", "full", "proportional"]},
                "each": value(),
                "steps": value(),
            },
        ),
        note(
            "curve",
            "在曲线的哪一段 / the piece of a curve",
            {"on": at(), "outside": TEXT, "from": point, "to": point},
            optional=("from", "to"),
        ),
    ]


def _of_scores() -> list[Schema]:
    weight = closed(
        {
            "label": TEXT,
            "score": at(),
            "weight": NUMBER_TEXT,
            "counts": value(),
            "weighted": or_null(value()),
            "if_missing": {**TEXT, "description": "这一项不适用，所以这样算 / what is done as it is not applicable"},
        },
        ("if_missing",),
    )
    return [
        note(
            "weights",
            "各项得分与权重；present 是有值的权重 / scores and weights; `present` is the weight that is there",
            {"parts": {"type": "array", "items": weight}, "present": value()},
            optional=("present",),
        ),
        note(
            "adjusted",
            "加权之后的加减分 / points added or taken off after weighting",
            {"before": value(), "parts": {"type": "array", "items": closed({"words": TEXT, "value": value()})}},
        ),
        note(
            "limit",
            "保底或封顶 / a floor or a cap",
            {
                "which": {"enum": ["at_least", "at_most"]},
                "limit": value(),
                "before": value(),
                "after": value(),
                "applied": YES_NO,
            },
        ),
    ]


def _of_pay() -> list[Schema]:
    amount = closed({"what": TEXT, "name": TEXT, "value": value()}, ("name",))
    return [
        note("prorated", "折算 / a share of an amount", {"share": at(), "before": value()}),
        note("voided", "取消 / voided by an event", {"by": at(), "before": value(), "applied": YES_NO}),
        note(
            "sums",
            "由哪些金额得来 / the amounts it follows from",
            {"parts": {"type": "array", "items": amount}},
        ),
    ]


def _of_groups() -> list[Schema]:
    return [
        note(
            "group",
            "全组的数；counted 是算在内的人数 / a figure of the group; `counted` are the people in it",
            {"function": TEXT, "of": TEXT, "among": TEXT, "others": YES_NO, "counted": WHOLE},
            optional=("of", "among"),
        ),
        note(
            "if_small",
            "人数不够时 / what holds where too few count",
            {"counted": value(), "least": WHOLE, "words": TEXT, "applied": YES_NO},
        ),
        note(
            "shared",
            "奖金池 / a share of a pool",
            {key: value() for key in ("pool", "own", "shares", "whole_cents", "left_over")},
        ),
        note(
            "place",
            "名次 / a place in the group",
            {"on": at(), "place": value(), "of": value(), "level": value()},
            optional=("of", "level"),
        ),
    ]


def _neighbour() -> Schema:
    said = "到多少就进这一段，那时的合计 / the figure of an input that reaches it, and the total with it"
    reached = closed({"name": TEXT, "value": NUMBER_TEXT, "total": NUMBER_TEXT})
    return closed(
        {
            "side": {"enum": ["up", "down"]},
            "index": WHOLE,
            "name": TEXT,
            "bound": bound(),
            "distance": NUMBER_TEXT,
            "total": {**NUMBER_TEXT, "description": "只换这一段时的合计 / the total in that band, all else the same"},
            "reached": {**reached, "description": said},
        },
        ("total", "reached"),
    )
