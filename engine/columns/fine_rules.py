"""What whole columns cannot hold: numbers of more digits than any evaluator of integers computes with."""

from __future__ import annotations

from typing import Final

from engine.base.quantities import Quantity
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.integers.bounds import MOST_DIGITS, UnboundedError
from engine.integers.decimals import most_decimals
from engine.integers.lower import lower_to_integers
from engine.program import Program

TOO_FINE_FOR_COLUMNS: Final = Rule(
    code="KPI606",
    name="too-fine-for-columns",
    headline=Text(
        "“{name}”可能有超过 {limit} 位的数，整表计算放不下",
        "{name} may have numbers of more than {limit} digits, which whole columns do not hold",
    ),
    what=Text(
        "整表计算用整数，这个值的小数位多到整数放不下，例如几百个数相乘。",
        "Whole columns are computed on integers, and this value has more decimals than they hold: "
        "a product of hundreds of figures.",
    ),
    why=Text("放不下就不算，不舍掉任何一位。", "What does not fit is not computed; no digit is ever dropped."),
    bad="$ kpiplan evaluate long-product.yaml data.csv --columns -o pay.csv",
    good="$ kpiplan evaluate long-product.yaml data.csv -o pay.csv",
)
RULES: Final = (TOO_FINE_FOR_COLUMNS,)

_ONE_BY_ONE: Final = Text(
    "不加 --columns，逐人计算；或给它的指标写 decimals:",
    "leave out --columns, which pays one by one, or give its metrics `decimals:`",
)


def too_fine(program: Program) -> Diagnostic | None:
    """The finding about the first value that no column holds, whatever decimals the data may have."""
    most = {s.name: most_decimals(s) for s in program.inputs if isinstance(s.kind, Quantity)}
    try:
        lower_to_integers(program, most)
    except UnboundedError as error:
        value = next(value for value in program.values if value.name == error.value)
        return TOO_FINE_FOR_COLUMNS.at(value.origin.span, help=_ONE_BY_ONE, name=value.label, limit=MOST_DIGITS)
    return None
