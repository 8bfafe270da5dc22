"""`kpiplan library`: the ready metrics that a plan can `use`, and what belongs into their figures."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from engine.base.text import Language, Text
from engine.cli.arguments import UsageError, misspelt
from engine.cli.command import CLEAN, Argument, Command
from engine.cli.terminal import Terminal
from engine.diagnostics.width import columns, padded, visible, wrapped

if TYPE_CHECKING:
    from engine.plan.indicators.ready import Parameter, Ready

WIDTH: Final = 80
_LEFT_OUT: Final = Text("不计入：", "left out: ")
_USUAL: Final = Text("一般：", "usual: ")
_RECORDS: Final = Text("要先从记录里统计出来", "figures counted from records before the plan sees them")
_BETTER: Final = {"higher": Text("越高越好", "higher is better"), "lower": Text("越低越好", "lower is better")}


def run(options: Namespace, terminal: Terminal) -> int:
    """Print one ready metric, or the list of all."""
    from engine.plan.library import LIBRARY, find

    if options.name is None:
        terminal.write("".join(_lines(LIBRARY, terminal.language, terminal.width)))
        return CLEAN
    ready = find(options.name)
    if ready is None:
        near = misspelt(options.name, [name for known in LIBRARY for name in (known.name, known.zh)])
        raise UsageError(
            "kpiplan library",
            Text("指标库里没有 {it}{near}", "the library has no {it}{near}").format(
                it=visible(options.name), near=near
            ),
        )
    terminal.write(page(ready, terminal.language, min(terminal.width, WIDTH)))
    return CLEAN


def _lines(library: tuple[Ready, ...], language: Language, width: int) -> Iterator[str]:
    """One row a metric: its two names and its formula."""
    widths = max(columns(r.name) for r in library), max(columns(r.zh) for r in library)
    for ready in library:
        formula = formula_of(ready, language)
        names = f"{padded(ready.name, widths[0])}  {padded(ready.zh, widths[1])}  "
        if columns(names + formula) > width:
            yield names.rstrip() + "\n"
            names = "    "
        yield from (f"{line}\n" for line in wrapped(formula, width, names, "    "))


def formula_of(ready: Ready, language: Language) -> str:
    """The formula in the names of one language."""
    if language == "en":
        return ready.formula
    names = {p.name: p.zh for p in ready.parameters}
    return " ".join(names.get(word, word) for word in ready.formula.split(" "))


def page(ready: Ready, language: Language, width: int = WIDTH) -> str:
    """What `kpiplan library NAME` prints: the definition, and how a plan uses it (a line to copy, never broken)."""
    own = ready.zh if language == "zh" else ready.name
    lines = [*wrapped(f"{ready.name} / {ready.zh} = {formula_of(ready, language)}", width, rest="  "), ""]
    lines += wrapped(ready.about.to(language), width)
    about = [_BETTER[ready.better].to(language), ready.unit, *([_RECORDS.to(language)] if ready.records else [])]
    lines += wrapped(", ".join(about), width)
    for heading, text in ((_LEFT_OUT, ready.exclusions), (_USUAL, ready.bands)):
        lines += wrapped(heading.to(language) + text.to(language), width) if text.zh else []
    names = max(columns(_own(p, language)) for p in ready.parameters)
    lines.append("")
    for p in ready.parameters:
        first = f"  {padded(_own(p, language), names)}  "
        lines += wrapped(f"{p.type}: {p.meaning.to(language)}", width, first, " " * columns(first))
    figures = ", ".join(f"{_own(p, language)}: …" for p in ready.parameters)
    zero = ", if_zero: not_applicable" if "÷" in ready.formula else ""
    return (
        "\n".join([*lines, "", f"  {own}: {{use: {own}, with: {{{figures}}}{zero}}}", ", ".join(ready.sources)]) + "\n"
    )


def _own(parameter: Parameter, language: Language) -> str:
    return parameter.zh if language == "zh" else parameter.name


COMMAND: Final = Command(
    "library",
    Text("指标库：方案里可以直接采用的现成指标", "the ready metrics that a plan can use by name"),
    (
        Argument(
            ("NAME",),
            Text(
                "指标的名称（中文或英文）；不写就列出全部",
                "a metric's name in either language; all are listed without it",
            ),
            count="optional",
        ),
    ),
    run,
)
