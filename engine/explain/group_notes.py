"""What the company of the group made of a value, as JSON: a figure of the group, a place in it, a share of a pool."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from engine.explain.exact import Told, exact
from engine.explain.found import Found
from engine.notes import Enough, Place, Shared
from engine.program import Group, Value
from engine.run.reference import Evaluation

GroupNote = Enough | Shared | Place


def of_statistic(node: Group, found: Found, group: Sequence[Evaluation]) -> Told:
    """A statistic: of what, over whom, and how many of them there are."""
    told: Told = {"note": "group", "function": node.function, "others": node.others}
    if node.operand is not None:
        told["of"] = node.operand.name
    if node.among is not None:
        told["among"] = node.among.name
    counted = [e for e in group if node.among is None or e.values[node.among.name] is True]
    own = node.among is None or found.values[node.among.name] is True
    told["counted"] = len(counted) - (node.others and own)
    return told


def of_group(note: GroupNote, value: Value, found: Found) -> Told:
    """A note of the value's place among others, with the numbers of one evaluation."""
    match note:
        case Enough(people, least, words):
            count = found.values[value.name] if isinstance(people, Group) else found.of(people)
            few = isinstance(count, Fraction) and count < least
            return {"note": "if_small", "counted": exact(count), "least": least, "words": words, "applied": few}
        case Shared():
            return _shared(note, found)
        case Place(on, place, people, level):
            asked = {"of": people, "level": level}
            more = {key: exact(found.of(node)) for key, node in asked.items() if node is not None}
            return {"note": "place", "on": found.at(on), "place": exact(found.of(place)), **more}
        case _:
            assert_never(note)


def _shared(note: Shared, found: Found) -> Told:
    return {
        "note": "shared",
        "pool": exact(found.of(note.pool)),
        "own": exact(found.of(note.own)),
        "shares": exact(found.of(note.shares)),
        "whole_cents": exact(found.of(note.whole_cents)),
        "left_over": exact(found.of(note.left_over)),
    }
