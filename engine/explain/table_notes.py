"""What a table, steps or a curve made of a value, as JSON: the piece that counts, its rate, and what chose the cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from engine.explain.exact import Json, Told, exact, number
from engine.explain.found import Found
from engine.explain.steps import bound_json
from engine.notes import Column, Curve, Ladder, Slice, Slices, Whole
from engine.program import Input, Node, Pick, Ref, Value

TableNote = Slices | Whole | Ladder | Curve | Column


def of_table(note: TableNote, value: Value, found: Found) -> Told:
    """A note of the value's table, with the numbers of one evaluation."""
    match note:
        case Slices(on, parts, before):
            start: Told = {} if before is None else {"starting_at": found.at(before)}
            return {"note": "slices", "on": found.at(on), **start, **_slices(on, parts, value, found)}
        case Whole(on, over, counts, rate):
            more: Told = {} if over is None else {"over": found.at(over)}
            counted = {"counts": exact(found.of(counts)), "rate": exact(found.of(rate))}
            return {"note": "whole", "on": found.at(on), **more, **counted}
        case Ladder():
            return _ladder(note, found)
        case Curve():
            return _curve(note, found)
        case Column(table, column):
            return {"note": "column", "table": table, "column": column, "chosen_by": _chosen_by(value, found)}
        case _:
            assert_never(note)


def _slices(on: Node, parts: Sequence[Slice], value: Value, found: Found) -> Told:
    rows: list[Json] = [_slice(part, found) for part in parts]
    base, paid = found.number(on), found.values[value.name]
    blended = number(paid / base) if base and isinstance(paid, Fraction) else None
    return {"parts": rows, "blended": blended}


def _slice(part: Slice, found: Found) -> Told:
    amount, rate = found.number(part.amount), found.number(part.rate)
    return {
        "lower": bound_json(part.band.lower),
        "upper": bound_json(part.band.upper),
        "from": _end(part.start),
        "to": _end(part.end),
        "amount": exact(found.of(part.amount)),
        "rate": exact(found.of(part.rate)),
        "pay": None if amount is None or rate is None else number(amount * rate),
    }


def _end(value: Fraction | None) -> Json:
    return None if value is None else number(value)


def _ladder(note: Ladder, found: Found) -> Told:
    return {
        "note": "steps",
        "on": found.at(note.on),
        "start": note.start,
        "bound": number(note.bound),
        "every": number(note.every),
        "count": note.count,
        "each": exact(found.of(note.each)),
        "steps": exact(found.of(note.steps)),
    }


def _curve(note: Curve, found: Found) -> Told:
    """The two points between which a value lies; one of them where it lies beyond all points."""
    told: Told = {"note": "curve", "on": found.at(note.on), "outside": note.outside}
    on = found.number(note.on)
    if on is None:
        return told
    before = [point for point in note.points if point[0] <= on]
    after = [point for point in note.points if point[0] > on]
    for key, point in (("from", before[-1:]), ("to", after[:1])):
        if point:
            told[key] = {"at": number(point[0][0]), "value": number(point[0][1])}
    return told


def _chosen_by(value: Value, found: Found) -> list[Json]:
    """The values whose results choose the cell of a column."""
    taken = found.taken(value.node)
    return list(dict.fromkeys(n.index.name for n in taken if isinstance(n, Pick) and isinstance(n.index, Ref | Input)))
