"""One of several shapes: by a condition, by which is smallest or largest, by a band, by an index."""

from __future__ import annotations

from math import lcm
from typing import Literal

from engine.base.frozen import frozen
from engine.integers import build
from engine.integers.bands import beyond, chain, within
from engine.integers.build import ONE, ZERO, all_of, any_of, choose, mul, negate, test
from engine.integers.shapes import branch_missing, crossed, index_of, missing_of, table_of, truth_of, with_missing
from engine.integers.statements import Statements
from engine.integers.tree import Bool, Condition, Count, Int, Lit, Lookup, Nothing, Number, Option, Shape, Test, Var
from engine.program import Band


@frozen
class Choices:
    """Makes choices, with statements for whatever they ask or use more than once."""

    statements: Statements

    def choose(self, condition: Condition, then: Shape, otherwise: Shape) -> Shape:
        """`then` where the condition holds, else `otherwise`."""
        return self._either(self._plain(condition.truth), condition.missing, then, otherwise)

    def extreme(self, which: Literal["min", "max"], parts: list[Shape]) -> Shape:
        """The smallest or largest of numbers or options; quotients are compared crosswise, two by two."""
        if not all(isinstance(p, Number) for p in parts):
            return Option(build.extremum(which, [index_of(p) for p in parts]), missing_of(parts))
        numbers = [p for p in parts if isinstance(p, Number)]
        if all(n.under is None for n in numbers):
            unit = lcm(*(n.unit for n in numbers))
            scaled = [mul((Lit(unit // n.unit), n.over)) for n in numbers]
            return Number(build.extremum(which, scaled), unit, None, missing_of(parts))
        best = self._extreme_quotient(which, numbers)
        return Number(best.over, best.unit, best.under, missing_of(parts))

    def select(self, on: Number, bands: tuple[Band, ...], otherwise: int | None) -> Option:
        """The index of the band: for an ordered table without holes by counting cuts, else by asking each band."""
        number = self._with_names(on)
        order = chain(bands, on.unit if on.under is None else None)
        if order is not None and otherwise is None:
            cuts = [beyond(number, bands[i]) for i in order[1:]]
            count = Count(tuple(cuts)) if cuts else ZERO
            index: Int = count
            if order != list(range(len(bands))):
                index = Lookup(count, tuple(order))
            return Option(index, on.missing)
        last = len(bands) - 1  # the checker has proved that a table without otherwise holds every value
        index = Lit(otherwise if otherwise is not None else last)
        for i in range(last if otherwise is None else len(bands)):
            index = choose(self.statements.flag(within(number, bands[i])), Lit(i), index)
        return Option(index, on.missing)

    def pick(self, index: Shape, cells: list[Shape]) -> Shape:
        """The cell at an index: from a table of literals, else by asking for each position."""
        position = self.statements.let(index_of(index))
        unknown = index.missing
        table = table_of(position, unknown, cells)
        if table is not None:
            return table
        found = cells[-1]
        for i in range(len(cells) - 2, -1, -1):
            found = self.statements.named(self._either(test(position, "=", Lit(i)), None, cells[i], found))
        return with_missing(found, unknown)

    def _extreme_quotient(self, which: Literal["min", "max"], numbers: list[Number]) -> Number:
        best = numbers[0]
        for other in numbers[1:]:
            a, b = (
                Number(self.statements.let(n.over), n.unit, n.under and self.statements.let(n.under))
                for n in (best, other)
            )
            left, right = crossed(a, b)
            first = self.statements.flag(test(left, "≤" if which == "min" else "≥", right))
            chosen = self._either(first, None, a, b)
            assert isinstance(chosen, Number)
            best = chosen
        return best

    def _either(self, truth: Bool, unknown: Bool | None, then: Shape, otherwise: Shape) -> Shape:
        """One of two shapes; what is missing in the branch not taken does not matter."""
        missing = branch_missing(truth, unknown, then, otherwise)
        if isinstance(then, Condition) or isinstance(otherwise, Condition):
            yes, no = truth_of(then), truth_of(otherwise)
            return Condition(any_of((all_of((truth, yes)), all_of((negate(truth), no)))), missing)
        if isinstance(then, Option) or isinstance(otherwise, Option):
            return Option(choose(truth, index_of(then), index_of(otherwise)), missing)
        if isinstance(then, Nothing) or isinstance(otherwise, Nothing):
            return Nothing(choose(truth, index_of(then), index_of(otherwise)), missing)
        assert isinstance(then, Number)
        assert isinstance(otherwise, Number)
        unit = lcm(then.unit, otherwise.unit)
        a, b = (mul((Lit(unit // n.unit), n.over)) for n in (then, otherwise))
        under = None
        if then.under is not None or otherwise.under is not None:
            under = choose(truth, then.under or ONE, otherwise.under or ONE)
        return Number(choose(truth, a, b), unit, under, missing)

    def _plain(self, truth: Bool) -> Bool:
        """A truth that is cheap to repeat: a comparison of variables stays in sight, so that it can fold away."""
        simple = isinstance(truth, Test) and isinstance(truth.left, Lit | Var) and isinstance(truth.right, Lit | Var)
        return truth if simple else self.statements.flag(truth)

    def _with_names(self, number: Number) -> Number:
        """The number with variables or literals for its integers; nobody asks here whether it is missing."""
        under = None if number.under is None else self.statements.let(number.under)
        return Number(self.statements.let(number.over), number.unit, under)
