"""A trace as a page of text for the terminal: the payslip, and under it what each line rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.base.text import Language
from engine.diagnostics.color import Style, paint
from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.explain import said
from engine.explain.grids import Grid, grid
from engine.explain.reading import Reader
from engine.explain.remarks import remarks
from engine.explain.telling import Telling

Told = Mapping[str, Any]
_GAP: Final = 2
_TOO_NARROW: Final = 30
"""Columns below which an explanation stands under its value and not beside it."""
_LONGEST_LABEL: Final = 30
"""Columns up to which labels are aligned; a longer one has its value behind it."""


@dataclass(frozen=True)
class Row:
    """A label, its value, the sentences that explain it, and a table instead of the first of them."""

    label: str
    value: str
    how: tuple[str, ...] = ()
    grid: Grid | None = None
    style: Style | None = None


def page(trace: Told, language: Language, width: int, what: str | None = None, *, color: bool = False) -> str:
    """The text of a trace, aligned at a width; `what` shows one value (by name or label) and what it rests on."""
    reader = Reader(trace, language)
    layout = _Layout(width, color)
    if what is not None:
        rows = [_row(reader, told) for told in reader.about(what)]
        return "\n".join([*layout.head(reader), "", *layout.rows(rows)]) + "\n"
    parts = [*layout.head(reader), "", *layout.rows(_lines(reader))]
    outputs = [_row(reader, told) for o in trace["outputs"] if (told := reader.value(o["value"])) is not None]
    if outputs:
        parts += ["", paint(said.BESIDE.to(language), "cyan", on=color), *layout.rows(outputs)]
    for title, lines in because(reader, width, color=color):
        parts += ["", paint(title, "cyan", on=color), *lines]
    return "\n".join(parts) + "\n"


def because(reader: Reader, width: int, *, color: bool = False) -> Iterator[tuple[str, list[str]]]:
    """What the lines rest on, and what is to be said about them as a whole: headings, and the lines under each."""
    layout, language = _Layout(width, color), reader.language
    rows, notes = [_row(reader, told) for told in reader.because()], list(remarks(reader))
    if rows:
        yield said.WHY.to(language), list(layout.rows(rows))
    if notes:
        yield said.REMARKS.to(language), list(layout.sentences(notes, _GAP))


def _lines(reader: Reader) -> list[Row]:
    rows = []
    for line in reader.trace["lines"]:
        told = reader.value(line["value"])
        assert told is not None
        rows.append(_row(reader, told))
    total = reader.value(reader.trace["total"])
    assert total is not None
    return [*rows, Row(said.TOTAL.to(reader.language), reader.text(total), style="blue")]


def _row(reader: Reader, told: Told) -> Row:
    telling = Telling(reader, told)
    table = grid(telling)
    how = telling.parts() if table is None else [part for part in telling.rest() if part]
    voided = any(note["note"] == "voided" and note["applied"] for note in told["notes"])
    return Row(reader.label(told), reader.text(told), tuple(how), table, "red" if voided else None)


@dataclass(frozen=True)
class _Layout:
    """Rows in columns of a terminal."""

    width: int
    color: bool

    def head(self, reader: Reader) -> Iterator[str]:
        """Who is paid, by which plan, in which group."""
        trace = reader.trace
        about = [trace["person"], trace["title"], trace["currency"], *trace["group"].values()]
        if trace["members"] > 1:
            about.append(said.MEMBERS.format(n=trace["members"]).to(reader.language))
        yield from wrapped(visible(" · ".join(about)), self.width)

    def rows(self, rows: Sequence[Row]) -> Iterator[str]:
        """Label, value and explanation in columns; an explanation that does not fit goes on in its column."""
        labels = max((w for row in rows if (w := columns(visible(row.label))) <= _LONGEST_LABEL), default=0)
        values = max((columns(visible(row.value)) for row in rows), default=0)
        beside = _GAP + labels + _GAP + values + _GAP
        for row in rows:
            yield from self._row(row, (labels, values), beside)

    def _row(self, row: Row, widths: tuple[int, int], beside: int) -> Iterator[str]:
        how = [visible(sentence) for sentence in row.how]
        head = self._head(row, widths)
        if row.grid is not None:
            yield from head
            yield from self._grid(row.grid)
            yield from self.sentences(how, 2 * _GAP)
        elif not how or self.width - beside < _TOO_NARROW or len(head) > 1 or columns(visible(row.label)) > widths[0]:
            yield from head
            yield from self.sentences(how, 2 * _GAP)
        else:
            lines = [line for sentence in how for line in wrapped(sentence, self.width - beside)]
            yield f"{head[0]}{' ' * _GAP}{lines[0]}"
            yield from (f"{' ' * beside}{line}" for line in lines[1:])

    def _head(self, row: Row, widths: tuple[int, int]) -> list[str]:
        """Label and value; where they are too long for a line, the value stands below the label."""
        label, value = visible(row.label), visible(row.value)
        room = max(columns(label), widths[0] + widths[1] - columns(value))
        shown = value if row.style is None else paint(value, row.style, on=self.color)
        if 2 * _GAP + room + columns(value) <= self.width:
            return [f"{' ' * _GAP}{padded(label, room)}{' ' * _GAP}{shown}".rstrip()]
        return [*wrapped(label, self.width, " " * _GAP, " " * _GAP), f"{' ' * 2 * _GAP}{shown}"]

    def _grid(self, table: Grid) -> Iterator[str]:
        """The table; where it is too wide, each row as its own lines."""
        if table.width + 2 * _GAP <= self.width:
            yield from (f"{' ' * 2 * _GAP}{visible(line)}" for line in table.lines())
        else:
            for name, *cells in table.rows:
                numbers = "  ".join(f"{h} {c}" for h, c in zip(table.headings[1:], cells, strict=True) if c)
                yield from self.sentences([f"{name}:"], 2 * _GAP)
                yield from self.sentences([numbers], 3 * _GAP)
        yield from self.sentences(table.below, 2 * _GAP)

    def sentences(self, sentences: Sequence[str], indent: int) -> Iterator[str]:
        """Each sentence on lines of its own."""
        for sentence in sentences:
            yield from wrapped(visible(sentence), self.width, " " * indent, " " * indent)
