"""A part's values as they are written: digits exactly as row by row, or decimals for typed files."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.numbers import decimals_of, round_to
from engine.base.quantities import MONEY, Choice, Kind, scale_of
from engine.columns.lanes import Part
from engine.columns.sheet import value_name
from engine.columns.values import exact
from engine.integers.tree import Condition, Nothing, Number, Option
from engine.program import Value
from engine.run.shown import EXACT_DECIMALS, ROUNDED_DECIMALS, digits
from engine.run.write import guard

DECIMALS: Final = pl.Decimal(38, ROUNDED_DECIMALS)
"""Numbers in typed files: as many decimals as a number without a finite form is written with."""

_WIDE: Final = pl.Int128
_LARGEST: Final = 10**17
"""Numerators and divisors below this can be multiplied by the powers of ten of this module within 128 bits."""


def text_cells(value: Value, part: Part, texts: tuple[str, ...], currency_decimals: int) -> pl.Series:
    """The cells of a CSV: digits, true and false, quoted words; empty where a value is not applicable."""
    match part.code.values[value.name]:
        case Number() as shape if _regular(value, part, shape):
            cells = _digits(value.kind, part, value, shape, currency_decimals)
        case Number():
            cells = _one_by_one(value, part, texts, currency_decimals)
        case Condition():
            truths = pl.Series(part.outputs[value_name(value.name, "truth")])
            cells = truths.cast(pl.String)
        case Option() | Nothing():
            words = value.kind.options if isinstance(value.kind, Choice) else texts
            cells = _words(value, part, tuple(f'"{_quoted(word)}"' for word in words))
    return _present(value, part, cells)


def typed_cells(value: Value, part: Part, texts: tuple[str, ...]) -> pl.Series:
    """The cells of a typed file: decimals, flags, words; null where a value is not applicable."""
    match part.code.values[value.name]:
        case Number() as shape if _regular(value, part, shape):
            cells = _decimals(_tenths(value.kind, part, value, shape), ROUNDED_DECIMALS)
        case Number():
            numbers = (v for v in exact(value, part, texts).tolist())
            factor = scale_of(value.kind)
            rounded = [None if v is None else round_to(v / factor, ROUNDED_DECIMALS, "half_up") for v in numbers]
            cells = pl.Series(
                [None if v is None else Decimal(v.numerator) / v.denominator for v in rounded], dtype=DECIMALS
            )
        case Condition():
            cells = pl.Series(part.outputs[value_name(value.name, "truth")])
        case Option() | Nothing():
            cells = _words(value, part, value.kind.options if isinstance(value.kind, Choice) else texts)
    return _present(value, part, cells)


def amount_cells(amounts: NDArray[np.int64], decimals: int) -> pl.Series:
    """Amounts in the smallest unit as decimals of the currency."""
    return _decimals(pl.Series(amounts), decimals)


def _regular(value: Value, part: Part, shape: Number) -> bool:
    """Whether a number's integers are small enough to be written a column at a time."""
    over = part.outputs[value_name(value.name, "over")]
    if over.dtype == object or not _small(over):
        return False
    if shape.under is None:
        return shape.unit * scale_of(value.kind) < _LARGEST
    under = part.outputs[value_name(value.name, "under")]
    return under.dtype != object and _small(under, int(_LARGEST / (shape.unit * scale_of(value.kind))))


def _small(values: NDArray[Any], limit: int = _LARGEST) -> bool:
    return not len(values) or (-limit < values.min() and values.max() < limit)


def _over(value: Value, part: Part) -> pl.Series:
    return pl.Series("over", part.outputs[value_name(value.name, "over")])


def _divisor(kind: Kind, part: Part, value: Value, shape: Number) -> pl.Expr:
    """What the numerators are divided by, in the unit in which the kind is written; positive in every row."""
    factor = pl.lit(int(shape.unit * scale_of(kind)), dtype=_WIDE)
    if shape.under is None:
        return factor
    return factor * pl.lit(pl.Series(np.maximum(part.outputs[value_name(value.name, "under")], 1))).cast(_WIDE)


def _tenths(kind: Kind, part: Part, value: Value, shape: Number) -> pl.Series:
    """The number × 10^10, rounded half away from zero."""
    over = pl.lit(_over(value, part)).cast(_WIDE) * pl.lit(10**ROUNDED_DECIMALS, dtype=_WIDE)
    under = _divisor(kind, part, value, shape)
    below = pl.when(over < 0).then(pl.lit(1, dtype=_WIDE)).otherwise(pl.lit(0, dtype=_WIDE))
    two = pl.lit(2, dtype=_WIDE)
    return pl.select((over * two + under - below) // (under * two)).to_series()


def _digits(kind: Kind, part: Part, value: Value, shape: Number, currency_decimals: int) -> pl.Series:
    least = currency_decimals if kind == MONEY else 0
    places = None if shape.under is not None else decimals_of(Fraction(1, int(shape.unit * scale_of(kind))))
    if places is not None and places <= ROUNDED_DECIMALS:
        factor = 10**places // int(shape.unit * scale_of(kind))
        scaled = pl.select(pl.lit(_over(value, part)).cast(_WIDE) * pl.lit(factor, dtype=_WIDE)).to_series()
        return _stripped(scaled, places, least)
    tenths = _tenths(kind, part, value, shape)
    over = pl.lit(_over(value, part)).cast(_WIDE) * pl.lit(10**ROUNDED_DECIMALS, dtype=_WIDE)
    finite = pl.select(pl.lit(tenths) * _divisor(kind, part, value, shape) == over).to_series()
    rounded = _decimals(tenths, ROUNDED_DECIMALS).cast(pl.String)
    return _stripped(tenths, ROUNDED_DECIMALS, least).zip_with(
        finite, _longer(value, part, finite, rounded, currency_decimals)
    )


def _longer(value: Value, part: Part, finite: pl.Series, rounded: pl.Series, currency_decimals: int) -> pl.Series:
    """The rounded digits, but for numbers that are finite after more decimals."""
    shape = part.code.values[value.name]
    assert isinstance(shape, Number)
    over = pl.lit(_over(value, part)).cast(_WIDE) * pl.lit(10**EXACT_DECIMALS, dtype=_WIDE)
    whole = over % _divisor(value.kind, part, value, shape) == pl.lit(0, dtype=_WIDE)
    rows = np.flatnonzero(pl.select(whole & ~pl.lit(finite)).to_series().to_numpy())
    if not len(rows):
        return rounded
    numbers = exact(value, part, ())[rows].tolist()
    own = [None if v is None else digits(v, value.kind, currency_decimals) for v in numbers]
    return rounded.scatter(rows, own)


def _stripped(scaled: pl.Series, places: int, least: int) -> pl.Series:
    """Integers with so many decimals as digits, without the zeros at the end beyond the decimals they must have."""
    if places <= least:
        factor = pl.lit(10 ** (least - places), dtype=_WIDE)
        return _decimals(pl.select(pl.lit(scaled) * factor).to_series(), least).cast(pl.String)
    texts = _decimals(scaled, places).cast(pl.String)
    optional = places - least
    kept, rest = texts.str.head(-optional), texts.str.tail(optional).str.strip_chars_end("0")
    found = kept + rest
    return found.str.strip_suffix(".") if least == 0 else found


def _decimals(scaled: pl.Series, places: int) -> pl.Series:
    """Integers with so many decimals as decimals."""
    return scaled.cast(pl.Decimal(38, 0)) * Decimal(1).scaleb(-places) if places else scaled.cast(pl.Decimal(38, 0))


def _one_by_one(value: Value, part: Part, texts: tuple[str, ...], currency_decimals: int) -> pl.Series:
    numbers = exact(value, part, texts).tolist()
    cells = [None if v is None else digits(v, value.kind, currency_decimals) for v in numbers]
    return pl.Series(cells, dtype=pl.String)


def _words(value: Value, part: Part, words: tuple[str, ...]) -> pl.Series:
    index = part.outputs[value_name(value.name, "index")].astype(np.int64)
    return pl.Series([*words, None], dtype=pl.String).gather(np.where(index < len(words), index, len(words)))


def _present(value: Value, part: Part, cells: pl.Series) -> pl.Series:
    missing = part.outputs.get(value_name(value.name, "missing"))
    if missing is None or not missing.any():
        return cells
    return pl.select(pl.when(~pl.lit(pl.Series(missing))).then(pl.lit(cells))).to_series()


def _quoted(text: str) -> str:
    return guard(text).replace('"', '""')
