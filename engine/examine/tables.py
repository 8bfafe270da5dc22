"""Items of tables: each band, both sides of each bound, each row and cell, each tier that is reached."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.quantities import Choice, Flag, Quantity
from engine.base.showing import told_number
from engine.base.source import Span
from engine.base.text import Text, same
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, after, before
from engine.examine.goals import Goal, Item, exactly
from engine.examine.near import can_be, sides
from engine.examine.place import Place, called
from engine.plan.bands import band_told
from engine.program import Band, Const, Missing, Pick, Ref, Select, Value

Found = Iterator[tuple[tuple[object, ...], Item]]
"""Items, each with what tells it from all others."""

_BAND: Final = Text("{name}：{band} 这一段", "{name}: the band {band}")
_OTHERWISE: Final = Text("{name}：哪一段都不在，按 否则（otherwise）", "{name}: in no band (otherwise)")
_AT: Final = Text("{on} = {bound}", "{on} = {bound}")
_BELOW: Final = Text("{on} 刚好不到 {bound}", "{on} just below {bound}")
_ABOVE: Final = Text("{on} 刚好超过 {bound}", "{on} just above {bound}")
_POINT: Final = (
    Text("{on} = {own}，刚好不到 {bound}", "{on} = {own}, just below {bound}"),
    Text("{on} = {own}，刚好超过 {bound}", "{on} = {own}, just above {bound}"),
)
_ROW: Final = Text("{name}：{row} 这一行", "{name}: the row {row}")
_CELL: Final = Text("{name}：{row} 与 {column} 相交的一格", "{name}: the cell of {row} and {column}")


def bands(value: Value, select: Select, place: Place) -> Found:
    """Each band of a table or of tiers, and both sides of each bound between two of them."""
    name, kind = called(value), select.kind
    assert isinstance(kind, Quantity)
    domain, numbers = place.ranges.of(select.on), place.possible.of(select.on)
    for number, band in enumerate(select.bands):
        low, high = ends(band)
        if not can_be(low, high, domain):
            place.never()
            continue
        words = _BAND.format(name=name, band=band.name or band_told(band, kind))
        goal = Goal(select, "on", low, high)
        yield (id(select), "band", number), Item("band", value, band.span, words, (goal,))
    if select.otherwise is not None:
        goal = Goal(select, "result", *exactly(select.otherwise))
        yield (id(select), "otherwise"), Item("band", value, select.span, _OTHERWISE.format(name=name), (goal,))
    on = place.words(select.on) or same(value.origin.formula or value.label)
    for cut, span in _cuts(select):
        for at, stretch in enumerate(sides(cut, domain, numbers, cut[1])):
            if stretch is None:
                place.never()
                continue
            words = beside_words(on, cut[1], stretch, at, kind)
            yield (id(select), stretch), Item("bound", value, span, words, (Goal(select, "on", *stretch),))


def beside_words(on: Text, bound: Fraction, stretch: tuple[Cut, Cut], side: int, kind: Quantity) -> Text:
    """What lies just below (`side` 0) or just above a bound, with the number itself where it is one."""
    shown, (low, high) = told_number(bound, kind), stretch
    if stretch == (before(bound), after(bound)):
        return _AT.format(on=on, bound=shown)
    if low[1] != high[1]:
        return (_BELOW, _ABOVE)[side].format(on=on, bound=shown)
    own = told_number(low[1], kind)
    template = _AT if kind.unit == "count" else _POINT[side]
    return template.format(on=on, own=own, bound=own if kind.unit == "count" else shown)


def _cuts(select: Select) -> Iterator[tuple[Cut, Span]]:
    """Each place where one band ends and another begins, once, from the lowest."""
    found: dict[Cut, Span] = {}
    for band in select.bands:
        low, high = ends(band)
        if band.upper is not None:
            found.setdefault(high, band.upper.span)
        if band.lower is not None:
            found.setdefault(low, band.lower.span)
    return iter(sorted(found.items(), key=lambda pair: pair[0]))


def ends(band: Band) -> tuple[Cut, Cut]:
    """A band as two cuts."""
    low, high = BEFORE_ALL, AFTER_ALL
    if band.lower is not None:
        low = before(band.lower.value) if band.lower.inclusive else after(band.lower.value)
    if band.upper is not None:
        high = after(band.upper.value) if band.upper.inclusive else before(band.upper.value)
    return low, high


def cells(value: Value, pick: Pick, place: Place) -> Found:
    """Each row of a table by options, each cell of a matrix; the rows of bands are items as bands."""
    if not isinstance(pick.index, Ref):
        return
    index = place.values[pick.index.name]
    lines = [cell for cell in pick.cells if isinstance(cell, Pick)]
    if len(lines) == len(pick.cells) and lines and isinstance(value.node, Pick):
        for row, line in enumerate(lines):
            yield from _cells_of(value, index, row, line, place)
        return
    table = index.name.removesuffix(".band")
    of_bands = value.name.startswith(f"{table}.") and index.role != "input"
    if pick is not value.node or of_bands or isinstance(index.node, Const):
        return
    for number, cell in enumerate(pick.cells):
        if isinstance(cell, Const) and isinstance(cell.value, Missing):
            continue
        words = _ROW.format(name=same(value.label.rpartition(" ")[0] or value.label), row=_option(index, number))
        goal = Goal(pick.index, "result", *exactly(number))
        yield (value.origin.span.start, "row", number), Item("row", value, value.origin.span, words, (goal,))


def _cells_of(value: Value, rows: Value, row: int, line: Pick, place: Place) -> Found:
    assert isinstance(line.index, Ref)
    columns = place.values[line.index.name]
    for column in range(len(line.cells)):
        words = _CELL.format(name=same(value.label), row=_option(rows, row), column=_option(columns, column))
        goal = Goal(line.cells[column], "result", BEFORE_ALL, AFTER_ALL)
        span = getattr(line.cells[column], "span", None) or value.origin.span
        yield (value.origin.span.start, "cell", row, column), Item("row", value, span, words, (goal,))


def _option(value: Value, number: int) -> Text:
    """What an option is called: its own name, a band's bounds, yes and no."""
    match value.kind:
        case Choice(options):
            return same(options[number])
        case Flag():
            return (Text("否", "false"), Text("是", "true"))[number]
        case _:
            return same(str(number))


def options(value: Value) -> Found:
    """Each tier of a value that is a tier by conditions or by ranking."""
    assert isinstance(value.kind, Choice)
    for number, option in enumerate(value.kind.options):
        words = _BAND.format(name=called(value), band=option)
        goal = Goal(value.node, "result", *exactly(number))
        yield (id(value.node), "option", number), Item("band", value, value.origin.span, words, (goal,))
