"""Tables in sentences: the band, the slices, the rate on all, the steps, the piece of a curve, the cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from engine.base.quantities import QUANTITIES, Quantity
from engine.explain import said, tell_conditions
from engine.explain.intervals import interval

if TYPE_CHECKING:
    from engine.explain.telling import Telling

Told = Mapping[str, Any]

_PLAIN: Final = Quantity("number")


def band(telling: Telling, note: Told) -> str:
    """What lies in which band, with both its bounds."""
    name = telling.at(note["on"])
    if "index" not in note:
        return name
    if note["otherwise"]:
        return telling.text(said.OTHERWISE, on=name)
    where = interval(note["lower"], note["upper"], QUANTITIES.get(telling.kind_of(note["on"]), _PLAIN))
    return telling.text(said.IN_BAND, on=name, where=where)


def _where(telling: Telling, note: Told) -> str:
    if note.get("otherwise", True):
        return ""
    return interval(note["lower"], note["upper"], QUANTITIES.get(telling.kind_of(note["on"]), _PLAIN)).to(
        telling.reader.language
    )


def slices(telling: Telling, note: Told) -> str:
    """The slices that pay something, each at its rate, in one line."""
    kind, rate = telling.kind_of(note["on"]), rate_kind(telling)
    paid = [p for p in note["parts"] if isinstance(p["amount"], str) and p["amount"] != "0"]
    words = " + ".join(f"{telling.shown(p['amount'], kind)} × {telling.shown(p['rate'], rate)}" for p in paid)
    return telling.joined(words, starting_at(telling, note), blended(telling, note)) if words else ""


def starting_at(telling: Telling, note: Told) -> str:
    """From where the slices go on, if not from the first."""
    return telling.text(said.STARTING_AT, before=telling.at(note["starting_at"])) if "starting_at" in note else ""


def blended(telling: Telling, note: Told) -> str:
    """The one rate that the slices make together."""
    if note["blended"] is None:
        return ""
    return telling.text(said.BLENDED, rate=telling.shown(note["blended"], rate_kind(telling)))


def rate_kind(telling: Telling) -> str:
    """The kind of the rates of a table."""
    for value in telling.reader.trace["values"]:
        for note in value["notes"]:
            if note["note"] == "column" and note["table"] == telling.told["name"]:
                return str(value["kind"])
    return "percent"


def whole(telling: Telling, note: Told) -> str:
    """One rate on everything that counts."""
    kind = telling.kind_of(note["on"])
    base = telling.at(note["on"])
    if "over" in note:
        base = telling.text(
            said.OVER, on=base, over=telling.at(note["over"]), counts=telling.shown(note["counts"], kind)
        )
    paid = f"{base} × {telling.shown(note['rate'], rate_kind(telling))}"
    chosen = telling.reader.value(f"{telling.told['name']}.band")
    notes = [] if chosen is None else [n for n in chosen["notes"] if n["note"] == "band"]
    where = next((_where(telling, n) for n in notes), "")
    return telling.joined(paid, where)


def steps(telling: Telling, note: Told) -> str:
    """So much for every so much more, and how many of these there are."""
    kind, each = telling.kind_of(note["on"]), telling.told["kind"]
    words = telling.text(
        said.STEPS[note["start"]],
        on=telling.at(note["on"]),
        bound=telling.shown(note["bound"], kind),
        every=telling.shown(note["every"], kind),
        count=said.COUNTS[note["count"]],
        each=telling.shown(note["each"], each),
    )
    return telling.joined(words, telling.text(said.STEPS_PAID, steps=telling.shown(note["steps"], "number"),
                                          each=telling.shown(note["each"], each)))  # fmt: skip


def curve(telling: Telling, note: Told) -> str:
    """Between which two points a value lies."""
    kind, ends = telling.kind_of(note["on"]), []
    for key in ("from", "to"):
        if key in note:
            at, value = telling.shown(note[key]["at"], kind), telling.shown(note[key]["value"], telling.told["kind"])
            ends.append(telling.text(said.POINT, at=at, value=value))
    words = said.BETWEEN_POINTS if len(ends) == len(("from", "to")) else said.BEYOND_POINT
    return telling.text(words, on=telling.at(note["on"]), points=said.TO.to(telling.reader.language).join(ends))


def cell(telling: Telling, note: Told) -> str:
    """Which row of a table a column's cell stands in: by bands, or by the options of other values."""
    found = [telling.reader.named(name) for name in note["chosen_by"]]
    words = [_choice(telling, value) for value in found if value is not None]
    if not words and telling.told["formula"]:
        return telling.formula(telling.told["formula"])
    return said.AND.to(telling.reader.language).join(word for word in words if word)


def _choice(telling: Telling, chooser: Told) -> str:
    note = next((n for n in chooser.get("notes", ()) if n["note"] == "band"), None)
    if note is not None and chooser.get("role") == "part":
        return band(telling, note)
    rule = [n for n in chooser.get("notes", ()) if n["note"] == "condition"]
    if rule:
        return tell_conditions.case_of(telling, rule)
    return f"{telling.reader.label(chooser)} {telling.reader.text(chooser)}"
