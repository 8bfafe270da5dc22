"""Suggested examples: they come out, they raise the coverage, they are at the bounds; what is impossible is said."""

from fractions import Fraction
from pathlib import Path

import pytest

from engine.api import check_plan
from engine.diagnostics.example import complete
from engine.diagnostics.width import columns
from engine.examine.coverage import Coverage, examine
from engine.examine.files import read_examples
from engine.examine.suggest import Suggestions, suggest
from engine.examine.writing import write
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered

ROOT = Path(__file__).parents[3]
QUICK = (
    "after-sales", "fixed-tier-bonus", "floating-rate-marginal", "gold-standard", "growth-stage", "mature-stage",
    "p06-task-commission", "p07-personal-and-team-task", "p12-after-sales-scorecard", "p15-ladders",
)  # fmt: skip


def lowered(data: bytes) -> Lowered:
    checked = lower_plan(data, "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


def suggested(sections: str) -> tuple[Lowered, Coverage, Suggestions]:
    plan = lowered(complete(sections).encode())
    cover = examine(plan, plan.plan.examples)
    return plan, cover, suggest(plan, cover)


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pasted_into_the_plan_they_pass_and_cover_all_that_can_be(name: str, language: str) -> None:
    data = (ROOT / "plans" / f"{name}.yaml").read_bytes()
    plan = lowered(data)
    before = examine(plan, plan.plan.examples)
    found = suggest(plan, before)
    text = write(plan, found, language)  # type: ignore[arg-type]  # a language
    rows = text.partition("examples:\n")[2].partition("\n\n")[0]
    pasted = data.decode().rstrip() + "\n" + rows + "\n"
    assert check_plan(pasted.encode(), "plan.yaml").value is not None
    after = examine(lowered(pasted.encode()), lowered(pasted.encode()).plan.examples)
    assert len(after.covered) == len(after.items.all) - len(found.unreached) > len(before.covered)
    assert max(columns(line) for line in text.splitlines()) <= 80


def test_below_and_at_a_bound_of_a_computed_value() -> None:
    _, _, found = suggested("""
metrics:
  net: sales × 90%
tables:
  t: {on: net, mode: whole, bands: [{below: 900, rate: 1%}, {from: 900, rate: 2%}]}
salary:
  lines: {base: base_salary, pay: t}
""")
    beside = [one for one in found.found if one.item.group != "rounding"]
    assert {one.people[0]["sales"] for one in beside} == {Fraction("999.99"), Fraction(1000)}
    assert [one.values["pay"] for one in beside] == [Fraction("9.00"), Fraction("18.00")]
    assert found.unreached == ()


def test_a_score_of_several_parts_is_put_at_its_bound() -> None:
    _, _, found = suggested("""
inputs:
  base_salary: {type: money, min: 0}
  a: {type: count, max: 9}
  b: {type: count, max: 9}
  c: {type: count, max: 9}
tables:
  x: {on: a, bands: [{up_to: 3, points: 0}, {from: 4, up_to: 6, points: 70}, {from: 7, points: 100}]}
  y: {on: b, bands: [{up_to: 3, points: 0}, {from: 4, up_to: 6, points: 70}, {from: 7, points: 100}]}
  z: {on: c, bands: [{up_to: 3, points: 0}, {from: 4, up_to: 6, points: 70}, {from: 7, points: 100}]}
scorecards:
  kpi: {items: {x: 50%, y: 30%, z: 20%}}
tiers:
  grade: {on: kpi, bands: {low: {below: 76, bonus: 0}, high: {from: 76, bonus: 10}}}
salary:
  lines: {base: base_salary, bonus: grade.bonus}
""")
    scores = {one.values["kpi"] for one in found.found}
    assert {Fraction(71), Fraction(76)} <= scores  # 50 + 21 is the nearest below, 35 + 21 + 20 is 76
    assert found.unreached == ()


def test_a_condition_that_another_one_makes_pointless_is_not_reached() -> None:
    plan, cover, found = suggested("""
metrics:
  many: sales > 100 and sales > 50
salary:
  lines: {base: base_salary, pay: "if(many, 10, 0)"}
""")
    never = ["`sales > 50` does not hold", "sales = 50.00", "sales = 50.01, just above 50.00"]
    assert [item.words.en for item in found.unreached] == never
    comments = [line for line in write(plan, found, "en").splitlines() if line.startswith("#   ")]
    assert comments == [f"#   15: {words}" for words in never]
    assert cover.percent == 0


def test_a_group_plan_gets_whole_groups() -> None:
    plan, _, found = suggested("""
group_by: [team]
salary:
  lines: {base: base_salary, pay: "if(sales >= group_mean(sales), 10, 0)"}
""")
    assert [item.words.en for item in found.unreached] == []
    assert any(len(one.people) > 1 and one.values["pay"] == 0 for one in found.found)
    read = read_examples(write(plan, found, "en").encode(), "more.yaml")
    assert read.value is not None
    assert all(tried.passed for tried in examine(plan, read.value).tried)


def test_the_set_is_minimal_and_the_same_each_time() -> None:
    sections = """
tables:
  t: {on: sales, mode: whole, bands: [{below: 900, rate: 1%}, {from: 900, rate: 2%}]}
salary:
  lines: {base: base_salary, pay: t}
"""
    plan, cover, found = suggested(sections)
    for one in found.found:
        others = set().union(*(o.covers for o in found.found if o is not one))
        assert one.covers - others - cover.covered
    assert write(plan, found, "en") == write(*(s := suggested(sections))[:1], s[2], "en")
