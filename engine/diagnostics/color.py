"""Colour on terminals: whether to use it, and the few escape codes that make it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TextIO

from engine.diagnostics.model import Severity

Style = Literal["red", "yellow", "cyan", "blue"]

SEVERITY_STYLES: Final[dict[Severity, Style]] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}

_CODES: Final[dict[Style, str]] = {"red": "1;31", "yellow": "1;33", "cyan": "1;36", "blue": "1;34"}


def wants_color(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """NO_COLOR forbids colour, FORCE_COLOR demands it; otherwise a terminal that is not `dumb` gets it."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def paint(text: str, style: Style, *, on: bool) -> str:
    """The text in a colour, or as it is."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if on and text else text
