"""A dash without its space is no item of a list: it is told where it stands, and mended."""

from __future__ import annotations

import pytest

from engine.api import check_plan
from engine.diagnostics.fixes import applied, edits_of
from engine.diagnostics.model import Diagnostic

PLAN = """\
kpi_plan: 1
id: p
person: agent
inputs: {sales: {type: money, min: 0}, base: {type: money, min: 0}}
salary: {lines: {pay: sales × 1%, more: base}}
"""


def dashes(plan: str) -> list[Diagnostic]:
    """What is told about dashes, being all that is told."""
    found = [d for d in check_plan(plan.encode(), "p.yaml").diagnostics if d.severity.value == "error"]
    assert all(d.code == "KPI106" and "`-`" in d.message.en for d in found), [d.message.en for d in found]
    return found


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        pytest.param("group_by:\n  -shop\n", "group_by:\n  - shop\n", 1, id="one"),
        pytest.param("group_by:\n  -shop\n  -team\n", "group_by:\n  - shop\n  - team\n", 2, id="several"),
        pytest.param("group_by:\n  -shop\n\n  -team\n", "group_by:\n  - shop\n\n  - team\n", 2, id="a-line-between"),
        pytest.param("group_by: [-shop, team]\n", "group_by: [shop, team]\n", 1, id="in-brackets"),
        pytest.param("group_by: -shop\n", "group_by: shop\n", 1, id="beside-the-key"),
        pytest.param(
            "examples:\n  -name: a\n   given: {sales: 1, base: 2}\n   expect: {total: 2.01}\n",
            "examples:\n  - name: a\n   given: {sales: 1, base: 2}\n   expect: {total: 2.01}\n",
            1,
            id="keys-below",
        ),
        pytest.param(
            "examples:\n  -name: a\n  -name: b\n", "examples:\n  - name: a\n  - name: b\n", 2, id="one-key-each"
        ),
        pytest.param(
            "tables:\n  t:\n    on: sales\n    bands:\n      -{below: 5, points: 1}\n      -{from: 5, points: 2}\n",
            "tables:\n  t:\n    on: sales\n    bands:\n      - {below: 5, points: 1}\n      - {from: 5, points: 2}\n",
            2,
            id="braces",
        ),
        pytest.param(
            "examples:\n  - name: a\n    given: {}\n  -name: b\n    given: {}\n",
            "examples:\n  - name: a\n    given: {}\n  - name: b\n    given: {}\n",
            1,
            id="after-a-right-one",
        ),
    ],
)
def test_it_is_told_alone_and_mended(wrong: str, right: str, told: int) -> None:
    plan = PLAN + wrong
    found = dashes(plan)
    assert len(found) == told
    assert applied(plan, edits_of(found)) == PLAN + right


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(PLAN.replace("base}}", "-base}}"), id="a-formula"),
        pytest.param(PLAN.replace("more: base", "more: max(0,\n    -base)"), id="a-line-of-one"),
        pytest.param(PLAN + "title: -x\n", id="text-for-people"),
        pytest.param(PLAN + "title: |\n  -x: 1\n  -{y}\n", id="a-text-block"),
        pytest.param(PLAN + "# \n# -x: 1\n# -{y}\n", id="a-comment"),
        pytest.param(PLAN + 'group_by: "-team"\n', id="in-quotes"),
    ],
)
def test_other_dashes_are_left_alone(plan: str) -> None:
    found = check_plan(plan.encode(), "p.yaml").diagnostics
    assert not [d.message.en for d in found if d.code == "KPI106" and "`-`" in d.message.en]


def test_a_number_may_begin_with_its_dash() -> None:
    """The points of a curve are keys; this one was refused without a word, and the plan was told to be fine."""
    curve = "tables:\n  t:\n    on: sales - 50\n    outside: flat\n    curve:\n      -15: 0%\n      40: 50%\n"
    checked = check_plan((PLAN + curve).encode(), "p.yaml")
    assert checked.value is not None
    assert "KPI106" not in {d.code for d in checked.diagnostics}


AWARD = "awards:\n  all:\n    {where}items:\n      full: {{amount: 100, when: base > 0}}\n"


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param("guarantees:\n  -total >= 0\n", id="guarantees"),
        pytest.param(AWARD.format(where="requires:\n      -base <= -100\n    "), id="requirements"),
    ],
)
def test_a_dash_that_may_be_the_sign_of_a_formula_is_nobodys_to_mend(plan: str) -> None:
    """`-base <= -100` may say either; a fix would have turned its meaning round without a word."""
    (found,) = dashes(PLAN + plan)
    assert found.fix is None
    item = found.primary.span.source.text[found.primary.span.end :].partition("\n")[0]
    assert f"`- {item}`" in found.help.zh and f"`- -{item}`" in found.help.en


def test_what_stands_between_a_number_and_a_glued_key_is_looked_at() -> None:
    curve = "tables:\n  t:\n    on: sales\n    curve:\n      -15: 0%\n      40: no\n"
    found = check_plan((PLAN + curve + "examples:\n  -name: a\n").encode(), "p.yaml").diagnostics
    assert {"KPI106", "KPI114"} <= {d.code for d in found}


@pytest.mark.parametrize("end", ["", "\n", " \n"])
def test_a_glued_key_at_the_end_of_the_text(end: str) -> None:
    assert len(dashes(PLAN + "examples:\n  -name:" + end)) == 1


@pytest.mark.parametrize("key", ["-a-b", "-5 x", "-¥5", "--x", "-", "-é", "-名称"])
@pytest.mark.parametrize("value", ["1", "", "{}"])
def test_a_plan_that_is_refused_says_why(key: str, value: str) -> None:
    checked = check_plan(f"{PLAN}metrics:\n  {key}: {value}\n".encode(), "p.yaml")
    assert checked.value is not None or any(d.severity.value == "error" for d in checked.diagnostics)
    assert "KPI900" not in {d.code for d in checked.diagnostics}


def test_what_to_type_is_shown() -> None:
    (found,) = dashes(PLAN + "group_by:\n  -team\n")
    assert found.help.zh == "列表的每一项写成“- 值”，这里是 `- team`"
    assert (found.primary.span.text, found.primary.span.start) == ("-", len(PLAN) + len("group_by:\n  "))
