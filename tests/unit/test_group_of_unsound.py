"""A group function of something that has a fault: the fault is told, and told once."""

from engine import check_plan
from engine.diagnostics.example import complete

PLAN = """\
group_by: [team]
inputs:
  base_salary: {type: money, min: 0}
  a: {type: points, min: 0, max: 100}
scorecards:
  kpi: {items: {a: 90%}}
salary:
  lines:
    base: if(kpi >= group_mean(kpi), base_salary, 0)
    share: base_salary × group_share(kpi)
"""


def test_only_the_fault_itself_is_told() -> None:
    found = check_plan(complete(PLAN).encode(), "plan.yaml")
    assert [d.code for d in found.diagnostics] == ["KPI410"]
