"""Where a plan says how a value is rounded: the words for it, and rounding in the unit in which a value is written."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.numbers import Rounding
from engine.base.quantities import Quantity, scale_of
from engine.base.source import Span
from engine.base.text import Text
from engine.plan.shape import OneOf, Word
from engine.program import Const, Node, Product, Round

ROUNDINGS: Final = OneOf(
    (
        Word("half_up", "四舍五入", Text("四舍五入", "half away from zero")),
        Word("half_even", "银行家舍入", Text("四舍六入五成双", "half to even")),
        Word("down", "舍去", Text("向零舍去", "towards zero")),
        Word("up", "进位", Text("远离零进位", "away from zero")),
    )
)


def rounding_of(word: str, default: Rounding) -> Rounding:
    """The rounding that a word of the plan names; the default where there is none."""
    found: dict[str, Rounding] = {"half_up": "half_up", "half_even": "half_even", "down": "down", "up": "up"}
    return found.get(word, default)


def rounded(node: Node, kind: Quantity, decimals: int, mode: Rounding, span: Span) -> Node:
    """The node rounded to decimals of its unit: days as days, and 7.89 % has two decimals although it is 0.0789."""
    places = decimals + (2 if kind.unit == "percent" else 0)
    scale = scale_of(kind)
    if scale == 1:
        return Round(node, places, mode, span)
    return Product((Const(scale), Round(Product((Const(Fraction(1) / scale), node)), places, mode, span)))
