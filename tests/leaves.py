"""A trace computed again from its leaves alone: inputs, constants of the plan, and the figures of the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from engine.base.numbers import read_exact, round_to

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b, "≤": lambda a, b: a <= b, ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b, "=": lambda a, b: a == b, "≠": lambda a, b: a != b,
}  # fmt: skip


class Missing:
    """Not applicable: swallows every operation."""


def leaf(found: Any, told: Mapping[str, Any] | None = None) -> Any:
    """A value of the trace as a number, a flag, the place of an option, or Missing."""
    match found:
        case bool():
            return found
        case {"missing": _}:
            return Missing()
        case {"option": place}:
            return place
        case str() if told is not None and told["kind"] == "choice":
            return told["options"].index(found)
        case str() if told is not None and told["kind"] in ("text", "date"):
            return found
        case str():
            return read_exact(found)
    raise AssertionError(found)


class Again:
    """Computes values again from a trace's inputs, constants and group figures."""

    def __init__(self, trace: Mapping[str, Any]) -> None:
        self.inputs = {i["name"]: leaf(i["value"], i) for i in trace["inputs"]}
        self.values: dict[str, Any] = {}
        for told in trace["values"]:
            group = told["steps"]["op"] == "group"
            self.values[told["name"]] = leaf(told["value"], told) if group else self.step(told["steps"])

    def step(self, step: Mapping[str, Any]) -> Any:
        op, parts = step["op"], step.get("of", ())
        if op == "const":
            return leaf(step["result"])
        if op in ("input", "value"):
            return (self.inputs if op == "input" else self.values)[step["name"]]
        if op == "if":
            condition = self.step(parts[0])
            return condition if isinstance(condition, Missing) else self.step(parts[1 if condition else 2])
        if op == "pick":
            index = self.step(parts[0])
            return index if isinstance(index, Missing) else self.step(parts[1 + index])
        found = [self.step(part) for part in parts]
        if op == "is_missing":
            return isinstance(found[0], Missing)
        missing = next((f for f in found if isinstance(f, Missing)), None)
        return missing if missing is not None else self.sure(op, step, found)

    def sure(self, op: str, step: Mapping[str, Any], found: list[Any]) -> Any:
        if op == "sum":
            return sum(found, Fraction(0))
        if op == "product":
            result = Fraction(1)
            for factor in found:
                result *= factor
            return result
        if op == "quotient":
            return Missing() if found[1] == 0 else found[0] / found[1]
        if op in RELATIONS:
            return RELATIONS[op](*found)
        if op == "round":
            return round_to(found[0], step["decimals"], step["mode"])
        if op == "band":
            return self.band(step, found[0])
        return {"and": all, "or": any, "not": lambda f: not f[0], "min": min, "max": max}[op](found)  # type: ignore[operator]

    def band(self, step: Mapping[str, Any], on: Fraction) -> Any:
        for place, band in enumerate(step["bands"]):
            lower, upper = band["lower"], band["upper"]
            above = (
                lower is None
                or on > Fraction(lower["value"])
                or (lower["inclusive"] and on == Fraction(lower["value"]))
            )
            below = (
                upper is None
                or on < Fraction(upper["value"])
                or (upper["inclusive"] and on == Fraction(upper["value"]))
            )
            if above and below:
                return place
        return Missing() if step["otherwise"] is None else step["otherwise"]
