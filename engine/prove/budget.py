"""What a table of last month's inputs costs by the plan: by line, by tag, and who is nearest to a next tier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Kind, Quantity
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic
from engine.program import Bound, Program, Ref, Select, Value
from engine.prove.proof_rules import MIX_AGAINST_STAGE
from engine.run.outcome import PersonResult, Run, Shown

NEAREST: Final = 10
Stage = Literal["growth", "mature"]


@dataclass(frozen=True)
class LineCost:
    """What one line costs for everybody together."""

    name: str
    label: str
    tag: str
    amount: Decimal


@frozen
class Near:
    """Somebody who misses a better tier by little: `gap` of the value that the tier is on, in stored units.

    `share` is the gap in relation to the bound, by which people are compared.
    """

    person: str
    tier: str
    now: str
    next: str
    on: str
    kind: Kind
    value: Fraction
    gap: Fraction
    share: Fraction


@frozen
class Budget:
    """The cost now: by line and by tag, of so many people; who is not paid is in `unpaid`."""

    people: int
    unpaid: int
    total: Decimal
    lines: tuple[LineCost, ...]
    tags: Mapping[str, Decimal]
    nearest: tuple[Near, ...]

    def share(self, tag: str) -> Fraction:
        """A tag's part of the cost; 0 where nothing is paid."""
        return Fraction(self.tags.get(tag, Decimal(0))) / Fraction(self.total) if self.total else Fraction(0)


def budget_of(program: Program, run: Run) -> Budget:
    """The budget of a run."""
    lines = tuple(LineCost(line.name, line.label, line.tag, _sum(line.name, run.results)) for line in program.lines)
    tags: dict[str, Decimal] = {}
    for line in lines:
        tags[line.tag] = tags.get(line.tag, Decimal(0)) + line.amount
    total = sum((result.total for result in run.results), Decimal(0))
    near = sorted(_near(program, run.results), key=lambda n: (n.share, n.person, n.tier))
    return Budget(len(run.results), len(run.unpaid), total, lines, tags, tuple(near[:NEAREST]))


def against_stage(budget: Budget, program: Program, stage: str | None) -> Iterator[Diagnostic]:
    """Advice where the pay mix says the opposite of the stage that the plan declares (S0-4, A-1)."""
    commission, performance = budget.share("commission"), budget.share("performance")
    heavy = {"growth": (commission, performance), "mature": (performance, commission)}.get(stage or "")
    if heavy is None or heavy[0] >= heavy[1] or not budget.tags.keys() & {"commission", "performance"}:
        return
    place = next(v.origin.span for v in program.values if v.name == program.total)
    said = {"growth": Text("成长期", "growing"), "mature": Text("成熟期", "mature")}[stage or ""]
    yield MIX_AGAINST_STAGE.at(
        place, help=_RATES, stage=said, commission=percent(commission), performance=percent(performance)
    )


_RATES: Final = Text(
    "成长期重提成轻绩效，成熟期重绩效轻提成：改提点和绩效金额，或改 stage",
    "a growing shop pays more by commission, a mature one by performance: change the amounts, or the stage",
)


def percent(share: Fraction) -> str:
    """A share with one decimal."""
    tenths = (share * 1000 + Fraction(1, 2)) // 1
    return f"{tenths // 10}.{tenths % 10}%"


def _sum(line: str, results: tuple[PersonResult, ...]) -> Decimal:
    return sum((x.amount for result in results for x in result.lines if x.name == line), Decimal(0))


def _near(program: Program, results: tuple[PersonResult, ...]) -> Iterator[Near]:
    values = {value.name: value for value in program.values}
    for tier in program.values:
        if tier.role == "tier" and isinstance(tier.node, Select) and isinstance(tier.node.on, Ref):
            on = values[tier.node.on.name]
            for result in results:
                found = _to_next(tier, tier.node, on, result)
                if found is not None:
                    yield found


def _to_next(tier: Value, select: Select, on: Value, result: PersonResult) -> Near | None:
    """How far somebody is from the next better tier; tiers stand from the lowest to the highest."""
    kind, now, value = tier.kind, result.values[tier.name], result.values[on.name]
    assert isinstance(kind, Choice)
    if not isinstance(now, str) or not _is_number(value, on.kind) or not isinstance(value, Fraction):
        return None
    at = kind.options.index(now)
    if at + 1 >= len(kind.options):
        return None
    band = select.bands[at + 1]
    bound = _nearest(band.lower, band.upper, value)
    if bound is None:
        return None
    gap = bound.value - value
    share = abs(gap / bound.value) if bound.value else abs(gap)
    return Near(result.person, tier.label, now, kind.options[at + 1], on.label, on.kind, value, gap, share)


def _nearest(lower: Bound | None, upper: Bound | None, value: Fraction) -> Bound | None:
    if lower is not None and value <= lower.value:
        return lower
    return upper if upper is not None and value >= upper.value else None


def _is_number(value: Shown, kind: Kind) -> bool:
    return isinstance(value, Fraction) and isinstance(kind, Quantity)
