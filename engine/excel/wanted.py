"""What a plan wants of a table: which headings it knows, which it cannot do without, what their cells hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.base.quantities import Kind, Words
from engine.program import Program
from engine.run.characters import fold_heading


@dataclass(frozen=True)
class Wanted:
    """Headings in folded form. `kinds` are those of all known ones; `needed` the alternatives of each needed column."""

    kinds: Mapping[str, Kind]
    needed: tuple[tuple[str, frozenset[str]], ...]
    """The name of each needed column, and the headings that would do."""

    person: frozenset[str]

    def known(self, row: Sequence[str]) -> set[str]:
        """The headings of a row that the plan knows."""
        return {cell for cell in map(fold_heading, row) if cell in self.kinds}

    def lacking(self, row: Sequence[str]) -> list[str]:
        """The names of the needed columns that a row of headings lacks."""
        folded = set(map(fold_heading, row))
        return [name for name, headings in self.needed if not headings & folded]


def wanted_by(program: Program) -> Wanted:
    """The headings of a program: names, labels and further columns."""
    ids = {name: _folded(name, *program.id_columns.get(name, ())) for name in (program.person, *program.group_by)}
    inputs = [(spec, _folded(spec.name, spec.label, *spec.columns)) for spec in program.inputs]
    kinds: dict[str, Kind] = {heading: spec.kind for spec, headings in inputs for heading in headings}
    kinds |= {heading: Words() for headings in ids.values() for heading in headings}
    needed = [
        *ids.items(),
        *((spec.name, headings) for spec, headings in inputs if spec.default is None and not spec.optional),
    ]
    return Wanted(kinds, tuple(needed), ids[program.person])


def _folded(*headings: str) -> frozenset[str]:
    return frozenset(fold_heading(heading) for heading in headings if heading)
