"""Formulas of a trace: in the reader's words, and again with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.describe.formulas import Readable
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.formula.tree import Call, Expression, Name, Number

_COLUMN: Final = Text("{table}的{column}", "{table} {column}")
_OWN_COLUMNS: Final = {"比率": "ratio", "加权分": "weighted"}
"""Columns that constructs give themselves, by their Chinese names."""
_OVER_MONTHS: Final = ("ago", "running_", "previous_", "in_a_row")
"""How the functions begin that look at earlier months."""


@dataclass(frozen=True)
class Words(Readable):
    """Labels for names; `columns` those of single columns, by `table.column`, and of figures of a group, by calls."""

    columns: Mapping[str, str]

    def name(self, name: Name) -> str:
        """The label; of a column its own where it has one."""
        if name.column is None:
            return self.labels.get(name.name, name.name)
        known = self.columns.get(name.words)
        table = self.labels.get(name.name, name.name)
        column = self.column(_OWN_COLUMNS.get(name.column, name.column))
        return known or _COLUMN.format(table=table, column=column).to(self.language)

    def call(self, call: Call) -> str:
        """The label of a group's figure; any other call with its arguments."""
        return self.columns.get(to_text(call)) or super().call(call)


@dataclass(frozen=True)
class Numbers(Words):
    """A formula with numbers instead of names."""

    shown: Mapping[str, str]

    def name(self, name: Name) -> str:
        """What the name came to, or its label where it has no value of its own."""
        column = _OWN_COLUMNS.get(name.column or "", name.column)
        found = self.shown.get(name.words) or self.shown.get(f"{name.name}.{column}")
        return found or super().name(name)

    def call(self, call: Call) -> str:
        """What a group's figure or those of earlier months came to, for this month's own is neither."""
        known = self.shown.get(to_text(call)) or self.shown.get(_months_ago(call))
        if known is None and call.function.startswith("group_"):
            return Words(self.labels, self.language, self.columns).call(call)
        if known is None and call.function.startswith(_OVER_MONTHS):
            return self._months(call) or Words(self.labels, self.language, self.columns).call(call)
        return known or super().call(call)

    def _months(self, call: Call) -> str:
        """A function over several months with the figures of each; empty where they are not known by name."""
        months = call.arguments[1]
        if not call.function.startswith(("running_", "previous_")) or not isinstance(months, Number):
            return ""
        name, first = to_text(call.arguments[0]), 0 if call.function.startswith("running_") else 1
        names = [f"{name} -{n}" if n else name for n in range(first, first + int(months.value))]
        figures = [self.shown[n] for n in names if n in self.shown]
        return f"{self.function(call.function)}({', '.join(figures)})" if len(figures) == len(names) else ""


def _months_ago(call: Call) -> str:
    """The name of a value of an earlier month, where a call stands for one."""
    if call.function != "ago" or not isinstance(call.arguments[1], Number):
        return ""
    return f"{to_text(call.arguments[0])} -{call.arguments[1].value}"


def parsed(formula: str) -> Expression | None:
    """The tree of a formula of the trace; None where there is none."""
    source = SourceFile("formula", formula)
    found = parse_text(formula, lambda start, end: Span(source, start, end)).value if formula else None
    return found.root if found is not None else None
