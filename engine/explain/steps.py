"""The steps of one value as a tree of JSON: what was computed of what, down to inputs, constants and earlier values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from engine.explain.exact import Json, exact, number
from engine.program import (
    Band,
    Bound,
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Node,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Scalar,
    Select,
    Sum,
    children,
)


def tree(node: Node, found: Mapping[int, Scalar], values: Mapping[str, Scalar]) -> Json:
    """A node and all below it; `found` are the node's results, `values` those of earlier values.

    A group statistic is a leaf: its result is the group's figure, and no member's own figure is in it.
    """
    parts: list[Json] = [] if isinstance(node, Group) else [tree(child, found, values) for child in children(node)]
    told = _told(node, parts, values)
    if id(node) in found:
        told["result"] = exact(found[id(node)])
    return told


def _told(node: Node, parts: list[Json], values: Mapping[str, Scalar]) -> dict[str, Json]:
    match node:
        case Const(value):
            return {"op": "const", "result": exact(value)}
        case Input(name):
            return {"op": "input", "name": name}
        case Ref(name):
            return {"op": "value", "name": name, "result": exact(values[name])}
        case Sum():
            return {"op": "sum", "of": parts}
        case Product():
            return {"op": "product", "of": parts}
        case Quotient():
            return {"op": "quotient", "of": parts}
        case Compare(_, relation):
            return {"op": relation, "of": parts}
        case Logic(operator):
            return {"op": operator, "of": parts}
        case Choose():
            return {"op": "if", "of": parts}
        case Extreme(which):
            return {"op": which, "of": parts}
        case Round(_, decimals, mode):
            return {"op": "round", "decimals": decimals, "mode": mode, "of": parts}
        case Select(_, bands, otherwise):
            return {"op": "band", "bands": [_band(band) for band in bands], "otherwise": otherwise, "of": parts}
        case Pick():
            return {"op": "pick", "of": parts}
        case IsMissing():
            return {"op": "is_missing", "of": parts}
        case Group(function):
            return {"op": "group", "function": function}
        case _:
            assert_never(node)


def _band(band: Band) -> Json:
    return {"name": band.name, "lower": bound_json(band.lower), "upper": bound_json(band.upper)}


def bound_json(bound: Bound | None) -> Json:
    """A bound with whether the value itself belongs; null where the end is open."""
    return None if bound is None else {"value": number(bound.value), "inclusive": bound.inclusive}
