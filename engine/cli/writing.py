"""A text that a command has made, to a file as a whole or to standard output."""

from __future__ import annotations

from pathlib import Path

from engine.cli import files
from engine.cli.command import CLEAN, FAILED
from engine.cli.terminal import Terminal


def write_out(text: str, path: str | None, terminal: Terminal) -> int:
    """Write the text to the file of that path, or to standard output; the exit status."""
    from engine.run.atomic import write_atomically

    if path is None:
        terminal.write(text, exact=True)
        return CLEAN
    try:
        with write_atomically(Path(path)) as stream:
            stream.write(text)
    except OSError as fault:
        terminal.show([files.cannot_write(path, fault)])
        return FAILED
    return CLEAN
