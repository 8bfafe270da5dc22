"""Exact values as JSON: a number is text, `7/3` where it has no finite decimals; no reader makes a float of it."""

from __future__ import annotations

from fractions import Fraction

from engine.base.numbers import exact_text
from engine.base.quantities import Choice, Kind
from engine.program import Missing, Scalar

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
Told = dict[str, Json]
"""An object of JSON: what is told of one thing."""


def exact(value: Scalar, kind: Kind | None = None) -> Json:
    """A value: a number as text, a chosen option by its name (by its place where the kind is not known), a flag."""
    match value:
        case bool():
            return value
        case Fraction():
            return number(value)
        case int():
            return kind.options[value] if isinstance(kind, Choice) else {"option": value}
        case Missing(cause):
            return {"missing": cause}
        case str():
            return value


def number(value: Fraction) -> str:
    """A number's digits, or numerator and denominator."""
    return exact_text(value)
