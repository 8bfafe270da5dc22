"""Fixes put to work: which go together, the text they make, and the difference a person looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff

from engine.diagnostics.model import Diagnostic, Edit


def chosen(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings whose fixes can be made at once, the first of any that are in each other's way.

    A fix whose edits are all made by others already goes with them.
    """
    taken: list[Edit] = []
    found: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if diagnostic.fix is None:
            continue
        new = [edit for edit in diagnostic.fix.edits if not _among(edit, taken)]
        if any(_meet(edit, other) for edit in new for other in taken):
            continue
        taken += new
        found.append(diagnostic)
    return tuple(found)


def edits_of(diagnostics: Iterable[Diagnostic]) -> tuple[Edit, ...]:
    """The edits of the fixes of findings that go together, each once, in the order of the text."""
    once = {
        (edit.span.start, edit.span.end, edit.text): edit
        for diagnostic in diagnostics
        if diagnostic.fix is not None
        for edit in diagnostic.fix.edits
    }
    return tuple(once[key] for key in sorted(once))


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made: sorted, of this text, none touching another."""
    return "".join(_pieces(text, [(edit.span.start, edit.span.end, edit.text) for edit in edits]))


def difference(name: str, before: str, after: str) -> str:
    """The lines that differ, as `diff -u` writes them; empty where none do. Both texts end their lines with LF."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name, n=2)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _pieces(text: str, edits: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    done = 0
    for start, end, new in edits:
        assert done <= start <= end <= len(text)
        yield text[done:start]
        yield new
        done = end
    yield text[done:]


def _among(edit: Edit, taken: Iterable[Edit]) -> bool:
    return any((edit.span.start, edit.span.end, edit.text) == (t.span.start, t.span.end, t.text) for t in taken)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or insert at a place where the other edit is."""
    a, b = one.span, other.span
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end
