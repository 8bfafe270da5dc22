"""Shapes: what may stand where in a plan file, said once, in both languages.

From a shape come the JSON Schema (`engine.plan.schema`), the translation of Chinese keys and the documentation; the
constructs declare theirs as constants and read nodes that are known to have them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from engine.base.text import Text


@dataclass(frozen=True)
class Prose:
    """Any text for people: a title, a label."""


@dataclass(frozen=True)
class FormulaText:
    """A formula, or a literal, which is a small formula."""


@dataclass(frozen=True)
class NameText:
    """A name that the plan gives or uses."""


@dataclass(frozen=True)
class TrueFalse:
    """`true` or `false`."""


@dataclass(frozen=True)
class Whole:
    """A whole number within inclusive ends."""

    least: int
    most: int


@dataclass(frozen=True)
class Word:
    """One option of an `OneOf`: its name, its Chinese name, what it means, and what other programs call it."""

    name: str
    zh: str
    doc: Text
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Items:
    """A list; where `least` is 1 it may not be empty."""

    of: Shape
    least: int = 1


@dataclass(frozen=True)
class Named:
    """A mapping whose keys are names of the user's choosing."""

    of: Shape
    least: int = 1


@dataclass(frozen=True)
class Field:
    """A key of the language: its English and Chinese name, what stands under it, what it means."""

    key: str
    zh: str
    shape: Shape
    doc: Text
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A mapping with the language's own keys. `others` is the shape under names of the user's choosing, if allowed."""

    fields: tuple[Field, ...]
    others: Shape | None = None

    def find(self, key: str) -> Field | None:
        """The field of an English or Chinese key."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Field]:
        return {key: f for f in reversed(self.fields) for key in (f.zh, f.key)}


@dataclass(frozen=True)
class Either:
    """One of several shapes, told apart by being a scalar, a list or a mapping."""

    shapes: tuple[Shape, ...] = field(default=())


@dataclass(frozen=True)
class Again:
    """A shape that stands inside itself, to any depth: what is named under `key`, as `of` gives it."""

    key: str
    of: Callable[[], Shape]


Shape = Prose | FormulaText | NameText | TrueFalse | Whole | OneOf | Items | Named | Record | Either | Again

PROSE: Final = Prose()
FORMULA: Final = FormulaText()
NAME: Final = NameText()
TRUE_FALSE: Final = TrueFalse()


_SCALARS: Final = (Prose, FormulaText, NameText, TrueFalse, Whole, OneOf)
_MAPPINGS: Final = (Record, Named)


def scalar(shape: Shape) -> bool:
    """Whether a scalar node fits the shape."""
    return isinstance(shape, _SCALARS)


def alternative(shape: Shape, wanted: type[Shape] | None) -> Shape | None:
    """The shape itself or, of an `Either`, the alternative of a type (None: the scalar one)."""
    return next((s for s in _options(shape) if (isinstance(s, wanted) if wanted else scalar(s))), None)


def fields_for(shape: Shape) -> Record | Named | None:
    """The shape of a mapping under this shape, if a mapping may stand there."""
    return next((s for s in _options(shape) if isinstance(s, _MAPPINGS)), None)


def _options(shape: Shape) -> tuple[Shape, ...]:
    known = shape.of() if isinstance(shape, Again) else shape
    return known.shapes if isinstance(known, Either) else (known,)


LABEL: Final = Field("label", "名称", PROSE, Text("人们看到的名称", "what people read instead of the name"))
