"""Drawn plans with rows as tables really have them: totals among the people, groups spelt in two ways, odd cells.

A row of totals changes nobody's pay, and texts and typed cells, by rows and by columns, are paid and refused alike.
"""

from __future__ import annotations

from decimal import Decimal
from importlib.util import find_spec
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from engine import Plan, Run, Severity, check_plan
from engine.base.quantities import COUNT, PERCENT, Flag, Quantity
from engine.program import InputSpec
from engine.run.table import Cell
from tests.properties.strategies import Rows, plans_with_rows
from tests.unit.columns.as_run import assert_equal

TOTALS: Final = ("合计", "合\u3000计", " 小计：", "Total", "ＴＯＴＡＬ", "平均值", "共 3 人")
PLAIN: Final[dict[str, tuple[str, ...]]] = {"甲": ("甲",), "乙": ("乙",), "7": ("7",), "07": ("07",)}
ALIKE: Final[dict[str, tuple[str, ...]]] = {
    "甲": ("甲 ", "\u3000甲"),
    "乙": ("乙", "乙\u00a0"),
    "7": ("７", "7"),
    "07": ("0７", "07"),
}
"""Groups, and spellings that are read as the same one."""

ODD: Final = ("", " ", "-1", "１２", "1,000", "50%", "0.5", "1.05", "1e5", "合计", "NaN", "2026-02-30", "1.00000000001")


@st.composite
def odd_rows(draw: st.DrawFn) -> tuple[Plan, Rows]:
    """A plan, and rows of which some groups and now and then a cell are written oddly."""
    text, rows = draw(plans_with_rows())
    plan = check_plan(text.encode(), "drawn.yaml", thorough=False).value
    assume(plan is not None)  # how many check is counted in test_generated_plans
    assert plan is not None
    spelt = draw(st.sampled_from((PLAIN, PLAIN, ALIKE)))
    for row in rows:
        row |= {group: draw(st.sampled_from(spelt[row[group]])) for group in plan.program.group_by}
    if draw(st.integers(0, 2)) == 0:
        row = draw(st.sampled_from(rows))
        row[draw(st.sampled_from([*row]))] = draw(st.sampled_from(ODD))
    return plan, rows


@given(odd_rows(), st.sampled_from(TOTALS), st.sampled_from(("of a team", "of none", "of all")))
def test_odd_rows_are_paid_and_refused_alike(drawn: tuple[Plan, Rows], who: str, whose: str) -> None:
    plan, rows = drawn
    nobody = {} if whose == "of a team" else dict.fromkeys(plan.program.group_by, "" if whose == "of none" else "全部")
    sums = [{**rows[0], "who": who, **nobody}]
    alone, among = plan.evaluate_many(rows), plan.evaluate_many([*rows, *sums], verify=True)
    assert among.results == alone.results
    assert [row for row, _ in among.unpaid] == [*(row for row, _ in alone.unpaid), len(rows) + 1]
    typed = [_typed(plan, row) for row in rows]
    assert _outcome(plan.evaluate_many(typed)) == _outcome(alone)
    assert _outcome(plan.evaluate_many([*typed, *(_typed(plan, row) for row in sums)])) == _outcome(among)
    if find_spec("numpy") and find_spec("polars"):
        assert_equal(plan, [*rows, *sums])


def _typed(plan: Plan, row: dict[str, str]) -> dict[str, Cell]:
    """The row with numbers and truths in place of the texts that are plainly such."""
    specs = {spec.name: spec for spec in plan.program.inputs}
    return {name: _typed_cell(cell, specs.get(name)) for name, cell in row.items()}


def _typed_cell(cell: str, spec: InputSpec | None) -> Cell:
    if spec is None or not cell.isascii() or cell != cell.strip():
        return cell
    if not cell:
        return None
    if isinstance(spec.kind, Flag):
        return {"true": True, "false": False}.get(cell, cell)
    digits = cell.removesuffix("%") if spec.kind == PERCENT else cell
    if not isinstance(spec.kind, Quantity) or not digits.removeprefix("-").replace(".", "", 1).isdigit():
        return cell
    number = Decimal(digits) / (100 if digits != cell else 1)
    if spec.kind == PERCENT:
        return number if digits != cell and number < 1 else cell
    return int(number) if spec.kind == COUNT and number == int(number) else number


def _outcome(run: Run) -> tuple[object, ...]:
    """Who is paid what, who is not, and what is wrong with which cell."""
    wrong = {(d.code, d.cell.row, d.cell.field) for d in run.problems if d.severity is Severity.ERROR and d.cell}
    return run.results, run.unpaid, wrong
