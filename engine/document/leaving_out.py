"""The edit that takes an entry out of a mapping: its lines, or its part of `{…}` with one comma."""

from __future__ import annotations

from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Edit, Fix
from engine.document.nodes import Entry, Mapping


def without(mapping: Mapping, entry: Entry) -> Fix | None:
    """The fix that leaves an entry out; None where it is the only one, or shares its lines with something else."""
    place = mapping.entries.index(entry)
    if len(mapping.entries) == 1:
        return None
    title = Text(f"删去 {entry.key.text}", f"leave out {entry.key.text}")
    span = entry.key.span.to(entry.value.span)
    source, text = span.source, span.source.text
    if text[mapping.span.start] == "{":
        after = mapping.entries[place + 1 :]
        if after:
            return Fix(title, (Edit(Span(source, span.start, after[0].key.span.start), ""),))
        return Fix(title, (Edit(Span(source, mapping.entries[place - 1].value.span.end, span.end), ""),))
    first = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    last = len(text) if end < 0 else end + 1
    rest = text[span.end : last].strip()
    if text[first : span.start].strip() or (rest and not rest.startswith("#")):
        return None
    return Fix(title, (Edit(Span(source, first, last), ""),))
