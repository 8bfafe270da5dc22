"""Tiers that nobody can be in, alone or together with another tier, for all inputs that the plan's assertions allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice
from engine.base.text import Text
from engine.check.interval import Interval
from engine.check.ranges import Ranges
from engine.check.suspicion import Aim, Plain
from engine.diagnostics.model import Diagnostic
from engine.program import (
    Compare,
    Const,
    Logic,
    Program,
    Ref,
    Select,
    Value,
)
from engine.prove.asking import Asker
from engine.prove.cuts import reach_of
from engine.prove.frame import Frame
from engine.prove.intervals import empty, meet
from engine.prove.people import Team
from engine.prove.proof_rules import TIER_NEVER_REACHED, TIERS_NEVER_TOGETHER, TIERS_NOT_LOOKED_AT
from engine.run.reference import Reference

PAIRS: Final = 120
"""Pairs of tiers that are looked at at most."""

STARTS: Final = 40
"""Examples that are worked out at most, to see which tiers they reach."""


@frozen
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


@frozen
class Undecided:
    """A tier value of which it was not decided whether somebody reaches these tiers (or these beside another value)."""

    tier: Value
    names: tuple[str, ...]

    def finding(self) -> Diagnostic:
        """What is to be said about it."""
        told = self.names[:_NAMES]
        more = len(self.names) - len(told)
        names = Text("、".join(told), ", ".join(told))
        if more:
            names = Text(f"{names.zh}，还有 {more} 项", f"{names.en} and {more} more")
        return TIERS_NOT_LOOKED_AT.at(self.tier.origin.span, help=_LONGER, tier=self.tier.label, names=names)


_BOUND: Final = Text(
    "改它的界限，或放宽输入的范围和 assertions", "correct its bounds, or the ranges and assertions of the inputs"
)
_TOGETHER: Final = Text(
    "同时要求两者的奖励没有人拿得到：改界限，或改指标的算法",
    "nobody gets what asks for both: correct the bounds, or how the metrics are defined",
)
_LONGER: Final = Text(
    "写一个到这一档的样例，或用 kpiplan prove 多算一些",
    "write an example that reaches the tier, or let kpiplan prove look longer",
)

_SHARED_OUT: Final = ("distribution",)
"""Where a tier has a share of the people: in a group that is large enough somebody is in it."""

_NAMES: Final = 4
"""Tiers that are named in one finding."""

Tier = tuple[str, int]
"""A tier value's name, and which of its tiers."""


def reached(program: Program, starts: tuple[Team, ...], asker: Asker) -> Iterator[Unreachable | Undecided]:
    """Single tiers first, then pairs of tiers that an assertion of the plan links.

    Tiers that an example reaches, or that the range of a plain figure leads to, are not asked about.
    """
    looking = _Looking(program, asker)
    for team in starts[:STARTS]:
        looking.see(team)
    yield from looking.alone()
    yield from looking.together()


class _Looking:
    """The tiers of one program, and in which of them somebody was seen."""

    def __init__(self, program: Program, asker: Asker) -> None:
        self.program, self.asker = program, asker
        self.tiers = [v for v in program.values if v.role == "tier" and isinstance(v.kind, Choice)]
        self.frame = Frame(program, tuple(tier.name for tier in self.tiers))
        self.seen: list[frozenset[Tier]] = []
        self.never: set[Tier] = set()
        self._ranges, self._exact = Ranges(program), Plain(program)
        self._reference = Reference(replace(program, values=self.frame.slice))

    def see(self, team: Team) -> None:
        """Note in which tiers the first of a team is."""
        values = self._reference.evaluate(team)[0].values
        if any(values[name] is False for name in self.frame.checks):
            return
        found = ((tier.name, values[tier.name]) for tier in self.tiers)
        self.seen.append(frozenset((name, at) for name, at in found if isinstance(at, int)))

    def alone(self) -> Iterator[Unreachable | Undecided]:
        """Of each tier value the tiers that nobody can be in."""
        for tier in self.tiers:
            if self._plain(tier) or tier.origin.construct in _SHARED_OUT:
                continue
            left = []
            for at, name in self._possible(tier):
                status = self._asked(((tier.name, at),))
                if status == "nobody":
                    self.never.add((tier.name, at))
                    yield Unreachable(((tier, name),))
                elif status == "open":
                    left.append(name)
            if left:
                yield Undecided(tier, tuple(left))

    def together(self) -> Iterator[Unreachable | Undecided]:
        """Of each two tier values the pairs that nobody can be in, though somebody can be in either."""
        tried = 0
        for first, second in combinations(self.tiers, 2):
            if not self._linked(first, second):
                continue
            left = []
            for (a, name), (b, other) in product(self._possible(first), self._possible(second)):
                both = ((first.name, a), (second.name, b))
                if self.never & set(both):
                    continue
                tried += 1
                status = self._asked(both) if tried <= PAIRS else "open"
                if status == "nobody":
                    yield Unreachable(((first, name), (second, other)))
                elif status == "open":
                    left.append(f"{name} + {second.label} {other}")
            if left:
                yield Undecided(first, tuple(left))

    def _asked(self, wanted: tuple[Tier, ...]) -> str:
        """Whether somebody is in all of these tiers at once."""
        if any(person.issuperset(wanted) for person in self.seen):
            return "somebody"
        conditions = tuple(Compare(Ref(name), "=", Const(at)) for name, at in wanted)
        aims = [aim for name, at in wanted for aim in self._aims(name, at)]
        asked = self.asker.ask(conditions[0] if len(conditions) == 1 else Logic("and", conditions), aims)
        if asked.team is not None:
            self.see(asked.team)
        return asked.status

    def _aims(self, name: str, at: int) -> Iterator[Aim]:
        """The figure of a tier by bands, and where it has to be."""
        node = self.frame.by_name[name].node
        if isinstance(node, Select) and at < len(node.bands):
            yield node.on, reach_of(node.bands[at])

    def _possible(self, tier: Value) -> list[tuple[int, str]]:
        """The tiers but those whose band lies outside the range of what it is on, which the checker says (KPI414)."""
        assert isinstance(tier.kind, Choice)
        bands = tier.node.bands if isinstance(tier.node, Select) else ()
        domain = self._ranges.of(tier.node.on) if isinstance(tier.node, Select) else Interval()
        inside = [not empty(meet(domain, reach_of(band))) for band in bands]
        return [(at, name) for at, name in enumerate(tier.kind.options) if at >= len(inside) or inside[at]]

    def _plain(self, tier: Value) -> bool:
        """Whether plain ranges are exact for it: bands on figures each used once, of which no assertion speaks."""
        if not isinstance(tier.node, Select) or tier.node.otherwise is not None:
            return False
        return self._exact.exact(tier.node.on)

    def _linked(self, first: Value, second: Value) -> bool:
        """Whether an assertion speaks of inputs of both; what is not linked is free to come together."""
        needs = self.frame.needs
        if second.name in needs[first.name] or first.name in needs[second.name]:
            return False  # one is made of the other
        if "group" in needs[first.name] | needs[second.name]:
            return False  # colleagues make the difference, of whom no assertion keeps two tiers apart
        a, b = (_inputs(needs[tier.name]) for tier in (first, second))
        return any(_inputs(needs[check]) & a and _inputs(needs[check]) & b for check in self.frame.checks)


def _inputs(needs: frozenset[str]) -> frozenset[str]:
    return frozenset(need for need in needs if need.startswith("input "))
