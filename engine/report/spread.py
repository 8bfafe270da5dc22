"""Exact statistics of amounts: shares that add up, quartiles, equal classes. No float, nothing estimated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import reduce
from itertools import count
from typing import Final

from engine.base.numbers import round_to, to_decimal

_TENTHS: Final = 1000
"""Tenths of a percent in a whole."""

_EXACT: Final = Context(prec=100, traps=[Inexact])
"""Sums of amounts have far fewer digits; a digit that was lost would raise, whatever the thread's context is."""

CLASSES: Final = 12
"""Most classes of a distribution."""


def shares(amounts: Sequence[Decimal]) -> list[Decimal] | None:
    """Each amount's share of the sum in percent with one decimal; together exactly 100.0 by the largest remainder.

    None where the sum is not above zero: nothing is a share of that.
    """
    whole = total(amounts)
    if whole <= 0:
        return None
    exact = [Fraction(amount) / whole * _TENTHS for amount in amounts]
    tenths = [value.numerator // value.denominator for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: (tenths[at] - exact[at], at))
    for at in by_rest[: _TENTHS - sum(tenths)]:
        tenths[at] += 1
    return [Decimal(value).scaleb(-1) for value in tenths]


def percent(part: Fraction | int, whole: Fraction | int) -> Decimal:
    """A share in percent with one decimal, rounded half up; `whole` is above zero."""
    return rounded(Fraction(part) / Fraction(whole) * 100, 1)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A value with so many decimals, rounded half up."""
    return to_decimal(round_to(value, decimals, "half_up"), decimals)


def total(amounts: Sequence[Decimal]) -> Fraction:
    """The exact sum."""
    return Fraction(reduce(_EXACT.add, amounts, Decimal(0)))


def quantile(ordered: Sequence[Decimal], part: Fraction) -> Fraction:
    """Where a part of the ordered amounts lies below, on a straight line between two of them (as QUARTILE.INC)."""
    place = part * (len(ordered) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return Fraction(ordered[low]) + (place - low) * (Fraction(ordered[high]) - Fraction(ordered[low]))


@dataclass(frozen=True)
class Class:
    """Amounts from a bound (included) to another (not included): how many, and what they add up to."""

    start: Decimal
    end: Decimal
    people: int
    amount: Decimal


def classes(amounts: Sequence[Decimal], decimals: int, most: int = CLASSES) -> list[Class]:
    """Classes of one width between round bounds, as narrow as gives at most so many; every amount is in one of them.

    The width is 1, 2 or 5 with zeros, at least the smallest unit of a currency of so many decimals.
    """
    units = [int(amount.scaleb(decimals)) for amount in amounts]
    low, high = min(units), max(units)
    width = next(w for w in _widths() if high // w - low // w < most)
    found: dict[int, list[int]] = {at: [] for at in range(low // width, high // width + 1)}
    for unit in units:
        found[unit // width].append(unit)
    return [
        Class(_amount(at * width, decimals), _amount((at + 1) * width, decimals), len(i), _amount(sum(i), decimals))
        for at, i in found.items()
    ]


def _widths() -> Iterator[int]:
    """Round widths: 1, 2, 5, 10, 20, 50 and so on."""
    for zeros in count():
        yield from (digit * 10**zeros for digit in (1, 2, 5))


def _amount(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals)
