"""A column of quotients of integers as digits or decimals, a column at a time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.numbers import decimals_of, plain
from engine.columns.typed import Mask
from engine.run.shown import EXACT_DECIMALS, ROUNDED_DECIMALS

DECIMALS: Final = pl.Decimal(38, ROUNDED_DECIMALS)
"""Numbers in typed files: as many decimals as a number without a finite form is written with."""

_LARGEST: Final = 10**17
"""Numerators and divisors below this can be multiplied by the powers of ten of this module within 128 bits."""

_NARROW: Final = 2**62
_TENTHS: Final = 10**ROUNDED_DECIMALS
_EXACT: Final = 10**EXACT_DECIMALS


@frozen
class Quotients:
    """The numbers over ÷ (unit × under); `under` is positive (None: 1)."""

    over: NDArray[np.int64]
    under: NDArray[np.int64] | None
    unit: int

    def digits(self, least: int) -> pl.Series:
        """Exact digits where there are at most 20 decimals, else 10 rounded half up; at least so many decimals."""
        found = self._distinct()
        if found is None:
            return self._digits(least)
        few, places = found
        return few._digits(least).cast(pl.String).gather(places)

    def decimals(self) -> pl.Series:
        """Decimals, rounded half up at the tenth."""
        return decimals(self._rounded().tenths, ROUNDED_DECIMALS)

    def _distinct(self) -> tuple[Quotients, NDArray[np.intp]] | None:
        """The different numbers and where each row's stands among them; None where they are not few."""
        if not len(self.over):
            return None
        low, span = _span(self.over)
        lower, inner = (0, 1) if self.under is None else _span(self.under)
        if span * inner > 2 * len(self.over):
            return None
        keys = (self.over - low) * inner + (0 if self.under is None else self.under - lower)
        present = np.bincount(keys) > 0
        different = np.flatnonzero(present)
        under = None if self.under is None else different % inner + lower
        return Quotients(different // inner + low, under, self.unit), (np.cumsum(present) - 1)[keys]

    def _digits(self, least: int) -> pl.Series:
        places = None if self.under is not None else decimals_of(Fraction(1, self.unit))
        if places is not None and places <= ROUNDED_DECIMALS:
            return _stripped(self._scaled(10**places // self.unit), places, least)
        found = self._rounded()
        texts = decimals(found.tenths, ROUNDED_DECIMALS).cast(pl.String)
        finite = pl.Series(found.finite)
        stripped = lambda: _without_zeros(texts.filter(finite), found.tenths.filter(finite), ROUNDED_DECIMALS, least)  # noqa: E731
        return self._with_longer(_replaced(texts, finite, stripped), np.flatnonzero(found.longer))

    def _with_longer(self, texts: pl.Series, rows: NDArray[np.intp]) -> pl.Series:
        """The digits, with all decimals of some rows."""
        if not len(rows):
            return texts
        over = self.over[rows].tolist()
        under = [1] * len(rows) if self.under is None else self.under[rows].tolist()
        numbers = [Fraction(a, b * self.unit) for a, b in zip(over, under, strict=True)]
        return texts.scatter(rows, [plain(n, decimals_of(n)) for n in numbers])

    def _scaled(self, factor: int) -> pl.Series:
        """The numerators × a factor."""
        if factor == 1 or not len(self.over) or _most(self.over) * factor < _NARROW:
            return pl.Series(self.over if factor == 1 else self.over * factor)
        return pl.select(self._numerator(factor)).to_series()

    def _rounded(self) -> _Rounded:
        divisor = self._largest_divisor()
        most = _most(self.over) if len(self.over) else 0
        narrow = max(_TENTHS * most, _TENTHS * divisor, 2 * divisor) < _NARROW
        return self._rounded_on_64_bits() if narrow else self._rounded_on_128_bits()

    def _rounded_on_64_bits(self) -> _Rounded:
        divisor = self.unit if self.under is None else self.unit * self.under
        numerator = self.over * _TENTHS
        tenths = numerator // divisor
        rest = numerator - tenths * divisor
        finite = rest == 0
        longer = ~finite & (rest * (_EXACT // _TENTHS) % divisor == 0)
        rest *= 2
        tenths += (rest > divisor) | ((rest == divisor) & (self.over > 0))
        return _Rounded(pl.Series(tenths), finite, longer)

    def _rounded_on_128_bits(self) -> _Rounded:
        divisor, two = self._divisor(), pl.lit(2, dtype=pl.Int128)
        below = (pl.lit(pl.Series(self.over)) < 0).cast(pl.Int64).cast(pl.Int128)
        tenths = (self._numerator(_TENTHS) * two + divisor - below) // (divisor * two)
        finite = self._numerator(_TENTHS) % divisor == pl.lit(0, dtype=pl.Int128)
        longer = self._numerator(_EXACT) % divisor == pl.lit(0, dtype=pl.Int128)
        found = pl.select(tenths=tenths, finite=finite, longer=longer & ~finite)
        return _Rounded(found["tenths"], found["finite"].to_numpy(), found["longer"].to_numpy())

    def _numerator(self, factor: int) -> pl.Expr:
        return pl.lit(pl.Series(self.over)).cast(pl.Int128) * pl.lit(factor, dtype=pl.Int128)

    def _divisor(self) -> pl.Expr:
        unit = pl.lit(self.unit, dtype=pl.Int128)
        return unit if self.under is None else unit * pl.lit(pl.Series(self.under)).cast(pl.Int128)

    def _largest_divisor(self) -> int:
        return self.unit * (1 if self.under is None else _most(self.under))


@frozen
class _Rounded:
    """Numbers × 10^10, rounded half away from zero; where that is exact, and where more decimals would be."""

    tenths: pl.Series
    finite: Mask
    longer: Mask


def quotients(over: NDArray[Any], under: NDArray[Any] | None, unit: int) -> Quotients | None:
    """The quotients, where their integers are small enough for this module; a divisor not positive counts as 1."""
    if over.dtype == object or (len(over) and _most(over) >= _LARGEST):
        return None
    if under is not None:
        if under.dtype == object or (len(under) and _most(under) * unit >= _LARGEST):
            return None
        under = np.maximum(under, 1)
    return Quotients(over, under, unit) if unit < _LARGEST else None


def decimals(scaled: pl.Series, places: int) -> pl.Series:
    """Integers with so many decimals as decimals."""
    return scaled.cast(pl.Int128).reinterpret(dtype=pl.Decimal(38, places))


def _stripped(scaled: pl.Series, places: int, least: int) -> pl.Series:
    """Integers with so many decimals, written without the zeros at the end beyond the decimals they must have."""
    if places > least:
        return _without_zeros(decimals(scaled, places).cast(pl.String), scaled, places, least)
    if places < least:
        scaled = pl.select(pl.lit(scaled).cast(pl.Int128) * pl.lit(10 ** (least - places), dtype=pl.Int128)).to_series()
    return _fixed(scaled, least)


def _without_zeros(texts: pl.Series, scaled: pl.Series, places: int, least: int) -> pl.Series:
    """Digits without the zeros at the end beyond the decimals they must have; `scaled` are their integers."""
    optional = pl.Series([10 ** (places - least)], dtype=scaled.dtype)
    short = scaled // optional
    none = short * optional == scaled
    stripped = texts.str.strip_chars_end("0")
    return _replaced(stripped, none, lambda: _fixed(short.filter(none), least).cast(pl.String))


def _replaced(texts: pl.Series, where: pl.Series, made: Callable[[], pl.Series]) -> pl.Series:
    """The texts with others in some rows, of which only these are made."""
    if not where.any():
        return texts
    others = made()
    if len(others) == len(texts):
        return others
    return others.gather(np.maximum(np.cumsum(where.to_numpy()) - 1, 0)).zip_with(where, texts)


def _fixed(scaled: pl.Series, places: int) -> pl.Series:
    return decimals(scaled, places) if places else scaled


def _most(values: NDArray[Any]) -> int:
    return max(-int(values.min()), int(values.max()))


def _span(values: NDArray[np.int64]) -> tuple[int, int]:
    """The smallest value, and how many there are from it to the largest."""
    low = int(values.min())
    return low, int(values.max()) - low + 1
