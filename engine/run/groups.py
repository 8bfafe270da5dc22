"""Statistics over the members of one group, or over some of them, on exact numbers (LANGUAGE 1.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from engine.base.limits import VALUE_BITS
from engine.base.numbers import bits
from engine.program import Group, GroupFunction, Missing, Scalar

_FAR_BEYOND: Final = 4 * VALUE_BITS
_TOO_LARGE: Final = Fraction(1 << _FAR_BEYOND)


_NOT_APPLICABLE: Final = Missing("not_applicable")
_OF_NOBODY: Final[Mapping[str, Scalar]] = {"count": Fraction(0), "sum": Fraction(0)}


def group_statistic(group: Group, values: Sequence[Scalar], among: Sequence[Scalar]) -> list[Scalar]:
    """The statistic as each member sees it, of those for whom `among` holds; in the members' order."""
    if group.function == "place":
        return [Fraction(place) for place in range(1, len(values) + 1)]
    unknown = next((flag for flag in among if isinstance(flag, Missing)), None)
    if unknown is not None:
        return [unknown] * len(values)
    chosen = [value for value, flag in zip(values, among, strict=True) if flag]
    missing = next((v for v in chosen if isinstance(v, Missing)), None)
    if missing is not None:
        return [missing] * len(values)
    if group.others:
        return _of_the_others(group.function, values, among, chosen)
    if not chosen:
        return [_OF_NOBODY.get(group.function, _NOT_APPLICABLE)] * len(values)
    found = iter(statistic(group.function, chosen))
    if group.function in ("rank", "percentile"):
        return [next(found) if flag else _NOT_APPLICABLE for flag in among]
    return [next(found)] * len(values)


def _of_the_others(
    function: GroupFunction, values: Sequence[Scalar], among: Sequence[Scalar], chosen: Sequence[Scalar]
) -> list[Scalar]:
    """The same where everybody leaves themselves out."""
    ordered = sorted(v for v in chosen if isinstance(v, Fraction))
    total = exact_sum(ordered)

    def seen(value: Scalar, flag: Scalar) -> Scalar:
        own = value if flag and isinstance(value, Fraction) else None
        left = len(ordered) - (own is not None)
        if not left:
            return _OF_NOBODY.get(function, _NOT_APPLICABLE)
        match function:
            case "count":
                return Fraction(left)
            case "sum":
                return total - (own or 0)
            case "min":
                return ordered[1] if own == ordered[0] else ordered[0]
            case "max":
                return ordered[-2] if own == ordered[-1] else ordered[-1]
            case _:
                raise AssertionError(f"{function} of the others means nothing")

    return [seen(value, flag) for value, flag in zip(values, among, strict=True)]


def statistic(function: GroupFunction, values: Sequence[Scalar]) -> list[Scalar]:
    """The statistic as each member sees it, in the members' order; Missing for all where one member's is Missing."""
    missing = next((v for v in values if isinstance(v, Missing)), None)
    if missing is not None:
        return [missing] * len(values)
    numbers = [v for v in values if isinstance(v, Fraction)]
    assert len(numbers) == len(values), "group statistics are over numbers"
    match function:
        case "count":
            return [Fraction(len(numbers))] * len(numbers)
        case "sum":
            return [exact_sum(numbers)] * len(numbers)
        case "mean":
            return [exact_sum(numbers) / len(numbers)] * len(numbers)
        case "min":
            return [min(numbers)] * len(numbers)
        case "max":
            return [max(numbers)] * len(numbers)
        case "median":
            return [_median(sorted(numbers))] * len(numbers)
        case "rank":
            return [Fraction(len(numbers) - below + 1) for below in _up_to(numbers)]
        case "percentile":
            return [Fraction(below, len(numbers)) for below in _up_to(numbers)]
        case "place":
            raise AssertionError("a place is no statistic of values")


def _up_to(numbers: Sequence[Fraction]) -> list[int]:
    """How many numbers are not above each; every number is compared with its neighbour only, for that takes time."""
    found = [len(numbers)] * len(numbers)
    falling = sorted(range(len(numbers)), key=numbers.__getitem__, reverse=True)
    for place, (at, above) in enumerate(zip(falling[1:], falling, strict=False), start=1):
        found[at] = found[above] if numbers[at] == numbers[above] else len(numbers) - place
    return found


def exact_sum(numbers: Sequence[Fraction]) -> Fraction:
    """The exact sum, by halves, so that many unlike denominators do not make one number grow step by step.

    A sum that grows far beyond `limits.VALUE_BITS` is not computed: the number that stands for it is too large, too.
    """
    parts = list(numbers)
    while len(parts) > 1:
        if max(map(bits, parts)) > _FAR_BEYOND:
            return _TOO_LARGE
        halves = [a + b for a, b in zip(parts[::2], parts[1::2], strict=False)]
        parts = halves + ([parts[-1]] if len(parts) % 2 else [])
    return parts[0] if parts else Fraction(0)


def _median(ordered: Sequence[Fraction]) -> Fraction:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
