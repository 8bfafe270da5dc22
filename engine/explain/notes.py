"""What a value's construct made of it, as JSON: the notes of the program with the numbers of one evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import assert_never

from engine.base.frozen import frozen
from engine.explain.exact import Json, exact, number
from engine.explain.found import Found
from engine.explain.nearby import Nearby
from engine.explain.steps import bound_json
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
    Slice,
    Slices,
    Standard,
    Sums,
    Voided,
    Weight,
    Weights,
    Whole,
)
from engine.program import Group, Input, Missing, Node, Pick, Ref, Select, Value
from engine.run.reference import Evaluation

Told = dict[str, Json]


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
            yield self._group(node)
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

    def _group(self, node: Group) -> Told:
        """A statistic: of what, over whom, and how many of them there are."""
        told: Told = {"note": "group", "function": node.function, "others": node.others}
        if node.operand is not None:
            told["of"] = node.operand.name
        if node.among is not None:
            told["among"] = node.among.name
        counted = [e for e in self.group if node.among is None or e.values[node.among.name] is True]
        own = node.among is None or self.found.values[node.among.name] is True
        told["counted"] = len(counted) - (node.others and own)
        return told

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
        of, at = self.found.of, self.found.at
        match note:
            case Slices(on, parts, before):
                start: Told = {} if before is None else {"starting_at": at(before)}
                return {"note": "slices", "on": at(on), **start, **self._slices(on, parts)}
            case Whole(on, over, counts, rate):
                more: Told = {} if over is None else {"over": at(over)}
                return {"note": "whole", "on": at(on), **more, "counts": exact(of(counts)), "rate": exact(of(rate))}
            case Ladder():
                return self._ladder(note)
            case Curve():
                return self._curve(note)
            case Weights(parts=weights, divisor=divisor):
                whole: Told = {} if divisor is None else {"present": exact(of(divisor))}
                return {"note": "weights", "parts": [self._weight(w) for w in weights], **whole}
            case Adjusted(before, adjustments):
                points: list[Json] = [{"words": words, "value": exact(of(node))} for words, node in adjustments]
                return {"note": "adjusted", "before": exact(of(before)), "parts": points}
            case Limit(which, before, limit, after):
                return {"note": "limit", "which": which, "limit": exact(of(limit)), **self._change(before, after)}
            case Condition(part, flag, words, name, reason):
                told: Told = {"note": "condition", "part": part, "words": words, "of": name, "holds": exact(of(flag))}
                return {**told, "reason": reason} if reason else told
            case Instead(divisor, words):
                return {"note": "if_zero", "divisor": at(divisor), "words": words, "applied": of(divisor) == 0}
            case Enough(people, least, words):
                count = of(people) if not isinstance(people, Group) else self.found.values[self.value.name]
                few = isinstance(count, Fraction) and count < least
                return {
                    "note": "if_small",
                    "counted": exact(count),
                    "least": least,
                    "words": words,
                    "applied": few,
                }
            case Prorated(share, before):
                return {"note": "prorated", "share": at(share), "before": exact(of(before))}
            case Voided(flag, before):
                return {"note": "voided", "by": at(flag), "before": exact(of(before)), "applied": of(flag) is True}
            case Column(table, column):
                return {"note": "column", "table": table, "column": column, "chosen_by": self._chosen_by()}
            case Standard(source):
                return {"note": "standard", "source": source, **dict(self.value.origin.details)}
            case Shared():
                return self._shared(note)
            case Place(on, place, people, level):
                asked = {"of": people, "level": level}
                more = {key: exact(of(node)) for key, node in asked.items() if node is not None}
                return {"note": "place", "on": at(on), "place": exact(of(place)), **more}
            case Sums(parts):
                return {"note": "sums", "parts": [{"what": what, **_dict(at(node))} for what, node in parts]}
            case _:
                assert_never(note)

    def _slices(self, on: Node, parts: Sequence[Slice]) -> Told:
        rows: list[Json] = []
        for part in parts:
            amount, rate = self.found.number(part.amount), self.found.number(part.rate)
            rows.append(
                {
                    "lower": bound_json(part.band.lower),
                    "upper": bound_json(part.band.upper),
                    "from": _end(part.start),
                    "to": _end(part.end),
                    "amount": exact(self.found.of(part.amount)),
                    "rate": exact(self.found.of(part.rate)),
                    "pay": None if amount is None or rate is None else number(amount * rate),
                }
            )
        base, paid = self.found.number(on), self.found.values[self.value.name]
        blended = number(paid / base) if base and isinstance(paid, Fraction) else None
        return {"parts": rows, "blended": blended}

    def _ladder(self, note: Ladder) -> Told:
        return {
            "note": "steps",
            "on": self.found.at(note.on),
            "start": note.start,
            "bound": number(note.bound),
            "every": number(note.every),
            "count": note.count,
            "each": exact(self.found.of(note.each)),
            "steps": exact(self.found.of(note.steps)),
        }

    def _curve(self, note: Curve) -> Told:
        """The two points between which a value lies; one of them where it lies beyond all points."""
        told: Told = {"note": "curve", "on": self.found.at(note.on), "outside": note.outside}
        on = self.found.number(note.on)
        if on is None:
            return told
        before = [point for point in note.points if point[0] <= on]
        after = [point for point in note.points if point[0] > on]
        for key, point in (("from", before[-1:]), ("to", after[:1])):
            if point:
                told[key] = {"at": number(point[0][0]), "value": number(point[0][1])}
        return told

    def _weight(self, weight: Weight) -> Json:
        counts = self.found.number(weight.counts)
        told: Told = {
            "label": weight.label,
            "score": self.found.at(weight.score),
            "weight": number(weight.weight),
            "counts": exact(self.found.of(weight.counts)),
            "weighted": None if counts is None else exact(self.found.of(weight.weighted)),
        }
        missing = isinstance(self.found.of(weight.score), Missing)
        return {**told, "if_missing": weight.if_missing} if weight.if_missing and missing else told

    def _change(self, before: Node, after: Node) -> Told:
        first, then = self.found.of(before), self.found.of(after)
        return {"before": exact(first), "after": exact(then), "applied": first != then}

    def _chosen_by(self) -> list[Json]:
        """The values whose results choose the cell of a column."""
        taken = self.found.taken(self.value.node)
        return list(
            dict.fromkeys(n.index.name for n in taken if isinstance(n, Pick) and isinstance(n.index, Ref | Input))
        )

    def _shared(self, note: Shared) -> Told:
        return {
            "note": "shared",
            "pool": exact(self.found.of(note.pool)),
            "own": exact(self.found.of(note.own)),
            "shares": exact(self.found.of(note.shares)),
            "whole_cents": exact(self.found.of(note.whole_cents)),
            "left_over": exact(self.found.of(note.left_over)),
        }


def _end(value: Fraction | None) -> Json:
    return None if value is None else number(value)


def _dict(told: Json) -> Told:
    assert isinstance(told, dict)
    return told
