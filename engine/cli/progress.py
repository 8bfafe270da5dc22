"""How far a long evaluation is, said on a terminal only and only after a second."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Final, TextIO

from engine.base.text import Language, Text

_FIRST: Final = 1.0
_EVERY: Final = 0.2
"""Seconds until the first line, and between two."""
_BAR: Final = 20
"""Columns of a bar."""


class Progress:
    """Called with the number of rows done; rewrites one line. `clock` gives seconds.

    With the `total` of people who are to be done it is a bar.
    """

    def __init__(
        self,
        language: Language,
        stream: TextIO | None,
        clock: Callable[[], float] = monotonic,
        *,
        total: int | None = None,
    ) -> None:
        self._language, self._total = language, total
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._next = clock() + _FIRST
        self._shown = False

    def __call__(self, rows: int) -> None:
        """Say how many rows are done, where it is time to."""
        now = self._clock()
        if self._stream is not None and now >= self._next:
            self._next, self._shown = now + _EVERY, True
            self._write(f"\r{self._said(rows).to(self._language)}")

    def _said(self, done: int) -> Text:
        if self._total is None:
            return Text(f"已算 {done:,} 行", f"{done:,} rows")
        bar = f"[{'#' * (_BAR * done // max(self._total, 1)):-<{_BAR}}]"
        return Text(f"{bar} {done:,} / {self._total:,} 人", f"{bar} {done:,} / {self._total:,} people")

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            assert self._stream is not None
            self._stream.write(text)
            self._stream.flush()
