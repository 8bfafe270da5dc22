"""Strategies for metrics, scorecards, awards, the salary and its outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

from engine.plan.library import LIBRARY
from tests.properties.formulas import UNITS, Formulas, literal
from tests.properties.treatments import Treatments
from tests.properties.vocabulary import NUMBERS, TYPES, Kind, Known, Vocabulary
from tests.properties.writing import Tree

ROUNDINGS: Final = ("half_up", "half_even", "down", "up")
TAGS: Final = ("base", "commission", "performance", "indicator", "allowance", "prize")
"""Deductions are drawn with what limits them."""
IF_MISSING: Final = ("zero", "full", "reweight")
SOME_CASES: Final = st.integers(2, 4)


@dataclass(frozen=True)
class Sections:
    """Draws definitions over a vocabulary and adds them to it."""

    formulas: Formulas

    @property
    def draw(self) -> st.DrawFn:
        return self.formulas.draw

    @property
    def vocabulary(self) -> Vocabulary:
        return self.formulas.vocabulary

    def metric(self, name: str) -> Tree:
        """A number or a condition, with or without a word on what a zero divisor means."""
        kind: Kind = self.draw(st.sampled_from((*NUMBERS, "flag")))
        divides = self.draw(st.booleans())
        formulas = replace(self.formulas, divides=divides)
        formula = formulas.flag() if kind == "flag" else formulas.number(kind, 3)
        anchors = [k for k in self.vocabulary.of(kind) if k.gridless]
        gridless = bool(anchors) and self.draw(st.booleans())
        if gridless:
            formula = f"{formulas.pick(anchors).words} + {formulas.inner(formula)}"
        record: dict[str, Tree] = {"formula": formula}
        zero = self.zero(kind) if divides else ""
        if zero:
            record["if_zero"] = zero
        if (kind in ("money", "points") or (kind == "time" and not gridless)) and self.draw(st.booleans()):
            record["decimals"] = str(self.draw(st.integers(0, 3)))
        if kind != "flag" and self.draw(st.integers(0, 3)) == 0:
            record["plausible"] = self.plausible(kind)
        self.vocabulary.known.append(Known(name, kind, missable=zero == "not_applicable", gridless=gridless))
        return formula if len(record) == 1 and self.draw(st.booleans()) else record

    def plausible(self, kind: Kind) -> list[Tree]:
        """A range with the lower end first."""
        low = self.draw(st.integers(0, 100))
        unit = self.draw(st.sampled_from(UNITS[kind]))
        return [f"{low}{unit}", f"{low + self.draw(st.integers(0, 100))}{unit}"]

    def assertion(self) -> Tree:
        """A condition, or two numbers that are about alike; mostly it only warns."""
        severity = self.draw(st.sampled_from(("warning", "warning", "warning", "error")))
        kind: Kind = self.draw(st.sampled_from(NUMBERS))
        sides = (self.formulas.inner(self.formulas.number(kind)) for _ in range(2))
        forms: tuple[dict[str, Tree], ...] = (
            {"assert": self.formulas.flag(), "message": "对不上"},
            {"assert": " = ".join(sides), "within": literal(self.draw, kind)},
        )
        return {**self.draw(st.sampled_from(forms)), "severity": severity}

    def cases(self, name: str) -> Tree:
        """A metric by cases, each of which may divide where the metric says what a zero divisor means."""
        kind: Kind = self.draw(st.sampled_from((*NUMBERS, "flag")))
        divides = self.draw(st.booleans())
        formulas = replace(self.formulas, divides=divides)
        values = [formulas.flag() if kind == "flag" else formulas.number(kind) for _ in range(self.draw(SOME_CASES))]
        whens = [formulas.flag() for _ in values[1:]]
        cases: list[Tree] = [{"when": when, "then": value} for when, value in zip(whens, values[1:], strict=True)]
        record: dict[str, Tree] = {"cases": cases, "otherwise": values[0]}
        zero = self.zero(kind) if divides else ""
        if zero:
            record["if_zero"] = zero
        elif self.draw(st.booleans()):  # everybody else, said as a case
            tried = " or ".join(formulas.inner(when) for when in whens)
            record = {"cases": [*cases, {"when": f"not ({tried})", "then": values[0]}]}
        self.vocabulary.known.append(Known(name, kind, missable=zero == "not_applicable"))
        return record

    def ready(self, name: str) -> Tree:
        """A metric of the library, with figures of the right units."""
        ready = self.draw(st.sampled_from(LIBRARY))
        figures: dict[str, Tree] = {
            self.draw(st.sampled_from((p.name, p.zh))): self.figure(TYPES[p.type], f"÷ {p.name}" in ready.formula)
            for p in ready.parameters
        }
        record: dict[str, Tree] = {"use": self.draw(st.sampled_from((ready.name, ready.zh))), "with": figures}
        kind = TYPES[ready.unit]
        if "÷" in ready.formula:
            record["if_zero"] = self.zero(kind)
        self.vocabulary.known.append(Known(name, kind, missable=record.get("if_zero") == "not_applicable"))
        return record

    def figure(self, kind: Kind, divisor: bool) -> str:
        """A figure of a ready metric; a divisor may be zero for somebody, but not for everybody."""
        inputs = [k for k in self.vocabulary.of(kind) if k.type]
        if not divisor:
            return self.formulas.number(kind, 1)
        return self.formulas.pick(inputs).words if inputs else literal(self.draw, kind, nonzero=True)

    def contextual(self, name: str) -> Tree:
        """A standard value by cases."""
        kind: Kind = self.draw(st.sampled_from(NUMBERS))
        cases: list[Tree] = [
            {"when": self.formulas.flag(), "then": literal(self.draw, kind)} for _ in range(self.draw(SOME_CASES) - 1)
        ]
        self.vocabulary.known.append(Known(name, kind))
        return {"cases": cases, "otherwise": literal(self.draw, kind)}

    def zero(self, kind: Kind) -> str:
        """What a metric is where its divisor is zero."""
        if self.draw(st.integers(0, 3)) == 0:
            return "not_applicable"
        return "false" if kind == "flag" else literal(self.draw, kind)

    def peers(self) -> dict[str, Tree]:
        """Those of a group who count, by names that the statistics drawn later may take."""
        found: dict[str, Tree] = {}
        for _ in range(self.draw(st.integers(0, 2)) if self.formulas.grouped else 0):
            name = self.vocabulary.fresh(self.draw)
            record: dict[str, Tree] = {"among": self.formulas.flag(), "if_small": "0"}
            if self.draw(st.booleans()):
                record["at_least"] = str(self.draw(st.integers(1, 4)))
            found[name] = record
            self.vocabulary.known.append(Known(name, "flag"))
        self.vocabulary.peers.extend(found)
        return found

    def place(self, name: str) -> Tree | None:
        """One's own place among some, which whoever does not count has not; or the best of the others."""
        numbers = [k for kind in NUMBERS for k in self.vocabulary.of(kind)]
        if not numbers or not self.formulas.grouped:
            return None
        operand = self.formulas.pick(numbers)
        function = self.draw(st.sampled_from(("group_rank", "group_percentile", "group_min", "group_max")))
        ranks = function in ("group_rank", "group_percentile")
        if ranks and not self.vocabulary.peers:
            return None
        who = self.draw(st.sampled_from(self.vocabulary.peers)) if ranks else "others"
        self.vocabulary.known.append(Known(name, "plain" if ranks else operand.kind, missable=True))
        return self.formulas.call(function, operand.words, who)

    def prizes(self, name: str) -> Tree | None:
        """Money for the first places."""
        numbers = [k for kind in NUMBERS for k in self.vocabulary.of(kind)]
        if not numbers or not self.formulas.grouped:
            return None
        amounts = self.draw(st.lists(st.integers(0, 50_000), min_size=1, max_size=4))
        record: dict[str, Tree] = {
            "on": self.formulas.pick(numbers).words,
            "places": [f"{cents // 100}.{cents % 100:02}" for cents in sorted(amounts, reverse=True)],
            "ties": self.draw(st.sampled_from(("each", "share"))),
        }
        if self.draw(st.booleans()):
            record["requires"] = [self.formulas.flag()]
        return self._shared(name, record)

    def distribution(self, name: str) -> Tree | None:
        """So much of a group in each band, with a coefficient that falls from the best to the worst."""
        numbers = [k for kind in NUMBERS for k in self.vocabulary.of(kind)]
        if not numbers or not self.formulas.grouped:
            return None
        first = self.draw(st.integers(0, 1000))
        second = self.draw(st.integers(0, 1000 - first))
        quotas = (first, second, 1000 - first - second)
        fractional = self.draw(st.sampled_from(("half_up", "down", "up", "proportional")))
        bands: Tree = {
            band: {"quota": f"{quota // 10}.{quota % 10}%", "factor": f"1.{5 - 2 * at}"}
            for at, (band, quota) in enumerate(zip(("best", "middle", "last"), quotas, strict=True))
        }
        record: dict[str, Tree] = {"on": self.formulas.pick(numbers).words, "fractional": fractional, "bands": bands}
        some: bool = bool(self.vocabulary.peers) and self.draw(st.booleans())
        if some:
            record["among"] = self.draw(st.sampled_from(self.vocabulary.peers))
        self.vocabulary.known.append(Known(f"{name}.factor", "plain", missable=some))
        return record

    def pools(self, name: str) -> Tree | None:
        """A sum that is the same for everybody, split equally or by something that is never below zero."""
        numbers = [k for kind in NUMBERS for k in self.vocabulary.of(kind)]
        amounts = self.vocabulary.of("money")
        if not numbers or not amounts or not self.formulas.grouped:
            return None
        function = self.draw(st.sampled_from(("group_sum", "group_min", "group_mean", "group_median")))
        amount = self.formulas.call(function, self.formulas.pick(amounts).words)
        record: dict[str, Tree] = {"amount": self.draw(st.sampled_from((amount, f"-{amount}", "100", "-0.05")))}
        if self.draw(st.booleans()):
            record["share"] = "equally"
        else:
            record["by"] = self.formulas.call("max", self.formulas.pick(numbers).words, "0")
            record["if_zero"] = self.draw(st.sampled_from(("equally", "nothing")))
        return self._shared(name, record)

    def _shared(self, name: str, record: dict[str, Tree]) -> Tree:
        """Among everybody, or only some."""
        some: bool = bool(self.vocabulary.peers) and self.draw(st.booleans())
        if some:
            record["among"] = self.draw(st.sampled_from(self.vocabulary.peers))
        self.vocabulary.known.append(Known(name, "money"))
        return record

    def combination(self, name: str) -> Tree | None:
        """Two or three ladders of the same tiers as one tier."""
        ladders = [k for k in self.vocabulary.of("choice") if not k.type]
        alike = [k for k in ladders if k.options == ladders[0].options]
        if len(alike) < 2:
            return None
        function = self.draw(st.sampled_from(("lowest", "highest", "majority", "all_of", "tier_below", "tier_above")))
        parts = self.draw(st.permutations(alike))[:3] if function != "majority" else [*alike, *alike][:3]
        parts = parts[:1] if function.startswith("tier_") else parts
        self.vocabulary.known.append(Known(name, "choice", options=alike[0].options, ordered=True))
        return self.formulas.call(function, *(p.words for p in parts))

    def scorecard(self, name: str) -> Tree | None:
        """Scores whose weights are exactly 100% together."""
        scores = self.vocabulary.of("points", missable=True)
        items = self.draw(st.lists(st.sampled_from(scores), min_size=1, max_size=4, unique_by=lambda k: k.words))
        if not any(k.gridless and not k.missable for k in items):
            return None
        groups: list[str] = []
        record: dict[str, Tree] = {"items": self.grouped(groups, items)}
        if any(i.missable for i in items):
            record["if_missing"] = self.draw(st.sampled_from(IF_MISSING))
        if self.draw(st.booleans()):
            record["adjust"] = [self.adjustment() for _ in range(self.draw(st.integers(1, 2)))]
        if self.draw(st.booleans()):
            record |= {"out_of": "100", "within": ["-20", "120 points"]}
        self.vocabulary.known.append(Known(name, "points", gridless=True))
        self.vocabulary.known.append(Known(f"{name}.ratio", "plain", gridless=True))
        self.vocabulary.known += [Known(f"{name}.{g}", "points", missable=True, gridless=True) for g in groups]
        return record

    def grouped(self, groups: list[str], items: Sequence[Known]) -> Tree:
        """Weighted scores, sometimes the later ones in a group, and of that the later ones in another."""
        kept = self.draw(st.integers(1, len(items)))
        anchored = any(k.gridless and not k.missable for k in items[kept:])
        if kept == len(items) or not anchored:
            return dict(zip([i.words for i in items], self.items(items), strict=True))
        group, inner = f"group_{len(items)}", self.grouped(groups, items[kept:])
        own, *weights = self.weights(kept + 1)
        groups.append(group)
        found: dict[str, Tree] = dict(zip([i.words for i in items[:kept]], weights, strict=True))
        return {**found, group: {"weight": own, "items": inner}}

    def adjustment(self) -> Tree:
        """Points, sometimes within limits of their own."""
        points = self.formulas.number("points", 1)
        limits = self.draw(st.sampled_from(({}, {"at_least": "-5"}, {"at_most": "3 points"})))
        return {"points": points, **limits} if limits else points

    def items(self, items: Sequence[Known]) -> list[Tree]:
        """One weight each, sometimes with a word of its own on what is missing."""
        return [
            {"weight": weight, "if_missing": self.draw(st.sampled_from(IF_MISSING))}
            if self.draw(st.booleans())
            else weight
            for weight in self.weights(len(items))
        ]

    def weights(self, number: int) -> list[str]:
        """Weights that add up to exactly 100%, some of them in tenths."""
        cuts = self.draw(st.sets(st.integers(1, 999), min_size=number - 1, max_size=number - 1))
        parts = [b - a for a, b in pairwise((0, *sorted(cuts), 1000))]
        return [f"{p // 10}%" if p % 10 == 0 else f"{p // 10}.{p % 10}%" for p in parts]

    def awards(self, name: str) -> Tree:
        """Amounts behind gates."""
        items: dict[str, Tree] = {f"item_{i}": self.award() for i in range(self.draw(st.integers(1, 3)))}
        record: dict[str, Tree] = {"items": items}
        if self.draw(st.booleans()):
            record["requires"] = [self.formulas.flag() for _ in range(self.draw(st.integers(1, 2)))]
        if self.draw(st.booleans()):
            record["void_when"] = [self.event() for _ in range(self.draw(st.integers(1, 2)))]
        self.vocabulary.known += [Known(f"{name}.{i}", "money") for i in items] + [Known(name, "money")]
        return record

    def award(self) -> Tree:
        """An amount behind a condition, or so much a piece, perhaps up to a limit."""
        if self.draw(st.integers(0, 2)):
            return {"when": self.formulas.flag(), "amount": self.formulas.number("money", 1)}
        record: dict[str, Tree] = {"count": self.formulas.number("plain", 1), "each": self.formulas.number("money", 1)}
        if self.draw(st.booleans()):
            record["limit"] = self.formulas.number("money", 1)
        return record

    def event(self) -> Tree:
        """What voids something, with or without a reason."""
        reason = self.draw(st.sampled_from(("", "作弊", "late, again")))
        return {"when": self.formulas.flag(), "reason": reason} if reason else self.formulas.flag()

    def output(self, name: str) -> Tree:
        """A figure beside the pay."""
        kind: Kind = self.draw(st.sampled_from((*NUMBERS, "flag")))
        formula = self.formulas.flag() if kind == "flag" else self.formulas.number(kind, 2)
        record: dict[str, Tree] = {"formula": formula, "label": name}
        if kind != "flag" and self.draw(st.booleans()):
            record["decimals"] = str(self.draw(st.integers(0, 2)))
            record["rounding"] = self.draw(st.sampled_from(ROUNDINGS))
        return record if self.draw(st.booleans()) else formula

    def salary(self, adjustment: Sequence[str] = ()) -> Tree:
        """Lines and limits; mostly with a floor, so that the total is not negative.

        `adjustment` names the money input and the two text inputs of a manual adjustment, where there are some.
        """
        names = [self.vocabulary.fresh(self.draw) for _ in range(self.draw(st.integers(1, 4)))]
        salary: dict[str, Tree] = {"lines": {name: self.line() for name in names}}
        match self.draw(st.integers(0, 3)):
            case 0:
                salary["may_be_negative"] = "true"
            case 1:
                salary |= {"at_least": "0", "at_most": self.cap()}
            case _:
                salary["at_least"] = self.draw(st.sampled_from(("0", "100 元", "12.345 元")))
        if self.draw(st.booleans()):
            salary["rounding"] = self.draw(st.sampled_from(ROUNDINGS))
        if self.draw(st.integers(0, 2)) == 0:
            salary |= Treatments(self, tuple(names)).drawn(salary, adjustment)
        return salary

    def line(self) -> Tree:
        """One line."""
        formula = self.formulas.number("money", 2)
        if self.draw(st.booleans()):
            return formula
        record: dict[str, Tree] = {"formula": formula, "label": "一行", "tag": self.draw(st.sampled_from(TAGS))}
        if self.draw(st.booleans()):
            record["rounding"] = self.draw(st.sampled_from(ROUNDINGS))
        if self.draw(st.booleans()):
            record["decimals"] = str(self.draw(st.integers(0, 2)))
        for limit in ("at_least", "at_most"):
            if self.draw(st.integers(0, 3)) == 0:
                record[limit] = self.cap() if limit == "at_most" else self.formulas.number("money", 1)
        return record

    def cap(self) -> str:
        """A limit that is not the same for everybody, so that it is not seen to lie below a floor."""
        inputs = [k for k in self.vocabulary.of("money") if k.type]
        return f"{self.formulas.pick(inputs).words} + {self.formulas.inner(self.formulas.number('money', 1))}"
