"""A team report as sheets of a workbook: the same figures as on the page, all rows of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.base.text import Language, Text
from engine.excel.grid import Column, Form, Grid, Page, Value
from engine.report import words as w

Json = Mapping[str, Any]

_FIVE = (
    (w.MIN, "min"), (w.Q1, "q1"), (w.MEDIAN, "median"), (w.Q3, "q3"), (w.MAX, "max"), (w.MEAN, "mean"),
)  # fmt: skip


def report_sheets(report: Json, language: Language) -> tuple[Page | Grid, ...]:
    """The sheets of a report: one to read, and one each for gates, groups, problems and provenance."""
    sheets = _Sheets(report, language)
    page = Page(sheets.said(w.REPORT), f"{sheets.said(w.REPORT)} · {report['title'] or report['plan']}", sheets.page())
    groups = (sheets.groups(),) if report["groups"] else ()
    return (page, sheets.gates(), *groups, sheets.problems(), sheets.about())


class _Sheets:
    """One report in one language."""

    def __init__(self, report: Json, language: Language) -> None:
        self.report = report
        self.language: Language = language

    def said(self, text: Text) -> str:
        """A text in the workbook's language."""
        return text.to(self.language)

    def page(self) -> tuple[Grid, ...]:
        """What is read from top to bottom."""
        return (*self.summary(), *self.mix(), self.lines(), *self.spread(), *self.tiers(), *self.top())

    def grid(
        self, name: Text, columns: Sequence[tuple[str, Form]], rows: Sequence[Sequence[Value]], *, total: bool = False
    ) -> Grid:
        """A table; `total` puts the sums of its amounts below it."""
        made = tuple(Column(heading, form, summed=total and form == "money") for heading, form in columns)
        below = self.said(w.TOTAL) if total else ""
        return Grid(self.said(name), made, rows, self.report["decimals"], below)

    def summary(self) -> Iterator[Grid]:
        """How many people, how much in all, and the middle of it."""
        people, pay = self.report["people"], self.report["pay"]
        counts: list[list[Value]] = [
            [self.said(w.PAID), Decimal(people["paid"])],
            [self.said(w.UNPAID), Decimal(people["unpaid"])],
        ]
        yield self.grid(w.PEOPLE, [(self.said(w.PEOPLE), "text"), ("", "number")], counts)
        amounts: list[list[Value]] = [[self.said(w.TOTAL), Decimal(self.report["total"])]]
        if pay is not None:
            amounts += [[self.said(name), Decimal(pay[key])] for name, key in _FIVE]
        heads: list[tuple[str, Form]] = [(self.said(w.SPREAD), "text"), (self.report["currency"], "money")]
        yield self.grid(w.SPREAD, heads, amounts)

    def mix(self) -> Iterator[Grid]:
        """Pay by tag."""
        rows: list[list[Value]] = [
            [w.part_label(part, self.language), Decimal(part["amount"]), _share(part["share"])]
            for part in self.report["mix"]
        ]
        if rows:
            yield self.grid(
                w.MIX, self.heads((w.TAG, "text"), (w.AMOUNT, "money"), (w.SHARE, "percent")), rows, total=True
            )

    def lines(self) -> Grid:
        """What each line adds up to."""
        rows: list[list[Value]] = [
            [line["label"], Decimal(line["amount"]), Decimal(line["people"])] for line in self.report["lines"]
        ]
        heads = self.heads((w.LINE, "text"), (w.AMOUNT, "money"), (w.PEOPLE, "number"))
        return self.grid(w.LINES, heads, rows, total=bool(rows))

    def spread(self) -> Iterator[Grid]:
        """The classes of pay."""
        if self.report["pay"] is None:
            return
        rows: list[list[Value]] = [
            [f"{w.money(part['from'])} – {w.money(part['to'])}", Decimal(part["amount"]), Decimal(part["people"])]
            for part in self.report["pay"]["classes"]
        ]
        heads = self.heads((w.RANGE, "text"), (w.AMOUNT, "money"), (w.PEOPLE, "number"))
        yield self.grid(w.SPREAD, heads, rows, total=True)

    def tiers(self) -> Iterator[Grid]:
        """How many are in each tier."""
        for tiers in self.report["tiers"]:
            rows: list[list[Value]] = [
                [
                    self.said(w.NONE) if part["tier"] is None else part["tier"],
                    Decimal(part["people"]),
                    _share(part["share"]),
                    None if part["mean"] is None else Decimal(part["mean"]),
                ]
                for part in tiers["of"]
            ]
            heads = self.heads((w.PEOPLE, "number"), (w.SHARE, "percent"), (w.MEAN, "money"))
            yield self.grid(w.TIERS, [(tiers["label"], "text"), *heads], rows)

    def top(self) -> Iterator[Grid]:
        """How few make how much."""
        if not self.report["top"]:
            return
        first = self.report["top"][0]
        heads: list[tuple[str, Form]] = [
            (self.said(w.TOP), "text"),
            (self.said(w.TOP_PEOPLE.format(percent=first["top_percent"])), "number"),
            (self.said(w.TOP_SHARE), "percent"),
            (self.said(w.MOST_PEOPLE.format(percent=first["most_percent"])), "number"),
        ]
        rows: list[list[Value]] = [
            [
                w.top_label(part, self.language),
                Decimal(part["top_people"]),
                _share(part["top_share"]),
                Decimal(part["most_people"]),
            ]
            for part in self.report["top"]
        ]
        yield self.grid(w.TOP, heads, rows)

    def about(self) -> Grid:
        """Which plan, which engine, which data."""
        told = [(name, self.report[key]) for name, key in (*w.ORIGINS, (w.DATA, "table"))]
        rows: list[list[Value]] = [[self.said(name), value] for name, value in told if value]
        return self.grid(w.ABOUT, [(self.said(w.ABOUT), "text"), ("", "long")], rows)

    def gates(self) -> Grid:
        """One row for everybody who missed a gate."""
        rows: list[list[Value]] = [
            [gate["label"], gate["reason"] or gate["said"][self.language], self.said(w.KINDS[gate["kind"]]), person]
            for gate in self.report["gates"]
            for person in gate["people"]
        ]
        heads = self.heads((w.OF, "text"), (w.GATE, "long"), (w.PROBLEM, "text"), (w.WHO, "text"))
        nothing: list[Value] = ["", self.said(w.NO_GATES if not self.report["gates"] else w.NOBODY), "", ""]
        return self.grid(w.GATES, heads, rows or [nothing])

    def groups(self) -> Grid:
        """Each group's people and pay."""
        rows: list[list[Value]] = [
            [
                *group["group"],
                Decimal(group["people"]),
                Decimal(group["amount"]),
                _share(group["share"]),
                *(Decimal(group[key]) for key in ("mean", "median", "min", "max")),
            ]
            for group in self.report["groups"]
        ]
        names: list[tuple[str, Form]] = [(name, "text") for name in self.report["group_by"]]
        heads = self.heads(
            (w.PEOPLE, "number"), (w.AMOUNT, "money"), (w.SHARE, "percent"), (w.MEAN, "money"), (w.MEDIAN, "money"),
            (w.MIN, "money"), (w.MAX, "money"),
        )  # fmt: skip
        return self.grid(w.GROUPS, [*names, *heads], rows)

    def problems(self) -> Grid:
        """What is wrong with the data, and where."""
        rows: list[list[Value]] = [
            [
                self.said(w.SEVERITIES[problem["severity"]]),
                problem["code"],
                w.place(problem, self.language),
                problem["person"] or "",
                problem["message"][self.language],
                problem["help"][self.language],
            ]
            for problem in self.report["problems"]
        ]
        nothing: list[Value] = [self.said(w.NO_PROBLEMS), *("" for _ in range(5))]
        heads: list[tuple[str, Form]] = [
            (self.said(w.SEVERITY), "text"),
            (self.said(w.CODE), "text"),
            *self.heads((w.WHERE, "text"), (w.WHO, "text"), (w.PROBLEM, "long"), (w.HELP, "long")),
        ]
        return self.grid(w.PROBLEMS, heads, rows or [nothing])

    def heads(self, *columns: tuple[Text, Form]) -> list[tuple[str, Form]]:
        """Headings in the language."""
        return [(self.said(name), form) for name, form in columns]


def _share(share: str | None) -> Value:
    """A share as the fraction that a format shows as a percentage."""
    return None if share is None else Decimal(share) / 100
