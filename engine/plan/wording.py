"""What every rule of a plan may carry beside its meaning: the clause people signed, where it is from, what it measures.

`clause` and `source` never change a result: they are shown beside it (S0-1). `measures` says whether a figure is about
quantity or quality (S0-10), for advice alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.source import Span
from engine.base.text import Text, same
from engine.document.nodes import Mapping, Scalar
from engine.notes import Clause
from engine.plan.reading import Desk
from engine.plan.shape import PROSE, Either, Field, Items, Named, OneOf, Record, Shape, Word

CLAUSE: Final = Field(
    "clause",
    "条款",
    Either(
        (
            PROSE,
            Record(
                (
                    Field("zh", "中文", PROSE, Text("中文条文", "in Chinese")),
                    Field("en", "英文", PROSE, Text("英文条文", "in English")),
                )
            ),
        )
    ),
    Text("合同里的条文", "the clause as people signed it"),
)
SOURCE: Final = Field("source", "来源", PROSE, Text("出自哪个文件或系统", "the document or system it comes from"))
MEASURES: Final = Field(
    "measures",
    "考核",
    OneOf(
        (
            Word("quantity", "数量", Text("做了多少", "how much is done")),
            Word("quality", "质量", Text("做得多好", "how well it is done")),
        )
    ),
    Text("考核数量还是质量", "whether it is about quantity or quality"),
)


_NOTHING: Final = Clause(None, "", "")


def worded(section: Field, *more: Field) -> Field:
    """A section whose rules, and those named inside them, may carry a clause and a source; `more` only the rules."""
    return replace(section, shape=_worded(section.shape, (CLAUSE, SOURCE, *more), named=False))


def _worded(shape: Shape, fields: tuple[Field, ...], *, named: bool) -> Shape:
    match shape:
        case Named(of):
            return replace(shape, of=_worded(of, fields, named=True))
        case Either(shapes):
            return replace(shape, shapes=tuple(_worded(s, fields, named=named) for s in shapes))
        case Record(own, None):
            inner = tuple(replace(f, shape=_worded(f.shape, (CLAUSE, SOURCE), named=False)) for f in own)
            taken = {f.key for f in own}
            return replace(shape, fields=(*inner, *(f for f in fields if named and f.key not in taken)))
        case Items() | _:
            return shape


@frozen_value
class Wording:
    """What a rule carries: the rule's name, where that is written, and its clause."""

    name: str
    span: Span
    clause: Clause


def read(sections: Mapping, desk: Desk) -> tuple[Wording, ...]:
    """The wording of every rule of a plan that has some, at any depth."""
    found = (_below(entry.value, desk) for entry in sections if isinstance(entry.value, Mapping))
    return tuple(w for wordings in found for w in wordings)


def _below(section: Mapping, desk: Desk) -> Iterator[Wording]:
    for entry in section:
        if not isinstance(entry.value, Mapping):
            continue
        words = Clause(
            _clause(entry.value, desk), _words(entry.value, "source", desk), _words(entry.value, "measures", desk)
        )
        if words != _NOTHING:
            yield Wording(entry.name, entry.key.span, words)
        yield from _below(entry.value, desk)


def _clause(rule: Mapping, desk: Desk) -> Text | None:
    match desk.sound(rule.get("clause")):
        case Scalar(text):
            return same(text)
        case Mapping() as both:
            zh, en = _words(both, "zh", desk), _words(both, "en", desk)
            return Text(zh or en, en or zh) if zh or en else None
        case _:
            return None


def _words(rule: Mapping, key: str, desk: Desk) -> str:
    node = desk.sound(rule.get(key))
    return node.text if isinstance(node, Scalar) else ""
