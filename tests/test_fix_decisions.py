"""Every rule either mends its example by one edit or is listed with the reason why no edit is offered.

Pay is never changed by a fix: a plan that could be paid before pays the same after, and every other was refused.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from engine.api import check_plan
from engine.base.quantities import Choice, Flag
from engine.cli.mending import mend
from engine.diagnostics.documentation import mending
from engine.diagnostics.example import complete, inputs, pay, table, tiers
from engine.diagnostics.fixes import edits_of
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.diagnostics.rules import ALL_RULES
from engine.diagnostics.unmended import UNMENDED, reason_of
from engine.document.rewriting import rewritten
from engine.program import InputSpec
from engine.run.table import Cell

SCORES = inputs("a: {type: points, min: 0, max: 100}", "b: {type: points, min: 0, max: 100}")
LEVELS = "junior: {below: 1000, rate: 1%}", "gold: {from: 1000, rate: 2%}"
CHOSEN = "metrics:\n  rate:\n    cases:\n      - {when: sales >= 500, then: 2%}\n"

ANOTHER = {
    "KPI103": "title: Example\x07 plan\n",  # not an unusual line break, which may stand for one
    "KPI112": "effective: {from: 2026-01-01, from: 2026-01-01}\n",  # both say the same
    "KPI121": inputs("sales: {type: money, min: 3,000}"),
    "KPI203": "salary:\n  lines: {base: base_salary, pay: sales × 1%}\n"
    "  draw: {amount: 1000, against: pay, recoverable: false}\n",
    "KPI207": "title: Example\n标题: Example\n",
    "KPI208": "kpi_plan: 1.0\n",
    "KPI301": pay('"if(sales > 1 && sales < 5, 1, 2)"'),
    "KPI302": pay("=sales × 1%"),
    "KPI308": pay("s\u0430les × 1%"),  # a Cyrillic letter
    "KPI311": pay("sales × (15 sec ÷ 30 s)"),
    "KPI407": SCORES + "scorecards:\n  kpi:\n    items: {a: 30, b: 70}\n" + pay("¥1000 × kpi.ratio"),
    "KPI411": table("mode: whole", "bands:", *2 * ("  - {below: 9, rate: 1%}",), "  - {from: 9, rate: 2%}") + pay("t"),
    "KPI419": "examples:\n  - {name: one, given: {base_salary: 3000, slaes: 0}, expect: {total: 3000}}\n",
    "KPI435": table("mode: whole", "bands: [{rate: 1%}]", "outside: flat") + pay("t"),
    "KPI438": tiers("otherwise: goldd", "bands:", "  junior: {below: 500, rate: 1%}", f"  {LEVELS[1]}")
    + pay("sales × grade.rate"),
    "KPI441": "effective: {from: 2026/1/5}\n",
    "KPI448": "tables:\n  t:\n    rules:\n      - {when: sales < 9, rate: 1%}\n"
    + 2 * "      - {when: sales >= 9, rate: 2%}\n"
    + pay("sales × t"),
    "KPI472": "group_by: [team]\npeers:\n  staffed: {among: sales > 0, if_small: 0}\n"
    + pay("group_mean(sales, stafed) × 1%"),
    "KPI490": CHOSEN + "      - {when: sales >= 900, then: 2%}\n    otherwise: 1%\n" + pay("sales × rate"),
    "KPI492": inputs("asked: {type: count}", "paid: {type: count}")
    + "metrics:\n  conversion: {use: consult_to_pay, with: {payers: paid, inquirer: asked}, if_zero: 0%}\n"
    + pay("base_salary × conversion"),
    "KPI497": inputs("sales: {type: money, min: 0}", "late: {type: count}")
    + pay("sales × 1%")
    + "silence: {kpi701: kept}\n",
}  # fmt: skip
"""Rules that mend some of their findings, and not the one of their example: one that they mend."""

DECIDED = [code for codes in UNMENDED.values() for code in codes]
MENDING = [rule for rule in ALL_RULES if reason_of(rule.code) is None]
LEFT = [r for r in ALL_RULES if r.code in DECIDED and r.bad and not r.bad.startswith("$ ") and "\n--- " not in r.bad]


def plan_of(rule: Rule) -> bytes:
    return complete(ANOTHER.get(rule.code, rule.bad)).encode()


def said(found: tuple[Diagnostic, ...]) -> set[tuple[str, str]]:
    return {(d.code, d.message.en) for d in found}


def test_every_rule_is_decided_once() -> None:
    known = {rule.code for rule in ALL_RULES}
    assert sorted(DECIDED) == sorted(set(DECIDED))
    assert set(DECIDED) <= known
    assert set(ANOTHER) <= known - set(DECIDED)


def test_the_documentation_says_it() -> None:
    texts = {rule.code: mending(rule).en for rule in ALL_RULES}
    assert texts["KPI115"] == "Yes, wherever only one edit can be meant."
    assert texts["KPI412"] == "No: more than one edit could be meant, and you decide which."


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.code)
def test_one_edit_mends_the_finding_and_brings_up_no_other(rule: Rule) -> None:
    data = plan_of(rule)
    before = tuple(check_plan(data, "plan.yaml").diagnostics)
    offered = next((d for d in before if d.rule is rule and d.fix is not None), None)
    assert offered is not None, "say why not in engine/diagnostics/unmended.py, or show one in ANOTHER"
    after = tuple(check_plan(rewritten(data, edits_of([offered])), "plan.yaml").diagnostics)
    assert (offered.code, offered.message.en) not in said(after)
    new = {code for code, _ in said(after) - said(before)}
    unseen = {"KPI7"} if any(d.severity is Severity.ERROR for d in before) else set()
    assert {code for code in new if code[:4] not in unseen} == set()
    assert rule.code not in {d.code for d in mend(data, "plan.yaml").findings}


@pytest.mark.parametrize("rule", LEFT, ids=lambda rule: rule.code)
def test_what_is_left_to_a_person_offers_nothing(rule: Rule) -> None:
    found = check_plan(complete(rule.bad).encode(), "plan.yaml").diagnostics
    assert [d.fix for d in found if d.rule is rule and d.fix is not None] == []


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.code)
def test_a_fix_changes_no_pay(rule: Rule) -> None:
    data = plan_of(rule)
    before, after = (check_plan(text, "plan.yaml").value for text in (data, mend(data, "plan.yaml").data))
    assert (before is None) == (rule.severity is Severity.ERROR)
    if before is None:
        return
    assert after is not None
    people = list(rows(before.program.inputs, before.program.person))
    assert len(people) > 5
    totals = [[r.total for r in plan.evaluate_many(people).results] for plan in (before, after)]
    assert len(totals[0]) == len(people)
    assert totals[0] == totals[1]


def rows(specs: tuple[InputSpec, ...], person: str) -> Iterator[Mapping[str, Cell]]:
    """People with every combination of low, usual and high figures."""
    figures = [_cells(spec) for spec in specs]
    for number, cells in enumerate(product(*figures)):
        yield {person: f"A{number}", **dict(zip((spec.name for spec in specs), cells, strict=True))}


def _cells(spec: InputSpec) -> tuple[Cell, ...]:
    match spec.kind:
        case Flag():
            return ("true", "false")
        case Choice(options):
            return options
        case _:
            return ("0", "1", "499", "500", "899", "900", "1000", "5000")
