"""The second opinion: z3 and the cells never contradict each other, and what z3 finds is shown only if it is real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine import Plan
from engine.cli import extras
from engine.cli.main import main
from engine.diagnostics.example import complete, fragment
from engine.prove.branch import Limit
from engine.prove.proof_rules import GUARANTEE_NOT_DECIDED
from engine.prove.solver.child import answer
from engine.prove.solver.second import ask, second_opinion
from tests.properties.test_prove_by_counting import plans
from tests.unit.compiled.plans import plan
from tests.unit.prove.test_prove_guarantees import made

HARD = GUARANTEE_NOT_DECIDED.bad.removesuffix("--- prove\n")


@settings(max_examples=20, derandomize=True, deadline=None)
@given(plans())
def test_the_two_methods_never_contradict_each_other(drawn: Plan) -> None:
    (promise,) = drawn.program.promises
    (found,) = drawn.prove().verdicts
    said = [part["status"] for part in answer(drawn.program, promise, 2_000)]
    assert found.status != "refuted" or said != ["unsat"] * len(said)
    if found.status == "proved" and "sat" in said:  # over real numbers it can be broken; by nobody on the grids
        assert second_opinion(drawn.program, found, 2).status == "proved"


@pytest.mark.parametrize(
    ("guarantee", "top"),
    [
        ("total >= base_salary", "1%"),
        ("total never falls when sales rises", "1%"),
        ("total never rises when seconds rises", "1%"),
        ("grade never falls when score rises", "1%"),
    ],
)
def test_z3_alone_proves_what_holds(guarantee: str, top: str) -> None:
    program = made(guarantee, top).program
    assert [part["status"] for part in ask(program, program.promises[0])] == ["unsat"]


def test_z3_alone_finds_a_rate_that_falls_and_the_figures_are_replayed() -> None:
    of = made("total never falls when sales rises", "0.79%")
    (given_up,) = of.prove(Limit(work=1)).verdicts
    found = second_opinion(of.program, given_up)
    assert (found.status, found.witness is not None) == ("refuted", True)


def test_what_the_cells_leave_open_is_decided() -> None:
    of = plan(HARD)
    (left,) = of.prove().verdicts
    (asked,) = of.prove(solver=10).verdicts
    assert (left.status, left.by) == ("undecided", "cells")
    assert (asked.status, asked.by) == ("proved", "solver")


def test_time_is_limited() -> None:
    """A promise that takes the solver longer than it may is left open, and the process is gone."""
    program = plan(fragment(_LONG)).program
    assert ask(program, program.promises[0], 0.001) in ([], [{"status": "unknown", "figures": {}}])


def test_without_the_library_the_line_that_installs_it_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(complete(HARD), encoding="utf-8")
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert main(["prove", str(path), "--solver", "--lang", "en"]) == 2
    assert 'pip install "kpiplan[prove]"' in capsys.readouterr().err


def test_the_command_asks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(complete(HARD), encoding="utf-8")
    assert main(["prove", str(path), "--solver", "--strict", "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["guarantees"]
    assert (told["status"], told["by"]) == ("proved", "solver")


_LONG = """
    inputs:
      base_salary: {type: money, min: 0}
      a: {type: number, min: 0, max: 1}
      b: {type: number, min: 0, max: 1}
      c: {type: number, min: 0, max: 1}
    salary:
      lines: {base: base_salary, extra: "1 元 × a × b × c"}
    guarantees:
      - a × a × b + b × b × c + c × c × a - 3 × a × b × c × c >= 0 - 1 ÷ 1000
    """
