"""A number that stands alone in a plan: a bound, a weight, the end of a range."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Rule
from engine.document.nodes import Scalar
from engine.formula.numerals import Numeral
from engine.formula.tokens import END, Sign, Token, tokenize
from engine.formula.tree import Number
from engine.formula.writing import FormulaError, Writing

NOT_A_LITERAL: Final = Rule(
    code="KPI315",
    name="not-a-literal",
    headline=Text("这里只能写一个数，却写了 `{words}`", "a number on its own belongs here, not `{words}`"),
    what=Text(
        "界限、权重和范围只能写一个数（可以带负号和单位），不能写名称或算式。",
        "A bound, a weight or a range is one number, with a sign and a unit if need be, not a name or a calculation.",
    ),
    why=Text(
        "界限固定，才能检查档位有没有空档和重叠。",
        "Only with fixed bounds can bands be checked for holes and overlaps.",
    ),
    bad="inputs:\n  base_salary: {type: money, min: sales ÷ 2}\n  sales: {type: money, min: 0}\n",
    good="inputs:\n  base_salary: {type: money, min: 2000}\n  sales: {type: money, min: 0}\n",
)
RULES: Final = (NOT_A_LITERAL,)

_HELP: Final = Text("请写一个数，例如 3000、50%、-5 points", "write a number, such as 3000, 50% or -5 points")


def read_literal(scalar: Scalar) -> Checked[Number]:
    """Read a number with an optional sign and unit; the value is stored (50% is 1/2), its span the whole text.

    Numbers have no fixed unit without one written (`BARE`). Errors: KPI315, and the tokenizer's for bad numbers.
    """
    writing = Writing.of(scalar.text, scalar.part)
    try:
        return Checked(_literal(writing, tokenize(writing)))
    except FormulaError as error:
        return Checked(None, (error.finding,))


def _literal(writing: Writing, tokens: tuple[Token, ...]) -> Number:
    sign = Fraction(1)
    match tokens:
        case (Numeral() as number, Sign(text=end)) if end == END:
            start = number.start
        case (Sign(text="+" | "-" as mark, start=start), Numeral() as number, Sign(text=end)) if end == END:
            sign = Fraction(-1) if mark == "-" else sign
        case _:
            length = len(writing.raw)
            raise writing.refuse(NOT_A_LITERAL, 0, length, words=writing.words(0, length), help=_HELP)
    return Number(sign * number.value, number.quantity, writing.part(start, number.end))
