"""What last month's data cost by a plan: lines, tags, the declared stage, and who is nearest to a next tier."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from jsonschema import Draft202012Validator

from engine import Plan
from engine.diagnostics.example import fragment
from engine.prove.budget import Budget, percent
from engine.prove.document import document
from engine.prove.page import page
from engine.prove.proof_schema import proof_schema
from tests.unit.compiled.plans import plan

MIX = """
    stage: {stage}
    inputs:
      base_salary: {{type: money, min: 0}}
      sales: {{type: money, min: 0}}
      score: {{type: points, min: 0, max: 100}}
    tiers:
      grade:
        on: score
        bands:
          junior: {{below: 60, bonus: 100}}
          senior: {{from: 60, below: 90, bonus: 300}}
          gold: {{from: 90, bonus: 900}}
    salary:
      lines:
        base: {{tag: base, formula: base_salary}}
        commission: {{tag: commission, formula: sales × 1%}}
        performance: {{tag: performance, formula: grade.bonus}}
    """
TEAM = (
    {"agent_id": "甲", "base_salary": "3000", "sales": "10000", "score": "59"},
    {"agent_id": "乙", "base_salary": "3000", "sales": "20000", "score": "81"},
    {"agent_id": "丙", "base_salary": "3000", "sales": "30000", "score": "95"},
)


def made(stage: str = "growth") -> Plan:
    return plan(fragment(MIX.format(stage=stage)))


def budget(of: Plan) -> Budget:
    found = of.prove(paid=of.evaluate_many(TEAM)).budget
    assert found is not None
    return found


def test_lines_and_tags_add_up_to_what_is_paid() -> None:
    found = budget(made())
    # 3 × 3000; 1% of 60 000; 100 + 300 + 900
    assert [(x.name, x.amount) for x in found.lines] == [
        ("base", Decimal("9000.00")),
        ("commission", Decimal("600.00")),
        ("performance", Decimal("1300.00")),
    ]
    assert (found.people, found.unpaid, found.total) == (3, 0, Decimal("10900.00"))
    assert found.share("commission") == Fraction(600, 10_900)
    assert percent(found.share("base")) == "82.6%"


def test_who_is_nearest_to_a_next_tier_comes_first_and_the_top_is_not_listed() -> None:
    found = budget(made()).nearest
    assert [(n.person, n.now, n.next, n.gap) for n in found] == [
        ("甲", "junior", "senior", Fraction(1)),
        ("乙", "senior", "gold", Fraction(9)),
    ]


@pytest.mark.parametrize(("stage", "codes"), [("growth", ["KPI723"]), ("mature", [])])
def test_a_mix_against_the_stage_is_told(stage: str, codes: list[str]) -> None:
    of = made(stage)
    proof = of.prove(paid=of.evaluate_many(TEAM))
    assert [d.code for d in proof.findings()] == codes
    assert ("KPI723" in page(proof, "zh", 80)) == bool(codes)


def test_without_data_there_is_no_budget() -> None:
    assert made().prove().budget is None


def test_whoever_is_not_paid_is_counted() -> None:
    of = made()
    faulty = {**TEAM[0], "agent_id": "丁", "score": "101"}
    found = of.prove(paid=of.evaluate_many((*TEAM, faulty))).budget
    assert found is not None
    assert (found.people, found.unpaid) == (3, 1)


def test_the_document_holds_the_budget() -> None:
    of = made()
    told = document(of.prove(paid=of.evaluate_many(TEAM)), of.provenance.to_dict())
    Draft202012Validator(proof_schema()).validate(json.loads(json.dumps(told)))
    assert told["budget"]["tags"]["commission"] == {"amount": "600.00", "share": "5.5%"}
