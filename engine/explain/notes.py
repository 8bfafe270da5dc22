"""What a value's operations and its construct made of it, as JSON: notes with the numbers of one evaluation.

Tables, scores and groups have modules of their own: what is said of them is more than a line each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from engine.base.frozen import frozen
from engine.explain.exact import Json, Told, exact
from engine.explain.found import Found
from engine.explain.group_notes import of_group, of_statistic
from engine.explain.nearby import Nearby
from engine.explain.score_notes import of_score
from engine.explain.steps import bound_json
from engine.explain.table_notes import of_table
from engine.notes import (
    Adjusted,
    Column,
    Condition,
    Curve,
    Enough,
    Instead,
    Ladder,
    Limit,
    Note,
    Place,
    Prorated,
    Shared,
    Slices,
    Standard,
    Sums,
    Voided,
    Weights,
    Whole,
)
from engine.program import Group, Missing, Select, Value
from engine.run.reference import Evaluation


@frozen
class Noted:
    """One value with what its nodes came to, in the company of the group."""

    value: Value
    found: Found
    nearby: Nearby
    group: Sequence[Evaluation]

    def all(self) -> list[Json]:
        """Every note of the value: what follows from its operations, then what its construct says of it."""
        told = [*self._general(), *(self._told(note) for note in self.value.origin.notes)]
        return list(told)

    def _general(self) -> Iterator[Told]:
        node, result = self.value.node, self.found.values[self.value.name]
        if isinstance(result, Missing):
            yield self._missing(result)
        if isinstance(node, Group):
            yield of_statistic(node, self.found, self.group)
            return
        if isinstance(node, Select):
            yield self._band(node)
        itself = {id(part) for part in self.found.whole(node)}
        for before, after, how in self.found.roundings(node):
            yield {
                "note": "rounding",
                "before": exact(self.found.of(before)),
                "after": exact(self.found.of(after)),
                "decimals": how.decimals,
                "mode": how.mode,
                "whole": id(after) in itself,
            }

    def _missing(self, result: Missing) -> Told:
        told: Told = {"note": "missing", "cause": result.cause}
        reason = self.nearby.program.reasons.get(result.cause)
        return told if reason is None else {**told, "zh": reason.zh, "en": reason.en}

    def _band(self, node: Select) -> Told:
        on, chosen = self.found.number(node.on), self.found.of(node)
        told: Told = {"note": "band", "on": self.found.at(node.on)}
        if on is None or not isinstance(chosen, int) or isinstance(chosen, bool):
            return told
        told["index"] = chosen
        told["otherwise"] = not any(band.holds(on) for band in node.bands)
        if not told["otherwise"]:
            band = node.bands[chosen]
            told |= {"name": band.name, "lower": bound_json(band.lower), "upper": bound_json(band.upper)}
        told["neighbours"] = self.nearby.bands(self.value, node, on)
        return told

    def _told(self, note: Note) -> Told:
        match note:
            case Slices() | Whole() | Ladder() | Curve() | Column():
                return of_table(note, self.value, self.found)
            case Weights() | Adjusted() | Limit():
                return of_score(note, self.found)
            case Enough() | Shared() | Place():
                return of_group(note, self.value, self.found)
            case Condition() | Instead() | Standard():
                return self._situation(note)
            case Prorated() | Voided() | Sums():
                return self._pay(note)
            case _:
                assert_never(note)

    def _situation(self, note: Condition | Instead | Standard) -> Told:
        """Which condition held, what stands in for a quotient by zero, where a threshold comes from."""
        of = self.found.of
        match note:
            case Condition(part, flag, words, name, reason):
                told: Told = {"note": "condition", "part": part, "words": words, "of": name, "holds": exact(of(flag))}
                return {**told, "reason": reason} if reason else told
            case Instead(divisor, words):
                zero = of(divisor) == 0
                return {"note": "if_zero", "divisor": self.found.at(divisor), "words": words, "applied": zero}
            case Standard(source):
                return {"note": "standard", "source": source, **dict(self.value.origin.details)}
            case _:
                assert_never(note)

    def _pay(self, note: Prorated | Voided | Sums) -> Told:
        """Which share of an amount is paid, what took it away, which amounts it follows from."""
        of, at = self.found.of, self.found.at
        match note:
            case Prorated(share, before):
                return {"note": "prorated", "share": at(share), "before": exact(of(before))}
            case Voided(flag, before):
                return {"note": "voided", "by": at(flag), "before": exact(of(before)), "applied": of(flag) is True}
            case Sums(parts):
                return {"note": "sums", "parts": [{"what": what, **_dict(at(node))} for what, node in parts]}
            case _:
                assert_never(note)


def _dict(told: Json) -> Told:
    assert isinstance(told, dict)
    return told
