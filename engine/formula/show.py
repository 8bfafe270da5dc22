"""A tree back to text: the one canonical spelling of a formula, the same in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, assert_never

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.numbers import decimals_of, plain
from engine.base.quantities import BIG_WORDS, DAYS, MONEY, PERCENT, POINTS, SECONDS, UNIT_LITERALS, Quantity
from engine.formula.tree import (
    Call,
    Comparison,
    Expression,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)
from engine.formula.words import LEVELS, TIGHTEST

_FIRST_UNITS: Final[dict[Quantity, str]] = {PERCENT: "%", MONEY: "¥", POINTS: "points", SECONDS: "s", DAYS: "days"}
"""The unit in which a quantity is written where its digits allow it."""


class Spelling:
    """How names, functions, numbers and words are spelled: by default canonically, so that it can be read again."""

    def name(self, name: Name) -> str:
        """A name."""
        return name.words

    def function(self, function: str) -> str:
        """A function, from its English name."""
        return function

    def call(self, call: Call) -> str:
        """A call."""
        return f"{self.function(call.function)}({', '.join(to_text(a, self) for a in call.arguments)})"

    def number(self, number: Number) -> str:
        """A literal."""
        return number_text(number.value, number.quantity)

    def word(self, word: str) -> str:
        """`and`, `or`, `not`, `true` or `false`."""
        return word


CANONICAL: Final = Spelling()


def to_text(tree: Expression, spelling: Spelling = CANONICAL) -> str:
    """The text in a spelling; the canonical one: English functions, `× ÷ ≤ ≥ ≠ and or not`, the fewest brackets.

    Reading the canonical text again gives the same tree.
    """
    match tree:
        case Number():
            return spelling.number(tree)
        case Truth(value):
            return spelling.word("true" if value else "false")
        case Name():
            return spelling.name(tree)
        case Negative(operand):
            return "-" + _within(operand, TIGHTEST, spelling)
        case Operation(operands, signs):
            return _chain(operands, signs, signs[0], spelling)
        case Comparison(operands, signs):
            return _chain(operands, signs, signs[0], spelling)
        case Logic("not", operands):
            return f"{spelling.word('not')} {_within(operands[0], LEVELS['not'], spelling)}"
        case Logic(operator, operands):
            return _chain(operands, [spelling.word(operator)] * (len(operands) - 1), operator, spelling)
        case Call():
            return spelling.call(tree)
        case _:
            assert_never(tree)


def number_text(value: Fraction, quantity: Quantity) -> str:
    """A literal's text, in the first unit in which its digits stay within the limits: `50%`, `¥3000`, `2.5 days`.

    A value that no literal can have (1/3) is written with an ellipsis.
    """
    sign, size = ("-" if value < 0 else ""), abs(value)
    for unit, factor in _units(quantity):
        for word, power in (("", Fraction(1)), *BIG_WORDS.items()):
            if _fits(size / factor / power):
                return sign + _with_unit(plain(size / factor / power) + word, unit)
    return sign + plain(size)


def _units(quantity: Quantity) -> Iterator[tuple[str, Fraction]]:
    """The units of a quantity and their factors, the usual one first; no unit where the quantity has none."""
    first = _FIRST_UNITS.get(quantity)
    if first is None:
        yield "", Fraction(1)
        return
    yield first, UNIT_LITERALS[first][1]
    yield from ((unit, factor) for unit, (of, factor) in UNIT_LITERALS.items() if of == quantity)


def _with_unit(digits: str, unit: str) -> str:
    if unit == "¥":
        return f"¥{digits}"
    return digits + (f" {unit}" if unit.isascii() and unit.isalpha() else unit)


def _fits(value: Fraction) -> bool:
    decimals = decimals_of(value)
    return decimals is not None and decimals <= DIGITS_AFTER_POINT and value < 10**DIGITS_BEFORE_POINT


def _chain(operands: Sequence[Expression], signs: Sequence[str], operator: str, spelling: Spelling) -> str:
    """Operands with the signs between them; `operator` says how strongly these bind."""
    tighter = LEVELS[operator] + 1
    rest = (f" {sign} {_within(o, tighter, spelling)}" for sign, o in zip(signs, operands[1:], strict=True))
    return _within(operands[0], tighter, spelling) + "".join(rest)


def _within(tree: Expression, least: int, spelling: Spelling) -> str:
    """The text of an operand, in brackets where it binds less than `least`."""
    text = to_text(tree, spelling)
    return text if _level(tree) >= least else f"({text})"


def _level(tree: Expression) -> int:
    match tree:
        case Operation(_, signs) | Comparison(_, signs):
            return LEVELS[signs[0]]
        case Logic(operator):
            return LEVELS[operator]
        case _:
            return TIGHTEST
