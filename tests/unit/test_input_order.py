"""The program's inputs stand in the order of the plan, whatever needs them first."""

from engine import load_plan
from engine.diagnostics.example import complete

PLAN = complete("""\
inputs:
  base_salary: {type: money, min: 0}
  bonus: {type: money, min: 0}
  sales: {type: money, min: 0}
salary:
  lines:
    commission: sales × 1%
    base: base_salary + bonus
""")


def test_inputs_are_in_the_order_they_are_written() -> None:
    assert [spec.name for spec in load_plan(PLAN.encode()).program.inputs] == ["base_salary", "bonus", "sales"]
