"""What a command is: its name, its arguments, what it does; and the statuses that a command ends with."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final, Literal

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.cli.terminal import Terminal

CLEAN: Final = 0
FINDINGS: Final = 1
"""The plan or the data has errors, or somebody is not paid."""
FAILED: Final = 2
"""Wrong usage, a file that cannot be read or written, or a defect of the engine: nothing was decided."""


@frozen_value
class Argument:
    """One argument: `flags` are `("-o", "--output")`, or `("PLAN",)` for one that is told by its position.

    `value` is what stands for an option's value in the help; an option without it is a switch.
    """

    flags: tuple[str, ...]
    help: Text
    value: str = ""
    choices: tuple[str, ...] = ()
    count: Literal["one", "optional", "some", "any"] = "one"

    @property
    def positional(self) -> bool:
        """Whether it is told by its position."""
        return not self.flags[0].startswith("-")

    @property
    def words(self) -> str:
        """How it is written: `PATH...`, `[FILE]`, `-o, --output FILE`, `--format text|json`."""
        name = ", ".join(self.flags)
        if self.positional:
            return {"one": name, "optional": f"[{name}]", "some": f"{name}...", "any": f"[{name}...]"}[self.count]
        value = "|".join(self.choices) or self.value
        return f"{name} {value}" if value else name


@frozen_value
class Command:
    """A subcommand: `run` does it and gives the exit status."""

    name: str
    summary: Text
    arguments: tuple[Argument, ...]
    run: Callable[[Namespace, Terminal], int]
