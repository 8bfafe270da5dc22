"""A heading that names another unit is never offered as a column to rename as it is: 8.6 万 would be paid as 8.6."""

from __future__ import annotations

import pytest

from engine import load_plan
from engine.base.text import Text

PLAN = """\
kpi_plan: 1
id: 提成
person: 姓名
inputs: {销售额: {type: money}, 好评率: {type: percent, optional: true}, 用时: {type: seconds, default: 0}}
salary: {lines: {提成: 销售额 × 1%, 奖: "if(好评率 > 90% and 用时 < 30 s, 100, 0)"}}
"""


def helps(**cells: str) -> dict[str, Text]:
    problems = load_plan(PLAN.encode()).evaluate_many([{"姓名": "张三", **cells}]).problems
    return {f"{d.code} {d.cell.field}": d.help for d in problems if d.cell is not None}


@pytest.mark.parametrize(
    ("heading", "help_text"),
    [
        ("销售额(万元)", "“销售额(万元)”的单位是“万元”：先把各格换算好，再把列名改为“销售额”"),
        ("销售额（单位：千）", "“销售额（单位：千）”的单位是“千”：先把各格换算好，再把列名改为“销售额”"),
        ("销售额(元)", "把列名“销售额(元)”改为“销售额”"),
        ("销售额合计(含税金额)", "列名可以写：销售额"),
        ("销售", "把列名“销售”改为“销售额”"),
    ],
)
def test_what_to_do_about_a_missing_column(heading: str, help_text: str) -> None:
    assert helps(**{heading: "8.6"})["KPI502 销售额"].zh == help_text


@pytest.mark.parametrize(
    ("heading", "help_text"),
    [
        ("好评率(%)", ""),
        ("好评律", "是不是想写 `好评率`？"),
        ("用时(分钟)", ""),
        ("用时(秒)", "是不是想写 `用时`？"),
    ],
)
def test_what_is_said_of_an_unknown_column(heading: str, help_text: str) -> None:
    assert helps(**{"销售额": "1", heading: "8"})[f"KPI503 {heading}"].zh == help_text


def test_a_missing_percentage_below_a_sign() -> None:
    plan = PLAN.replace(", optional: true", "")
    problems = load_plan(plan.encode()).evaluate_many([{"姓名": "A", "销售额": "1", "好评率(%)": "95"}]).problems
    assert [d.help.zh for d in problems if d.code == "KPI502"] == [
        "“好评率(%)”的各格都写上 %（如 95%），再把列名改为“好评率”"
    ]
