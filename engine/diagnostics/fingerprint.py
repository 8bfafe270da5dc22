"""What makes a finding the same one on another day: its rule, its file and its line's text, not the line's number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from engine.diagnostics.model import Diagnostic
from engine.diagnostics.order import file_of
from engine.diagnostics.paths import below
from engine.diagnostics.place import somewhere


def fingerprinted(diagnostics: Iterable[Diagnostic], root: str) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with 32 hexadecimal digits of its own; alike ones of one file are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    for diagnostic in diagnostics:
        words = (diagnostic.code, below(file_of(diagnostic), root), _line(diagnostic), diagnostic.message.en)
        seen[words] += 1
        yield diagnostic, sha256("\0".join([*words, str(seen[words])]).encode("utf-8", "replace")).hexdigest()[:32]


def _line(diagnostic: Diagnostic) -> str:
    span = diagnostic.primary.span
    if somewhere(span):
        return " ".join(span.source.line(span.line).split())
    cell = diagnostic.cell
    return f"{cell.row} {cell.field} {cell.person}" if cell is not None else ""
