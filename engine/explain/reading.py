"""A trace as people read it: each line with its formula, the numbers put in, and the reasons below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, Final

from engine.base.numbers import decimals_of, plain, read_exact
from engine.base.quantities import MONEY, QUANTITIES, Quantity, scale_of
from engine.base.showing import thousands, told_number
from engine.base.text import Language, Text
from engine.explain.formulas import Numbers, Words, parsed
from engine.explain.labels import label
from engine.explain.telling import Telling
from engine.formula.show import to_text

Told = Mapping[str, Any]
"""A part of a trace."""

_PLAIN: Final = Quantity("number")
_REASONS: Final = ("metric", "threshold", "table", "column", "scorecard", "tier", "award", "group")
_SHOWN: Final = 6
"""Decimals of a number that has no end (1/3) or too many to be read, rounded for reading only."""
NEAR: Final = "≈"
"""Stands before a number that is rounded for reading only."""
_READABLE: Final = 8
"""So many decimals can still be read."""
_NOT_APPLICABLE: Final = Text("不适用", "not applicable")
_FLAGS: Final = {True: Text("是", "yes"), False: Text("否", "no")}
_TOTAL: Final = Text("合计", "total")
_BETWEEN: Final = Text("；", "; ")


@dataclass(frozen=True)
class Reader:
    """One trace in one language."""

    trace: Told
    language: Language
    tells_next_tier: ClassVar[bool] = True
    """Whether the reasons of a tier say how far the next one is; a payslip says it elsewhere, with what it is worth."""

    def value(self, name: str) -> Told | None:
        """The value of a name."""
        return self._values.get(name)

    def named(self, name: str) -> Told | None:
        """The value or the input of a name."""
        return self._values.get(name) or self._inputs.get(name)

    def label(self, told: Told) -> str:
        """What people read instead of its name."""
        return label(self, told)

    def text(self, told: Told) -> str:
        """A value of the trace in its unit."""
        return self.shown(told["value"], told["kind"])

    def shown(self, found: Any, kind: str) -> str:
        """What was found, in the unit of a kind."""
        if isinstance(found, bool):
            return _FLAGS[found].to(self.language)
        if isinstance(found, dict):
            return _NOT_APPLICABLE.to(self.language)
        return self.number(found, QUANTITIES.get(kind, _PLAIN)) if kind not in ("choice", "text", "date") else found

    def number(self, digits: str, quantity: Quantity) -> str:
        """A number in its unit; one that is endless or too long to be read is rounded and marked."""
        value, cents = read_exact(digits), self.trace["currency_decimals"]
        if quantity == MONEY and (decimals := decimals_of(value)) is not None and decimals <= cents:
            return thousands(plain(value, cents))
        percent = 2 if quantity.unit == "percent" else 0
        places = decimals_of(value / scale_of(quantity))
        if places is not None and places <= _READABLE + percent:
            return told_number(value, quantity).to(self.language)
        unit = scale_of(quantity)
        near = unit * Fraction(round(value / unit * 10 ** (_SHOWN + percent)), 10 ** (_SHOWN + percent))
        return NEAR + told_number(near, quantity).to(self.language)

    def words(self, formula: str) -> str:
        """A formula of the author's in the reader's words; text that is none as it stands."""
        tree = parsed(formula)
        return formula if tree is None else to_text(tree, Words(self._labels, self.language, self._columns))

    def plain(self, formula: str) -> str:
        """The same with figures of a group as calls: a part of such a figure's own label."""
        tree = parsed(formula)
        return formula if tree is None else to_text(tree, Words(self._labels, self.language, self._tables))

    def worked(self, formula: str) -> str:
        """A formula with the numbers put in; empty where that says no more."""
        tree = parsed(formula)
        if tree is None:
            return ""
        numbers = to_text(tree, Numbers(self._labels, self.language, self._columns, self._numbers))
        return "" if numbers == self.words(formula) else numbers

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Each line of the payslip: its label, its amount, and how it came about."""
        for line in self.trace["lines"]:
            told = self.value(line["value"])
            assert told is not None
            yield line["label"], self.text(told), self.how(told)
        total = self.value(self.trace["total"])
        assert total is not None
        yield _TOTAL.to(self.language), self.text(total), ""

    def how(self, told: Told) -> str:
        """How a value came about, in one sentence."""
        return _BETWEEN.to(self.language).join(self.parts(told))

    def parts(self, told: Told) -> list[str]:
        """How a value came about: what it is first, then what was done to it, why, and what people signed."""
        return Telling(self, told).parts()

    def reasons(self) -> Iterator[tuple[str, str, str]]:
        """What the lines rest on: metrics, scores and tiers, each with its value and how it came about."""
        for told in self.because():
            yield self.label(told), self.text(told), self.how(told)

    def because(self) -> Iterator[Told]:
        """The values that the lines rest on, in the order in which they were computed."""
        lines = {line["value"] for line in self.trace["lines"]}
        paid = {note["table"] for v in self.trace["values"] for note in v["notes"] if note["note"] == "column"}
        for told in self.trace["values"]:
            kinds = {note["note"] for note in told["notes"]}
            known = told["role"] in _REASONS or (told["role"] == "part" and self._is_rule(told, kinds))
            of_a_whole = told["role"] == "column" and self._amount_of_table(told, paid)
            if known and told["name"] not in lines and not of_a_whole:
                yield told

    def _is_rule(self, told: Told, kinds: set[str]) -> bool:
        """Whether an unnamed part is a rule of the author's: a group of a scorecard, an award, peers."""
        if told["name"].endswith((".weighted", ".requirements_met", ".void")):
            return False
        return "weights" in kinds or (told["construct"] in ("awards", "peers") and bool(told["formula"]))

    def _amount_of_table(self, told: Told, tables: set[str]) -> bool:
        """Whether a column is told with the amount that its table pays."""
        table = next((note["table"] for note in told["notes"] if note["note"] == "column"), None)
        amount = self.value(table or "")
        return (
            table in tables
            and amount is not None
            and any(note["note"] in ("slices", "whole") for note in amount["notes"])
        )

    def about(self, what: str) -> list[Told]:
        """One value, by name or label, and before it the named values that it rests on."""
        told = asked_for(self.trace, what) or next(v for v in self.trace["values"] if what == self.label(v))
        wanted = {told["name"], *self._below(told["steps"])}
        rows = [v for v in self.trace["values"] if v["name"] in wanted]
        shown = {id(v) for v in self.because()}
        return [v for v in rows if v is told or v["role"] != "part" or id(v) in shown]

    def _below(self, step: Told) -> Iterator[str]:
        if step["op"] == "value":
            yield step["name"]
            told = self.value(step["name"])
            yield from self._below(told["steps"]) if told else ()
        for part in step.get("of", ()):
            yield from self._below(part)

    @cached_property
    def _values(self) -> Mapping[str, Told]:
        return {v["name"]: v for v in self.trace["values"]}

    @cached_property
    def _inputs(self) -> Mapping[str, Told]:
        return {i["name"]: i for i in self.trace["inputs"]}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        alone = {name: label(self, told) for name, told in self._alone.items()}
        return {**alone, **{v["name"]: v["label"] for v in (*self.trace["inputs"], *self.trace["values"])}}

    @cached_property
    def _columns(self) -> Mapping[str, str]:
        """The labels of the columns, by `table.column`, and of the figures of a group."""
        groups = {v["name"]: self.label(v) for v in self.trace["values"] if v["role"] == "group"}
        return {**self._tables, **groups}

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        """The labels of the columns, by `table.column`."""
        return {v["name"]: self.label(v) for v in self.trace["values"] if v["role"] == "column"}

    @cached_property
    def _alone(self) -> Mapping[str, Told]:
        """The only column of a table, by the table's name, where that stands for it."""
        tables: dict[str, list[Told]] = {}
        for told in self.trace["values"]:
            for note in told["notes"]:
                if note["note"] == "column":
                    tables.setdefault(note["table"], []).append(told)
        return {name: found[0] for name, found in tables.items() if len(found) == 1 and self.named(name) is None}

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        alone = {name: self.text(told) for name, told in self._alone.items()}
        known = {v["name"]: self.text(v) for v in (*self.trace["inputs"], *self.trace["values"])}
        few = {v["name"]: words for v in self.trace["values"] if (words := self.of_too_few(v))}
        return {**alone, **known, **few}

    def of_too_few(self, told: Told) -> str:
        """What stands in the place of a figure of peers who are too few; empty where they are enough."""
        note = next((note for note in told["notes"] if note["note"] == "group" and "among" in note), None)
        people = None if note is None or note["function"] == "count" else self.value(f"group_count({note['among']})")
        few = next((n for n in people["notes"] if n["note"] == "if_small" and n["applied"]), None) if people else None
        if few is None:
            return ""
        return _NOT_APPLICABLE.to(self.language) if few["words"] == "not_applicable" else self.plain(few["words"])


def asked_for(trace: Told, what: str) -> Told | None:
    """The value of a name or a label; of several with a label the last that is no part of another: what is paid."""
    by_label = [value for value in trace["values"] if what == value["label"]]
    whole = [value for value in by_label if value["role"] != "part"]
    by_name = [value for value in trace["values"] if what == value["name"]]
    found = (*by_label[:1], *whole[-1:], *by_name)
    return found[-1] if found else None
