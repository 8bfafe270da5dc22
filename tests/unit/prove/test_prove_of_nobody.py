"""Promises that are proved because there is nobody of whom they say anything: that is told, in the text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.base.text import Text
from engine.cli.main import main
from engine.diagnostics.example import complete
from engine.prove.branch import Limit
from engine.prove.idle import Idle
from tests.unit.compiled.plans import plan

PLAN = """
inputs:
  base_salary: {{type: money, min: 0, max: {base}}}
  sales: {{type: money, min: 100, max: {top}}}
  asked: {{type: count, optional: true}}
metrics:
  late: {{formula: "base_salary > sales"}}
assertions:
  some: {assertion}
salary:
  lines: {{base: base_salary, commission: sales × 1%}}
guarantees:
  - {guarantee}
"""


def idle(guarantee: str, *, base: str = "5000", top: str = "100000", some: str = "sales >= 0") -> Idle | None:
    text = PLAN.format(base=base, top=top, assertion=some, guarantee=guarantee)
    (found,) = plan(text).prove().verdicts
    assert found.status == "proved"
    return found.idle


@pytest.mark.parametrize(
    ("top", "said"),
    [("100", Idle("step", sure=True)), ("100.01", None), ("100000", None)],
)
@pytest.mark.parametrize(
    "guarantee",
    [
        "total never falls when sales rises",
        "base never rises when sales rises",
        "no cliff above 1 for one cent of sales",
    ],
)
def test_a_step_that_nobody_can_make(guarantee: str, top: str, said: Idle | None) -> None:
    assert idle(guarantee, top=top) == said


@pytest.mark.parametrize(
    ("some", "said"),
    [
        ("sales > 99999.99", Idle("step", sure=True)),  # one step, from the last but one, which nobody may have
        ("sales >= 99999.99", None),
        ("sales >= 0 and base_salary > 5000", Idle("step", sure=True)),  # nobody is paid at all
    ],
)
def test_a_step_from_or_to_which_nobody_is_paid(some: str, said: Idle | None) -> None:
    assert idle("total never falls when sales rises", some=some) == said


@pytest.mark.parametrize(
    ("some", "said"),
    [("base_salary > 5000", Idle("values", sure=True)), ("base_salary >= 5000", None)],
)
def test_a_comparison_of_which_nobody_has_the_values(some: str, said: Idle | None) -> None:
    assert idle("total >= base_salary", some=some) == said


@pytest.mark.parametrize(
    ("guarantee", "condition"),
    [
        ("not (sales > 100000) or total >= 3000", "sales > 100000"),
        ("not (sales >= 100000) or total >= 1000", None),
        ("total >= 3000 or not (sales > 100000)", "sales > 100000"),
        ("sales <= 100000 or total >= 3000", "not (sales <= 100000)"),
        ("sales < 100000 or total >= 1000", None),
        ("not (sales > 100000 and total < 3000)", "sales > 100000"),
        ("not (sales >= 100000 and total < 1000)", None),
        ("not (sales > 500) or not (base_salary > 5000)", None),  # that the two never meet is a promise
        ("not (base_salary > 2000) or not (sales > 100000 and base_salary > 5000)", None),
        ("not (base_salary > 2000) or not (sales > base_salary × 60) or total > 0", "both"),
        ("not late or total >= 0", None),
    ],
)
def test_a_condition_that_nobody_fulfils(guarantee: str, condition: str | None) -> None:
    found = idle(guarantee)
    assert (found is None) == (condition is None)
    if condition == "both":
        condition = "base_salary > 2000 and sales > base_salary × 60"
    if found is not None and found.words is not None:
        assert (found.because, found.sure, found.words.en) == ("condition", True, condition)


def test_of_several_promises_in_one_the_idle_part_is_told() -> None:
    found = idle("total >= base_salary and (not (sales > 100000) or total >= 3000)")
    assert found is not None
    assert found.words == Text("sales > 100000", "sales > 100000")


HARD = """
inputs:
  base_salary: {type: money, min: 0}
  a: {type: number, min: 0, max: 1}
  b: {type: number, min: 0, max: 1}
salary:
  lines: {base: base_salary}
guarantees:
  - not (a × a × a - a × b + b × b × b + 4 ÷ 100 <= 0) or total >= base_salary
"""


def test_where_nobody_was_found_it_is_said_so() -> None:
    """The least of a³ - ab + b³ + 0.04 is 0.003: nobody fulfils it, which is not proved within this work."""
    (found,) = plan(HARD).prove(Limit(work=200)).verdicts
    assert found.idle is not None
    assert (found.idle.because, found.idle.sure) == ("condition", False)


def test_text_and_json_tell_it_in_both_languages(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    guarantee = "not (sales > 100000) or total >= 3000"
    text = PLAN.format(base="5000", top="100000", assertion="sales >= 0", guarantee=guarantee)
    path.write_text(complete(text), encoding="utf-8")
    assert main(["prove", str(path), "--lang", "zh"]) == 0
    assert "注意，它没有说到任何人：没有人符合它的条件“sales > 100000”" in capsys.readouterr().out
    assert main(["prove", str(path), "--lang", "en", "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["guarantees"]
    assert told["idle"] == {
        "because": "condition",
        "sure": True,
        "condition": "sales > 100000",
        "zh": "没有人符合它的条件“sales > 100000”",
        "en": "nobody fulfils its condition `sales > 100000`",
    }
    assert main(["check", str(path), "--prove", "--lang", "en"]) == 0
    assert "KPI728" in capsys.readouterr().out
    path.write_text(complete(text + "silence: {KPI728: kept for next year}\n"), encoding="utf-8")
    assert main(["check", str(path), "--prove", "--lang", "en"]) == 0
    assert "KPI728" not in capsys.readouterr().out
