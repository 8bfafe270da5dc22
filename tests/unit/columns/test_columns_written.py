"""Quotients of a whole column as digits and decimals: those of each number by itself."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

import numpy as np
import polars as pl

from engine.base.numbers import round_to
from engine.columns.quotients import quotients
from engine.run.shown import ROUNDED_DECIMALS, quotient

UNITS = [1, 2, 3, 7, 8, 10, 100, 8_000_000, 5**9, 3 * 10**9, 2**20, 10**12, 10**15]
"""Divisors that end after few decimals, after eleven to twenty, and never; small ones and such that take 128 bits."""

SIZES = [3, 10**4, 10**8, 10**12, 10**16]


def drawn(random: Random, unit: int, size: int) -> list[int]:
    """Numerators around nothing, among them whole numbers and halves of the last decimal."""
    numbers = [random.randint(-size, size) for _ in range(30)]
    whole = [number * unit for number in numbers if abs(number) * unit < 10**17]
    return [0, *numbers, *whole[:10]]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("largest", [0, 3, 50, 10**6])
def test_digits_and_decimals_are_those_of_each_number(unit: int, size: int, largest: int) -> None:
    random = Random(unit * size + largest)  # noqa: S311 - no secret
    over = drawn(random, unit, size)
    under = [random.randint(1, largest) for _ in over] if largest else None
    found = quotients(np.array(over), None if under is None else np.array(under), unit)
    if found is None:
        assert max(map(abs, over)) >= 10**17 or unit * (max(under) if under else 1) >= 10**17
        return
    divisors = [unit * number for number in under or [1] * len(over)]
    for least in (0, 2, 3):
        expected = [quotient(a, b, least) for a, b in zip(over, divisors, strict=True)]
        assert found.digits(least).cast(pl.String).to_list() == expected
    exact = [round_to(Fraction(a, b), ROUNDED_DECIMALS, "half_up") for a, b in zip(over, divisors, strict=True)]
    assert [Fraction(number) for number in found.decimals().to_list()] == exact


def test_few_different_numbers_are_written_once_for_all_rows() -> None:
    over = np.array([row % 7 - 3 for row in range(500)])
    under = np.array([row % 4 + 1 for row in range(500)])
    found = quotients(over, under, 10)
    assert found is not None
    assert found.digits(0).to_list() == [quotient(int(a), 10 * int(b), 0) for a, b in zip(over, under, strict=True)]


def test_halves_are_rounded_away_from_zero() -> None:
    found = quotients(np.array([1, -1, 3, -3]), None, 2 * 10**10)
    assert found is not None
    assert found.digits(0).to_list() == ["0.00000000005", "-0.00000000005", "0.00000000015", "-0.00000000015"]
    assert [str(number) for number in found.decimals().to_list()] == [
        "1E-10", "-1E-10", "2E-10", "-2E-10",
    ]  # fmt: skip


def test_no_row_is_no_digit() -> None:
    found = quotients(np.array([], dtype=np.int64), None, 3)
    assert found is not None
    assert found.digits(2).to_list() == []
    assert found.decimals().to_list() == []
