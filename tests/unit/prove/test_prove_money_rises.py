"""What rises may be an amount that the plan computes: it has no grid of its own, unlike an input of money."""

from fractions import Fraction

import pytest

from engine import check_plan

PLAN = """\
kpi_plan: 1
id: own
currency: CNY
person: who
inputs:
  base_salary: {{type: money, min: 0}}
  sales: {{type: money, min: 0}}
metrics:
  net: base_salary - sales
salary:
  lines: {{base: net}}
  may_be_negative: true
guarantees:
  - total never {how} when net rises
"""


@pytest.mark.parametrize(("how", "status"), [("falls", "proved"), ("rises", "refuted")])
def test_a_computed_amount_rises(how: str, status: str) -> None:
    plan = check_plan(PLAN.format(how=how).encode(), "plan.yaml").value
    assert plan is not None
    (found,) = plan.prove().verdicts
    assert found.status == status
    if found.witness is not None:
        assert found.witness.there is not None
        assert Fraction(str(found.size)) > 0
