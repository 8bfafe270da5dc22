"""Scorecards, places and shares of a pool in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.explain import said
from engine.explain.exact import number

if TYPE_CHECKING:
    from engine.explain.telling import Telling

Told = Mapping[str, Any]


def weights(telling: Telling, note: Told) -> str:
    """The weighted scores, and what is not as usual about them."""
    words = " + ".join(
        f"{score_label(telling, p)} {telling.shown(p['counts'], 'points')} × {telling.shown(p['weight'], 'percent')}"
        for p in note["parts"]
    )
    return telling.joined(words, *weights_said(telling, note))


def weights_said(telling: Telling, note: Told) -> list[str]:
    """What is not as usual about the weights: parts without a value, and the weight that is left."""
    found = [
        telling.text(said.IF_MISSING[p["if_missing"]], item=score_label(telling, p))
        for p in note["parts"]
        if "if_missing" in p
    ]
    if note.get("present") not in (None, "1"):
        found.append(telling.text(said.PRESENT, weight=telling.shown(note["present"], "percent")))
    return found


def score_label(telling: Telling, part: Told) -> str:
    """What an item of a scorecard is called: its own label, or that of its score."""
    told = telling.reader.named(part["score"].get("name", ""))
    own = str(part["label"])
    if told is not None and own in (told["name"], told["name"].partition(".")[0]):
        return telling.reader.label(told)
    return telling.reader.words(own)


def adjusted(telling: Telling, note: Told) -> str:
    """The points that were added to a weighted score, and those that were taken off."""
    before = telling.shown(note["before"], "points")
    parts = [f"{telling.reader.words(p['words'])} {telling.shown(p['value'], 'points')}" for p in note["parts"]]
    return telling.text(said.ADJUSTED, before=before, parts=said.LIST.to(telling.reader.language).join(parts))


def place(telling: Telling, note: Told) -> str:
    """One's place, of how many, and how many are level."""
    words = said.PLACE_OF if "of" in note else said.PLACE
    place = telling.shown(note["place"], "count")
    text = telling.text(words, on=telling.at(note["on"]), place=place, of=telling.shown(note.get("of", "0"), "count"))
    level = note.get("level")
    return telling.joined(text, telling.text(said.LEVEL, n=level) if isinstance(level, str) and level != "1" else "")


def shared(telling: Telling, note: Told) -> str:
    """One's part of a pool."""
    money = [telling.shown(note[key], "money") for key in ("pool", "whole_cents")]
    zero = next((n for n in telling.told["notes"] if n["note"] == "if_zero" and n["applied"]), None)
    if zero is not None:
        text = telling.text(said.SHARED_IF_ZERO[zero["words"]], pool=money[0], cents=money[1])
        return telling.joined(text, _extra_cent(telling, note))
    shares = [telling.shown(note[key], "number") for key in ("own", "shares")]
    text = telling.text(said.SHARED, pool=money[0], own=shares[0], shares=shares[1], cents=money[1])
    return telling.joined(text, _extra_cent(telling, note))


def _extra_cent(telling: Telling, note: Told) -> str:
    """What somebody gets more than the whole cents of their share, because their rest is among the largest."""
    paid, cents = telling.told["value"], note["whole_cents"]
    if not (isinstance(paid, str) and isinstance(cents, str)) or Fraction(paid) == 0:
        return ""
    extra = abs(Fraction(paid)) - Fraction(cents)
    return telling.text(said.EXTRA_CENT, cents=telling.shown(number(extra), "money")) if extra else ""


def group(telling: Telling, note: Told) -> str:
    """How many are in a figure of the group."""
    if note["function"] in ("count", "place"):
        return ""
    instead = telling.reader.of_too_few(telling.told)
    if instead:
        return telling.text(said.TOO_FEW, n=_count(telling, note), words=instead)
    return telling.text(said.COUNTED, n=_count(telling, note))


def _count(telling: Telling, note: Told) -> str:
    """How many people there are in a figure."""
    return telling.shown(str(note["counted"]), "count")
