"""What a definition takes for granted, to be proved on the ranges: where a value lies, which conditions hold."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.base.frozen import frozen

if TYPE_CHECKING:
    from engine.base.source import Span
    from engine.diagnostics.model import Diagnostic
    from engine.program import Node


@frozen
class Claim:
    """A node lies from `least` to `most`, both included, in stored units; None is no limit.

    `finding` says what is wrong, given a value that can occur and lies outside.
    """

    node: Node
    least: Fraction | None
    most: Fraction | None
    finding: Callable[[Fraction], Diagnostic]


@frozen
class Alternative:
    """One of several conditions, where it is written, and what holds then."""

    condition: Node
    span: Span
    outcome: tuple[Node, ...]


@frozen
class Alternatives:
    """Conditions of which one holds for everybody, or else `otherwise` does, where it is written.

    The first that holds counts; with `exclusive` no two may hold for the same person.
    """

    name: str
    span: Span
    rows: tuple[Alternative, ...]
    otherwise: Alternative | None
    exclusive: bool = False
