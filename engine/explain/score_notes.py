"""What a scorecard, an adjustment or a limit made of a value, as JSON."""

from __future__ import annotations

from typing import assert_never

from engine.explain.exact import Json, Told, exact, number
from engine.explain.found import Found
from engine.notes import Adjusted, Limit, Weight, Weights
from engine.program import Missing

ScoreNote = Weights | Adjusted | Limit


def of_score(note: ScoreNote, found: Found) -> Told:
    """A note of a score, or of what bounds a value, with the numbers of one evaluation."""
    match note:
        case Weights(parts=weights, divisor=divisor):
            whole: Told = {} if divisor is None else {"present": exact(found.of(divisor))}
            return {"note": "weights", "parts": [_weight(w, found) for w in weights], **whole}
        case Adjusted(before, adjustments):
            points: list[Json] = [{"words": words, "value": exact(found.of(node))} for words, node in adjustments]
            return {"note": "adjusted", "before": exact(found.of(before)), "parts": points}
        case Limit(which, before, limit, after):
            first, then = found.of(before), found.of(after)
            change: Told = {"before": exact(first), "after": exact(then), "applied": first != then}
            return {"note": "limit", "which": which, "limit": exact(found.of(limit)), **change}
        case _:
            assert_never(note)


def _weight(weight: Weight, found: Found) -> Json:
    counts = found.number(weight.counts)
    told: Told = {
        "label": weight.label,
        "score": found.at(weight.score),
        "weight": number(weight.weight),
        "counts": exact(found.of(weight.counts)),
        "weighted": None if counts is None else exact(found.of(weight.weighted)),
    }
    missing = isinstance(found.of(weight.score), Missing)
    return {**told, "if_missing": weight.if_missing} if weight.if_missing and missing else told
