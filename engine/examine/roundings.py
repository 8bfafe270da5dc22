"""Items of rounding: a rest that is cut off, one that is rounded up, and exactly half, where each of them can be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import PERCENT
from engine.base.text import Text, one_line
from engine.check.interval import Cut, after, before
from engine.examine.goals import Goal, Item, exactly
from engine.examine.near import NEAR
from engine.examine.place import Place, called
from engine.program import Round, Value

Found = Iterator[tuple[tuple[object, ...], Item]]

_HALF: Final = Fraction(1, 2)
_UNDER: Final = Text(
    "{name}：舍入到 {step}，零头不到一半", "{name}: rounded to {step}, less than half of it is left over"
)
_OVER: Final = Text(
    "{name}：舍入到 {step}，零头有一半以上", "{name}: rounded to {step}, half of it or more is left over"
)
_MORE: Final = Text("{name}：舍入到 {step}，零头过半", "{name}: rounded to {step}, more than half of it is left over")
_TIE: Final = Text("{name}：舍入到 {step}，零头正好一半", "{name}: rounded to {step}, exactly half of it is left over")
_EVEN: Final = Text(
    "{name}：舍入到 {step}，零头正好一半，前一位是双数",
    "{name}: rounded to {step}, exactly half of it is left over after an even digit",
)
_DIGIT: Final = Text("{name}：最后一位小数（{step}）不是 0", "{name}: the last decimal, of {step}, is not 0")
_WHOLE: Final = Text("{name}：取整到 {step}，正好是整的", "{name}: taken to whole steps of {step}, exactly whole")
_SHORT: Final = Text(
    "{name}：取整到 {step}，差一点就到下一个", "{name}: taken to whole steps of {step}, just short of the next"
)
_BEYOND: Final = Text(
    "{name}：取整到 {step}，刚刚超过一个", "{name}: taken to whole steps of {step}, just beyond the last"
)
_PART: Final = Text("{name}“{it}”", "{name} `{it}`")


@frozen
class _Rests:
    """What can be left over: some rests alone, or all multiples of a part of a step (None: anything)."""

    few: frozenset[Fraction] | None
    unit: Fraction | None

    @property
    def none(self) -> bool:
        """Whether nothing is ever left over."""
        return self.few == frozenset((Fraction(0),)) or self.unit == 1

    def between(self, low: Cut, high: Cut) -> bool:
        """Whether a rest can lie between the cuts."""
        if self.few is not None:
            return any(low <= before(rest) and after(rest) <= high for rest in self.few)
        if self.unit is None:
            return True
        first = self.unit * floor(low[1] / self.unit)
        return any(low <= before(r) and after(r) <= high for r in (first, first + self.unit) if r < 1)

    def half(self) -> bool:
        """Whether exactly half can be left over; of numbers on no grid it is not known, and not asked for."""
        return (self.few is not None or self.unit is not None) and self.between(*exactly(_HALF))

    def last(self) -> tuple[Cut, Cut]:
        """Where the largest rest lies."""
        if self.few is not None:
            return exactly(max(self.few))
        return (before(1 - NEAR), before(Fraction(1))) if self.unit is None else exactly(1 - self.unit)

    def first(self) -> tuple[Cut, Cut]:
        """Where the smallest rest lies that is one."""
        if self.few is not None:
            return exactly(min(rest for rest in self.few if rest))
        return (after(Fraction(0)), after(NEAR)) if self.unit is None else exactly(self.unit)


def roundings(value: Value, node: Round, place: Place) -> Found:
    """Both ways in which a rounding that the author wrote can go; nothing where nothing is ever rounded."""
    rests, tens = _rests(node, place, node.decimals), _rests(node, place, node.decimals - 1)
    if rests.none and (tens.none or not node.decimals):
        return
    name, span = called(value), node.span or value.origin.span
    formula = one_line(span.text, 40)
    if formula and not formula.startswith("{") and formula != one_line(value.origin.formula, 40):
        name = _PART.format(name=name, it=formula)
    hidden = value.name if value.role != "line" and value.name in place.expectable else ""
    size = Fraction(1, 10**node.decimals)
    step = f"{plain(size * 100)}%" if value.kind == PERCENT else plain(size)
    if node.decimals and not tens.none and node.mode not in ("floor", "ceiling"):
        digit = Goal(node, "digit", before(Fraction(1, 10)), after(Fraction(9, 10)))
        said = _DIGIT.format(name=name, step=step)
        yield (id(node), "digit"), Item("rounding", value, span, said, (digit,), by_name=hidden)
    for said, ends, pairs in _ways(node, rests) if not rests.none else ():
        if not pairs and not rests.between(*ends):
            place.never()
            continue
        goal = Goal(node, "rest", *ends, operand=pairs)
        words = said.format(name=name, step=step)
        yield (id(node), said.en), Item("rounding", value, span, words, (goal,), by_name=hidden)


def _ways(node: Round, rests: _Rests) -> Iterator[tuple[Text, tuple[Cut, Cut], int]]:
    """What is said, where the rest lies, and 1 where it is that of a pair of steps."""
    if node.mode in ("floor", "ceiling"):
        yield _WHOLE, exactly(0), 0
        yield (_SHORT, rests.last(), 0) if node.mode == "floor" else (_BEYOND, rests.first(), 0)
        return
    yield _UNDER, (after(Fraction(0)), before(_HALF)), 0
    even = node.mode == "half_even"  # it takes half of a step down as often as up
    yield (_MORE, (after(_HALF), before(Fraction(1))), 0) if even else (_OVER, (before(_HALF), before(Fraction(1))), 0)
    if node.mode == "half_up" and rests.half():
        yield _TIE, exactly(_HALF), 0
    if even and rests.half():  # here the other rounding, of which people think first, differs
        yield _EVEN, exactly(_HALF / 2), 1


def _rests(node: Round, place: Place, decimals: int) -> _Rests:
    """What a rounding to so many decimals can leave over on the declared ranges."""
    domain, numbers = place.ranges.of(node.operand), place.possible.of(node.operand)
    if numbers is None and domain.least is not None and domain.least == domain.most:
        numbers = frozenset((domain.least,))
    size = Fraction(10) ** decimals
    if numbers:
        steps = (n * size if node.mode in ("floor", "ceiling") else abs(n) * size for n in numbers)
        return _Rests(frozenset(n - floor(n) for n in steps), None)
    if domain.grid is None:
        return _Rests(None, None)
    return _Rests(None, Fraction(1, (domain.grid * size).denominator))
