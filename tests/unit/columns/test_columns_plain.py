"""Columns of texts with decimals: each is the number that it says, or it is left to the reader of single cells."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

import numpy as np
import polars as pl

from engine.columns.plain import mantissas

PLAIN = ["1.50", "-1.50", "+1.50", "-0.50", "0.00", "000.01", "-0.01", "999999999999999.99"]
ODD = ["1.+5", "1.-5", "+.50", "-.50", ".50", "1.5.0", "1..5", "1 .50", "- 1.50", "1.5 ", "--1.50", "+-1.50", "1\n.50"]
ODD += ["\n1.50", "1.\n5", "", "1e.50", "0x1.50", "１.50", "1.５0", "1_0.50", "\n-1.50", "\n-.+5", "-1\n-.50", "1.50%"]


def numbers(texts: list[str | None]) -> list[Decimal | None]:
    """What is read at once; None for what is left to others."""
    found, digits = mantissas(pl.Series(texts, dtype=pl.String), 0, percent=False)
    places = np.broadcast_to(digits, len(texts)).tolist()
    held = [True] * len(texts) if found.held is None else found.held.tolist()
    rows = zip(found.values.tolist(), places, held, strict=True)
    return [Decimal(value).scaleb(-place) if there else None for value, place, there in rows]


def test_all_with_the_same_decimals() -> None:
    assert numbers([*PLAIN, None]) == [*map(Decimal, PLAIN), None]


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_text_among_plain_ones(odd: str) -> None:
    assert numbers([*PLAIN, odd]) == [*map(Decimal, PLAIN), None]


def test_two_odd_texts_do_not_make_up_for_each_other() -> None:
    for pair in product(ODD, ["12345", *ODD]):
        assert numbers([*PLAIN, *pair])[len(PLAIN)] is None, pair
