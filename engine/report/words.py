"""The words of a team report in both languages, and how its figures are written for people."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from engine.base.text import Language, Text
from engine.explain.tags import tag_words

REPORT: Final = Text("团队工资报告", "Team pay report")
TOTAL: Final = Text("合计", "total")
PAID: Final = Text("已算人数", "people paid")
UNPAID: Final = Text("未算人数", "not paid")
MEAN: Final = Text("平均", "mean")
MEDIAN: Final = Text("中位数", "median")
MIN: Final = Text("最低", "least")
MAX: Final = Text("最高", "most")
Q1: Final = Text("下四分位数", "first quartile")
Q3: Final = Text("上四分位数", "third quartile")
PEOPLE: Final = Text("人数", "people")
SHARE: Final = Text("占比", "share")
AMOUNT: Final = Text("金额", "amount")
LINE: Final = Text("项目", "line")
TAG: Final = Text("类别", "tag")
RANGE: Final = Text("工资（含下限，不含上限）", "pay (lower bound included)")
TIER: Final = Text("档", "tier")
MIX: Final = Text("工资构成", "Pay mix")
LINES: Final = Text("工资各项", "Lines")
SPREAD: Final = Text("工资分布", "Distribution of pay")
TIERS: Final = Text("各档人数", "Tiers")
TOP: Final = Text("头部贡献", "Top share")
GATES: Final = Text("没有过的门槛", "Missed gates")
GROUPS: Final = Text("各组", "Groups")
PROBLEMS: Final = Text("数据问题", "Problems in the data")
ABOUT: Final = Text("来源", "Where it comes from")
NONE: Final = Text("不适用", "not applicable")
NOBODY: Final = Text("没有人", "nobody")
NO_GATES: Final = Text("方案没有前提或取消条件。", "The plan has no requirements and nothing that voids.")
NO_PROBLEMS: Final = Text("没有发现问题。", "Nothing was found.")
NO_SHARE: Final = Text("合计不大于零，所以没有占比。", "The sum is not above zero, so nothing has a share of it.")
KINDS: Final[Mapping[str, Text]] = {
    "requires": Text("前提没有满足", "requirement not met"),
    "void": Text("发生了取消条件", "voided"),
}
SEVERITIES: Final[Mapping[str, Text]] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("说明", "note"),
}
SEVERITY: Final = Text("轻重", "severity")
CODE: Final = Text("代码", "code")
WHO: Final = Text("谁", "who")
GATE: Final = Text("条件", "condition")
OF: Final = Text("决定什么", "decides")
PROBLEM: Final = Text("问题", "problem")
HELP: Final = Text("改法", "what to do")
WHERE: Final = Text("位置", "where")
ROW: Final = Text("第 {row} 行", "row {row}")
TOP_OF: Final[Mapping[str, Text]] = {
    "pay": Text("工资合计", "total pay"),
    "variable": Text("浮动工资（不含固定工资）", "variable pay (without fixed pay)"),
}
TOP_PEOPLE: Final = Text("前 {percent}% 的人", "top {percent}% of people")
TOP_SHARE: Final = Text("他们占", "they make")
MOST_PEOPLE: Final = Text("合占 {percent}% 的最少人数", "fewest people who make {percent}%")
OF_PEOPLE: Final = Text("{people} 人（{share}%）", "{people} ({share}%)")
UNPAID_NOTE: Final = Text(
    "{unpaid} 人没有算出工资，不在下面的数里。",
    "{unpaid} could not be paid and are in none of the figures below.",
)
DEFINITIONS: Final = Text(
    "占比用最大余数法分到一位小数，合计正好 100.0%。四分位数与 Excel 的 QUARTILE.INC 相同；"
    "平均数和四分位数四舍五入到分，其余金额都是精确的。头部贡献不计负数，人数进位。",
    "Shares have one decimal by the largest remainder and add up to exactly 100.0%. Quartiles are those of Excel's "
    "QUARTILE.INC; they and the mean are rounded half up, all other amounts are exact. The top share leaves out "
    "what is below zero, and rounds people up.",
)
PLAN: Final = Text("方案", "plan")
VERSION: Final = Text("版本", "version")
HASH: Final = Text("方案的散列值", "hash of the plan")
ENGINE: Final = Text("引擎版本", "engine")
ORIGINS: Final = ((PLAN, "plan"), (VERSION, "plan_version"), (HASH, "plan_hash"), (ENGINE, "engine"))
"""What a report is made of, and under which key; what a plan does not say is left out."""
DATA: Final = Text("数据", "data")
MORE: Final = Text("其余的在 Excel 和 JSON 报告里。", "The others are in the Excel and JSON reports.")


def money(digits: str) -> str:
    """An amount with its thousands apart."""
    return f"{Decimal(digits):,f}"


def short_money(digits: str) -> str:
    """The same without decimals that are zeros, for bounds."""
    value = Decimal(digits)
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,f}"


def part_label(part: Mapping[str, Any], language: Language) -> str:
    """What a part of the mix is called: its tag, or the line that has none."""
    return str(part["label"]) or tag_words(part["tag"], language)


def top_label(row: Mapping[str, Any], language: Language) -> str:
    """What a row of the top share is about."""
    return TOP_OF[row["kind"]].to(language) if row["kind"] in TOP_OF else str(row["label"])


def place(problem: Mapping[str, Any], language: Language) -> str:
    """Where a problem is: the cell of a workbook, or the row."""
    if problem["cell"]:
        return str(problem["cell"])
    return ROW.format(row=problem["row"]).to(language) if problem["row"] else ""
