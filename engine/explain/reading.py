"""A trace as people read it: each line with its formula, the numbers put in, and the reasons below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from engine.base.quantities import QUANTITIES, Quantity
from engine.base.showing import show_number
from engine.base.source import SourceFile, Span
from engine.base.text import Language, Text
from engine.describe.bounds import band_words
from engine.describe.formulas import Readable
from engine.explain.worked import Worked
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.formula.tree import Call, Expression, Name
from engine.program import Band, Bound

Told = Mapping[str, Any]
"""A part of a trace."""

_NOWHERE: Final = Span(SourceFile("", ""), 0, 0)
_PLAIN: Final = Quantity("number")
_COLUMNS: Final = {"比率": "ratio", "加权分": "weighted"}
"""Columns that constructs give themselves, by their Chinese names."""
_FORMULA_IS_A_PART: Final = ("scorecards", "tables", "tiers", "awards")
"""Constructs whose formula is what they look at, not how they are computed."""
_ADJUSTMENT: Final = "adjustment"
"""The tag of what the engine adds so that a floor or a cap holds: its formula is the limit, not the amount."""
_REASONS: Final = ("metric", "threshold", "table", "column", "scorecard", "tier", "group")
_SHOWN: Final = 6
"""Decimals of a number that has no end (1/3), rounded for reading only."""
_NOT_APPLICABLE: Final = Text("不适用", "not applicable")
_FLAGS: Final = {True: Text("是", "yes"), False: Text("否", "no")}


@dataclass(frozen=True)
class Numbers(Readable):
    """A formula with numbers instead of names."""

    shown: Mapping[str, str]

    def name(self, name: Name) -> str:
        """What the name came to, or its label where it has no value of its own."""
        column = _COLUMNS.get(name.column or "", name.column)
        found = self.shown.get(name.words) or self.shown.get(f"{name.name}.{column}")
        return found or super().name(name)

    def call(self, call: Call) -> str:
        """What a group's statistic came to, for one's own figure is not the group's; any other call as it stands."""
        return self.shown.get(to_text(call)) or super().call(call)


@dataclass(frozen=True)
class Reader:
    """One trace in one language."""

    trace: Told
    language: Language

    def value(self, name: str) -> Told | None:
        """The value of a name."""
        return next((v for v in self.trace["values"] if v["name"] == name), None)

    def text(self, told: Told) -> str:
        """A value of the trace in its unit."""
        found = told["value"]
        if isinstance(found, bool):
            return _FLAGS[found].to(self.language)
        if isinstance(found, dict):
            return _NOT_APPLICABLE.to(self.language)
        quantity = QUANTITIES.get(told["kind"], _PLAIN)
        return self.number(found, quantity) if told["kind"] not in ("choice", "text", "date") else str(found)

    def number(self, digits: str, quantity: Quantity) -> str:
        """A number in its unit; an endless one is rounded and marked."""
        value = Fraction(digits)
        if "/" not in digits:
            return show_number(value, quantity).to(self.language)
        percent = 2 if quantity.unit == "percent" else 0
        near = Fraction(round(value * 10 ** (_SHOWN + percent)), 10 ** (_SHOWN + percent))
        return "≈ " + show_number(near, quantity).to(self.language)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Each line of the payslip: its label, its amount, and how it came about."""
        for line in self.trace["lines"]:
            told = self.value(line["value"])
            assert told is not None
            yield line["label"], self.text(told), "" if line["tag"] == _ADJUSTMENT else self.how(told)
        total = self.value(self.trace["total"])
        assert total is not None
        yield Text("合计", "total").to(self.language), self.text(total), ""

    def how(self, told: Told) -> str:
        """A value's formula in the author's words, then with the numbers put in; its band where it chose one."""
        band = self.band(self._chosen_by(told))
        if band:
            return band
        tree = (
            _parsed(told["formula"])
            if told["role"] != "group" and told["construct"] not in _FORMULA_IS_A_PART
            else None
        )
        if tree is None and told["role"] == "group":
            return ""
        if tree is None:
            return Worked(self).text(told["steps"])
        words = to_text(tree, Readable(self._labels, self.language))
        numbers = to_text(tree, Numbers(self._labels, self.language, self._numbers))
        return words if words == numbers or isinstance(tree, Name) else f"{words} = {numbers}"

    def _chosen_by(self, told: Told) -> Told:
        """The value that chose the row of a table's column; any other value itself."""
        step = told["steps"]
        chosen = self.value(step["of"][0].get("name", "")) if step["op"] == "pick" else None
        return told if chosen is None else chosen

    def band(self, told: Told) -> str:
        """Which band a value chose, of what, with both bounds."""
        step = told["steps"]
        if step["op"] != "band" or not isinstance(step.get("result"), dict):
            return ""
        on = step["of"][0]
        measured = self.named(on.get("name", ""))
        chosen = step["result"]["option"]
        if measured is None or chosen >= len(step["bands"]):
            return ""
        kind = QUANTITIES.get(measured["kind"], _PLAIN)
        where = band_words(_band(step["bands"][chosen]), kind)
        name = f"{measured['label']} {self.text(measured)}"
        return Text(f"{name}，{where.zh}", f"{name}: {where.en}").to(self.language)

    def reasons(self) -> Iterator[tuple[str, str, str]]:
        """What the lines rest on: metrics, scores and tiers, each with its value and how it came about."""
        for told in self.trace["values"]:
            if told["role"] in _REASONS:
                yield told["label"], self.text(told), self.how(told)

    def named(self, name: str) -> Told | None:
        """The value or the input of a name."""
        return self.value(name) or next((i for i in self.trace["inputs"] if i["name"] == name), None)

    def about(self, what: str) -> list[tuple[str, str, str]]:
        """One value, by name or label, and before it the named values that it rests on."""
        told = next(v for v in self.trace["values"] if what in (v["name"], v["label"]))
        wanted = {told["name"], *self._below(told["steps"])}
        rows = [v for v in self.trace["values"] if v["name"] in wanted and (v["role"] != "part" or v is told)]
        return [(v["label"], self.text(v), self.how(v)) for v in rows]

    def _below(self, step: Told) -> Iterator[str]:
        if step["op"] == "value":
            yield step["name"]
            told = self.value(step["name"])
            yield from self._below(told["steps"]) if told else ()
        for part in step.get("of", ()):
            yield from self._below(part)

    @property
    def _labels(self) -> Mapping[str, str]:
        return {v["name"]: v["label"] for v in (*self.trace["inputs"], *self.trace["values"])}

    @property
    def _numbers(self) -> Mapping[str, str]:
        return {v["name"]: self.text(v) for v in (*self.trace["inputs"], *self.trace["values"])}


def _parsed(formula: str) -> Expression | None:
    source = SourceFile("formula", formula)
    parsed = parse_text(formula, lambda start, end: Span(source, start, end)).value if formula else None
    return parsed.root if parsed is not None else None


def _band(told: Told) -> Band:
    return Band(_bound(told["lower"]), _bound(told["upper"]), _NOWHERE, told["name"])


def _bound(told: Told | None) -> Bound | None:
    return None if told is None else Bound(Fraction(told["value"]), told["inclusive"], _NOWHERE)
