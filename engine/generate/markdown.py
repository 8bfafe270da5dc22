"""Pieces of Markdown: the note on top of a generated page, tables, fenced examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.text import Text
from engine.diagnostics.width import visible

GENERATED_NOTE: Final = "<!-- generated: python -m engine.generate -->\n"


def both(text: Text) -> str:
    """The text in Chinese and in English, on one line."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells may hold any text. Ends with a newline."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def fenced(text: str, language: str, lines: int, width: int) -> str:
    """A fenced block of at most so many lines of at most so many characters; invisible characters are shown."""
    shown = [_cut(visible(line), width) for line in text.split("\n")]
    if len(shown) > lines:
        shown = [*shown[:lines], f"… {len(shown) - lines} more lines"]
    return "\n".join([f"```{language}", *shown, "```"]) + "\n"


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[:width] + " …"
