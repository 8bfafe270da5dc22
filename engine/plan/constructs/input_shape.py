"""The keys of an input: what each column says of itself, and the words for kinds of quantity (LANGUAGE 1.2)."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.plan.constructs import choices, plausible
from engine.plan.history import HISTORY
from engine.plan.shape import (
    FORMULA,
    LABEL,
    NAME,
    PROSE,
    TRUE_FALSE,
    Either,
    Field,
    Items,
    Named,
    OneOf,
    Record,
    Whole,
    Word,
)

TYPES: Final = OneOf(
    (
        Word(
            "money",
            "金额",
            Text("金额，最多两位小数", "an amount in the plan's currency"),
            ("currency", "amount", "yuan", "cny", "rmb", "钱", "元"),
        ),
        Word(
            "percent",
            "百分比",
            Text("百分比：50% 或 0.5", "a percentage: 50% or 0.5"),
            ("percentage", "ratio", "rate", "比例", "率"),
        ),
        Word(
            "count",
            "个数",
            Text("个数：不小于 0 的整数", "a whole number, 0 or more"),
            ("integer", "int", "whole", "整数"),
        ),
        Word(
            "number",
            "数值",
            Text("不带单位的数", "a number without a unit"),
            ("float", "decimal", "double", "numeric", "real", "小数", "数字"),
        ),
        Word("points", "分数", Text("评分", "a score in points"), ("score", "point", "得分")),
        Word(
            "seconds", "秒", Text("时间，以秒计", "a time, written in seconds"), ("second", "time", "duration", "时间")
        ),
        Word("days", "天", Text("时间，以天计", "a time, written in days"), ("day", "天数")),
        Word("flag", "是否", Text("是或否：true / false", "true or false"), ("bool", "boolean", "布尔", "是否型")),
        Word("choice", "选项", Text("几个选项之一，见 options", "one of its options"), ("enum", "select", "枚举")),
        Word("date", "日期", Text("日期：2026-01-31", "a date: 2026-01-31")),
        Word("text", "文字", Text("文字或编号", "text or an identifier"), ("string", "str", "id", "字符串", "文本")),
    )
)
BETTER: Final = OneOf(
    (
        Word("higher", "越高越好", Text("越高越好", "higher is better")),
        Word("lower", "越低越好", Text("越低越好", "lower is better")),
    )
)
HISTORY_RECORD: Final = Record(
    (
        Field("months", "月数", HISTORY, Text("几个月", "how many months"), required=True),
        Field("default", "默认", FORMULA, Text("以前没有数的月份按此值算", "the value of an earlier month left empty")),
        Field("optional", "可空", TRUE_FALSE, Text("以前的月份可以空着（新人）", "earlier months may be empty")),
    )
)
FIELDS: Final = (
    Field("type", "类型", TYPES, Text("这一列是什么量", "what kind of quantity the column holds"), required=True),
    LABEL,
    Field("min", "最小", FORMULA, Text("最小值（含）", "the smallest value allowed, itself included")),
    Field("max", "最大", FORMULA, Text("最大值（含）", "the largest value allowed, itself included")),
    Field(
        "decimals",
        "小数位",
        Whole(0, 10),
        Text(
            "数据最多几位小数（百分比按 % 前的数算）：写 0 则 61%–80%、81%–100% 之间没有漏洞",
            "how many decimals the data have at most (of a percentage, before the %): with 0 there is no hole between "
            "61–80% and 81–100%",
        ),
    ),
    Field("default", "默认", FORMULA, Text("空格子按此值算", "the value of an empty cell")),
    Field("optional", "可空", TRUE_FALSE, Text("可以空着，即“不适用”", "may be empty, which means not applicable")),
    Field("better", "方向", BETTER, Text("越高越好还是越低越好", "whether higher or lower is better")),
    Field(
        "columns", "列名", Either((NAME, Items(PROSE))), Text("数据表里的其他列名", "other headings of the same column")
    ),
    *choices.FIELDS,
    plausible.FIELD,
    Field(
        "history",
        "历史月数",
        Either((HISTORY, HISTORY_RECORD)),
        Text(
            "以前几个月也各有一列，列名如“sales -1”“上1月sales”；公式里上月写 ago(sales, 1)",
            "a column for each of so many months before, headed `sales -1` (last month), `sales -2` …",
        ),
    ),
    Field("source", "来源", PROSE, Text("数据从哪个系统取", "the system the data comes from")),
)
SECTION: Final = Field(
    "inputs", "输入", Named(Record(FIELDS)), Text("每个人的数据列", "the columns of each person's data"), required=True
)
