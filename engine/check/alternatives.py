"""Conditions that must leave nobody out, and perhaps nobody twice: the cases of a value and the rows of a rule table.

Looked at in all dimensions at once: over the stretches of everything that the conditions ask about (LANGUAGE 1.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from engine.base.text import Text, one_line
from engine.check.alternative_rules import (
    LEAVE_OTHERWISE_OUT,
    OTHERWISE_NEVER,
    RULES_OVERLAP,
    SITUATION_HOLE,
    TOO_MANY_SITUATIONS,
)
from engine.check.dead_cases import never_reached
from engine.check.ranges import Ranges
from engine.check.same_rows import SAME, second_left_out
from engine.check.situations.asked import aims, inside, numbered, readable
from engine.check.situations.conditions import Situations, situations
from engine.check.situations.diagram import Diagram, Effort, TooBig, diagram
from engine.check.situations.edges import edge
from engine.check.situations.regions import Region, reached, regions
from engine.check.situations.words import condition, witness
from engine.check.suspicion import Suspicion, Together
from engine.diagnostics.model import Diagnostic, Fix, Label
from engine.plan.claims import Alternative, Alternatives
from engine.plan.lower import Lowered
from engine.program import Logic, Node

TWO: Final = 2
"""How many rows that hold at once are told apart."""
_LOOKED_AT: Final = 4
"""Regions in which two rows hold that are looked at one by one."""
_SPLIT: Final = Text(
    "写上 否则（otherwise），或拆成几张小表", "write `otherwise`, or split it into several small tables"
)


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic | Together]:
    """The findings about all alternatives of a plan."""
    effort = Effort()
    for claim in lowered.scope.alternatives:
        within = situations([row.condition for row in claim.rows], lowered.program, ranges)
        try:
            found = diagram(within.conditions, within.sizes, TWO, effort)
        except TooBig:
            if claim.exclusive or claim.otherwise is None:
                yield TOO_MANY_SITUATIONS.at(claim.span, name=claim.name, rows=len(claim.rows), help=_SPLIT)
            continue
        yield from _holes(claim, within, regions(found, within.sizes, lambda rows: not rows, effort))
        if claim.exclusive:
            yield from _overlaps(claim, within, found, effort)
        if claim.otherwise is None:  # the last row is not tried, for one of them always holds
            written = [(row.condition, row.span) for row in claim.rows]
            yield from (d for d in never_reached(written, within, effort) if d.primary.span == claim.rows[-1].span)


def _holes(claim: Alternatives, within: Situations, holes: Sequence[Region]) -> Iterator[Diagnostic | Together]:
    if claim.otherwise is not None:
        if not holes:
            yield OTHERWISE_NEVER.at(claim.otherwise.span, name=claim.name, help=LEAVE_OTHERWISE_OUT)
        return

    def told(hole: Region, said: Text) -> Diagnostic:
        return SITUATION_HOLE.at(claim.span, help=_take_in(hole, within), name=claim.name, witness=said)

    nobody_else = Logic("not", (Logic("or", tuple(row.condition for row in claim.rows)),))
    yield from _told(within, holes, told, nobody_else, len(holes))


def _said(region: Region, within: Situations, values: Sequence[Fraction] = ()) -> Text:
    """A situation of a region in words; with the values of its numbers that of somebody who is there."""
    known = dict(zip(numbered(region, within), values, strict=True)) if values else {}
    return Text(witness(region, within, "zh", known) or "总是", witness(region, within, "en", known) or "always")


def _told(
    within: Situations,
    found: Sequence[Region],
    told: Callable[[Region, Text], Diagnostic],
    whole: Node,
    most: int,
) -> Iterator[Diagnostic | Together]:
    """What is said of the regions where a flag holds, if anybody is there; of everybody there is nothing to ask."""
    if not found:
        return
    plain = [told(region, _said(region, within)) for region in found]
    if not all(found):
        yield from plain[:most]
        return

    def suspicion(region: Region, said: Diagnostic) -> Suspicion:
        return Suspicion(
            said,
            inside(region, within),
            tuple(aims(region, within)),
            retold=lambda values: told(region, _said(region, within, values)),
            readable=readable(region, within),
        )

    suspicions = tuple(suspicion(region, said) for region, said in zip(found, plain, strict=True))
    yield Together(suspicions, Suspicion(plain[0], whole), most)


def _take_in(hole: Region, within: Situations) -> Text:
    """What to write so that a region is in some row."""
    sign = edge(hole, within, hole=True)
    if sign is not None:
        return sign
    zh, en = condition(hole, within, "zh"), condition(hole, within, "en")
    return Text(f"加上 `{{when: {zh}, …}}`，或写 否则（otherwise）", f"add `{{when: {en}, …}}`, or write `otherwise`")


def _overlaps(
    claim: Alternatives, within: Situations, found: Diagram, effort: Effort
) -> Iterator[Diagnostic | Together]:
    label = Text("这一条也成立", "this one holds too")
    for pair in sorted(rows for rows in reached(found) if len(rows) == TWO):
        both = regions(found, within.sizes, lambda rows, pair=pair: rows == pair, effort)[:_LOOKED_AT]  # type: ignore[misc]  # bound now
        first, second = (claim.rows[i] for i in pair)
        also = [Label(first.span, Text("这一条成立", "this one holds"))]
        fix = second_left_out(first.span, second.span)

        def told(
            region: Region, said: Text, second: Alternative = second, also: list[Label] = also, fix: Fix | None = fix
        ) -> Diagnostic:
            return RULES_OVERLAP.at(
                second.span,
                label,
                also=also,
                help=SAME if fix is not None else edge(region, within, hole=False) or _tell_apart(region, within),
                fix=fix,
                name=claim.name,
                witness=said,
            )

        yield from _told(within, both, told, Logic("and", (first.condition, second.condition)), 1)


def _tell_apart(region: Region, within: Situations) -> Text:
    zh, en = one_line(condition(region, within, "zh"), 120), one_line(condition(region, within, "en"), 120)
    return Text(
        f"在一条里排除 `{zh}`；若排在前面的优先，改用 cases",
        f"leave `{en}` out of one of them; where the first is to count, write `cases`",
    )
