"""A real terminal for a test: a pseudo-terminal of so many columns, with a program's output and errors on it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.unit.forks import run_with

ROOT = Path(__file__).parents[2]
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Screen:
    """What a program sent to the terminal, and how it ended."""

    sent: str
    status: int

    @property
    def text(self) -> str:
        """As it is read: without colours, and of a line that was written over (progress) what stands last."""
        lines = ESCAPE.sub("", self.sent).split("\n")
        return "\n".join(line.rpartition("\r")[2] for line in lines)


def on_a_terminal(
    arguments: Sequence[str], folder: Path, columns: int = 80, *, typed: str = "", **settings: str
) -> Screen:
    """Run `kpiplan` with its streams on a terminal of so many columns, where `typed` is typed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    program = run_with(arguments, folder, kept | settings, (theirs, theirs, theirs))
    os.close(theirs)
    if typed:
        os.write(ours, typed.encode())
    sent = b""
    with suppress(OSError):  # Linux says EIO where the other end is closed
        while piece := os.read(ours, 65536):
            sent += piece
    os.close(ours)
    return Screen(sent.decode().replace("\r\n", "\n"), program.wait())
