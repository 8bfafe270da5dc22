"""Gates of a plan as values of their own: what had to hold for pay, and what took pay away.

A program is extended by one value for each condition, so that the evaluators that pay also say who missed what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.base.quantities import FLAG
from engine.base.source import SourceFile, Span
from engine.base.text import Language, Text, same
from engine.describe.formulas import Readable
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.notes import Condition
from engine.program import Origin, Program, Value

_LANGUAGES: Final[tuple[Language, Language]] = ("zh", "en")


@dataclass(frozen=True)
class Gate:
    """One condition: the value that says whether it holds, of what it decides, in the author's words.

    `missed_when` is what the flag is where it costs somebody pay.
    """

    value: str
    of: str
    label: str
    kind: Literal["requires", "void"]
    words: str
    said: Text
    """The condition with labels for names, in each language."""

    reason: str

    @property
    def missed_when(self) -> bool:
        """A requirement is missed where it does not hold; an event voids where it happened."""
        return self.kind == "void"


def with_gates(program: Program) -> tuple[Program, tuple[Gate, ...]]:
    """The program with a value for each of its gates, behind all others; pay is the same."""
    found = tuple(_gates(program))
    values = tuple(value for value, _ in found)
    return replace(program, values=(*program.values, *values)), tuple(gate for _, gate in found)


def _gates(program: Program) -> Iterator[tuple[Value, Gate]]:
    labels = {v.name: v.label for v in program.values} | {i.name: i.label for i in program.inputs}
    for value in program.values:
        for number, note in enumerate(value.origin.notes):
            if isinstance(note, Condition) and note.part in ("requires", "void_when"):
                name = f"{value.name} gate {number}"  # no author's name has a space
                origin = Origin(value.origin.construct, value.origin.span)
                kind: Literal["requires", "void"] = "requires" if note.part == "requires" else "void"
                gate = Gate(
                    name, note.name or value.name, value.label, kind, note.words, _said(note, labels), _reason(note)
                )
                yield Value(name, value.label, FLAG, note.flag, "part", origin), gate


def _said(note: Condition, labels: Mapping[str, str]) -> Text:
    """A condition as people read it; words that are no whole formula stay as they are."""
    source = SourceFile("formula", note.words)
    parsed = parse_text(note.words, lambda start, end: Span(source, start, end)).value
    if parsed is None:
        return same(note.words)
    return Text(*(to_text(parsed.root, Readable(labels, language)) for language in _LANGUAGES))


def _reason(note: Condition) -> str:
    """What is said of a void, where it is more than the condition itself."""
    return "" if note.reason == note.words else note.reason
