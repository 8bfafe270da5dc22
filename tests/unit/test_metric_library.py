"""The metric library: every definition is whole, means the same in both languages, and makes a plan that checks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Severity, check_plan
from engine.base.quantities import QUANTITIES
from engine.cli.library import page
from engine.cli.main import main
from engine.generate.metrics import metrics_page
from engine.plan.indicators.ready import Ready
from engine.plan.library import LIBRARY, find

EVERY = pytest.mark.parametrize("ready", LIBRARY, ids=lambda r: r.name)


def plan_of(ready: Ready, *, chinese: bool) -> str:
    """A plan that uses the definition with inputs of the parameters' own names."""
    inputs = "".join(
        f"  {p.zh if chinese else p.name}: {{type: {p.type}, min: 1{'%' * (p.type == 'percent')}}}\n"
        for p in ready.parameters
    )
    word = ready.zh if chinese else ready.name
    return (
        f"kpi_plan: 1\nid: t\nperson: who\ninputs:\n  pay: {{type: money, min: 0}}\n{inputs}"
        f"metrics:\n  result: {{use: {word}}}\ntiers:\n  t: {{on: result, bands: {{x: {{from: 0}}}}, otherwise: x}}\n"
        "salary: {lines: {base: pay}}\n"
    )


@EVERY
def test_a_definition_is_whole(ready: Ready) -> None:
    for text in (ready.about, *(p.meaning for p in ready.parameters)):
        assert text.zh
        assert text.en
    assert ready.unit in QUANTITIES
    assert ready.sources
    assert len({p.name for p in ready.parameters}) == len({p.zh for p in ready.parameters}) == len(ready.parameters)
    assert all(p.name in ready.formula.split() for p in ready.parameters)
    assert find(ready.name) is find(ready.zh) is ready


@EVERY
@pytest.mark.parametrize("chinese", [False, True], ids=["en", "zh"])
def test_a_definition_is_used_without_a_word_more(ready: Ready, chinese: bool) -> None:
    checked = check_plan(plan_of(ready, chinese=chinese).encode(), "plan.yaml")
    assert [d.message.en for d in checked.diagnostics if d.severity is Severity.ERROR] == []
    assert checked.value is not None
    value = next(v for v in checked.value.program.values if v.name == "result")
    assert value.label == (ready.zh if chinese else ready.label)
    assert value.kind == QUANTITIES[ready.unit]


@EVERY
def test_a_definition_computes_its_formula(ready: Ready) -> None:
    plan = check_plan(plan_of(ready, chinese=False).encode(), "plan.yaml").value
    assert plan is not None
    given = {p.name: Fraction(number) for number, p in zip((6, 3), ready.parameters, strict=False)}
    row = {
        name: f"{value * 100}%" if p.type == "percent" else str(value)
        for (name, value), p in zip(given.items(), ready.parameters, strict=True)
    }
    scale = {p.name: 86_400 if p.type == "days" else 1 for p in ready.parameters}
    first, sign, second = [*ready.formula.split(), "", ""][:3]
    left, right = given[first] * scale[first], given.get(second, Fraction(1))
    wanted = {"÷": left / right, "-": left - right, "×": left * right, "": left}[sign]
    assert plan.evaluate({"who": "A", "pay": 1, **row}).values["result"] == wanted


def test_the_command_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "--lang", "zh"]) == 0
    listed = capsys.readouterr().out
    assert len(listed.splitlines()) == len(LIBRARY)
    assert "下单成功率" in listed
    assert main(["library", "order_success", "--lang", "zh"]) == 0
    assert "下单成功率: {use: 下单成功率, with: {付款人数: …, 下单人数: …}" in capsys.readouterr().out
    assert main(["library", "ordersuccess", "--lang", "en"]) == 2
    assert "did you mean order_success?" in capsys.readouterr().err


def test_pages_tell_everything() -> None:
    whole = metrics_page()
    for ready in LIBRARY:
        for text in (ready.about, ready.exclusions, ready.bands, *(p.meaning for p in ready.parameters)):
            assert text.zh in whole
            assert text.en in whole
            assert text.en.split(" ")[-1] in page(ready, "en")
