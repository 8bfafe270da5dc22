"""Formulas of a trace: in the reader's words, and again with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.describe.formulas import Readable
from engine.describe.months import in_month, months_of
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.formula.tree import Call, Expression, Name, Number

_COLUMN: Final = Text("{table}的{column}", "{table} {column}")
_OWN_COLUMNS: Final = {"比率": "ratio", "加权分": "weighted"}
"""Columns that constructs give themselves, by their Chinese names."""
_HOW: Final = {
    "sum": Text("合计", "sum"),
    "mean": Text("平均", "mean"),
    "min": Text("最小", "least"),
    "max": Text("最大", "greatest"),
}
"""What is made of the figures of several months."""
_EACH: Final = Text("，", ", ")
"""Between the figures of months."""


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
        months = months_of(call)
        if known is None and months is not None:
            return self._months(call, months)
        return known or super().call(call)

    def _months(self, call: Call, months: int) -> str:
        """A function over several months with the figures of each: `mean(1.00, 2.00)`, `this month B = A, …`."""
        what, _, how = call.function.partition("_")
        if what == "ago":
            return to_text(call.arguments[0], self._ago(months))
        first = 1 if what == "previous" else 0
        figures = [(n, to_text(call.arguments[0], self._ago(n))) for n in range(first, first + months)]
        if what in ("running", "previous"):
            return f"{_HOW[how].to(self.language)}({', '.join(figure for _, figure in figures)})"
        told = _EACH.to(self.language).join(in_month(n, figure, self.language) for n, figure in figures)
        return f"({told})" if what == "months" else told

    def _ago(self, months: int) -> Numbers:
        """The same numbers as they were so many months ago; what is the same in every month stays."""
        ending = f" -{months}"
        then = {name.removesuffix(ending): shown for name, shown in self.shown.items() if name.endswith(ending)}
        return replace(self, shown={**self.shown, **then}) if months else self


def _months_ago(call: Call) -> str:
    """The name of a value of an earlier month, where a call stands for one."""
    if call.function != "ago" or not isinstance(call.arguments[1], Number):
        return ""
    return f"{to_text(call.arguments[0])} -{call.arguments[1].value}"


@lru_cache(maxsize=2000)
def parsed(formula: str) -> Expression | None:
    """The tree of a formula of the trace; None where there is none.

    One formula is told several times on a page, and again on everybody else's.
    """
    source = SourceFile("formula", formula)
    found = parse_text(formula, lambda start, end: Span(source, start, end)).value if formula else None
    return found.root if found is not None else None
