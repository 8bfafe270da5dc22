"""Literals of a plan in the kind their place asks for: bounds, ranges, cells of a column."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.quantities import BARE, Kind, Quantity
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay, table
from engine.diagnostics.model import Rule
from engine.formula.tree import Formula
from engine.plan.elaborate import elaborate
from engine.plan.fitting import fit
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import Node, Ref

NOT_CONSTANT: Final = Rule(
    code="KPI425",
    name="not-constant",
    headline=Text(
        "{what}要写固定的值，“{words}”却因人而异",
        "{what} must be a fixed value, but `{words}` differs from person to person",
    ),
    what=Text(
        "界限、权重这类数必须写死，或由标准值算出。", "Bounds, weights and the like are fixed numbers, or thresholds."
    ),
    why=Text("固定的界限才能证明表没有漏洞。", "Only fixed bounds can be proved to leave no hole."),
    bad=table("bands:", "  - {below: base_salary, bonus: 0}", "  - {from: 5000, bonus: 100}") + pay("t"),
    good=fragment("""
        thresholds:
          goal: {type: money, shop_goal: 5000}
        """)
    + table("bands:", "  - {below: goal, bonus: 0}", "  - {from: goal, bonus: 100}")
    + pay("t"),
)
RULES: Final = (NOT_CONSTANT,)

_FIX: Final = Text("写一个数，或 标准值（thresholds）里的一个", "write a number, or a value of thresholds")
_BY_CASES: Final = Text(
    "它按情形而变：每种情形写一张表，再用 cases 选",
    "it depends on cases: write a table for each case, and choose between them with `cases`",
)


def fixed(scope: Scope, formula: Formula | None, kind: Kind, what: Text) -> Fraction | None:
    """The stored number of a constant formula in a place that wants a kind; None where faulty (reported)."""
    typed = elaborate(scope, formula)
    node = fit(scope, typed, kind, what)
    if node is None or typed is None:
        return None
    return the_same_for_all(scope, typed, node, what)


def fixed_any(scope: Scope, formula: Formula | None, what: Text) -> tuple[Fraction, Quantity] | None:
    """A constant of whatever quantity its literal says (BARE where it has no unit)."""
    typed: Typed | None = elaborate(scope, formula)
    if typed is None:
        return None
    if not isinstance(typed.kind, Quantity):
        fit(scope, typed, BARE, what)
        return None
    value = the_same_for_all(scope, typed, typed.node, what)
    return None if value is None else (value, typed.kind)


def the_same_for_all(scope: Scope, typed: Typed, node: Node, what: Text) -> Fraction | None:
    """The number that a node is for everybody; None, and a finding, where it differs from person to person."""
    value = scope.constant(node)
    if value is None:
        known = scope.by_name.get(node.name) if isinstance(node, Ref) else None
        help_text = _BY_CASES if known is not None and known.role == "threshold" else _FIX
        scope.desk.report(NOT_CONSTANT.at(typed.span, help=help_text, what=what, words=typed.words))
    return value
