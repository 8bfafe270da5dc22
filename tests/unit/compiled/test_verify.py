"""`verify` compares both evaluators and says every difference aloud."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from engine.cli.check import status_of
from engine.compiled.evaluator import Compiled
from engine.diagnostics.internal import EVALUATORS_DIFFER
from engine.run.evaluate import Evaluator
from engine.run.inputs import Inputs
from engine.run.outcome import Record
from engine.run.reference import Reference
from engine.run.verify import differences
from tests.unit.compiled.plans import MONEY_INPUTS, plan

RIGHT = plan(MONEY_INPUTS)
WRONG = plan(MONEY_INPUTS + "salary:\n  lines:\n    base: base_salary\n    commission: sales × 1.01%\n")
SMALL = Record("A1", (), 2, {"base_salary": Fraction(3000), "sales": Fraction(1)})
LARGE = Record("A2", (), 3, {"base_salary": Fraction(3000), "sales": Fraction(1000)})


def test_the_person_the_value_and_both_results_are_named() -> None:
    found = list(differences(Compiled(WRONG.program), Reference(RIGHT.program), [LARGE], "march.csv"))
    assert [d.code for d in found] == ["KPI901"]
    assert found[0].message.en == "computed in two ways, commission differs: 101/10 compiled, 10 by the reference"
    assert "commission" in found[0].message.zh
    assert found[0].cell is not None
    assert (found[0].cell.table, found[0].cell.row, found[0].cell.field) == ("march.csv", 3, "commission")
    assert found[0].cell.person == "A2"
    assert "report" in found[0].help.en


def test_equal_values_are_no_finding() -> None:
    assert list(differences(Compiled(RIGHT.program), Reference(RIGHT.program), [SMALL], "t")) == []
    assert list(differences(Compiled(WRONG.program), Reference(RIGHT.program), [SMALL], "t")) == []


def test_the_pay_is_compared_beside_the_values() -> None:
    compiled = Compiled(RIGHT.program)
    (team,) = (compiled.team([LARGE.values]),)
    assert team is not None
    right = team.compilation.pay_one
    team.compilation.__dict__["pay_one"] = lambda *inputs: (*(right(*inputs) or ())[:-1], 1)
    found = list(differences(compiled, Reference(RIGHT.program), [LARGE], "t"))
    assert [d.message.en for d in found] == [
        "computed in two ways, total differs: 0.01 compiled, 3010.00 by the reference"
    ]


def test_whoever_comes_out_differently_is_not_paid() -> None:
    evaluator = Evaluator(RIGHT.program, RIGHT.provenance, verify=True)
    evaluator.compiled = Compiled(WRONG.program)
    run = evaluator.run(Inputs((SMALL, LARGE), ()), "march.csv")
    assert [r.person for r in run.results] == ["A1"]
    assert run.unpaid == ((3, "A2"),)
    assert [d.rule for d in run.problems] == [EVALUATORS_DIFFER]
    assert not run.complete
    assert status_of(run.problems) == 2


def test_without_verify_nothing_is_compared() -> None:
    evaluator = Evaluator(RIGHT.program, RIGHT.provenance)
    evaluator.compiled = Compiled(WRONG.program)
    assert evaluator.run(Inputs((LARGE,), ()), "march.csv").complete


def test_on_the_command_line(kpiplan: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    root = Path(__file__).parents[3] / "plans"
    plain = kpiplan("evaluate", str(root / "presales.yaml"), str(root / "data" / "presales.csv"), "--format", "csv")
    verified = kpiplan(
        "evaluate", str(root / "presales.yaml"), str(root / "data" / "presales.csv"), "--format", "csv", "--verify"
    )
    assert (verified.returncode, verified.stdout) == (0, plain.stdout)
    assert plain.stdout.count("\n") > 3
