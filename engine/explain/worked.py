"""Arithmetic as it was worked: `85 分 × 30% + 100 分 × 20%`, for values that have no formula of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.base.quantities import PERCENT, Quantity

if TYPE_CHECKING:
    from engine.explain.reading import Reader

_SIGNS: Final = {"sum": " + ", "product": " × ", "quotient": " ÷ "}
_PLAIN: Final = Quantity("number")


@dataclass(frozen=True)
class Worked:
    """The steps of a value as arithmetic; empty where they are more than that."""

    reader: Reader

    def text(self, step: Mapping[str, Any]) -> str:
        """The arithmetic of a step that is a sum, a product or a quotient, perhaps kept within limits."""
        inner = step
        while inner["op"] in ("min", "max", "round"):
            inner = self._behind(inner["of"][0])
        return self._joined(inner) if inner["op"] in _SIGNS else ""

    def _behind(self, step: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step, or those of the unnamed part of a value that it refers to."""
        told = self.reader.named(step["name"]) if step["op"] == "value" else None
        part: Mapping[str, Any] = step if told is None or told["role"] != "part" else told["steps"]
        return part

    def _joined(self, step: Mapping[str, Any]) -> str:
        parts = [self._part(part, step["op"]) for part in step["of"]]
        return _SIGNS[step["op"]].join(parts) if all(parts) else ""

    def _part(self, step: Mapping[str, Any], outer: str) -> str:
        match step["op"]:
            case "const" if isinstance(step["result"], str):
                kind = PERCENT if outer == "product" and "/" not in step["result"] else _PLAIN
                return self.reader.number(step["result"], kind)
            case "value" | "input":
                told = self.reader.named(step["name"])
                if told is not None and told.get("role") == "part" and told["construct"] != "awards":
                    return self.text(told["steps"])
                return "" if told is None else f"{self.reader.label(told)} {self.reader.text(told)}"
            case "product" | "quotient":
                return self._joined(step)
            case _:
                return ""
