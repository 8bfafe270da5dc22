"""Where a key belongs that stands where nobody knows it: at the top, in another section, or one level deeper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from engine.base.text import Text
from engine.document.nodes import Mapping, Node, Scalar
from engine.plan.language import PLAN
from engine.plan.shape import Again, Either, Field, Items, Named, Record, Shape, alternative, scalar

_SECTIONS: Final = 3
"""A key of more sections than these is a common word: naming them all would not help."""


def elsewhere(key: str, record: Record) -> Text | None:
    """Where a key that a record does not know is one of the language; None where it is none, or is a common word."""
    at_the_top = PLAN.find(key) is not None
    if at_the_top and record is not PLAN:
        return Text("“{key}”写在方案的最外层，顶格写", "`{key}` stands at the left edge of the plan").format(key=key)
    sections = () if at_the_top else _sections().get(key, ())
    if not 0 < len(sections) <= _SECTIONS:
        return None
    zh, en = "、".join(f"“{f.zh}”" for f in sections), ", ".join(f"`{f.key}`" for f in sections)
    return Text("“{key}”是{sections}里的键", "`{key}` is a key of {sections}").format(key=key, sections=Text(zh, en))


def as_name(key: str, value: Node, record: Record) -> Text | None:
    """Where a key may be a name of the author's choosing: under the mapping of names that the record must have."""
    names = next((f for f in record.fields if f.required and _takes(f.shape, value)), None)
    if names is None:
        return None
    return Text(
        "如果“{key}”是您起的名称，写在 `{under}:` 下面，缩进两格",
        "if `{key}` is a name of yours, write it under `{under}:`, two spaces deeper",
    ).format(key=key, under=Text(names.zh, names.key))


def _takes(shape: Shape, value: Node) -> bool:
    """Whether a value may stand under a name of the user's choosing in a shape."""
    named = alternative(shape, Named)
    if not isinstance(named, Named):
        return False
    if isinstance(value, Scalar):
        return alternative(named.of, None) is not None
    return isinstance(value, Mapping) and alternative(named.of, Record) is not None


@cache
def _sections() -> dict[str, tuple[Field, ...]]:
    """The sections of a plan in which each key, in English or Chinese, stands somewhere."""
    found: dict[str, dict[str, Field]] = {}
    for section in PLAN.fields:
        for key in set(_keys(section.shape)):
            found.setdefault(key, {})[section.key] = section
    return {key: tuple(sections.values()) for key, sections in found.items()}


def _keys(shape: Shape) -> Iterator[str]:
    """Every key of the language under a shape; what stands inside itself is looked at once."""
    match shape:
        case Record(fields, others):
            for field in fields:
                yield from (field.key, field.zh)
                yield from _keys(field.shape)
            if others is not None:
                yield from _keys(others)
        case Either(shapes):
            for one in shapes:
                yield from _keys(one)
        case Items(of) | Named(of):
            yield from _keys(of)
        case Again():
            pass
        case _:
            assert scalar(shape)
