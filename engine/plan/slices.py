"""The slices of a marginal table (超额累进): each part of an amount at the rate of the band it lies in (S3-11, A-16).

Slices lie end to end: each begins where the one below it ends, so that 50 and 51 orders, or 49,999.99 and 50,000 yuan,
leave nothing between them. Of a count each piece is paid by the band that holds its number: with `below: 51` piece 50
is the last of its slice, with `from: 51` piece 51 is the first of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from engine.base.quantities import COUNT, Kind
from engine.notes import Slice
from engine.program import MINUS_ONE, ZERO, Band, Const, Extreme, Node, Product, Sum


def slices(on: Node, kind: Kind, bands: Sequence[Band], rates: Sequence[Node]) -> tuple[Slice, ...]:
    """The part of `on`, a value of `kind`, that lies in each band, with the band's rate."""
    return tuple(Slice(band, *ends, _slice(on, *ends), rate) for band, rate, ends in _ends(kind, bands, rates))


def later_slices(  # noqa: PLR0913, PLR0917 - two ends and their table
    start: Node, end: Node, least: Node, kind: Kind, bands: Sequence[Band], rates: Sequence[Node]
) -> tuple[Slice, ...]:
    """The slices up to `end` less those up to `start`: what a period adds to what came before it.

    No slice adds less than `least`: that is so in any case, and said in order that the range of the sum is known.
    """
    return tuple(
        Slice(band, *ends, Extreme("max", (_less(_slice(end, *ends), _slice(start, *ends)), least)), rate)
        for band, rate, ends in _ends(kind, bands, rates)
    )


def paid(parts: Sequence[Slice]) -> Node:
    """What the slices pay together: each its amount at its rate."""
    return Sum(tuple(Product((part.rate, part.amount)) for part in parts))


def _ends(
    kind: Kind, bands: Sequence[Band], rates: Sequence[Node]
) -> Iterator[tuple[Band, Node, tuple[Fraction | None, Fraction | None]]]:
    """Each band and its rate, from the lowest, with the ends of its slice."""
    rows = sorted(zip(bands, rates, strict=True), key=lambda row: _order(row[0]))
    tops = [_top(band, kind) for band, _ in rows]
    bottoms = [_bottom(rows[0][0], kind)]
    bottoms += [top if top is not None else _bottom(row[0], kind) for top, row in zip(tops, rows[1:], strict=False)]
    return ((*row, (bottom, top)) for row, bottom, top in zip(rows, bottoms, tops, strict=True))


def _less(left: Node, right: Node) -> Node:
    return Sum((left, Product((MINUS_ONE, right))))


def _slice(on: Node, bottom: Fraction | None, top: Fraction | None) -> Node:
    """The part of `on` between two numbers; below the lowest of open ends it may be negative (A-13)."""
    part: Node = on if top is None else Extreme("min", (on, Const(top)))
    if bottom is None:
        return part
    return Extreme("max", (_less(part, Const(bottom)), ZERO))


def _order(band: Band) -> tuple[bool, Fraction]:
    return (band.lower is not None, band.lower.value if band.lower is not None else Fraction(0))


def _top(band: Band, kind: Kind) -> Fraction | None:
    """Where a band's slice ends; of a count, the number of its last piece."""
    if band.upper is None or kind != COUNT:
        return band.upper.value if band.upper is not None else None
    return Fraction(floor(band.upper.value) if band.upper.inclusive else ceil(band.upper.value) - 1)


def _bottom(band: Band, kind: Kind) -> Fraction | None:
    """Where the lowest band's slice begins; of a count, before its first piece."""
    if band.lower is None or kind != COUNT:
        return band.lower.value if band.lower is not None else None
    first = ceil(band.lower.value) if band.lower.inclusive else floor(band.lower.value) + 1
    return Fraction(max(first - 1, 0))
