"""A heading that names another unit than its cells are read in."""

from __future__ import annotations

import pytest

from engine import check_plan

PLAN = """\
kpi_plan: 1
id: units
person: who
inputs:
  value: {{type: {type}, min: 0, label: "{label}"}}
  other: {{type: money, min: 0}}
metrics:
  used: value × 2
salary: {{lines: {{pay: "if(used > value, other, ¥1)"}}}}
"""


def codes(type: str, label: str) -> list[str]:
    found = check_plan(PLAN.format(type=type, label=label).encode(), "plan.yaml").diagnostics
    return [d.code for d in found if d.code in ("KPI744", "KPI745")]


@pytest.mark.parametrize(
    ("type", "label"),
    [
        ("money", "销售额(万元)"), ("money", "销售额（万）"), ("money", "Sales (k)"), ("money", "销售额/千元"),
        ("money", "销售额 (单位：万元)"), ("count", "接待人数（千人）"), ("seconds", "响应（分钟）"),
        ("seconds", "Handle time (min)"), ("seconds", "时长(小时)"), ("days", "出勤(小时)"),
    ],
)  # fmt: skip
def test_another_unit_is_refused(type: str, label: str) -> None:
    assert codes(type, label) == ["KPI744"]


@pytest.mark.parametrize(
    ("type", "label"),
    [
        ("money", "销售额(元)"), ("money", "万元户奖"), ("money", "销售额（不含运费）"), ("number", "销售额(万元)"),
        ("seconds", "响应(秒)"), ("days", "出勤(天)"), ("count", "接待(人)"), ("money", "Team (M. Li)"),
    ],
)  # fmt: skip
def test_its_own_unit_or_none_is_fine(type: str, label: str) -> None:
    assert codes(type, label) == []


def test_the_sign_of_a_percentage_is_told() -> None:
    assert codes("percent", "退款率(%)") == codes("percent", "退款率‰") == ["KPI745"]
    assert codes("percent", "退款率") == []
