"""A team report as one HTML page that needs nothing else: no script, no font, no address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from pathlib import PurePath
from typing import Any, Final

from engine.base.text import Language, Text
from engine.explain.tags import tag_words
from engine.payslip.html import document, header, section
from engine.report import words as w
from engine.report.markup import Cell, bar, figure, label, length, paragraph, table
from engine.report.style import STYLE

Json = Mapping[str, Any]

_COLOURS: Final = 8
_NAMED: Final = 40
_ROWS: Final = 200
"""People named for a gate and problems listed on the page; all are in the other forms."""


def to_html(report: Json, language: Language) -> str:
    """The page of a report."""
    return _Page(report, language).text()


class _Page:
    """One report in one language."""

    def __init__(self, report: Json, language: Language) -> None:
        self.report = report
        self.language: Language = language

    def text(self) -> str:
        """The whole page."""
        title = f"{self.said(w.REPORT)} · {self.report['title'] or self.report['plan']}"
        return document(title, self.language, self.body(), STYLE)

    def said(self, text: Text) -> str:
        """A text in the page's language."""
        return text.to(self.language)

    def body(self) -> Iterator[str]:
        """The parts of the page."""
        yield from self.header()
        yield from self.tiles()
        yield '<div class="grid">'
        if self.report["mix"]:
            yield from section("mix", self.said(w.MIX), self.mix())
        if self.report["pay"] is not None:
            yield from section("spread", self.said(w.SPREAD), self.spread())
        yield "</div>"
        yield '<div class="grid">'
        if self.report["tiers"]:
            yield from section("tiers", self.said(w.TIERS), self.tiers())
        if self.report["top"]:
            yield from section("top", self.said(w.TOP), self.top())
        yield "</div>"
        yield from section("gates", self.said(w.GATES), self.gates())
        if self.report["groups"]:
            yield from section("groups", self.said(w.GROUPS), self.groups())
        if self.report["lines"]:
            yield from section("lines", self.said(w.LINES), self.lines())
        yield from section("problems", self.said(w.PROBLEMS), self.problems())
        yield from section("about", self.said(w.ABOUT), self.about())

    def header(self) -> Iterator[str]:
        """Which plan and data, and the sum of all pay."""
        report = self.report
        version = f" · {self.said(w.VERSION)} {report['plan_version']}" if report["plan_version"] else ""
        about = f"{self.said(w.DATA)} {PurePath(report['table']).name}{version}"
        yield header(
            self.said(w.REPORT),
            report["title"] or report["plan"],
            f'<p class="about">{escape(about)}</p>',
            (f"{self.said(w.TOTAL)} {report['currency']}", w.money(report["total"])),
        )

    def tiles(self) -> Iterator[str]:
        """The figures that are asked for first."""
        people, pay = self.report["people"], self.report["pay"]
        told = [(w.PAID, f"{people['paid']:,}"), (w.UNPAID, f"{people['unpaid']:,}")]
        if pay is not None:
            told += [(name, w.money(pay[key])) for name, key in _FEW]
        cells = "".join(f'<li class="tile"><span>{escape(self.said(n))}</span><b>{v}</b></li>' for n, v in told)
        yield f'<ul class="tiles">{cells}</ul>'
        if people["unpaid"]:
            yield paragraph(w.UNPAID_NOTE.format(unpaid=f"{people['unpaid']:,}").to(self.language), "alert")

    def mix(self) -> Iterator[str]:
        """Pay by tag, as one stacked bar and a table."""
        mix = self.report["mix"]
        if mix[0]["share"] is None:
            yield paragraph(self.said(w.NO_SHARE))
        else:
            positive = [max(Fraction(part["share"]), Fraction(0)) for part in mix]
            whole = sum(positive, Fraction(0))
            parts = (
                f'<i class="c{at % _COLOURS}" style="width:{length(part / whole * 100)}"></i>'
                for at, part in enumerate(positive)
                if part
            )
            yield f'<div class="stack" aria-hidden="true">{"".join(parts)}</div>'
        rows = (
            (
                Cell(w.part_label(part, self.language), "words", None, _swatch(at)),
                figure(w.money(part["amount"])),
                figure(self.percent(part["share"])),
            )
            for at, part in enumerate(mix)
        )
        hundred = "100.0%" if mix[0]["share"] is not None else ""
        foot = (label(self.said(w.TOTAL)), figure(w.money(self.report["total"])), figure(hundred))
        yield from table(self.said(w.MIX), self.heads(w.TAG, (w.AMOUNT, w.SHARE)), rows, foot)

    def spread(self) -> Iterator[str]:
        """Quartiles on a strip, and the classes as bars."""
        pay = self.report["pay"]
        yield _strip(pay)
        five = "".join(f"<li><span>{escape(self.said(n))}</span> {w.money(pay[key])}</li>" for n, key in _FIVE)
        yield f'<ul class="five">{five}</ul>'
        most = max(part["people"] for part in pay["classes"])
        rows = (
            (
                label(f"{w.short_money(part['from'])} – {w.short_money(part['to'])}"),
                bar(part["people"], most),
                figure(f"{part['people']:,}"),
                figure(w.money(part["amount"])),
            )
            for part in pay["classes"]
        )
        heads = (label(self.said(w.RANGE)), Cell("", "bar"), figure(self.said(w.PEOPLE)), figure(self.said(w.AMOUNT)))
        yield from table(self.said(w.SPREAD), heads, rows)

    def tiers(self) -> Iterator[str]:
        """How many are in each tier."""
        heads = (
            label(self.said(w.TIER)),
            Cell("", "bar"),
            *(figure(self.said(name)) for name in (w.PEOPLE, w.SHARE, w.MEAN)),
        )
        for tiers in self.report["tiers"]:
            most = max(1, *(part["people"] for part in tiers["of"]))
            rows = [
                (
                    label(self.said(w.NONE) if part["tier"] is None else part["tier"]),
                    bar(part["people"], most),
                    figure(f"{part['people']:,}"),
                    figure(self.percent(part["share"])),
                    figure("" if part["mean"] is None else w.money(part["mean"])),
                )
                for part in tiers["of"]
            ]
            yield from table(tiers["label"], heads, rows, shown=True)

    def top(self) -> Iterator[str]:
        """How few make how much."""
        first = self.report["top"][0]
        heads = (
            label(self.said(w.OF)),
            *(
                figure(text.to(self.language))
                for text in (
                    w.TOP_PEOPLE.format(percent=first["top_percent"]),
                    w.TOP_SHARE,
                    w.MOST_PEOPLE.format(percent=first["most_percent"]),
                )
            ),
        )
        rows = (
            (
                label(w.top_label(part, self.language)),
                figure(self.people(part["top_people"], part["top_share_of_people"])),
                figure(self.percent(part["top_share"])),
                figure(self.people(part["most_people"], part["most_share_of_people"])),
            )
            for part in self.report["top"]
        )
        yield from table(self.said(w.TOP), (Cell(self.said(w.AMOUNT), "words"), *heads[1:]), rows)

    def gates(self) -> Iterator[str]:
        """Who missed which gate."""
        if not self.report["gates"]:
            yield paragraph(self.said(w.NO_GATES))
            return
        most = max(self.report["people"]["paid"], 1)
        rows = (
            (
                Cell(gate["reason"] or gate["said"][self.language], "long"),
                label(gate["label"]),
                label(self.said(w.KINDS[gate["kind"]])),
                bar(gate["missed"], most),
                figure(f"{gate['missed']:,}"),
                figure(self.percent(gate["share"])),
                Cell(self.named(gate["people"]), "who"),
            )
            for gate in self.report["gates"]
        )
        heads = (
            *(label(self.said(name)) for name in (w.GATE, w.OF, w.PROBLEM)),
            Cell("", "bar"),
            figure(self.said(w.PEOPLE)),
            figure(self.said(w.SHARE)),
            label(self.said(w.WHO)),
        )
        yield from table(self.said(w.GATES), heads, rows)

    def groups(self) -> Iterator[str]:
        """Each group's people and pay."""
        names = self.report["group_by"]
        most = max(Decimal(1), *(Decimal(group["amount"]) for group in self.report["groups"]))
        rows = (
            (
                *(label(part) for part in group["group"]),
                bar(Decimal(group["amount"]), most),
                figure(f"{group['people']:,}"),
                figure(w.money(group["amount"])),
                figure(self.percent(group["share"])),
                *(figure(w.money(group[key])) for key in ("mean", "median", "min", "max")),
            )
            for group in self.report["groups"]
        )
        figures = (w.PEOPLE, w.AMOUNT, w.SHARE, w.MEAN, w.MEDIAN, w.MIN, w.MAX)
        heads = (*map(label, names), Cell("", "bar"), *(figure(self.said(name)) for name in figures))
        yield from table(self.said(w.GROUPS), heads, rows)

    def lines(self) -> Iterator[str]:
        """What each line adds up to."""
        rows = (
            (
                label(line["label"]),
                label(tag_words(line["tag"], self.language)),
                figure(f"{line['people']:,}"),
                figure(w.money(line["amount"])),
            )
            for line in self.report["lines"]
        )
        heads = (label(self.said(w.LINE)), label(self.said(w.TAG)), *self.figures((w.PEOPLE, w.AMOUNT)))
        foot = (label(self.said(w.TOTAL)), label(""), figure(""), figure(w.money(self.report["total"])))
        yield from table(self.said(w.LINES), heads, rows, foot)

    def problems(self) -> Iterator[str]:
        """What is wrong with the data, and where."""
        found = self.report["problems"]
        if not found:
            yield paragraph(self.said(w.NO_PROBLEMS))
            return
        rows = (
            (
                Cell(self.said(w.SEVERITIES[problem["severity"]]), problem["severity"]),
                label(w.place(problem, self.language)),
                label(problem["person"] or ""),
                Cell(problem["message"][self.language], "long"),
                Cell(problem["help"][self.language], "long"),
            )
            for problem in found[:_ROWS]
        )
        heads = [Cell(""), *(label(self.said(name)) for name in (w.WHERE, w.WHO, w.PROBLEM, w.HELP))]
        yield from table(self.said(w.PROBLEMS), heads, rows)
        if len(found) > _ROWS:
            yield paragraph(self.said(w.MORE))

    def about(self) -> Iterator[str]:
        """Where it all comes from, and how the figures are made."""
        rows = "".join(
            f'<tr><th scope="row">{escape(self.said(name))}</th><td>{escape(self.report[key])}</td></tr>'
            for name, key in w.ORIGINS
            if self.report[key]
        )
        yield paragraph(self.said(w.DEFINITIONS))
        yield f'<table class="proof"><caption class="hidden">{escape(self.said(w.ABOUT))}</caption>{rows}</table>'

    def heads(self, first: Text, others: Sequence[Text]) -> tuple[Cell, ...]:
        """Headings: words, then figures."""
        return (label(self.said(first)), *self.figures(others))

    def figures(self, names: Iterable[Text]) -> tuple[Cell, ...]:
        """Headings above figures."""
        return tuple(figure(self.said(name)) for name in names)

    def percent(self, share: str | None) -> str:
        """A share, or nothing where there is none."""
        return "" if share is None else f"{share}%"

    def people(self, number: int, share: str) -> str:
        """So many people, and what share of all they are."""
        return w.OF_PEOPLE.format(people=f"{number:,}", share=share).to(self.language)

    def named(self, people: Sequence[str]) -> str:
        """The first of these people."""
        if not people:
            return self.said(w.NOBODY)
        comma = "、" if self.language == "zh" else ", "
        return comma.join(people[:_NAMED]) + (" …" if len(people) > _NAMED else "")


_FEW: Final = ((w.MEAN, "mean"), (w.MEDIAN, "median"), (w.MIN, "min"), (w.MAX, "max"))
_FIVE: Final = ((w.MIN, "min"), (w.Q1, "q1"), (w.MEDIAN, "median"), (w.Q3, "q3"), (w.MAX, "max"))


def _swatch(at: int) -> str:
    return f'<i class="swatch c{at % _COLOURS}" aria-hidden="true"></i>'


def _strip(pay: Json) -> str:
    """From the least to the most, with the middle half and the median."""
    low, high = Fraction(pay["min"]), Fraction(pay["max"])
    if low == high:
        return ""

    def at(key: str) -> Fraction:
        return (Fraction(pay[key]) - low) / (high - low) * 100

    return (
        '<div class="strip" aria-hidden="true"><i class="whole"></i>'
        f'<i class="half" style="left:{length(at("q1"))};width:{length(at("q3") - at("q1"))}"></i>'
        f'<i class="median" style="left:{length(at("median"))}"></i></div>'
    )
