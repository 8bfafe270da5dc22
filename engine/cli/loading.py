"""A plan for a command that needs it right: read, checked, and what is wrong with it said on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.base.text import Text
from engine.cli.files import name_of, read_plan
from engine.cli.terminal import Terminal
from engine.diagnostics.checked import Checked
from engine.diagnostics.order import counted
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan


def load(path: str, terminal: Terminal) -> Checked[Plan]:
    """The checked plan; without a value where it has an error, which has then been shown.

    The warnings of a plan that is right are only counted: `kpiplan check` shows them.
    """
    name, read = name_of(path), read_plan(path)
    if read.value is None:
        terminal.show(read.diagnostics)
        return Checked(None, read.diagnostics)
    from engine.api import check_plan

    checked = check_plan(read.value, name, thorough=False)
    if not checked.ok:
        terminal.show(checked.diagnostics, name)
        return Checked(None, checked.diagnostics)
    if checked.diagnostics:
        hint = Text("{file}：{counts}，见 kpiplan check", "{file}: {counts}, see kpiplan check")
        terminal.tell(hint.format(file=visible(name), counts=counted(checked.diagnostics)).to(terminal.language))
    return checked
