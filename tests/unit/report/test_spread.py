"""Shares, quartiles and classes: exact, and together what they are parts of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.report.spread import CLASSES, classes, percent, quantile, shares, total

CENTS = st.decimals(-10_000, 10_000_000, places=2)


def amounts(*texts: str) -> list[Decimal]:
    """Amounts from their digits."""
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("1", "1", "1"), ["33.4", "33.3", "33.3"]),
        (("50", "50"), ["50.0", "50.0"]),
        (("999.99", "0.01"), ["100.0", "0.0"]),
        (("110", "-10"), ["110.0", "-10.0"]),
        (("2", "1", "0"), ["66.7", "33.3", "0.0"]),
    ],
)
def test_shares_by_the_largest_remainder(parts: tuple[str, ...], shown: list[str]) -> None:
    assert [str(share) for share in shares(amounts(*parts)) or ()] == shown


@given(st.lists(CENTS, min_size=1, max_size=30))
def test_shares_add_up_to_exactly_one_hundred(parts: list[Decimal]) -> None:
    found = shares(parts)
    assert found is None if total(parts) <= 0 else found is not None and sum(found) == Decimal("100.0")
    for share, part in zip(found or (), parts, strict=False):
        assert abs(Fraction(share) - Fraction(part) / total(parts) * 100) < Fraction(1, 10)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (Fraction(0), "1"),
        (Fraction(1, 4), "1.75"),
        (Fraction(1, 2), "2.5"),
        (Fraction(3, 4), "3.25"),
        (Fraction(1), "4"),
    ],
)
def test_quartiles_are_those_of_excel(part: Fraction, value: str) -> None:
    assert quantile(amounts("1", "2", "3", "4"), part) == Fraction(value)


def test_one_amount_is_every_quartile() -> None:
    assert quantile(amounts("7.77"), Fraction(1, 4)) == Fraction("7.77")


def test_classes_have_round_bounds_and_hold_their_lower_one() -> None:
    found = classes(amounts("2000", "2499.99", "2500", "7999.99"), 2)
    assert [(str(c.start), str(c.end), c.people) for c in found][:3] == [
        ("2000.00", "2500.00", 2), ("2500.00", "3000.00", 1), ("3000.00", "3500.00", 0),
    ]  # fmt: skip
    assert (str(found[-1].start), found[-1].people, len(found)) == ("7500.00", 1, 12)


def test_a_class_more_and_they_are_wider() -> None:
    assert len(classes(amounts("2000", "7999.99"), 2)) == CLASSES
    assert len(classes(amounts("2000", "8000"), 2)) == 7


def test_everybody_paid_alike_is_one_class() -> None:
    (only,) = classes(amounts("3000", "3000"), 2)
    assert (str(only.start), str(only.end), only.people) == ("3000.00", "3000.01", 2)


@given(st.lists(CENTS, min_size=1, max_size=40))
def test_every_amount_is_in_one_class(parts: list[Decimal]) -> None:
    found = classes(parts, 2)
    assert len(found) <= CLASSES
    assert sum(c.people for c in found) == len(parts)
    assert sum(c.amount for c in found) == sum(parts)
    assert all(before.end == after.start for before, after in pairwise(found))
    for c in found:
        assert c.people == sum(1 for part in parts if c.start <= part < c.end)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, "33.3"), (1, 8, "12.5"), (1, 2000, "0.1"), (1, 2001, "0.0")]
)
def test_a_percentage_is_rounded_half_up(part: int, whole: int, shown: str) -> None:
    assert str(percent(part, whole)) == shown
