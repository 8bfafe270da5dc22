"""Tells the entries of a plan by their shapes, so that a new construct is told without a word here.

Bounds become words, formulas get labels, options their meaning; what a rule's clause says stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.base.quantities import Quantity
from engine.base.text import Language, Text
from engine.describe.blocks import Block, Bullets, Clause, Grid, Heading, Paragraph
from engine.describe.bounds import band_words
from engine.describe.formulas import Readable
from engine.document.nodes import Mapping as Mapped
from engine.document.nodes import Node, Scalar, Sequence
from engine.plan.bands import BOUND_FIELDS
from engine.plan.shape import Field, FormulaText, Items, Named, OneOf, Record, Shape, TrueFalse, alternative, fields_for
from engine.program import Band, Program, Select

_BOUNDS: Final = {field.key for field in BOUND_FIELDS}
_RANGE: Final = Text("范围", "range")
_TIER: Final = Text("档", "tier")
_NAME: Final = Text("名称", "name")
_INSIDE: Final = Text("（含本数）", " (itself included)")
_OUTSIDE: Final = Text("（不含本数）", " (itself excluded)")
_READINGS: Final = {"from": _INSIDE, "up_to": _INSIDE, "above": _OUTSIDE, "below": _OUTSIDE}
_LINE: Final = 24
_YES: Final = {"true": Text("是", "yes"), "false": Text("否", "no")}


@dataclass(frozen=True)
class Teller:
    """One plan and the language it is told in. `bands` are the program's, by where they are written."""

    program: Program
    language: Language
    readable: Readable
    bands: Mapping[tuple[int, int], tuple[Band, Quantity]]

    @staticmethod
    def of(root: Mapped, program: Program, language: Language) -> Teller:
        """The teller of a plan, from its root in canonical spelling and its program."""
        labels = {program.total: Text("合计", "total").to(language), **dict(_labels(root))}
        selects = [n for v in program.values for n in v.nodes if isinstance(n, Select)]
        bands = {
            (band.span.start, band.span.end): (band, select.kind)
            for select in selects
            for band in select.bands
            if isinstance(select.kind, Quantity)
        }
        return Teller(program, language, Readable(labels, language), bands)

    def title(self, field: Field) -> str:
        """A key in the language."""
        return field.zh if self.language == "zh" else field.key.replace("_", " ")

    def section(self, shape: Shape, node: Node) -> Iterator[Block]:
        """The rules of a section under their names; whatever else it holds as a list."""
        named = shape if isinstance(shape, Named) else None
        match node:
            case Mapped() if named is not None:
                flat = self._flat(named, node)
                if flat is not None:
                    yield flat
                else:
                    for entry in node:
                        yield Heading(3, self._called(entry.name, entry.value))
                        yield from self._rule(named.of, entry.value)
            case Mapped():
                yield from self._rule(shape, node)
            case Sequence() if all(isinstance(item, Mapped) for item in node):
                items = alternative(shape, Items)
                for number, item in enumerate(node, 1):
                    yield Heading(3, self._numbered(item, number))
                    yield from self._rule(items.of if isinstance(items, Items) else shape, item)
            case _:
                yield Bullets(tuple(self._items(shape, node)))

    def _numbered(self, item: Node, number: int) -> str:
        name = item.get("name") if isinstance(item, Mapped) else None
        return name.text if isinstance(name, Scalar) else str(number)

    def _flat(self, shape: Named, node: Mapped) -> Grid | None:
        """One table for a whole section, where every rule is a row of short values."""
        record = fields_for(shape.of)
        values = [entry.value for entry in node]
        if not isinstance(record, Record) or not all(_short(value) for value in values):
            return None
        used = [f for f in record.fields if f.key != "label" and any(_has(v, f.key) for v in values)]
        formula = any(isinstance(v, Scalar) for v in values)
        plain = [self._plain(record)] if formula else []
        used = [f for f in used if self.title(f) not in plain]
        own = list(dict.fromkeys(e.name for v in values if isinstance(v, Mapped) for e in v if not record.find(e.name)))
        head = (_NAME.to(self.language), *plain, *map(self.title, used), *map(self.readable.column, own))
        rows = [
            (
                self._called(e.name, e.value),
                *self._cells(e.value, record, used, formula=formula),
                *(self._formula_of(e.value, column) for column in own),
            )
            for e in node
        ]
        return Grid(head, tuple(rows))

    def _cells(self, node: Node, record: Record, used: list[Field], *, formula: bool) -> Iterator[str]:
        if formula:
            first = next((f for f in record.fields if f.required), None)
            inner = node.get(first.key) if isinstance(node, Mapped) and first else node
            yield self.readable.formula(inner) if isinstance(inner, Scalar) else ""
        for field in used:
            inner = node.get(field.key) if isinstance(node, Mapped) else None
            yield "" if inner is None else self.inline(field.shape, inner)

    def _plain(self, record: Record) -> str:
        """What a rule is that is written as a single value: what its record must have."""
        first = next((f for f in record.fields if f.required), None)
        return Text("值", "value").to(self.language) if first is None else self.title(first)

    def _called(self, name: str, node: Node) -> str:
        label = node.get("label") if isinstance(node, Mapped) else None
        known = label.text if isinstance(label, Scalar) else self.readable.named(name)
        return known if known == name else f"{known}（{name}）" if self.language == "zh" else f"{known} ({name})"

    def _rule(self, shape: Shape, node: Node) -> Iterator[Block]:
        record = fields_for(shape)
        if not isinstance(node, Mapped) or not isinstance(record, Record):
            yield Paragraph(self.inline(shape, node))
            return
        short: list[tuple[str, Bullets | None]] = []
        long: list[Block] = []
        for entry in node:
            field = record.find(entry.name)
            if entry.name in ("label", "name"):
                continue
            if field is None:
                short.append(
                    (f"{self.readable.column(entry.name)}: {self.inline(record.others or shape, entry.value)}", None)
                )
            elif field.key == "clause":
                long.insert(0, Clause(self.inline(field.shape, entry.value)))
            elif (grid := self._banded(entry.value)) is not None:
                long.append(grid)
            elif isinstance(entry.value, Mapped) and _holds_rules(field.shape):
                long += [Paragraph(f"{self.title(field)}:"), *self.section(field.shape, entry.value)]
            elif isinstance(entry.value, Sequence) and not _brief(entry.value):
                short.append((f"{self.title(field)}:", Bullets(tuple(self._items(field.shape, entry.value)))))
            else:
                short.append((f"{self.title(field)}: {self.inline(field.shape, entry.value)}", None))
        if short:
            yield Bullets(tuple(short))
        yield from long

    def _items(self, shape: Shape, node: Node) -> Iterator[tuple[str, None]]:
        items = alternative(shape, Items)
        inner = items.of if isinstance(items, Items) else shape
        for item in node if isinstance(node, Sequence) else (node,):
            yield self.inline(inner, item), None

    def _banded(self, node: Node) -> Grid | None:
        """The table of bands, where these are bands of the program."""
        rows = [("", n) for n in node] if isinstance(node, Sequence) else []
        if isinstance(node, Mapped):
            rows = [(e.name, e.value) for e in node]
        found = [(name, n, self.bands.get((n.span.start, n.span.end))) for name, n in rows if isinstance(n, Mapped)]
        if not found or len(found) < len(rows) or any(band is None for _, _, band in found):
            return None
        columns = list(dict.fromkeys(e.name for _, n, _ in found for e in n if e.name not in _BOUNDS))
        tiers = [_TIER.to(self.language)] if isinstance(node, Mapped) else []
        return Grid(
            (*tiers, _RANGE.to(self.language), *map(self.readable.column, columns)),
            tuple(
                (
                    *([name] if tiers else []),
                    band_words(*band).to(self.language),
                    *(self._formula_of(n, column) for column in columns),
                )
                for name, n, band in found
                if band is not None
            ),
        )

    def _formula_of(self, node: Node, column: str) -> str:
        cell = node.get(column) if isinstance(node, Mapped) else None
        return self.readable.formula(cell) if isinstance(cell, Scalar) else ""

    def inline(self, shape: Shape, node: Node) -> str:
        """A value in a line."""
        match node:
            case Scalar():
                return self._scalar(alternative(shape, None) or shape, node)
            case Sequence():
                items = alternative(shape, Items)
                inner = items.of if isinstance(items, Items) else shape
                return ("、" if self.language == "zh" else ", ").join(self.inline(inner, n) for n in node)
            case Mapped():
                return self._pairs(shape, node)

    def _scalar(self, shape: Shape, node: Scalar) -> str:
        match shape:
            case FormulaText():
                return self.readable.formula(node)
            case OneOf(words):
                word = next((w for w in words if w.name == node.text), None)
                return node.text if word is None else word.zh if self.language == "zh" else word.name
            case TrueFalse():
                return _YES.get(node.text, Text(node.text, node.text)).to(self.language)
            case _:
                return node.text

    def _reading(self, field: Field) -> str:
        """Whether the number itself belongs to a bound."""
        word = _READINGS.get(field.key)
        return word.to(self.language) if word and field in BOUND_FIELDS else ""

    def _pairs(self, shape: Shape, node: Mapped) -> str:
        record = fields_for(shape)
        band = self.bands.get((node.span.start, node.span.end))
        parts = [band_words(*band).to(self.language)] if band else []
        for entry in node:
            if band and entry.name in _BOUNDS:
                continue
            field = record.find(entry.name) if isinstance(record, Record) else None
            inner = field.shape if field else record.of if isinstance(record, Named) else shape
            name = self.title(field) + self._reading(field) if field else self.readable.named(entry.name)
            parts.append(f"{name}: {self.inline(inner, entry.value)}")
        return ("；" if self.language == "zh" else "; ").join(parts)


def _labels(root: Mapped) -> Iterator[tuple[str, str]]:
    """What people read instead of the names that a plan gives, at any depth."""
    for entry in root:
        if isinstance(entry.value, Mapped):
            label = entry.value.get("label")
            if isinstance(label, Scalar):
                yield entry.name, label.text
            yield from _labels(entry.value)


def _has(node: Node, key: str) -> bool:
    return isinstance(node, Mapped) and node.get(key) is not None


def _holds_rules(shape: Shape) -> bool:
    named = fields_for(shape)
    return isinstance(named, Named) and isinstance(fields_for(named.of), Record)


def _brief(node: Sequence) -> bool:
    """Whether a list reads better in a line: one item, or a few short values."""
    lengths = [len(item.text) if isinstance(item, Scalar) else _LINE for item in node]
    return len(lengths) == 1 or sum(lengths) < _LINE


def _short(node: Node) -> bool:
    """Whether a rule is a single value, or single values under its keys and no clause."""
    if isinstance(node, Scalar):
        return True
    return (
        isinstance(node, Mapped)
        and all(
            isinstance(e.value, Scalar)
            or (isinstance(e.value, Sequence) and all(isinstance(i, Scalar) for i in e.value))
            for e in node
            if e.name != "clause"
        )
        and not _has(node, "clause")
    )
