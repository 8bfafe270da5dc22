"""What was done to an amount, in sentences: prorated, rounded, kept within limits, voided; and what it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.describe.words import detail_words, rounding_words, source_words, statistic_words
from engine.explain import said
from engine.explain.tell_conditions import condition

if TYPE_CHECKING:
    from engine.explain.telling import Telling

Told = Mapping[str, Any]
_OF_A_PERCENT: Final = 2
"""Decimals that a ratio has more than the percentage."""


def sums(telling: Telling, note: Told) -> str:
    """The amounts that a value follows from."""
    words = []
    for part in note["parts"]:
        if isinstance(part["value"], dict):
            continue
        told = telling.reader.named(part.get("name", ""))
        kind = "text" if part["what"] in ("reason", "approver") else "money" if told is None else told["kind"]
        words.append(f"{said.SUMS[part['what']].to(telling.reader.language)} {telling.shown(part['value'], kind)}")
    return said.COMMA.to(telling.reader.language).join(words)


def prorated(telling: Telling, note: Told) -> str:
    """The share of an amount."""
    if note["share"]["value"] == "1":
        return ""
    told = telling.reader.named(note["share"].get("name", ""))
    words = telling.formula(told["formula"]) if told is not None and told.get("formula") else ""
    share = telling.shown(note["share"]["value"], "percent")
    return telling.text(said.PRORATED, before=telling.shown(note["before"], "money"), share=share) + (
        telling.text(said.IN_BRACKETS, words=words) if words else ""
    )


def rounding(telling: Telling, note: Told) -> str:
    """Before and after rounding, where that makes a difference."""
    if note["before"] == note["after"] or not isinstance(note["before"], str):
        return ""
    kind = telling.told["kind"] if note["whole"] else "number"
    before, after = (telling.shown(note[key], kind) for key in ("before", "after"))
    places = note["decimals"] - (_OF_A_PERCENT if kind == "percent" else 0)
    return telling.text(said.ROUNDED, before=before, after=after, n=places, mode=rounding_words(note["mode"]))


def limit(telling: Telling, note: Told) -> str:
    """Before and after a floor or a cap, where that makes a difference."""
    if not note["applied"]:
        return ""
    before, after = (telling.shown(note[key], telling.told["kind"]) for key in ("before", "after"))
    if telling.adjusts:
        words = said.TOP_UP if note["which"] == "at_least" else said.CUT
    elif note["which"] == "at_least" and str(note["after"]).startswith("-"):
        words = said.NO_MORE_OFF
    else:
        words = said.FLOORED if note["which"] == "at_least" else said.CAPPED
    return telling.text(words, before=before, after=after)


def voided(telling: Telling, note: Told) -> str:
    """What happened, and what the amount was before."""
    if not note["applied"]:
        return ""
    by = telling.reader.value(note["by"].get("name", ""))
    events = [n for n in by["notes"] if n["note"] == "condition"] if by is not None else []
    why = [condition(telling, event) for event in events if event["holds"] is True][:1]
    return telling.joined(*why, telling.text(said.WAS, before=telling.shown(note["before"], telling.told["kind"])))


def standard(telling: Telling, note: Told) -> str:
    """Where a standard value was read."""
    found = [source_words(note["source"]).to(telling.reader.language)]
    for key in ("category", "statistic", "window", "as_of"):
        if key in note:
            words = statistic_words(note[key]) if key == "statistic" else Text(note[key], note[key])
            found.append(f"{detail_words(key).to(telling.reader.language)} {words.to(telling.reader.language)}")
    return telling.text(said.STANDARD, source=said.COMMA.to(telling.reader.language).join(found))
