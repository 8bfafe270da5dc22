"""Mutants of a plan: small edits of its text that a slip of the pen could make, each shown as the line it changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.numbers import plain
from engine.base.quantities import Quantity, scale_of
from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.check.interval import Cut
from engine.check.ranges import Ranges
from engine.document.nodes import Document, Mapping, Node, Scalar
from engine.document.nodes import Sequence as Items
from engine.examine.near import on_grid
from engine.examine.tables import ends
from engine.formula.words import LOGIC
from engine.plan.canonical import Place, canonical, places
from engine.plan.language import PLAN
from engine.plan.reading import Desk
from engine.plan.shape import FormulaText, OneOf, alternative
from engine.program import Bound, Program, Select

_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_RELATION: Final = re.compile(r"[<>]=?|[≤≥]")
_STRICT: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "≤": "<", "≥": ">"}
_LOGIC: Final = re.compile(r"\b(?:and|or)\b|并且|或者|且|或")
_TURNED: Final = {"and": "or", "or": "and", "且": "或", "或": "且", "并且": "或者", "或者": "并且"}
_KEYS: Final = {
    "from": ("above", "超过"), "above": ("from", "起"), "up_to": ("below", "不满"), "below": ("up_to", "至"),
}  # fmt: skip
_BOUNDS: Final = frozenset(_KEYS)
_BESIDE_PAY: Final = frozenset(
    ("examples", "guarantees", "silence", "assertions", "effective", "kpi_plan", "id", "version", "title")
)
_NO_PAY: Final = frozenset(("min", "max", "plausible", "advised", "label", "note"))
_LIMITS: Final = {"at_most": "999999999", "limit": "999999999", "at_least": "-999999999"}
_OWN_UNITS: Final = frozenset(("", "%", "元", "秒", "s", "天", "days", "分", "points", "point"))
"""Units in which a value is stored and shown: of a bound in another (minutes) the last digit is moved."""

_ROUNDINGS: Final = {
    "half_up": ("down", "up"), "half_even": ("down", "up", "half_up"), "down": ("half_up", "up"),
    "up": ("half_up", "down"),
}  # fmt: skip
_ROUNDED: Final = ("salary", "outputs")
_SAID_ROUNDING: Final = ("rounding:", "舍入:")
_SAID_DECIMALS: Final = ("decimals:", "小数位:")
_MODES: Final = {"whole": "marginal", "marginal": "whole", "全额累进": "超额累进", "超额累进": "全额累进"}

SHIFT: Final = Text("界限移动一格", "a bound moved by one step")
SIDE: Final = Text("界限换到另一边", "a bound on the other side")
SWAP: Final = Text("相邻两行的值对调", "the values of two neighbouring rows swapped")
UNIT: Final = Text("最后一位数字差一", "a number off by one in its last digit")
LIMIT: Final = Text("去掉封顶或保底", "a cap or a floor taken away")
GATE: Final = Text("去掉前提或取消条件", "a requirement or a void taken away")
ROUNDING: Final = Text("换一种舍入", "another rounding")
DECIMALS: Final = Text("舍入的小数位差一", "rounded to one decimal more or less")
WORD: Final = Text("“且”和“或”互换", "`and` and `or` swapped")
MODE: Final = Text("全额和超额互换", "whole and marginal swapped")


@frozen_value
class Edit:
    """Characters of the plan's text that give way to others."""

    span: Span
    text: str


@frozen_value
class Mutant:
    """One plan nearly like another: what was done, and the edits."""

    what: Text
    edits: tuple[Edit, ...]

    def apply(self, source: SourceFile) -> str:
        """The text of the mutant."""
        text = source.text
        for edit in sorted(self.edits, key=lambda e: e.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        return text

    def diff(self, source: SourceFile) -> list[tuple[int, str, str]]:
        """The lines that differ: number, as they were, as they are."""
        before, after = source.text.split("\n"), self.apply(source).split("\n")
        return [(n, a, b) for n, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b]


def mutants(document: Document, program: Program) -> Iterator[Mutant]:
    """Every mutant of a plan, in the order of its text."""
    made = [*_of_bounds(program), *_of_places(_places(document), program.currency_decimals)]
    seen: set[tuple[tuple[int, str], ...]] = set()
    for mutant in sorted(made, key=lambda m: (m.edits[0].span.start, m.what.en)):
        key = tuple((e.span.start, e.text) for e in mutant.edits)
        if key not in seen:
            seen.add(key)
            yield mutant


def written_numbers(document: Document) -> Iterator[tuple[str, Span]]:
    """Every number of a plan that pay may depend on: the section it stands in (`bound` for a bound), and its place."""
    for path, place in _places(document):
        node, words = place.node, alternative(place.shape, None) if place.shape else None
        if isinstance(node, Scalar) and node.style != "block" and isinstance(words, FormulaText):
            section = "bound" if path[-1] in _BOUNDS else str(path[0])
            for found in _NUMBER.finditer(node.text):
                yield section, node.part(found.start(), found.end())


def _places(document: Document) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """What stands where in the sections that pay is made of."""
    for path, place in places(canonical(document.root, PLAN, Desk()), PLAN).items():
        if not path or path[0] in _BESIDE_PAY or any(part in _NO_PAY for part in path):
            continue
        if path[0] != "inputs" or path[-1] == "default":
            yield path, place


def _of_bounds(program: Program) -> Iterator[Mutant]:
    """Both neighbours of each bound moved together, so that no hole opens."""
    ranges = Ranges(program)
    for value in program.values:
        for node in value.nodes:
            if isinstance(node, Select) and isinstance(node.kind, Quantity):
                grid = ranges.of(node.on).grid
                for meeting in meetings(node, grid):
                    yield from _shifted(meeting, grid, node.kind)
                    yield from _flipped(meeting)


def meetings(select: Select, grid: Fraction | None) -> list[list[Bound]]:
    """The bounds of a table by where they are: an upper and a lower bound that meet stand together."""
    pairs: list[tuple[Cut, Bound]] = []
    for band in select.bands:
        for cut, bound in zip(ends(band), (band.lower, band.upper), strict=True):
            if bound is not None:
                pairs.append((on_grid(cut, grid), bound))
    pairs.sort(key=lambda pair: pair[0])
    return [[bound for _, bound in group] for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _shifted(meeting: Sequence[Bound], grid: Fraction | None, kind: Quantity) -> Iterator[Mutant]:
    for sign in (1, -1):
        edits = [_moved(bound.span, sign, grid, kind) for bound in meeting]
        known = tuple(edit for edit in edits if edit is not None)
        if len(known) == len(edits) and known:
            yield Mutant(SHIFT, known)


def _moved(span: Span, sign: int, grid: Fraction | None, kind: Quantity) -> Edit | None:
    """A written bound one step on: of the grid where there is one, else of its last digit."""
    found = _NUMBER.search(span.text)
    if found is None or len(_NUMBER.findall(span.text)) != 1:
        return None
    step = grid * 100 if grid and kind.unit == "percent" else grid and grid / scale_of(kind)
    other_unit = span.text[found.end() :].strip() not in (
        "",
        "%",
        "元",
        "秒",
        "s",
        "天",
        "days",
        "分",
        "points",
        "point",
    )
    return edited(span, found, None if other_unit else step, sign)


def edited(span: Span, found: re.Match[str], step: Fraction | None, sign: int) -> Edit | None:
    """The number that was found in the span, one step up or down; of its last digit where there is no step."""
    digits = found[0].replace(",", "")
    decimals = len(digits.partition(".")[2])
    value = Fraction(digits) + sign * (step or Fraction(1, 10**decimals))
    if value < 0:
        return None
    return Edit(Span(span.source, span.start + found.start(), span.start + found.end()), plain(value))


def _flipped(meeting: Sequence[Bound]) -> Iterator[Mutant]:
    edits = [_turned(bound.span) for bound in meeting]
    known = tuple(edit for edit in edits if edit is not None)
    if known and len(known) == len(edits):
        yield Mutant(SIDE, known)


def _turned(span: Span) -> Edit | None:
    """The key before a bound, on the other side of its number."""
    line = span.source.text.rfind("\n", 0, span.start) + 1
    before = span.source.text[line : span.start]
    words = {key: other[0] for key, other in _KEYS.items()} | {"起": "超过", "超过": "起", "至": "不满", "不满": "至"}
    found = re.search(rf"({'|'.join(words)})\s*:\s*[\"']?$", before)
    if found is None:
        return None
    at = line + found.start(1)
    return Edit(Span(span.source, at, at + len(found[1])), words[found[1]])


def _of_places(places: Iterable[tuple[tuple[str | int, ...], Place]], cents: int) -> Iterator[Mutant]:
    for path, place in places:
        node = place.node
        if isinstance(node, Items) and path[-1] in ("bands", "cells", "rows"):
            yield from _swapped(node.items)
        elif isinstance(node, Mapping) and path[-1] in ("bands", "rows"):
            yield from _swapped(tuple(entry.value for entry in node))
        elif isinstance(node, Scalar) and node.style != "block":
            yield from _of_scalar(path, place, node)
            yield from _of_rounding(path, place, node, cents)


def _of_scalar(path: tuple[str | int, ...], place: Place, node: Scalar) -> Iterator[Mutant]:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    words = alternative(place.shape, None) if place.shape else None
    if isinstance(words, OneOf) and key == "mode" and node.span.text in _MODES:
        yield Mutant(MODE, (Edit(node.span, _MODES[node.span.text]),))
    if not isinstance(words, FormulaText) or key in _BOUNDS:
        return
    if key in _LIMITS:
        yield Mutant(LIMIT, (Edit(node.span, _LIMITS[key]),))
    if key == "requires":
        yield Mutant(GATE, (Edit(node.span, "1 = 1"),))
    if "void_when" in path and key in ("void_when", "when"):
        yield Mutant(GATE, (Edit(node.span, "1 = 2"),))
    yield from _in_formula(node)


def _of_rounding(path: tuple[str | int, ...], place: Place, node: Scalar, cents: int) -> Iterator[Mutant]:
    """Another word for a rounding, one decimal more or less; where nothing is said, what a hand may add."""
    key, words = path[-1], alternative(place.shape, None) if place.shape else None
    if key == "rounding" and isinstance(words, OneOf):
        yield from (Mutant(ROUNDING, (Edit(node.span, new),)) for new in _ROUNDINGS.get(node.text, ()))
    elif key == "decimals" and node.text.isdigit():
        near = (int(node.text) + 1, int(node.text) - 1)
        yield from (Mutant(DECIMALS, (Edit(node.span, str(n)),)) for n in near if n >= 0)
    elif path[0] in _ROUNDED and isinstance(words, FormulaText):
        yield from _added(path, node, cents)


def _added(path: tuple[str | int, ...], node: Scalar, cents: int) -> Iterator[Mutant]:
    """An amount that is rounded in another way than amounts are where nothing is said."""
    record, end, _ = node.span.source.text[node.span.end :].partition("\n")[0].partition("}")
    short = path[-1] != "formula" and path[-2:-1] in (("lines",), ("outputs",))
    if not short and (path[-1] != "formula" or not end):
        return
    said = "" if short else record
    head, tail = (f"{{formula: {json.dumps(node.text, ensure_ascii=False)}", "}") if short else (node.span.text, "")
    if not any(word in said for word in _SAID_ROUNDING):
        made = (Edit(node.span, f"{head}, rounding: {mode}{tail}") for mode in ("down", "up"))
        yield from (Mutant(ROUNDING, (edit,)) for edit in made)
    if cents and not any(word in said for word in _SAID_DECIMALS):
        yield Mutant(DECIMALS, (Edit(node.span, f"{head}, decimals: {cents - 1}{tail}"),))


def _in_formula(node: Scalar) -> Iterator[Mutant]:
    for found in _NUMBER.finditer(node.text):
        for sign in (1, -1):
            moved = edited(node.span, found, None, sign)
            if moved is not None:
                yield Mutant(UNIT, (Edit(node.part(found.start(), found.end()), moved.text),))
    for found in _RELATION.finditer(node.text):
        yield Mutant(SIDE, (Edit(node.part(found.start(), found.end()), _STRICT[found[0]]),))
    for found in _LOGIC.finditer(node.text):
        if found[0] in LOGIC:
            yield Mutant(WORD, (Edit(node.part(found.start(), found.end()), _TURNED[found[0]]),))


def _swapped(rows: Iterable[Node]) -> Iterator[Mutant]:
    """The same column of two neighbouring rows, exchanged."""
    for first, second in pairwise(rows):
        if isinstance(first, Scalar) and isinstance(second, Scalar):
            yield from _exchanged(first, second)
        elif isinstance(first, Mapping) and isinstance(second, Mapping):
            for entry in first:
                other = second.get(entry.name)
                if entry.name not in _BOUNDS and isinstance(entry.value, Scalar) and isinstance(other, Scalar):
                    yield from _exchanged(entry.value, other)


def _exchanged(first: Scalar, second: Scalar) -> Iterator[Mutant]:
    if first.span.text != second.span.text:
        yield Mutant(SWAP, (Edit(first.span, second.span.text), Edit(second.span, first.span.text)))
