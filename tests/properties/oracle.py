"""A second opinion on the core program: what each operation means, said again and independently of the evaluators.

Nothing of `engine.run` is used, nor the engine's rounding: only the program's nodes and Python's exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from engine.program import (
    Band,
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Missing,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Scalar,
    Select,
    Sum,
    children,
)

Values = dict[str, Any]

RELATIONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"<": lt, "≤": le, ">": gt, "≥": ge, "=": eq, "≠": ne}


def rounded(value: Fraction, decimals: int, mode: str) -> Fraction:
    """Rounding by the distance to the two neighbours on the grid of that many decimals."""
    low = Fraction((value * 10**decimals).__floor__(), 10**decimals)
    high = low if low == value else low + Fraction(1, 10**decimals)
    nearer = {"floor": low, "ceiling": high, "down": min(low, high, key=abs), "up": max(low, high, key=abs)}
    if mode in nearer:
        return nearer[mode]
    if value - low != high - value:
        return low if value - low < high - value else high
    even = low if (low * 10**decimals) % 2 == 0 else high
    return even if mode == "half_even" else nearer["up"]


def operation(node: Node, operands: Sequence[Scalar]) -> Scalar:
    """The result of one operation, given its operands in reading order."""
    values: list[Any] = list(operands)
    if isinstance(node, IsMissing):
        return isinstance(values[0], Missing)
    if isinstance(node, Choose | Pick):
        chosen = _chosen(node, values)
        return values[0] if isinstance(values[0], Missing) else values[chosen]
    absent = [v for v in values if isinstance(v, Missing)]
    return absent[0] if absent else _present(node, values)


def _chosen(node: Choose | Pick, values: list[Any]) -> int:
    if isinstance(node, Choose):
        return 1 if values[0] is True else 2
    return 1 + values[0] if not isinstance(values[0], Missing) else 0


def _present(node: Node, values: list[Any]) -> Scalar:
    """The operations that are missing where an operand is; here all are present."""
    match node:
        case Sum():
            return sum(values, Fraction(0))
        case Product():
            result = Fraction(1)
            for value in values:
                result *= value
            return result
        case Quotient():
            return Missing("÷ 0") if values[1] == 0 else Fraction(values[0], values[1])
        case Compare(_, relation):
            return RELATIONS[relation](*values)
        case Logic(operator):
            return {"and": False not in values, "or": True in values, "not": values == [False]}[operator]
        case Extreme(which):
            found: Scalar = sorted(values)[0 if which == "min" else -1]
            return found
        case Round(_, decimals, mode):
            return rounded(values[0], decimals, mode)
        case Select(_, bands, otherwise):
            inside = [i for i, band in enumerate(bands) if _inside(band, values[0])]
            assert len(inside) <= 1, "bands do not overlap"
            return inside[0] if inside else otherwise if otherwise is not None else Missing("no band")
        case _:
            raise AssertionError(f"{node} is no operation over values")


def _inside(band: Band, value: Fraction) -> bool:
    low, high = band.lower, band.upper
    above = low is None or value > low.value or (low.inclusive and value == low.value)
    return above and (high is None or value < high.value or (high.inclusive and value == high.value))


def compute(program: Program, people: Sequence[Mapping[str, Scalar]]) -> list[Values]:
    """All named values of every member of one group."""
    found: list[Values] = [{} for _ in people]
    for value in program.values:
        if isinstance(value.node, Group):
            for own, result in zip(found, _group(value.node, found), strict=True):
                own[value.name] = result
        else:
            for own, inputs in zip(found, people, strict=True):
                own[value.name] = _walk(value.node, own, inputs)
    return found


def _walk(node: Node, values: Values, inputs: Mapping[str, Scalar]) -> Scalar:
    match node:
        case Const(value):
            return value
        case Input(name):
            return inputs[name]
        case Ref(name):
            return values[name]  # type: ignore[no-any-return]  # a Scalar
        case _:
            return operation(node, [_walk(child, values, inputs) for child in children(node)])


def _group(group: Group, people: Sequence[Values]) -> list[Scalar]:
    """A statistic for one person after another, over the list of those that count for that person."""
    if group.function == "place":
        return [Fraction(place) for place, _ in enumerate(people, 1)]
    column: list[Any] = [None if group.operand is None else own[group.operand.name] for own in people]
    flags = [True if group.among is None else own[group.among.name] for own in people]
    absent = [v for v in flags if isinstance(v, Missing)]
    absent += [v for v, flag in zip(column, flags, strict=True) if flag and isinstance(v, Missing)]
    if absent:
        return [absent[0]] * len(people)
    found: list[Scalar] = []
    for place, own in enumerate(column):
        counted = [at for at, flag in enumerate(flags) if flag and not (group.others and at == place)]
        outside = group.function in ("rank", "percentile") and not flags[place]
        if group.function == "count":
            found.append(Fraction(len(counted)))
        elif outside or (not counted and group.function != "sum"):
            found.append(Missing("nobody"))
        else:
            found.append(_statistic(group.function, [column[at] for at in counted], own))
    return found


def _statistic(function: str, column: list[Fraction], own: Fraction) -> Fraction:
    size, total = len(column), sum(column, Fraction(0))
    if function == "sum":
        return total
    middle = sorted(column)[(size - 1) // 2 : size // 2 + 1]
    found = {
        "mean": total / size,
        "min": min(column),
        "max": max(column),
        "median": sum(middle, Fraction(0)) / len(middle),
        "rank": Fraction(1 + sum(v > own for v in column)),
        "percentile": Fraction(sum(v <= own for v in column), size),
    }
    return found[function]


def alike(left: Scalar, right: Scalar) -> bool:
    """Whether two evaluators agree: missing is missing, whatever it is called."""
    if isinstance(left, Missing) or isinstance(right, Missing):
        return isinstance(left, Missing) and isinstance(right, Missing)
    return type(left) is type(right) and left == right
