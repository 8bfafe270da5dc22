"""Small tables under a value: the slices of a marginal commission, the items of a scorecard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.diagnostics.width import columns, padded
from engine.explain import said, tell_scores, tell_tables
from engine.explain.telling import Telling

Told = Mapping[str, Any]
_GAP: Final = 2


@dataclass(frozen=True)
class Grid:
    """Headings, rows of as many cells (the first is a name, the others numbers), and what is said below."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The columns that it takes."""
        return sum(self._widths) + _GAP * (len(self.headings) - 1)

    @property
    def _widths(self) -> tuple[int, ...]:
        cells = zip(self.headings, *self.rows, strict=True)
        return tuple(max(map(columns, column)) for column in cells)

    def lines(self) -> Iterator[str]:
        """The table line by line: names to the left, numbers to the right."""
        for row in (self.headings, *self.rows):
            first, *others = zip(row, self._widths, strict=True)
            cells = [padded(*first), *(padded(cell, width, right=True) for cell, width in others)]
            yield (" " * _GAP).join(cells).rstrip()


def grid(telling: Telling) -> Grid | None:
    """The table of a value that has one; None where one line says as much."""
    note = telling.main_note()
    if note is None:
        return None
    match note["note"]:
        case "slices" if len(note["parts"]) > 1:
            return _slices(telling, note)
        case "weights" if len(note["parts"]) > 1:
            return _weights(telling, note)
        case _:
            return None


def _slices(telling: Telling, note: Told) -> Grid:
    on, rate = telling.kind_of(note["on"]), tell_tables.rate_kind(telling)
    rows = tuple(
        (
            _slice(telling, p, on),
            telling.shown(p["amount"], on),
            telling.shown(p["rate"], rate),
            "" if p["pay"] is None else telling.shown(p["pay"], telling.told["kind"]),
        )
        for p in note["parts"]
    )
    words = (said.SLICE, said.AMOUNT, said.RATE, said.PAY)
    sentences = (tell_tables.starting_at(telling, note), tell_tables.blended(telling, note))
    below = tuple(sentence for sentence in sentences if sentence)
    return Grid(tuple(w.to(telling.reader.language) for w in words), rows, below)


def _slice(telling: Telling, part: Told, kind: str) -> str:
    """From where to where a slice goes; of a count, after which piece it begins."""
    start, end = part["from"], part["to"]
    ends = {key: telling.shown(x, kind) for key, x in (("start", start), ("end", end)) if x is not None}
    if start is None:
        return telling.text(said.ALL if end is None else said.UP_TO, **ends)
    if end is None:
        return telling.text(said.AFTER if kind == "count" else said.ABOVE, **ends)
    return telling.text(said.AFTER_TO if kind == "count" else said.FROM_TO, **ends)


def _weights(telling: Telling, note: Told) -> Grid:
    rows = tuple(
        (
            tell_scores.score_label(telling, p),
            telling.shown(p["score"]["value"], "points"),
            telling.shown(p["weight"], "percent"),
            "" if p["weighted"] is None else telling.shown(p["weighted"], "points"),
        )
        for p in note["parts"]
    )
    words = (said.ITEM, said.SCORE, said.WEIGHT, said.COUNTS_FOR)
    return Grid(
        tuple(w.to(telling.reader.language) for w in words), rows, tuple(tell_scores.weights_said(telling, note))
    )
