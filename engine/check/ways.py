"""The bands of tables that plain ranges cannot rule out: whether anybody is ever in them is a question for a search.

Tiers have findings of their own (`engine.prove.reach`), and so has a band that lies wholly outside of the range of what
it is on (`engine.check.coverage`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.quantities import Choice
from engine.base.text import Text, one_line
from engine.check.alternative_rules import LEAVE_OTHERWISE_OUT, OTHERWISE_NEVER
from engine.check.band_edges import place_of
from engine.check.band_rules import BAND_UNREACHABLE, BANDS_NOT_DECIDED
from engine.check.coverage import left_out, reach_of
from engine.check.interval import Interval, member
from engine.check.ranges import Ranges
from engine.check.suspicion import Aim, Plain, Way, Ways
from engine.diagnostics.model import Diagnostic
from engine.program import Band, Compare, Const, Program, Ref, Select, Value

_NAMES: Final = 4
"""Bands that are named in one finding."""

_NOBODY: Final = Text(
    "输入的范围和 assertions 允许的数据里，没有人落在这一段",
    "no figures within the ranges and the assertions of the plan lead to it",
)
_CORRECT: Final = Text(
    "删去这一段，或改它的界限、输入的范围和 assertions",
    "leave this band out, or correct its bounds, or the ranges and assertions of the inputs",
)
_EXAMPLE: Final = Text("写一个落在这一段的样例", "write an example that is in the band")


def check(program: Program, ranges: Ranges) -> Iterator[Ways]:
    """Of each table by bands the bands that plain ranges do not rule out, where these may be too wide."""
    plain = Plain(program)
    for value in program.values:
        select = value.node
        if value.role == "tier" or not isinstance(select, Select) or not isinstance(value.kind, Choice):
            continue
        if plain.exact(select.on):
            continue
        ways = tuple(_ways(value, select, value.kind.options, ranges.of(select.on)))
        yield Ways(ways, lambda names, value=value: _undecided(value, names))  # type: ignore[misc]  # bound now


def _ways(value: Value, select: Select, names: tuple[str, ...], domain: Interval) -> Iterator[Way]:
    """The bands with something of the domain, and what holds otherwise."""
    for at, name in enumerate(names):
        flag = Compare(Ref(value.name), "=", Const(at))
        if at >= len(select.bands):
            if not left_out(select, domain):
                continue  # said already
            said = OTHERWISE_NEVER.at(select.span, help=LEAVE_OTHERWISE_OUT, name=one_line(select.span.text))
            yield Way(name, flag, (), lambda said=said: said)  # type: ignore[misc]  # bound now
            continue
        where = reach_of(select.bands[at])
        if member(max(where.low, domain.low), min(where.high, domain.high), domain.grid) is not None:
            aims: tuple[Aim, ...] = ((select.on, where),)
            yield Way(name, flag, aims, lambda band=select.bands[at]: _never(band))  # type: ignore[misc]  # bound now


def _never(band: Band) -> Diagnostic:
    return BAND_UNREACHABLE.at(place_of(band), help=_CORRECT, reason=_NOBODY)


def _undecided(value: Value, names: tuple[str, ...]) -> Diagnostic:
    told, more = names[:_NAMES], len(names[_NAMES:])
    words = Text("、".join(told), ", ".join(told))
    if more:
        words = Text(f"{words.zh}，还有 {more} 段", f"{words.en} and {more} more")
    return BANDS_NOT_DECIDED.at(value.origin.span, help=_EXAMPLE, table=value.label, bands=words)
