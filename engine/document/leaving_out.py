"""The edit that takes entries out of a mapping, or an item out of a list: its lines, or its part of `{…}` or `[…]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Edit, Fix
from engine.document import nodes
from engine.document.nodes import Entry, Mapping, Node
from engine.document.regions import regions


def without(mapping: Mapping, *entries: Entry) -> Fix | None:
    """The fix that leaves entries out; None where no other is left, or where one shares its lines."""
    places = sorted(mapping.entries.index(entry) for entry in entries)
    spans = [entry.key.span.to(entry.value.span) for entry in mapping.entries]
    names = [mapping.entries[place].key.text for place in places]
    title = Text(f"删去 {'、'.join(names)}", f"leave out {', '.join(names)}")
    return _without(title, mapping, spans, places)


def without_item(items: nodes.Sequence, item: Node) -> Fix | None:
    """The fix that leaves an item out of a list; None where it is the only one, or shares its lines."""
    spans = [each.span for each in items]
    return _without(Text("删去这一项", "leave this item out"), items, spans, [items.items.index(item)])


def _without(title: Text, whole: Node, spans: Sequence[Span], places: Sequence[int]) -> Fix | None:
    if len(places) == len(spans):
        return None
    if whole.span.source.text[whole.span.start] in "{[":
        return Fix(title, tuple(_in_brackets(spans, places)))
    lines = [_lines(spans[place], in_list=isinstance(whole, nodes.Sequence)) for place in places]
    edits = tuple(Edit(line, "") for line in lines if line is not None)
    return Fix(title, edits) if len(edits) == len(places) else None


def _in_brackets(spans: Sequence[Span], places: Sequence[int]) -> Iterator[Edit]:
    """One edit for each run of neighbours, with as many commas."""
    for _, run in groupby(enumerate(places), lambda numbered: numbered[1] - numbered[0]):
        first, *_, last = [place for _, place in run] * 2
        source = spans[first].source
        if last + 1 < len(spans):
            yield Edit(Span(source, spans[first].start, spans[last + 1].start), "")
        else:
            yield Edit(Span(source, spans[first - 1].end, spans[last].end), "")


def _lines(span: Span, *, in_list: bool) -> Span | None:
    """The whole lines of an entry or an item (with its dash); None where something else stands on them."""
    source, text = span.source, span.source.text
    first = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    last = len(text) if end < 0 else end + 1
    before, rest = text[first : span.start].strip(), text[span.end : last].strip()
    if before != ("-" if in_list else "") or (rest and not rest.startswith("#")):
        return None
    return Span(source, first, last)


def without_row(inside: Span) -> Fix | None:
    """The fix that leaves out the item of a list, written in one line, that a place lies in; None for other places."""
    row = _row(inside)
    return None if row is None else Fix(Text("删去这一行", "leave this row out"), (Edit(row[1], ""),))


def row_around(inside: Span) -> Span | None:
    """The item of a list, written in one line, that a place lies in, from its opening brace to its closing one."""
    row = _row(inside)
    return None if row is None else row[0]


def _row(inside: Span) -> tuple[Span, Span] | None:
    """The braces of the item around a place, and what goes with it; None where it is no such item, or the only one."""
    source = inside.source
    structure = regions(source.text).structure
    first, end = structure.rfind("\n", 0, inside.start) + 1, structure.find("\n", inside.end)
    last = len(structure) if end < 0 else end
    begin, close = _braces(structure, inside, first, last)
    if begin is None or close is None:
        return None
    item, before, after = Span(source, begin, close), structure[first:begin], structure[close:last]
    if before.strip() == "-" and not after.strip(' "'):  # the quotation marks stand for a comment
        lines = [line for line in structure.split("\n") if line.startswith(f"{before[: before.index('-')]}- ")]
        return (item, Span(source, first, min(last + 1, len(structure)))) if len(lines) > 1 else None
    if after.lstrip().startswith(","):
        follows = close + after.index(",") + 1
        return item, Span(source, begin, follows + len(structure[follows:last]) - len(structure[follows:last].lstrip()))
    if before.rstrip().endswith(","):
        return item, Span(source, first + before.rindex(","), close)
    return None


def _braces(structure: str, inside: Span, first: int, last: int) -> tuple[int | None, int | None]:
    """Where the innermost braces around a place open and close in its line, where they hold an item of a list."""
    depth = 0
    begin = close = None
    for at in range(inside.start - 1, first - 1, -1):
        depth += (structure[at] in "}])") - (structure[at] in "{[(")
        if depth < 0:
            listed = structure[first:at].rstrip().endswith(("-", "[", ","))
            begin = at if structure[at] == "{" and listed else None
            break
    depth = 0
    for at in range(inside.end, last):
        depth += (structure[at] in "{[(") - (structure[at] in "}])")
        if depth < 0:
            close = at + 1 if structure[at] == "}" else None
            break
    return begin, close
