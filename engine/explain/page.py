"""A trace as a page of text for the terminal: the payslip, and under it what each line rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from engine.base.text import Language, Text
from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.explain.reading import Reader

_WHY: Final = Text("由来", "what it rests on")
_GAP: Final = 2


def page(trace: dict[str, Any], language: Language, width: int, what: str | None = None) -> str:
    """The text of a trace, aligned at a width; `what` shows one value (by name or label) and what it rests on."""
    reader = Reader(trace, language)
    head = f"{trace['person']} · {trace['title']} · {trace['currency']}"
    reasons = list(reader.reasons())
    if what is not None:
        return "\n".join([visible(head), "", *_rows(reader.about(what), width)]) + "\n"
    parts = [visible(head), "", *_rows(list(reader.lines()), width)]
    if reasons:
        parts += ["", _WHY.to(language), *_rows(reasons, width)]
    return "\n".join(parts) + "\n"


def _rows(rows: Sequence[tuple[str, str, str]], width: int) -> Iterator[str]:
    """Label, value and explanation in columns; an explanation that does not fit goes on in its column."""
    labels = max((columns(label) for label, _, _ in rows), default=0)
    values = max((columns(value) for _, value, _ in rows), default=0)
    indent = _GAP + labels + _GAP + values + _GAP
    for label, value, how in rows:
        head = f"{' ' * _GAP}{padded(label, labels)}{' ' * _GAP}{padded(value, values, right=True)}"
        yield from _explained(head, how, indent, width)


def _explained(head: str, how: str, indent: int, width: int) -> Iterable[str]:
    if not how:
        return [head]
    room = width - indent
    narrow = room < width // 3
    lines = wrapped(how, width - 2 * _GAP if narrow else room)
    if narrow:
        return [head, *(f"{' ' * 2 * _GAP}{line}" for line in lines)]
    return [f"{head}{' ' * _GAP}{lines[0]}", *(f"{' ' * indent}{line}" for line in lines[1:])]
