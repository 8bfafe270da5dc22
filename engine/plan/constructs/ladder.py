"""Tiers by what each asks for, lowest first, and whether everybody has one and every one can be reached (S4-2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.text import Text
from engine.formula.show import to_text
from engine.formula.tree import Comparison, Formula
from engine.plan.columns import Row
from engine.plan.constructs.reach_rules import REACH_ORDER
from engine.plan.scope import Scope
from engine.program import Choose, Compare, Const, Node

_A_LOWEST: Final = Text(
    "在前面加一个没有要求的档，或写 `otherwise: 档名`",
    "put a tier that asks for nothing before it, or write `otherwise: tier`",
)
_UPSIDE_DOWN: Final = Text("各档由低到高写：把顺序倒过来", "write the tiers from the lowest up: turn their order round")
_Limit = tuple[str, str, Fraction | None]
"""A requirement: what it is on, its relation and its bound; all of its text, where it is no comparison with one."""


@frozen
class Rung:
    """One tier: what it asks for, and its cells."""

    name: str
    requires: tuple[Formula, ...]
    row: Row


@frozen
class Ladder:
    """The tiers; `otherwise` is the place of the tier of those who reach none."""

    rungs: tuple[Rung, ...]
    cumulative: bool
    otherwise: int | None

    def in_order(self, scope: Scope, name: str, flags: list[list[Node]]) -> bool:
        """Whether everybody has a tier and somebody each; a finding where not. `flags` are the requirements."""
        lowest = self.rungs[0]
        if lowest.requires and self.otherwise is None:
            problem = Text(
                f"的最低档“{lowest.name}”有要求，不满足的人没有档",
                f"has requirements for its lowest tier `{lowest.name}`: who does not meet them has no tier",
            )
            help_text = _UPSIDE_DOWN if not self.rungs[-1].requires else _A_LOWEST
            scope.desk.report(REACH_ORDER.at(lowest.row.span, help=help_text, name=name, problem=problem))
            return False
        limits = [[_limit(scope, f, n) for f, n in zip(r.requires, own, strict=True)]
                  for r, own in zip(self.rungs, flags, strict=True)]  # fmt: skip
        hidden = next(self._hidden(limits), None)
        if hidden is None:
            return True
        rung, above = hidden
        problem = Text(
            f"的“{rung.name}”谁也得不到：“{above.name}”的要求不比它多",
            f"never gives `{rung.name}`: `{above.name}` asks for nothing more",
        )
        help_text = Text(f"给“{above.name}”加上更高的要求", f"ask for more at `{above.name}`")
        scope.desk.report(REACH_ORDER.at(above.row.span, help=help_text, name=name, problem=problem))
        return False

    def _hidden(self, limits: list[list[_Limit]]) -> Iterator[tuple[Rung, Rung]]:
        """Each tier whose requirements are all that the next one (or any above, if not cumulative) asks for."""
        for place, rung in enumerate(self.rungs):
            known = [one for lower in limits[: place + 1] for one in lower] if self.cumulative else limits[place]
            above = [place + 1] if self.cumulative else range(place + 1, len(self.rungs))
            for higher in above:
                if higher < len(self.rungs) and all(any(_implies(k, one) for k in known) for one in limits[higher]):
                    yield rung, self.rungs[higher]


def _limit(scope: Scope, formula: Formula, node: Node) -> _Limit:
    root = formula.root
    bare = node.otherwise if isinstance(node, Choose) else node
    bound = None
    if isinstance(root, Comparison) and isinstance(bare, Compare):
        option = bare.right.value if isinstance(bare.right, Const) else None
        place = Fraction(option) if isinstance(option, int) and not isinstance(option, bool) else None
        bound = scope.constant(bare.right) if place is None else place
    if bound is None or not isinstance(root, Comparison):
        return to_text(root), "", None
    return to_text(root.operands[0]), root.relations[0], bound


def _implies(known: _Limit, asked: _Limit) -> bool:
    """Whether whoever meets one requirement meets the other."""
    (on, relation, bound), (other, wanted, least) = known, asked
    if on != other or bound is None or least is None:
        return known == asked
    if relation == wanted and bound == least:
        return True
    if relation in ("≥", ">") and wanted in ("≥", ">"):
        return bound > least or (bound == least and relation == ">")
    if relation in ("≤", "<") and wanted in ("≤", "<"):
        return bound < least or (bound == least and relation == "<")
    return False
