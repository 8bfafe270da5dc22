"""Conditions in sentences: what was required, which case counted, what stood in the place of what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.base.text import one_line
from engine.explain import said

if TYPE_CHECKING:
    from engine.explain.telling import Telling

Told = Mapping[str, Any]


def condition(telling: Telling, note: Told) -> str:
    """A condition with its numbers, and whether it holds."""
    what = telling.with_numbers(note["words"])
    holds = note["holds"] is True
    match note["part"]:
        case "requires" if telling.told["role"] == "tier" and not holds:
            return telling.text(said.ASKED_BY, tier=note["of"], what=what)
        case "requires":
            return telling.text(said.REQUIRED if holds else said.REQUIRED_NOT, what=what)
        case "when":
            met = telling.text(said.MET if holds else said.NOT_MET, what=what)
            return telling.joined(met, _not_paid(telling)) if holds else met
        case "void_when":
            return _void(telling, note, what) if holds else ""
        case _:
            cases = [n for n in telling.told["notes"] if n["note"] == "condition"]
            return case_of(telling, cases) if note is cases[0] else ""


def _not_paid(telling: Telling) -> str:
    """Why what was met pays nothing: the award that it belongs to is refused as a whole, or voided."""
    award = telling.reader.value(telling.told["name"].rpartition(".")[0])
    if award is None or award["role"] != "award" or telling.told["value"] != "0":
        return ""
    parts = {part: telling.reader.value(f"{award['name']}.{part}") for part in ("requirements_met", "void")}
    met, void = (None if told is None else told["value"] for told in parts.values())
    refused = met is False or void is True
    return telling.text(said.NOT_PAID, award=telling.reader.label(award)) if refused else ""


def _void(telling: Telling, note: Told, what: str) -> str:
    """The reason, and what happened where the reason does not say that itself."""
    reason = str(note.get("reason", ""))
    if reason == one_line(note["words"]):
        return telling.text(said.VOID, reason=what)
    return telling.text(said.VOID_BY, reason=reason, what=what)


def case_of(telling: Telling, cases: Sequence[Told]) -> str:
    """Which of some cases counts: the first that holds, or the last where none does."""
    note = next(n for n in cases if n["holds"] is True)
    what = telling.with_numbers(note["words"]) if note["words"] else ""
    if "reason" not in note:
        return telling.text(said.HOLDS, what=what) if what else said.NONE_HOLDS.to(telling.reader.language)
    then = telling.reader.words(note["reason"])
    if note["part"] == "otherwise" and not note["words"]:
        return telling.text(said.OTHER_CASE, then=then)
    return telling.text(said.CASE, what=what, then=then)


def if_zero(telling: Telling, note: Told) -> str:
    """What stands in the place of a value whose divisor is zero; of a pool its share says that."""
    if not note["applied"] or any(n["note"] == "shared" for n in telling.told["notes"]):
        return ""
    told = telling.reader.named(note["divisor"].get("name", ""))
    divisor = "" if told is None else telling.reader.label(told)
    return telling.text(said.IF_ZERO, divisor=divisor, words=telling.instead(note["words"]))


def if_small(telling: Telling, note: Told) -> str:
    """What stands in the place of a figure of too few."""
    if not note["applied"]:
        return ""
    return telling.text(said.IF_SMALL, n=note["counted"], least=note["least"], words=telling.instead(note["words"]))


def missing(telling: Telling, note: Told) -> str:
    """Why a value is not there."""
    if telling.reader.language in note:
        return str(note[telling.reader.language])
    told = telling.reader.named(note["cause"])
    if told is None or told is telling.told:
        return ""
    return telling.text(said.MISSING, name=telling.reader.label(told))
