"""What a readable page is made of, whatever it is printed as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The words that people signed."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; an item may have a list below it."""

    items: tuple[tuple[str, Bullets | None], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head and its rows, all equally long."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Clause | Bullets | Grid
