"""The edit that writes other words in the place of a value's own; its quotes, if it has some, stay."""

from __future__ import annotations

from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Edit, Fix, replace_with
from engine.document.nodes import Scalar


def reworded(node: Scalar, words: str | None) -> Fix | None:
    """The fix that writes `words`; None for none, and where the file has the value otherwise than it is read."""
    place = node.part(0, len(node.text))
    return None if words is None or place.text != node.text else replace_with(place, words)


def swapped(one: Span, other: Span) -> Fix:
    """The fix that puts each of two places' words in the other's place."""
    title = Text("对调两个数", "swap the two")
    return Fix(title, (Edit(one, other.text), Edit(other, one.text)))
