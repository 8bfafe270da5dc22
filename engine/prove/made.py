"""What an atom is the result of, and what that says of a sum that the result is part of."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from engine.base.frozen import frozen
from engine.check.interval import Interval, after, before, hull, times, total
from engine.prove.poly import Poly


@frozen
class Made:
    """What an atom is the result of.

    `largest` and `smallest` are of `options`; `one` is any of them; `near` is the only option, up to `error`.
    """

    how: Literal["largest", "smallest", "one", "near"]
    options: tuple[Poly, ...]
    error: Interval | None = None

    @property
    def plain(self) -> bool:
        """Whether it is any of some numbers, which says no more than its interval."""
        return self.how == "one" and all(option.constant is not None for option in self.options)

    def sum_with(self, options: list[Interval], slope: Interval) -> Interval:
        """The interval of `slope × result + rest`, given that of each option in the result's place."""
        around = hull(options)
        if self.how == "near":
            assert self.error is not None
            return _ungridded(total((around, times(self.error, slope))))
        if self.how == "one":
            return _ungridded(around)
        rising, falling = slope.low >= before(Fraction(0)), slope.high <= after(Fraction(0))
        if not rising and not falling:
            return _ungridded(around)
        if (self.how == "largest") == rising:
            return Interval(max(o.low for o in options), around.high)
        return Interval(around.low, min(o.high for o in options))


def _ungridded(interval: Interval) -> Interval:
    return Interval(interval.low, interval.high)
