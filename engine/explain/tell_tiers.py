"""How far away the next tier is, what the pay would be there, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.base.showing import before_word
from engine.base.text import Text
from engine.explain import said
from engine.explain.exact import number

if TYPE_CHECKING:
    from engine.explain.telling import Telling

Told = Mapping[str, Any]


def next_tier(telling: Telling) -> Iterator[str]:
    """How far away the next tier is and what the pay would be there, where that is known."""
    band = next((note for note in telling.told["notes"] if note["note"] == "band"), None)
    if telling.told["role"] != "tier" or band is None:
        return
    for near in band.get("neighbours", ()):
        if near["index"] == band["index"] + 1:
            yield _neighbour(telling, band, near)


def _neighbour(telling: Telling, band: Told, near: Told) -> str:
    kind = telling.kind_of(band["on"])
    words = said.MORE if near["side"] == "up" else said.LESS
    if not near["bound"]["inclusive"]:
        words = said.MORE_THAN if near["side"] == "up" else said.LESS_THAN
    by, bound = _distance(telling, near["distance"], kind), telling.shown(near["bound"]["value"], kind)
    ends = near["bound"]["inclusive"]  # beyond a bound that is not included a word follows the number
    text = telling.text(words, by=by if ends else Text(before_word(by), by), bound=bound, tier=near["name"])
    return text + _pay(telling, near)


def _distance(telling: Telling, digits: str, kind: str) -> str:
    """How far it is; of percentages in percentage points."""
    shown = telling.shown(digits, kind)
    return telling.text(said.PERCENT_POINTS, n=shown.removesuffix("%")) if kind == "percent" else shown


def _pay(telling: Telling, near: Told) -> str:
    total = telling.reader.value(telling.reader.trace["total"])
    if "total" not in near or total is None or not isinstance(total["value"], str):
        return ""
    change = Fraction(near["total"]) - Fraction(total["value"])
    if not change:
        return said.NO_CHANGE.to(telling.reader.language)
    by = ("+" if change > 0 else "") + telling.shown(number(change), "money")
    return telling.text(said.WOULD_BE, total=telling.shown(near["total"], "money"), by=by)


def requirements(telling: Telling) -> Iterator[Told]:
    """What the tier that somebody has asks for, and what of the next one is not met."""
    tiers = telling.told.get("options", [])
    chosen = tiers.index(telling.told["value"]) if telling.told["value"] in tiers else -1
    for place, tier in enumerate(tiers):
        rung = telling.reader.value(f"{telling.told['name']} {tier}")
        if rung is not None and place in (chosen, chosen + 1):
            yield from (n for n in rung["notes"] if place == chosen or n["holds"] is False)
