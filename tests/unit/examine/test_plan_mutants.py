"""Small changes of a plan: which are made, who notices them, and which are proved to be no change at all."""

from collections import Counter
from pathlib import Path

import pytest

from engine.diagnostics.checked import Checked
from engine.diagnostics.example import complete
from engine.document.reader import read_document
from engine.examine.edits import Edit, Mutant, mutants
from engine.examine.mutate import Judge, judge, spread
from engine.examine.same import Forms
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered
from engine.run.reference import Reference

ROOT = Path(__file__).parents[3]


def check(text: str) -> Checked[Lowered]:
    return lower_plan(text.encode(), "plan.yaml")


def lowered(sections: str) -> Lowered:
    found = check(complete(sections))
    assert found.value is not None, [d.message.en for d in found.diagnostics]
    return found.value


def changes(plan: Lowered) -> list[tuple[str, list[tuple[str, str]]]]:
    document = read_document(plan.plan.source.text.encode(), "plan.yaml").value
    assert document is not None
    found = mutants(document, plan.program)
    return [(m.what.en, [(a.strip(), b.strip()) for _, a, b in m.diff(plan.plan.source)]) for m in found]


PLAN = """
tables:
  t:
    on: sales
    mode: whole
    bands:
      - {below: 1000, rate: 1%}
      - {from: 1000, rate: 2%}
awards:
  extra:
    requires: [sales >= 10]
    void_when: [sales > 9000 or base_salary = 0]
    items: {a: {when: sales > 5, amount: 50}}
salary:
  lines: {base: base_salary, pay: {formula: t, at_most: 300}, more: extra}
"""


def test_both_neighbours_of_a_bound_move_together() -> None:
    low, high = "- {below: 1000, rate: 1%}", "- {from: 1000, rate: 2%}"
    made = changes(lowered(PLAN))
    assert (
        "a bound moved by one step",
        [(low, "- {below: 1000.01, rate: 1%}"), (high, "- {from: 1000.01, rate: 2%}")],
    ) in made
    assert (
        "a bound moved by one step",
        [(low, "- {below: 999.99, rate: 1%}"), (high, "- {from: 999.99, rate: 2%}")],
    ) in made
    assert (
        "a bound on the other side",
        [(low, "- {up_to: 1000, rate: 1%}"), (high, "- {above: 1000, rate: 2%}")],
    ) in made


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        ("the values of two neighbouring rows swapped", "- {below: 1000, rate: 1%}", "- {below: 1000, rate: 2%}"),
        ("a number off by one in its last digit", "- {from: 1000, rate: 2%}", "- {from: 1000, rate: 3%}"),
        ("a requirement or a void taken away", "requires: [sales >= 10]", "requires: [1 = 1]"),
        ("a bound on the other side", "requires: [sales >= 10]", "requires: [sales > 10]"),
        (
            "`and` and `or` swapped",
            "void_when: [sales > 9000 or base_salary = 0]",
            "void_when: [sales > 9000 and base_salary = 0]",
        ),
        ("whole and marginal swapped", "mode: whole", "mode: marginal"),
        (
            "a cap or a floor taken away",
            "lines: {base: base_salary, pay: {formula: t, at_most: 300}, more: extra}",
            "lines: {base: base_salary, pay: {formula: t, at_most: 999999999}, more: extra}",
        ),
        (
            "another rounding",
            "lines: {base: base_salary, pay: {formula: t, at_most: 300}, more: extra}",
            "lines: {base: base_salary, pay: {formula: t, rounding: down, at_most: 300}, more: extra}",
        ),
    ],
)
def test_the_slips_that_are_tried(what: str, before: str, after: str) -> None:
    assert (before, after) in [lines[0] for kind, lines in changes(lowered(PLAN)) if kind == what]


def replaced(plan: Lowered, old: str, new: str) -> Mutant:
    from engine.base.source import Span
    from engine.base.text import same

    source = plan.plan.source
    assert source.text.count(old) == 1
    start = source.text.index(old)
    return Mutant(same("replaced"), (Edit(Span(source, start, start + len(old)), new),))


EXAMPLE = """
examples:
  - {name: at, given: {base_salary: 3000, sales: 1000}, expect: {total: 3070}}
"""


@pytest.mark.parametrize(
    ("old", "new", "verdict", "code"),
    [
        ("below: 1000, rate", "below: 999, rate", "check", "KPI412"),
        ("below: 1000, rate", "below: 1001, rate", "check", "KPI411"),
        ("from: 1000, rate: 2%", "from: 1000, rate: 3%", "example", "KPI418"),
        ("at_most: 300", "at_most: 301", "unnoticed", ""),
        ("from: 1000, rate: 2%", "from: 1000, rate: 2.0%", "same", ""),
        ("sales >= 10]", "sales > 9.99]", "same", ""),
        ("sales >= 10]", "sales > 9.995]", "same", ""),
        ("sales >= 10]", "sales > 9.98]", "unnoticed", ""),
    ],
)
def test_who_notices(old: str, new: str, verdict: str, code: str) -> None:
    plan = lowered(PLAN + EXAMPLE)
    found = Judge(plan, check)(replaced(plan, old, new))
    assert (found.verdict, found.by) == (verdict, code)


KEPT = """
guarantees:
  - pay <= 300
"""


def test_a_guarantee_that_no_longer_holds_notices() -> None:
    plan = lowered(PLAN + KEPT)
    mutant = replaced(plan, "at_most: 300", "at_most: 301")
    found = Judge(plan, check)(mutant)
    assert (found.verdict, found.by) == ("guarantee", "pay <= 300")
    assert Judge(lowered(PLAN), check)(replaced(lowered(PLAN), "at_most: 300", "at_most: 301")).verdict == "unnoticed"


def test_a_guarantee_that_the_plan_breaks_itself_notices_nothing() -> None:
    plan = lowered(PLAN + KEPT.replace("300", "200"))
    found = Judge(plan, check)(replaced(plan, "at_most: 300", "at_most: 301"))
    assert (found.verdict, found.by) == ("unnoticed", "")


def test_of_what_nobody_notices_somebody_is_shown_whose_pay_differs() -> None:
    plan = lowered(PLAN + EXAMPLE)
    mutant = replaced(plan, "at_most: 300", "at_most: 301")
    payment = Judge(plan, check)(mutant).payment
    assert payment is not None
    other = check(mutant.apply(plan.plan.source)).value
    assert other is not None
    paid = [Reference(one.program).evaluate(payment.people)[0].values[payment.value] for one in (plan, other)]
    assert paid == [payment.first, payment.second] and paid[0] != paid[1]


def test_examples_of_other_files_notice_too() -> None:
    plan, other = lowered(PLAN), lowered(PLAN + EXAMPLE)
    mutant = replaced(plan, "from: 1000, rate: 2%", "from: 1000, rate: 3%")
    assert [j.verdict for j in judge(plan, [mutant], check)] == ["unnoticed"]
    noticed = list(judge(plan, [mutant], check, other.plan.examples))
    assert [(j.verdict, j.by) for j in noticed] == [("example", "at")]


SAME = """
inputs:
  base_salary: {type: money, min: 0}
  done: {type: count, max: 10}
  asked: {type: count}
metrics:
  share: {formula: done ÷ asked, if_zero: 0%}
tables:
  t: {on: done, bands: [{up_to: 4, give: ¥0}, {from: 5, give: ¥10}]}
  u: {on: share, bands: [{below: 50%, give: ¥0}, {from: 50%, give: ¥10}]}
salary:
  lines: {base: base_salary, pay: "min(t + u, ¥20)", half: base_salary ÷ 2}
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("¥20)", "¥21)", True),  # never more than 20
        ("¥20)", "¥19)", False),
        ("if_zero: 0%", "if_zero: 49%", True),  # below 50% all the same
        ("if_zero: 0%", "if_zero: 50%", False),
        ("up_to: 4, give", "below: 5, give", True),  # of whole numbers
        ("up_to: 4, give", "below: 4.5, give", True),
        ("half: base_salary ÷ 2", "half: base_salary ÷ 2.00", True),
        ("half: base_salary ÷ 2", "half: base_salary ÷ 3", False),
        ("half: base_salary ÷ 2", "half: {formula: base_salary ÷ 2, rounding: down}", False),
        ("base: base_salary,", "base: {formula: base_salary, rounding: down},", True),  # has no more than cents
    ],
)
def test_what_is_proved_to_be_the_same(old: str, new: str, same: bool) -> None:
    plan = lowered(SAME)
    other = lowered(SAME.replace(old, new))
    forms = Forms()
    assert (forms.of(plan.program) == forms.of(other.program)) is same


def test_no_mutant_of_a_plan_is_made_twice_and_all_are_counted() -> None:
    text = (ROOT / "plans" / "fixed-tier-bonus.yaml").read_text(encoding="utf-8")
    plan = check(text).value
    document = read_document(text.encode(), "plan.yaml").value
    assert plan is not None and document is not None
    every = list(mutants(document, plan.program))
    assert len({m.apply(plan.plan.source) for m in every}) == len(every)
    assert text not in {m.apply(plan.plan.source) for m in every}
    judged = list(judge(plan, every, check))
    counts = Counter(j.verdict for j in judged)
    assert sum(counts.values()) == len(every) and counts["example"] > 0 and counts["unnoticed"] > 0


def test_a_limit_takes_mutants_from_the_whole_plan() -> None:
    plan = lowered(PLAN)
    document = read_document(plan.plan.source.text.encode(), "plan.yaml").value
    assert document is not None
    every = list(mutants(document, plan.program))
    assert spread(every, len(every)) == every
    some = spread(every, 5)
    assert len(some) == 5 and some[0] == every[0] and some[-1] in every[-len(every) // 5 :]
