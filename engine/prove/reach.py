"""Tiers that nobody can be in, alone or together with another tier, for all inputs that the plan's assertions allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from engine.base.quantities import FLAG, Choice
from engine.base.source import Span
from engine.base.text import Text
from engine.check.interval import Cut, before
from engine.diagnostics.model import Diagnostic
from engine.program import Compare, Const, Logic, Node, Origin, Program, Ref, Value
from engine.prove.branch import Limit, Search
from engine.prove.frame import Frame
from engine.prove.goal import Amount
from engine.prove.people import People, Team
from engine.prove.proof_rules import TIER_NEVER_REACHED, TIERS_NEVER_TOGETHER
from engine.prove.sample import Sampler

LIMIT: Final = Limit(work=4_000, seconds=20.0)
PAIRS: Final = 120
"""Pairs of tiers that are tried at most."""


@dataclass(frozen=True, eq=False)
class Unreachable:
    """Tiers (values and their names) in which nobody can be at once; a single one: in which nobody can be."""

    tiers: tuple[tuple[Value, str], ...]

    def finding(self) -> Diagnostic:
        """What is to be said about it."""
        (first, name), *others = self.tiers
        if not others:
            return TIER_NEVER_REACHED.at(first.origin.span, help=_BOUND, tier=first.label, name=name)
        ((second, other),) = others
        return TIERS_NEVER_TOGETHER.at(
            first.origin.span, help=_TOGETHER, a=first.label, x=name, b=second.label, y=other
        )


_BOUND: Final = Text(
    "改它的界限，或放宽输入的范围和 assertions", "correct its bounds, or the ranges and assertions of the inputs"
)
_TOGETHER: Final = Text(
    "同时要求两者的奖励没有人拿得到：改界限，或改指标的算法",
    "nobody gets what asks for both: correct the bounds, or how the metrics are defined",
)


def unreachable(program: Program, starts: tuple[Team, ...] = ()) -> Iterator[Unreachable]:
    """Single tiers first, then pairs of tiers that rest on the same inputs or on the same assertion."""
    tiers = [value for value in program.values if value.role == "tier" and isinstance(value.kind, Choice)]
    never: set[tuple[str, int]] = set()
    for tier in tiers:
        for at, name in _options(tier):
            if not _can_be(program, _is(tier, at), tier.origin.span, starts):
                never.add((tier.name, at))
                yield Unreachable(((tier, name),))
    tried = 0
    for first, second in combinations(tiers, 2):
        if not _linked(program, first, second):
            continue
        for a, name in _options(first):
            for b, other in _options(second):
                tried += 1
                if tried > PAIRS or (first.name, a) in never or (second.name, b) in never:
                    continue
                both = Logic("and", (_is(first, a), _is(second, b)))
                if not _can_be(program, both, first.origin.span, starts):
                    yield Unreachable(((first, name), (second, other)))


def _options(tier: Value) -> list[tuple[int, str]]:
    assert isinstance(tier.kind, Choice)
    return list(enumerate(tier.kind.options))


def _is(tier: Value, at: int) -> Node:
    return Compare(Ref(tier.name), "=", Const(at))


def _linked(program: Program, first: Value, second: Value) -> bool:
    """Whether an assertion of the plan speaks of inputs of both; what is not linked is free to come together."""
    frame = Frame(program, (first.name, second.name))
    a, b = (_inputs(frame, name) for name in (first.name, second.name))
    if second.name in frame.needs[first.name] or first.name in frame.needs[second.name]:
        return False  # one is made of the other
    return any(_inputs(frame, check) & a and _inputs(frame, check) & b for check in frame.checks)


def _inputs(frame: Frame, name: str) -> frozenset[str]:
    return frozenset(need for need in frame.needs[name] if need.startswith("input "))


def _can_be(program: Program, node: Node, span: Span, starts: tuple[Team, ...]) -> bool:
    """Whether somebody can be so, or it was not decided."""
    flag = Value("reached", "reached", FLAG, node, "part", Origin("tiers", span))
    frame = Frame(program, (flag.name,), extra=(flag,))
    goal = Amount(flag.name, -1)
    sampler = Sampler(frame, goal, People(program, (flag,)), starts)

    def enough(low: Cut, best: Fraction | None) -> bool:
        return low >= before(Fraction(0)) or best == -1

    found = Search(frame, goal, LIMIT, sampler).run(enough)
    return not (
        found.complete and found.low >= before(Fraction(0)) and (sampler.best is None or sampler.best.value == 0)
    )
