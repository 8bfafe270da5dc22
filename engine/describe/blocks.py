"""What a readable page is made of, whatever it is printed as."""

from __future__ import annotations

from engine.base.frozen import frozen_value


@frozen_value
class Heading:
    """A heading; level 1 is the page's title."""

    level: int
    text: str


@frozen_value
class Paragraph:
    """A paragraph."""

    text: str


@frozen_value
class Clause:
    """The words that people signed."""

    text: str


@frozen_value
class Bullets:
    """A list; an item may have a list below it."""

    items: tuple[tuple[str, Bullets | None], ...]


@frozen_value
class Grid:
    """A table: its head and its rows, all equally long."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Clause | Bullets | Grid
