"""A part's values as they are written: digits exactly as row by row, or decimals for typed files."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.numbers import round_to
from engine.base.quantities import MONEY, Choice, scale_of
from engine.columns.lanes import Part
from engine.columns.quotients import DECIMALS, Quotients, decimals, quotients
from engine.columns.sheet import value_name
from engine.columns.values import exact
from engine.integers.tree import Condition, Nothing, Number, Option
from engine.program import Value
from engine.run.shown import ROUNDED_DECIMALS, digits
from engine.run.write import guard


def text_cells(value: Value, part: Part, texts: tuple[str, ...], currency_decimals: int) -> pl.Series:
    """The cells of a CSV: digits, true and false, quoted words; empty where a value is not applicable."""
    match part.code.values[value.name]:
        case Number():
            found = _quotients(value, part)
            least = currency_decimals if value.kind == MONEY else 0
            cells = _one_by_one(value, part, currency_decimals) if found is None else found.digits(least)
        case Condition():
            cells = pl.Series(part.outputs[value_name(value.name, "truth")]).cast(pl.String)
        case Option() | Nothing():
            words = value.kind.options if isinstance(value.kind, Choice) else texts
            cells = _words(value, part, tuple(f'"{_guarded(word)}"' for word in words))
    return _present(value, part, cells)


def typed_cells(value: Value, part: Part, texts: tuple[str, ...]) -> pl.Series:
    """The cells of a typed file: decimals, flags, words; null where a value is not applicable."""
    match part.code.values[value.name]:
        case Number():
            found = _quotients(value, part)
            cells = _decimals_one_by_one(value, part) if found is None else found.decimals()
        case Condition():
            cells = pl.Series(part.outputs[value_name(value.name, "truth")])
        case Option() | Nothing():
            cells = _words(value, part, value.kind.options if isinstance(value.kind, Choice) else texts)
    return _present(value, part, cells)


def amount_cells(amounts: NDArray[np.int64], currency_decimals: int) -> pl.Series:
    """Amounts in the smallest unit as decimals of the currency."""
    return decimals(pl.Series(amounts), currency_decimals)


def _quotients(value: Value, part: Part) -> Quotients | None:
    """The numbers in the unit in which their kind is written; None where they are too large for that."""
    shape = part.code.values[value.name]
    assert isinstance(shape, Number)
    over = part.outputs[value_name(value.name, "over")]
    under = None if shape.under is None else part.outputs[value_name(value.name, "under")]
    return quotients(over, under, int(shape.unit * scale_of(value.kind)))


def _one_by_one(value: Value, part: Part, currency_decimals: int) -> pl.Series:
    numbers = exact(value, part, ()).tolist()
    cells = [None if v is None else digits(v, value.kind, currency_decimals) for v in numbers]
    return pl.Series(cells, dtype=pl.String)


def _decimals_one_by_one(value: Value, part: Part) -> pl.Series:
    scale = scale_of(value.kind)
    numbers = [None if v is None else round_to(v / scale, ROUNDED_DECIMALS, "half_up") for v in exact(value, part, ())]
    cells = [None if v is None else Decimal(int(v * 10**ROUNDED_DECIMALS)).scaleb(-ROUNDED_DECIMALS) for v in numbers]
    return pl.Series(cells, dtype=DECIMALS)


def _words(value: Value, part: Part, words: tuple[str, ...]) -> pl.Series:
    index = part.outputs[value_name(value.name, "index")].astype(np.int64)
    return pl.Series([*words, None], dtype=pl.String).gather(np.where(index < len(words), index, len(words)))


def _present(value: Value, part: Part, cells: pl.Series) -> pl.Series:
    missing = part.outputs.get(value_name(value.name, "missing"))
    if missing is None or not missing.any():
        return cells
    return pl.select(pl.when(~pl.lit(pl.Series(missing))).then(pl.lit(cells))).to_series()


def _guarded(text: str) -> str:
    return guard(text).replace('"', '""')
