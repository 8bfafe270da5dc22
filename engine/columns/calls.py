"""The array operations that a tape is made of, beside those of NumPy: each reads its operands and fills `out`.

Integers are arrays of 8 bits (from 0 on), 16, 32 or 64, or of Python integers (dtype object); the same operations serve
all. The result fits its array, also where the operands are narrower.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.columns.layout import Groups
from engine.program import GroupFunction
from engine.run.groups import statistic

Array = NDArray[Any]


def fill(value: object, out: Array) -> None:
    """The same value in every row."""
    out[...] = value


def ones(flag: Array, out: Array) -> None:
    """1 where the flag holds, else 0."""
    out[...] = flag.view(np.uint8)


def choose(otherwise: object, then: object, condition: Array, out: Array) -> None:
    """`then` where the condition holds, else `otherwise`, which may already be in `out`."""
    if otherwise is not out:
        np.copyto(out, otherwise)  # type: ignore[arg-type]  # an array or an integer
    np.copyto(out, then, where=condition)  # type: ignore[arg-type]


def smaller(left: Array, right: Array, out: Array) -> None:
    """The smaller of two."""
    np.minimum(left, right, out=out)


def larger(left: Array, right: Array, out: Array) -> None:
    """The larger of two."""
    np.maximum(left, right, out=out)


def within(value: Array, low: Array, high: Array, out: Array) -> None:
    """The value, but not below the one end and not above the other."""
    value.clip(low, high, out)


def count_cuts(cuts: Array, value: Array, out: Array) -> None:
    """How many of the cuts, which are in order, are not above the value."""
    np.copyto(out, np.searchsorted(cuts, value, side="right"))


def lookup(table: Array, index: Array, out: Array) -> None:
    """The table's cell at an index, which lies within the table wherever it matters."""
    np.take(table, index, out=out, mode="clip")


def as_index(value: Array, out: Array) -> None:
    """Integers to look up with; what does not fit is not looked at."""
    np.copyto(out, value, casting="unsafe")


def negative_ones(value: Array, out: Array) -> None:
    """-1 where the value is below zero, else 0."""
    if value.dtype == object:
        np.negative(np.less(value, 0).astype(object), out=out)
    else:
        np.right_shift(value, 8 * value.itemsize - 1, out=out)


def group_sum(group: Groups, value: Array, out: Array) -> None:
    """The sum over each member's group."""
    out[...] = group.spread(np.add.reduceat(value, group.starts, dtype=out.dtype))


def group_min(group: Groups, value: Array, out: Array) -> None:
    """The smallest of each member's group."""
    out[...] = group.spread(np.minimum.reduceat(value, group.starts))


def group_max(group: Groups, value: Array, out: Array) -> None:
    """The largest of each member's group."""
    out[...] = group.spread(np.maximum.reduceat(value, group.starts))


def group_count(group: Groups, out: Array) -> None:
    """How many members each member's group has."""
    out[...] = group.spread(group.sizes)


def group_place(group: Groups, out: Array) -> None:
    """Each member's place in the group, whose members stand in the order of their ids."""
    out[...] = np.arange(1, len(out) + 1) - group.spread(group.starts)


def group_median2(group: Groups, value: Array, out: Array) -> None:
    """Twice the median of each member's group."""
    ordered = value[_order(group, value)]
    low, high = group.starts + (group.sizes - 1) // 2, group.starts + group.sizes // 2
    out[...] = group.spread(np.add(ordered[low], ordered[high], dtype=out.dtype))


def group_at_most(group: Groups, value: Array, out: Array) -> None:
    """How many members of the group are not above each member."""
    order = _order(group, value)
    ordered = value[order]
    ends = np.ones(len(value), dtype=bool)
    ends[:-1] = ordered[1:] != ordered[:-1]
    ends[group.starts[1:] - 1] = True
    places = np.flatnonzero(ends)
    last = np.repeat(places, np.diff(places, prepend=-1))
    out[order] = last - np.repeat(group.starts, group.sizes) + 1


def group_rank(group: Groups, value: Array, out: Array) -> None:
    """One more than the members of the group above each member."""
    group_at_most(group, value, out=out)
    out[...] = group.spread(group.sizes) + 1 - out


def any_member(group: Groups, flag: Array, out: Array) -> None:
    """Whether the flag holds for any member of the group."""
    out[...] = group.spread(np.logical_or.reduceat(flag, group.starts))


def quotient(over: Array, under: Array, out: Array) -> None:
    """Exact quotients of Python integers; a divisor that is not positive stands where nobody looks."""
    out[...] = [Fraction(a, max(b, 1)) for a, b in zip(over.tolist(), under.tolist(), strict=True)]


def rational(function: GroupFunction, group: Groups, value: Array, out: Array) -> None:
    """A statistic of exact quotients over each member's group."""
    for start, size in zip(group.starts.tolist(), group.sizes.tolist(), strict=True):
        out[start : start + size] = statistic(function, value[start : start + size].tolist())


def numerator(value: Array, out: Array) -> None:
    """The numerators of exact quotients."""
    out[...] = [v.numerator for v in value.tolist()]


def denominator(value: Array, out: Array) -> None:
    """The denominators of exact quotients."""
    out[...] = [v.denominator for v in value.tolist()]


def _order(group: Groups, value: Array) -> Array:
    """The rows by group and, within it, by value."""
    if value.dtype != object:
        return np.lexsort((value, group.spread(np.arange(len(group.starts)))))
    order: list[int] = []
    for start, size in zip(group.starts.tolist(), group.sizes.tolist(), strict=True):
        order += sorted(range(start, start + size), key=value.__getitem__)
    return np.array(order, dtype=np.intp)


OF_ONE_WIDTH: Final[tuple[Callable[..., object], ...]] = (
    smaller,
    larger,
    within,
    count_cuts,
    negative_ones,
    group_sum,
    group_min,
    group_max,
    group_median2,
    group_rank,
    group_at_most,
)
"""The operations that read and fill integers of one width only, or are fast there only."""
