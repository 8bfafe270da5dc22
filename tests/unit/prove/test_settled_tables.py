"""Tables of which plain ranges cannot tell: bands that nobody is in, overlaps and holes that nobody is in, no amount.

Attainment and sales come from the same input, so what plain ranges take for possible may be true of nobody.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Diagnostic, check_plan, load_plan
from engine.check import ways
from engine.check.ranges import Ranges
from engine.check.suspicion import UNDECIDED
from engine.diagnostics.example import complete
from engine.prove.asking import ALL_WORK, Asker
from engine.prove.ways import untrodden
from tests.unit.compiled.plans import plan as plan_of
from tests.unit.prove.test_settled_suspicions import codes, found

TABLE = """
inputs:
  base_salary: {{type: money, min: 0}}
  sales: {{type: money, min: 0, max: 100000}}
  returned: {{type: money, min: 0, max: 100000}}
metrics:
  net: {formula}
tables:
  extra:
    on: net
    bands:
{bands}
assertions:
  enough: {assertion}
salary:
  lines:
    base: base_salary
    extra_pay: extra.amount
"""
THREE = """      - {{up_to: 0, amount: 0}}
      - {{above: 0, up_to: {top}, amount: 100}}
      - {{above: {top}, amount: 200}}"""


def table(bands: str, formula: str = "sales - returned", assertion: str = "returned <= sales") -> str:
    return TABLE.format(bands=bands, formula=formula, assertion=assertion)


@pytest.mark.parametrize(
    ("formula", "assertion", "top", "told"),
    [
        ("sales - returned", "returned <= sales", "99999.99", []),  # 100 000 and nothing returned
        ("sales - returned", "returned <= sales", "100000", ["KPI414"]),  # the plain range says so too
        ("sales - returned", "returned >= 0.01", "99999.99", ["KPI414"]),  # a cent is always returned
        ("sales - returned", "returned >= 0.01", "99999.98", []),
        ("sales - sales × 50%", "returned <= sales", "49999.99", []),  # half of 100 000
        ("sales - sales × 50%", "returned <= sales", "50000", ["KPI414"]),  # plain ranges: up to 100 000
    ],
)
def test_a_band_of_a_table_that_nobody_reaches(formula: str, assertion: str, top: str, told: list[str]) -> None:
    assert codes(table(THREE.format(top=top), formula, assertion)) == told


def test_who_is_said_to_reach_no_band_is_told_why() -> None:
    (finding,) = found(table(THREE.format(top="50000"), "sales - sales × 50%"))
    assert finding.message.en == (
        "nobody can reach this band: no figures within the ranges and the assertions of the plan lead to it"
    )
    assert finding.primary.span.text == "50000"


@pytest.mark.parametrize(("left", "code"), [(ALL_WORK, "KPI414"), (0, "KPI727")])
def test_without_work_it_is_not_decided(left: int, code: str) -> None:
    program = plan_of(table(THREE.format(top="50000"), "sales - sales × 50%")).program
    tables = list(ways.check(program, Ranges(program)))
    assert [d.code for d in untrodden(Asker(program, left=left), tables)] == [code]


def test_who_is_in_a_band_by_the_examples_need_not_be_looked_for() -> None:
    """Nobody is found by chance in so narrow a band of a product; an example that is there answers for it."""
    program = plan_of(CUBIC.format(far="369 ÷ 10000")).program
    tables = list(ways.check(program, Ranges(program)))
    third = Fraction(333333, 1000000)
    example = {"base_salary": Fraction(0), "a": third, "b": third}
    assert [d.code for d in untrodden(Asker(program, left=0), tables)] == ["KPI727"]
    assert list(untrodden(Asker(program, (({**example},),), left=0), tables)) == []


CUBIC = """
inputs:
  base_salary: {{type: money, min: 0}}
  a: {{type: number, min: 0, max: 1}}
  b: {{type: number, min: 0, max: 1}}
metrics:
  far: a × a × a - a × b + b × b × b + {far}
tables:
  extra:
    on: far
    bands: [{{up_to: 0, amount: 0}}, {{above: 0, amount: 100}}]
salary:
  lines: {{base: base_salary, extra_pay: extra.amount}}
"""


def test_a_band_that_is_not_decided_is_said_so_and_can_be_silenced() -> None:
    """The least of a³ - ab + b³ is -1/27 = -0.037…, at a = b = 1/3: below 4%, and nobody was found below 0."""
    assert codes(CUBIC.format(far="(0 - 0.02)")) == []
    (finding,) = found(CUBIC.format(far="4 ÷ 100"))
    assert (finding.code, finding.message.zh) == (
        "KPI727",
        "“extra”的有些段是否有人能到，没有判定：≤ 0",
    )
    assert codes(CUBIC.format(far="4 ÷ 100") + "silence: {KPI727: nobody knows}") == []


OVERLAP = """      - {{up_to: {end}, amount: 0}}
      - {{from: {start}, amount: 100}}"""


@pytest.mark.parametrize(
    ("start", "end", "assertion", "told"),
    [
        ("0", "0", "returned <= sales", ["KPI411"]),  # all was returned
        ("0", "0", "returned < sales", ["KPI414"]),  # nobody is at 0, nor below it: no overlap, and an idle band
        ("0", "0.01", "returned < sales", ["KPI411"]),  # a cent is left
        ("-5", "-1", "returned <= sales", ["KPI414"]),
        ("-5", "-1", "returned <= sales + 0.99", ["KPI414"]),
        ("-5", "-1", "returned <= sales + 1", ["KPI411"]),
    ],
)
def test_an_overlap_counts_where_somebody_is_in_it(start: str, end: str, assertion: str, told: list[str]) -> None:
    bands = OVERLAP.format(start=start, end=end)
    assert codes(table(bands, assertion=assertion)) == told
    if told == ["KPI414"]:
        load_plan(complete(table(bands, assertion=assertion)).encode())


def test_an_overlap_is_told_with_a_person() -> None:
    (finding,) = found(table(OVERLAP.format(start="0", end="0")))
    assert finding.code == "KPI411"
    assert "sales 0.00, returned 0.00" in finding.witness.en


RULES = """
inputs:
  base_salary: {{type: money, min: 0}}
  sales: {{type: money, min: 0, max: 200000}}
metrics:
  attainment: sales ÷ ¥100000
tables:
  extra:
    rules:
      - {{when: "attainment >= 100% and sales >= 0", amount: 100}}
      - {{when: "{second}", amount: 0}}
salary:
  lines:
    base: base_salary
    extra_pay: extra
"""


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("sales < 100000", []),  # attainment and sales are one and the same
        ("sales <= 100000", ["KPI448"]),
        ("sales < 99999.99", ["KPI447"]),
        ("sales < 99999.995", []),  # money has no half cents
    ],
)
def test_rules_about_two_values_of_one_input(second: str, told: list[str]) -> None:
    text = RULES.format(second=second)
    assert codes(text) == told
    assert [d.code for d in check_plan(complete(text).encode(), "plan.yaml", thorough=False).diagnostics] == told


def test_a_hole_of_rules_is_told_with_a_person() -> None:
    (finding,) = found(RULES.format(second="sales < 99999.99"))
    assert "sales 99,999.99" in finding.witness.en
    assert finding.message.en == (  # the figures of one person: attainment is what goes with these sales
        "`extra` does not say what holds where attainment = 99.99999%, sales = 99999.99"
    )


NO_AMOUNT = """
inputs:
  base_salary: {{type: money, min: 0}}
  asked: {{type: count, optional: true}}
  ordered: {{type: count, optional: true}}
metrics:
  both: ordered + asked
salary:
  lines:
    base: base_salary
    extra: "if({condition}, 1 元 × both, 0 元)"
"""


@pytest.mark.parametrize(
    ("condition", "assertion", "told"),
    [
        ("base_salary >= 0", "base_salary >= 0", ["KPI704"]),
        ("base_salary < 0", "base_salary >= 0", []),  # nobody comes to the value that can be missing
        ("base_salary < 0.01", "base_salary >= 0", ["KPI704"]),
        ("base_salary < 0.01", "base_salary >= 0.01", []),
    ],
)
def test_a_line_without_an_amount_counts_where_somebody_has_none(
    condition: str, assertion: str, told: list[str]
) -> None:
    text = NO_AMOUNT.format(condition=condition) + f"assertions: {{some: {assertion}}}\n"
    findings: list[Diagnostic] = [d for d in found(text) if d.code == "KPI704"]
    assert [d.code for d in findings] == told
    if findings:
        assert "missing" in findings[0].witness.en
        assert findings[0].witness != UNDECIDED


def test_loading_does_not_ask_for_what_is_no_error() -> None:
    assert "KPI704" not in codes(NO_AMOUNT.format(condition="base_salary >= 0"), thorough=False)
    assert codes(table(THREE.format(top="50000"), "sales - sales × 50%"), thorough=False) == []
