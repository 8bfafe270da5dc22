"""Every rule about what a plan promises: its bad example fires it alone, its good one is clean; the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine import Plan
from engine.cli.main import main
from engine.diagnostics.example import complete
from engine.diagnostics.model import Rule
from engine.prove.document import document
from engine.prove.page import page
from engine.prove.proof_rules import BASE_NOT_KEPT, GUARANTEE_BROKEN, GUARANTEE_NOT_DECIDED, PAY_DROPS
from engine.prove.proof_rules import RULES as ALL
from engine.prove.proof_schema import proof_schema
from tests.unit.compiled.plans import plan as plan_of

MARK = "--- prove\n"
RULES = [rule for rule in ALL if rule.bad.endswith(MARK)]


def plan(example: str) -> Plan:
    assert example.endswith(MARK)
    return plan_of(example.removesuffix(MARK))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_fires_its_rule_alone(rule: Rule) -> None:
    found = list(plan(rule.bad).prove().findings())
    assert {d.code for d in found} == {rule.code}
    for finding in found:
        assert finding.help.zh
        assert finding.primary.span.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule: Rule) -> None:
    assert [d.code for d in plan(rule.good).prove().findings()] == []


def written(tmp_path: Path, rule: Rule, *, good: bool = False) -> str:
    path = tmp_path / "方案.yaml"
    path.write_text(complete((rule.good if good else rule.bad).removesuffix(MARK)), encoding="utf-8")
    return str(path)


def test_the_status_is_that_of_the_worst(tmp_path: Path) -> None:
    assert main(["prove", written(tmp_path, GUARANTEE_BROKEN, good=True)]) == 0
    assert main(["prove", written(tmp_path, GUARANTEE_BROKEN)]) == 1
    undecided, advised = written(tmp_path, GUARANTEE_NOT_DECIDED), None
    assert main(["prove", undecided]) == 0
    assert main(["prove", undecided, "--strict"]) == 1
    advised = written(tmp_path, PAY_DROPS)
    assert main(["prove", advised]) == 0
    assert main(["prove", advised, "--strict"]) == 1


def test_a_broken_promise_shows_two_payslips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", written(tmp_path, GUARANTEE_BROKEN), "--lang", "zh"])
    shown = capsys.readouterr().out
    # 200 000 × 1% = 2000, 200 000.01 × 0.9% = 1800.00009
    assert "sales是 200,000.00 时合计是 2,000.00，sales是 200,000.01 时合计是 1,800.00" in " ".join(
        shown.split()
    ).replace("， ", "，")
    assert "差 200.00，没有更大的" in "".join(shown.split("\n")).replace(" " * 10, "")
    assert all(len(line.encode("gbk")) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_document_is_as_its_schema_says(rule: Rule) -> None:
    made = plan(rule.bad)
    told = document(made.prove(everything=True), made.provenance.to_dict())
    Draft202012Validator(proof_schema()).validate(json.loads(json.dumps(told)))


def test_pages_are_the_same_every_time() -> None:
    made = plan(GUARANTEE_BROKEN.bad)
    assert page(made.prove(), "en", 80) == page(plan(GUARANTEE_BROKEN.bad).prove(), "en", 80)


@pytest.mark.parametrize("work", ["0", "-1", "many", "１", ""])
def test_work_is_a_whole_number(work: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", written(tmp_path, PAY_DROPS), "--work", work, "--lang", "en"]) == 2
    assert "--work takes a whole number above 0" in capsys.readouterr().err


def test_a_floor_is_advised_in_the_plans_own_names() -> None:
    """What is advised keeps the base: with it nothing is left to advise."""
    (floor,) = [d for d in plan(BASE_NOT_KEPT.bad).prove().findings() if d.rule is BASE_NOT_KEPT]
    assert floor.help.zh == "在工资里写 `保底: base`（at_least）"
    assert floor.help.en == "write `at_least: base` under salary"
    kept = BASE_NOT_KEPT.bad.removesuffix(MARK) + "  at_least: base\n"
    assert BASE_NOT_KEPT.code not in {d.code for d in plan_of(kept).prove().findings()}


def test_advice_that_is_silenced_is_not_told() -> None:
    silent = PAY_DROPS.bad.removesuffix(MARK) + "silence: {KPI720: kept until the end of the year}\n"
    made = plan_of(silent)
    assert [d.code for d in made.diagnostics] == []
    proof = made.prove()
    assert list(proof.findings()) == []
    assert "KPI720" not in page(proof, "en", 80)
    assert [v.status for u, v in proof.usual if u.about == "drop"] == ["refuted"]
