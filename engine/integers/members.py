"""Statistics over some members of a group as statistics over all of them: from a core program to a core program.

Whoever is left out takes part with a value that cannot matter: 0 in a sum, something above all that count in a
smallest, something below them in a largest or a rank. Both are found among the members themselves, so that no width
grows: with 0 for those left out, the largest of all is at least the largest of those that count.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from engine.base.quantities import NUMBER
from engine.program import (
    MINUS_ONE,
    NOTHING,
    ONE,
    ZERO,
    Choose,
    Compare,
    Const,
    Group,
    GroupFunction,
    Logic,
    Node,
    Product,
    Program,
    Quotient,
    Ref,
    Sum,
    Value,
)


def over_all(program: Program) -> Program:
    """The program with every statistic over some members replaced by values over all members.

    These values have names of their own, which hold a character that no name of a plan holds.
    """
    return replace(program, values=tuple(made for value in program.values for made in _values(value)))


def _values(value: Value) -> tuple[Value, ...]:
    node = value.node
    if not isinstance(node, Group) or (node.among is None and not node.others):
        return (value,)
    some = _Some(value, node)
    result = some.without_self() if node.others else some.among()
    return (*some.made, replace(value, node=result))


@dataclass
class _Some:
    """The values that stand for one statistic of `group` over some members."""

    value: Value
    group: Group
    made: list[Value] = field(default_factory=list)

    def among(self) -> Node:
        """The statistic itself, over those for whom the flag holds."""
        people = self._people()
        nobody = Compare(people, "=", ZERO)
        match self.group.function:
            case "count":
                return people
            case "sum":
                return self._sum()
            case "mean":
                return Quotient(self._sum(), people)
            case "min":
                return Choose(nobody, NOTHING, self._least())
            case "max":
                return Choose(nobody, NOTHING, self._most())
            case "median":
                return Choose(nobody, NOTHING, self._median(people))
            case "rank":
                return self._of_those(self._rank(), NOTHING)
            case "percentile":
                not_above = Sum((people, Product((MINUS_ONE, self._rank())), ONE))
                return self._of_those(Quotient(not_above, people), NOTHING)
            case _:
                raise AssertionError(f"{self.group.function} is not over some members")

    def without_self(self) -> Node:
        """The same where everybody leaves themselves out."""
        match self.group.function:
            case "count":
                return self._others()
            case "sum":
                return Sum((self._sum(), Product((MINUS_ONE, self._of_those(self._own, ZERO)))))
            case "min":
                return self._next_to(self._least(), "min", self._above())
            case "max":
                return self._next_to(self._most(), "max", self._below())
            case _:
                raise AssertionError(f"{self.group.function} is not without oneself")

    def _next_to(self, best: Node, function: GroupFunction, beyond: Node) -> Node:
        """The best of the others: it is one's own unless nobody else has it, then it is the next."""
        own = Compare(self._own, "=", best)
        ties = self._all("sum", self._of_those(Choose(own, ONE, ZERO), ZERO))
        next_best = self._all(function, self._of_those(Choose(own, beyond, self._own), beyond))
        alone = self._of_those(Logic("and", (own, Compare(ties, "=", ONE))), Const(False))
        return Choose(Compare(self._others(), "=", ZERO), NOTHING, Choose(alone, next_best, best))

    def _median(self, people: Node) -> Node:
        """The middle of those that count: the largest with fewer than half, or at most half, of them below."""
        opposite = self._of_those(Product((MINUS_ONE, self._own)), Product((MINUS_ONE, self._above())))
        below = Sum((self._all("rank", opposite), MINUS_ONE))
        twice, last = Product((Const(Fraction(2)), below)), self._below()
        lower, upper = (
            self._all("max", self._of_those(Choose(Compare(twice, relation, people), self._own, last), last))
            for relation in ("<", "≤")
        )
        return Product((Const(Fraction(1, 2)), Sum((lower, upper))))

    @property
    def _own(self) -> Node:
        assert self.group.operand is not None
        return self.group.operand

    def _of_those(self, node: Node, otherwise: Node) -> Node:
        """The node for those that count, something else for the others."""
        return node if self.group.among is None else Choose(self.group.among, node, otherwise)

    def _people(self) -> Ref:
        return self._all("sum", self._of_those(ONE, ZERO))

    def _others(self) -> Node:
        return Sum((self._people(), Product((MINUS_ONE, self._of_those(ONE, ZERO)))))

    def _sum(self) -> Ref:
        return self._all("sum", self._of_those(self._own, ZERO))

    def _above(self) -> Ref:
        """At least the largest of those that count."""
        return self._all("max", self._of_those(self._own, ZERO))

    def _below(self) -> Ref:
        """At most the smallest of those that count."""
        return self._all("min", self._of_those(self._own, ZERO))

    def _least(self) -> Ref:
        return self._all("min", self._of_those(self._own, self._above()))

    def _most(self) -> Ref:
        return self._all("max", self._of_those(self._own, self._below()))

    def _rank(self) -> Ref:
        return self._all("rank", self._of_those(self._own, self._below()))

    def _all(self, function: GroupFunction, node: Node) -> Ref:
        """A statistic over all members, of a node."""
        return self._named(Group(function, self._named(node)))

    def _named(self, node: Node) -> Ref:
        name = f"{self.value.name} §{len(self.made)}"
        self.made.append(Value(name, name, NUMBER, node, "part", self.value.origin))
        return Ref(name)
