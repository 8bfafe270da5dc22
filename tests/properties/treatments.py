"""Strategies for what a salary says about its lines: voids, shares, draws, limits of deductions, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.properties.formulas import literal
from tests.properties.writing import Tree

if TYPE_CHECKING:
    from tests.properties.sections import Sections

LINE_STEPS: Final = ("prorate", "line_limits", "void")
TOTAL_STEPS: Final = ("draw", "deductions")


@dataclass(frozen=True)
class Treatments:
    """Draws them over the lines of a salary."""

    sections: Sections
    lines: tuple[str, ...]

    def drawn(self, salary: Mapping[str, Tree], adjustment: Sequence[str]) -> dict[str, Tree]:
        """Some of them, and perhaps the order in which they apply."""
        draw = self.sections.draw
        parts = {
            "voids": self.voids,
            "prorate": self.prorate,
            "draw": self.advance,
            "deductions": self.deductions,
            "corrections": self.corrections,
        }
        wanted = draw(st.sets(st.sampled_from(sorted(parts))))
        found: dict[str, Tree] = {key: make() for key, make in parts.items() if key in wanted}
        if "deductions" in found:
            lines = salary["lines"]
            assert isinstance(lines, dict)
            alone = isinstance(found["deductions"], dict) and found["deductions"]["spread"] == "in_order"
            fines = [self.sections.vocabulary.fresh(draw) for _ in range(1 if alone else 2)]
            found["lines"] = {**lines, **{name: self.fine() for name in fines}}
        if len(adjustment) and draw(st.booleans()):
            name = self.sections.vocabulary.fresh(draw)
            found["manual"] = {name: dict(zip(("amount", "reason", "approver"), adjustment, strict=True))}
        if draw(st.booleans()):
            found |= self.order({**salary, **found})
        return found

    def order(self, salary: Mapping[str, Tree]) -> dict[str, Tree]:
        """An order that names what the salary has."""
        lines = salary["lines"]
        assert isinstance(lines, dict)
        limited = any(isinstance(line, dict) and {"at_least", "at_most"} & set(line) for line in lines.values())
        used = {"prorate": "prorate" in salary, "line_limits": limited, "void": "voids" in salary}
        own = [step for step in self.sections.draw(st.permutations(LINE_STEPS)) if used[step]]
        later = [step for step in self.sections.draw(st.permutations(TOTAL_STEPS)) if step in salary]
        steps: list[Tree] = [*own, *later, *(step for step in ("at_most", "at_least") if step in salary)]
        return {"apply": steps} if steps else {}

    def some(self) -> list[Tree]:
        """Some of the lines."""
        return [*self.sections.draw(st.lists(st.sampled_from(self.lines), min_size=1, max_size=2, unique=True))]

    def voids(self) -> Tree:
        draw = self.sections.draw
        return [
            {"when": self.sections.formulas.flag(), "lines": self.some(), "reason": draw(st.sampled_from(("a", "b c")))}
            for _ in range(draw(st.integers(1, 2)))
        ]

    def prorate(self) -> Tree:
        share = self.sections.formulas.number("plain", 1)
        formula = self.sections.formulas.call("min", self.sections.formulas.call("max", share, "0%"), "100%")
        return {"by": formula, "lines": self.some()}

    def advance(self) -> Tree:
        record: dict[str, Tree] = {"amount": self.money(), "against": self.some(), "recoverable": "false"}
        if self.sections.draw(st.booleans()):
            owed = self.sections.formulas.call("max", self.sections.formulas.number("money", 1), "0 元")
            record |= {"recoverable": "true", "balance": owed}
        return record

    def deductions(self) -> Tree:
        draw = self.sections.draw
        record: dict[str, Tree] = {"spread": draw(st.sampled_from(("in_order", "in_proportion")))}
        limit = draw(st.integers(0, 2))
        if limit != 1:
            record["at_most"] = draw(st.sampled_from(("20%", "33.3%", "0%", "100%")))
        if limit != 0:
            record["never_below"] = self.money()
        return record

    def fine(self) -> Tree:
        amount = self.sections.formulas.call("max", self.sections.formulas.number("money", 1), "0 元")
        return {"formula": f"0 元 - {amount}", "tag": "deduction"}

    def corrections(self) -> Tree:
        return {self.sections.vocabulary.fresh(self.sections.draw): {"paid": self.money(), "due": self.money()}}

    def money(self) -> str:
        """An amount."""
        draw = self.sections.draw
        return self.sections.formulas.number("money", 1) if draw(st.booleans()) else literal(draw, "money")
