"""The functions of the language: one row each, and nothing else can be called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Text


@frozen_value
class Function:
    """A function: its English name (the one in the tree), Chinese names, and how many arguments it takes.

    `most` is None where any number from `least` on may be given; `group` says that it looks at everyone of a group;
    `usage` is how it is written.
    """

    name: str
    chinese: tuple[str, ...]
    least: int
    most: int | None
    usage: str
    doc: Text
    group: bool = False

    def takes(self, arguments: int) -> bool:
        """Whether it may be called with that many arguments."""
        return self.least <= arguments and (self.most is None or arguments <= self.most)


def _group(name: str, chinese: str, doc: Text, arguments: int = 1) -> Function:
    usage = f"group_{name}({'x' * arguments})"
    return Function(f"group_{name}", (chinese,), arguments, arguments + 1, usage, doc, group=True)


def _months(name: str, chinese: str, doc: Text) -> Function:
    return Function(name, (chinese,), 2, 2, f"{name}(x, 3)", doc)


FUNCTIONS: Final = (
    Function("min", ("最小",), 2, None, "min(a, b)", Text("最小的一个", "the smallest of the values")),
    Function("max", ("最大",), 2, None, "max(a, b)", Text("最大的一个", "the largest of the values")),
    Function("clamp", ("限制",), 3, 3, "clamp(x, low, high)", Text("x 限在两数之间", "x, kept within low and high")),
    Function("abs", ("绝对值",), 1, 1, "abs(x)", Text("去掉负号的 x", "x without its sign")),
    Function(
        "round", ("四舍五入",), 1, 2, "round(x, 2)", Text("四舍五入，2 为小数位数", "x rounded half up to 2 decimals")
    ),
    Function("floor", ("向下取整",), 1, 2, "floor(x)", Text("不大于 x 的整数", "the whole number at or below x")),
    Function("ceil", ("向上取整",), 1, 2, "ceil(x)", Text("不小于 x 的整数", "the whole number at or above x")),
    Function("if", ("如果",), 3, 3, "if(condition, a, b)", Text("成立为 a，否则为 b", "a where it holds, else b")),
    _group("mean", "组内平均", Text("全组 x 的平均", "the mean of x in the group")),
    _group("sum", "组内合计", Text("全组 x 的合计", "the sum of x in the group")),
    _group("min", "组内最小", Text("全组最小的 x", "the smallest x in the group")),
    _group("max", "组内最大", Text("全组最大的 x", "the largest x in the group")),
    _group("median", "组内中位数", Text("全组 x 的中位数", "the median of x in the group")),
    _group("count", "组内人数", Text("全组人数", "how many people the group has"), arguments=0),
    _group(
        "rank",
        "组内排名",
        Text(
            "x 在组内的名次，最好的为 1（越低越好的 x 最小的为 1）",
            "the rank of x in the group, 1 for the best: the largest, or the smallest of what says better: lower",
        ),
    ),
    _group(
        "percentile",
        "组内百分位",
        Text("组内 x 不高于自己的占比", "the share of the group that is not above one's own x"),
    ),
    _group("share", "组内占比", Text("自己的 x 占全组合计多少", "one's own x over the sum of the group")),
    Function("lowest", ("最低档",), 2, None, "lowest(a, b)", Text("最低的档位", "the lowest of the tiers")),
    Function("highest", ("最高档",), 2, None, "highest(a, b)", Text("最高的档位", "the highest of the tiers")),
    Function(
        "majority", ("多数档",), 3, None, "majority(a, b, c)", Text("过半数达到的最高档", "the highest most reach")
    ),
    Function(
        "all_of",
        ("全部达到",),
        2,
        None,
        "all_of(a, b)",
        Text("全部达到的最高档，即最低档", "the highest tier that all of them reach, which is the lowest"),
    ),
    Function("tier_below", ("下一档",), 1, 1, "tier_below(x)", Text("低一档；最低档不变", "one tier lower, if any")),
    Function("tier_above", ("上一档",), 1, 1, "tier_above(x)", Text("高一档；最高档不变", "one tier higher, if any")),
    Function("tier_number", ("第几档",), 1, 1, "tier_number(x)", Text("最低档为 1", "1 for the lowest tier, then 2 …")),
    Function("ago", ("几月前",), 2, 2, "ago(x, 2)", Text("2 个月前的 x", "x of two months ago")),
    _months("running_sum", "含本月合计", Text("连本月共 3 个月 x 的合计", "the sum of x, this month and 2 before")),
    _months("running_mean", "含本月平均", Text("连本月共 3 个月 x 的平均", "the mean of x, this month and 2 before")),
    _months("running_min", "含本月最小", Text("连本月共 3 个月最小的 x", "the least x, this month and 2 before")),
    _months("running_max", "含本月最大", Text("连本月共 3 个月最大的 x", "the greatest x, this month and 2 before")),
    _months("previous_sum", "前几月合计", Text("前 3 个月 x 的合计，本月不算", "the sum of x in the 3 months before")),
    _months(
        "previous_mean", "前几月平均", Text("前 3 个月 x 的平均，本月不算", "the mean of x in the 3 months before")
    ),
    _months("previous_min", "前几月最小", Text("前 3 个月最小的 x，本月不算", "the least x in the 3 months before")),
    _months("previous_max", "前几月最大", Text("前 3 个月最大的 x，本月不算", "the greatest x in the 3 months before")),
    Function(
        "in_a_row",
        ("连续",),
        2,
        2,
        "in_a_row(condition, 3)",
        Text(
            "连本月 3 个月都成立；没有数的月份不算成立",
            "it held this month and the 2 before (not if unknown)",
        ),
    ),
    Function(
        "months_held",
        ("达成月数",),
        2,
        2,
        "months_held(condition, 6)",
        Text("连本月 6 个月中成立的月数", "in how many of 6 months, this one the last, it held"),
    ),
)

BY_WORD: Final[Mapping[str, Function]] = MappingProxyType(
    {word: function for function in FUNCTIONS for word in (function.name, *function.chinese)}
)
"""Every function by every name that it has."""
