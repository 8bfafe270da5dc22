"""The two streams a command talks to: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import Final, TextIO

from engine.base.frozen import frozen_value
from engine.base.text import Language, Text
from engine.cli.files import reason
from engine.diagnostics.color import wants_color
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.order import summary
from engine.diagnostics.text import render_text
from engine.diagnostics.width import visible

PIPE_CLOSED: Final = 141
"""Nobody reads standard output any more; the status that a shell gives a program ended by SIGPIPE."""
OUTPUT_FAILED: Final = 2

_NARROWEST, _WIDEST = 40, 120


@frozen_value
class Terminal:
    """Where a command writes and in which language. `width` is in columns."""

    language: Language
    width: int

    @contextmanager
    def output(self, *, exact: bool = False) -> Iterator[TextIO]:
        """Standard output, flushed at the end; `exact` for machines: UTF-8, line ends as they are written.

        Leaves the program (SystemExit) where the output takes no more: quietly where its reader has gone, with a
        message where it cannot be written. The body must do nothing but write.
        """
        try:
            stream = _present(sys.stdout)
            if exact and isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", newline="")
            yield stream
            stream.flush()
        except BrokenPipeError:
            _abandon_output()
            raise SystemExit(PIPE_CLOSED) from None
        except OSError as fault:
            self.tell(_CANNOT_WRITE.format(reason=reason(fault)).to(self.language))
            _abandon_output()
            raise SystemExit(OUTPUT_FAILED) from None

    def write(self, text: str, *, exact: bool = False) -> None:
        """Write text to standard output."""
        with self.output(exact=exact) as stream:
            stream.write(text)

    def tell(self, line: str) -> None:
        """Write a line to standard error; where that is closed there is nobody to tell."""
        with suppress(OSError, ValueError):
            _present(sys.stderr).write(line + "\n")
            _present(sys.stderr).flush()

    def report(self, file: str, diagnostics: Sequence[Diagnostic], stream: TextIO | None) -> str:
        """The findings about a file and a line that counts them, in colour where the stream wants it."""
        frames = self._frames(diagnostics, stream)
        line = summary(visible(file), diagnostics, self.language)
        return f"{frames}\n{line}\n" if frames else f"{line}\n"

    def show(self, diagnostics: Sequence[Diagnostic], file: str | None = None) -> None:
        """Print findings, if there are any, to standard error; with `file`, and a line that counts them."""
        if diagnostics:
            text = self._frames(diagnostics, sys.stderr) if file is None else self.report(file, diagnostics, sys.stderr)
            self.tell(text.removesuffix("\n"))

    def _frames(self, diagnostics: Sequence[Diagnostic], stream: TextIO | None) -> str:
        color = stream is not None and wants_color(stream, os.environ)
        return render_text(diagnostics, self.language, color=color, width=self.width)


def terminal(language: Language) -> Terminal:
    """The process's own terminal. Characters that a stream's encoding lacks are written as their codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Terminal(language, min(max(get_terminal_size((80, 24)).columns, _NARROWEST), _WIDEST))


_CANNOT_WRITE: Final = Text(
    "kpiplan：无法写到标准输出：{reason}；结果不完整，请不要使用",
    "kpiplan: cannot write to standard output: {reason}; the result is not complete, do not use it",
)


def _present(stream: TextIO | None) -> TextIO:
    """The stream; a program started with it closed has None in its place."""
    if stream is None:
        raise OSError(9, os.strerror(9))
    return stream


def _abandon_output() -> None:
    """Lead what is still buffered to nowhere, so that Python does not fail again while it exits."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
