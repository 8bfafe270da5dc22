"""Divisions whose divisor can be zero on the declared ranges, and for which nothing says what happens (LANGUAGE 1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.text import Text
from engine.check.ranges import Ranges
from engine.check.walk import nodes
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.program import Program, Quotient, Ref, Value

ZERO_DIVISOR: Final = Rule(
    code="KPI416",
    name="zero-divisor",
    headline=Text(
        "“{words}”的除数可能是 0，没有说那时怎么办", "the divisor of {words} can be 0, and nothing says what then"
    ),
    what=Text(
        "公式里有除法，除数按声明的范围可能是零。",
        "A formula divides by something that can be zero on the declared ranges.",
    ),
    why=Text(
        "没有咨询的人，转化率是 0 还是不适用，要由方案决定。",
        "Whether nobody asked means 0% or not applicable is the plan's to say.",
    ),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          orders: {type: count}
          inquiries: {type: count}
        metrics:
          conversion: orders ÷ inquiries
        salary:
          lines:
            base: base_salary × conversion
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          orders: {type: count}
          inquiries: {type: count}
        metrics:
          conversion: {formula: orders ÷ inquiries, if_zero: 0%}
        salary:
          lines:
            base: base_salary × conversion
        """),
)
RULES: Final = (ZERO_DIVISOR,)


def check(program: Program, ranges: Ranges) -> Iterator[Diagnostic]:
    """One finding a division that can be by zero."""
    places = {value.name: value for value in program.values}
    for value in program.values:
        for node in nodes(value.node):
            if isinstance(node, Quotient) and not node.guarded and ranges.of(node.under).holds(Fraction(0)):
                yield _finding(value, node, places)


def _finding(value: Value, node: Quotient, places: dict[str, Value]) -> Diagnostic:
    span = node.span or value.origin.span
    words = " ".join(span.text.split())
    also, divisor = [], places.get(node.under.name) if isinstance(node.under, Ref) else None
    if divisor is not None:
        also = [Label(divisor.origin.span, Text("可以是 0", "can be 0"))]
    if value.role == "metric":
        help_text = Text(
            f"写 {value.name}: {{formula: …, if_zero: 0%}}，或 if_zero: not_applicable",
            f"write {value.name}: {{formula: …, if_zero: 0%}}, or if_zero: not_applicable",
        )
    else:
        help_text = Text(f"把 {words} 写成一个带 if_zero 的指标", f"make {words} a metric with if_zero")
    return ZERO_DIVISOR.at(span, also=also, help=help_text, words=words)
