"""Flags in integer code: comparisons, and what `and`, `or` and `not` make of flags."""

from __future__ import annotations

from engine.integers.build import all_of, any_of, negate, test
from engine.integers.shapes import crossed, index_of, missing_of
from engine.integers.tree import Condition, Number, Relation, Shape


def compared(left: Shape, relation: Relation, right: Shape) -> Condition:
    """Two numbers crosswise, two flags or two choices by whether they are the same."""
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = crossed(left, right)
        return Condition(test(a, relation, b), missing_of((left, right)))
    if isinstance(left, Condition) and isinstance(right, Condition):
        same = any_of((all_of((left.truth, right.truth)), all_of((negate(left.truth), negate(right.truth)))))
        return Condition(same if relation == "=" else negate(same), missing_of((left, right)))
    a, b = index_of(left), index_of(right)
    return Condition(test(a, relation, b), missing_of((left, right)))


def logic_of(operator: str, parts: list[Condition]) -> Condition:
    """Flags joined; missing where one of them is."""
    truths = [p.truth for p in parts]
    truth = all_of(truths) if operator == "and" else any_of(truths) if operator == "or" else negate(truths[0])
    return Condition(truth, missing_of(parts))
