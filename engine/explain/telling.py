"""How one value came about, in sentences: what it is, what was done to it and why, and what people signed about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.explain import choice, said, tell_conditions, tell_pay, tell_scores, tell_tables, tell_tiers
from engine.explain.formulas import parsed
from engine.explain.worked import Worked
from engine.formula.tree import Call, Name, Number

if TYPE_CHECKING:
    from engine.explain.reading import Reader

Told = Mapping[str, Any]
"""A part of a trace."""

_FORMULA_IS_A_PART: Final = ("scorecards", "tables", "tiers", "steps", "prizes", "pools", "distribution")
"""Constructs whose formula is what they look at, not how they are computed."""
_Say = Callable[["Telling", Told], str]
_MAIN: Final[Mapping[str, _Say]] = {
    "band": tell_tables.band,
    "slices": tell_tables.slices,
    "whole": tell_tables.whole,
    "steps": tell_tables.steps,
    "curve": tell_tables.curve,
    "weights": tell_scores.weights,
    "place": tell_scores.place,
    "shared": tell_scores.shared,
    "sums": tell_pay.sums,
    "column": tell_tables.cell,
}
"""What a value is, by the note that says so."""
_AFTER: Final[Mapping[str, _Say]] = {
    "condition": tell_conditions.condition,
    "if_zero": tell_conditions.if_zero,
    "if_small": tell_conditions.if_small,
    "adjusted": tell_scores.adjusted,
    "prorated": tell_pay.prorated,
    "rounding": tell_pay.rounding,
    "limit": tell_pay.limit,
    "voided": tell_pay.voided,
    "missing": tell_conditions.missing,
    "standard": tell_pay.standard,
    "group": tell_scores.group,
}
"""What was done to a value, in this order."""


@dataclass(frozen=True)
class Telling:
    """One value of a trace, to be told in the reader's language."""

    reader: Reader
    told: Told

    def parts(self) -> list[str]:
        """The sentences, none of them empty: how it was computed first."""
        return [part for part in (self.main(), *self.rest()) if part]

    def main(self) -> str:
        """How the value was computed: its band, its slices, its formula with the numbers put in."""
        note = self.main_note()
        if note is not None:
            return _MAIN[note["note"]](self, note)
        if self.told["steps"]["op"] == "const" or self.told["role"] == "group":
            return ""
        if self.told["formula"] and not self._formula_says_another_thing():
            return self.formula(self.told["formula"])
        return Worked(self.reader).text(self.told["steps"])

    def main_note(self) -> Told | None:
        """The note that says what the value is; of a scorecard that of its weighted score."""
        own = next((note for note in self.told["notes"] if note["note"] in _MAIN), None)
        if own is not None or self.told["role"] != "scorecard":
            return own
        weighted = self.reader.value(f"{self.told['name']}.weighted")
        return None if weighted is None else next((n for n in weighted["notes"] if n["note"] in _MAIN), None)

    def rest(self) -> Iterator[str]:
        """What was done to the value and why, what is next, and what people signed."""
        notes = [*self.told["notes"], *self._of_parts()]
        for kind, say in _AFTER.items():
            yield from (say(self, note) for note in notes if note["note"] == kind)
        if self.reader.tells_next_tier:
            yield from tell_tiers.next_tier(self)
        clause = self.told.get("clause")
        if clause is not None:
            yield self.text(said.CLAUSE, clause=clause[self.reader.language])
        if "source" in self.told:
            yield self.text(said.SOURCE, source=self.told["source"])

    def _formula_says_another_thing(self) -> bool:
        """Whether the formula is a part or a condition of the value, or its limit, and not how it was computed."""
        asked = any(note["note"] == "condition" and note["part"] == "when" for note in self.told["notes"])
        return asked or self.adjusts or self.told["construct"] in _FORMULA_IS_A_PART

    def _of_parts(self) -> Iterator[Told]:
        """The conditions of an award as a whole, and what a tier asks for that is reached."""
        for part in ("requirements_met", "void"):
            inner = self.reader.value(f"{self.told['name']}.{part}") if self.told["role"] == "award" else None
            yield from (n for n in inner["notes"] if n["note"] == "condition") if inner else ()
        if self.told["role"] == "tier":
            yield from tell_tiers.requirements(self)

    @property
    def adjusts(self) -> bool:
        """Whether this is a line that the engine adds itself, so that a floor or a cap on the total holds."""
        lines = self.reader.trace["lines"]
        return any(x["tag"] == "adjustment" and x["value"] == self.told["name"] for x in lines)

    def formula(self, formula: str) -> str:
        """A formula in words, then with the numbers put in; nothing where it only repeats the value's label."""
        words, numbers = self.reader.words(formula), self.reader.worked(formula)
        tree = parsed(formula)
        if isinstance(tree, Name):
            return "" if words == self.reader.label(self.told) else words + self._chosen_by(formula)
        if isinstance(tree, Number):
            return ""
        if self.told["kind"] == "flag":
            return self.with_numbers(formula)
        if isinstance(tree, Call) and tree.function == "if":
            return choice.of_call(self, tree)
        return f"{words} = {numbers}" if numbers else words

    def _chosen_by(self, name: str) -> str:
        """In brackets, which row of its table a column's value was taken from; nothing for any other value."""
        told = self.reader.value(name)
        note = next((n for n in told["notes"] if n["note"] == "column"), None) if told is not None else None
        words = "" if told is None or note is None else tell_tables.cell(Telling(self.reader, told), note)
        return self.text(said.IN_BRACKETS, words=words) if words else ""

    def with_numbers(self, formula: str) -> str:
        """A condition in words, with the numbers in brackets where there are some."""
        words, numbers = self.reader.words(formula), self.reader.worked(formula)
        if not numbers or isinstance(parsed(formula), Name):
            return words
        return self.text(said.WITH_NUMBERS, words=words, numbers=numbers)

    def at(self, at: Told) -> str:
        """The label of what something is on, and what it came to."""
        told = self.reader.named(at.get("name", ""))
        if told is None:
            return self.shown(at["value"], "number")
        return f"{self.reader.label(told)} {self.reader.text(told)}"

    def kind_of(self, at: Told) -> str:
        """The kind of what something is on."""
        told = self.reader.named(at.get("name", ""))
        return "number" if told is None else str(told["kind"])

    def instead(self, words: str) -> str:
        """What counts in the place of a value, in the author's words."""
        return said.NOT_APPLICABLE.to(self.reader.language) if words == "not_applicable" else self.reader.words(words)

    def shown(self, found: Any, kind: str) -> str:
        """What was found, in the unit of a kind."""
        return self.reader.shown(found, kind)

    def text(self, words: Text, /, **values: object) -> str:
        """A sentence with its places filled."""
        return words.format(**values).to(self.reader.language)

    def joined(self, *parts: str) -> str:
        """Parts of a sentence, those that are empty left out."""
        return said.COMMA.to(self.reader.language).join(part for part in parts if part)
