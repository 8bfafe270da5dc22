"""`salary`: the lines of the payslip, what is done to them, and the total as their sum (LANGUAGE 1.1, A-33).

The section is read here; what its keys mean stands in `engine.plan.constructs.pay`, one file each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import Rounding
from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.plan.constructs.pay import corrections, deductions, draw, lines, manual, names, order, prorate, voids
from engine.plan.constructs.pay.draw import Draw
from engine.plan.constructs.pay.lines import DEDUCTION, LINE_FIELDS, SalaryLine
from engine.plan.constructs.pay.prorate import Proration
from engine.plan.constructs.pay.total import Total
from engine.plan.constructs.pay.voids import Void
from engine.plan.model import Broken, Definition
from engine.plan.reading import Desk, Reader
from engine.plan.rounding import ROUNDINGS, rounding_of
from engine.plan.shape import FORMULA, TRUE_FALSE, Either, Field, Named, Record
from engine.plan.voiding import Event

FIELDS: Final = (
    Field(
        "lines",
        "项目",
        Named(Either((FORMULA, Record(LINE_FIELDS)))),
        Text("工资条各行", "the lines of the payslip"),
        required=True,
    ),
    Field(
        "rounding", "舍入", ROUNDINGS, Text("各行怎样舍入，默认四舍五入", "how lines are rounded, half up unless said")
    ),
    Field(
        "at_least",
        "保底",
        FORMULA,
        Text(
            "合计最少；不足的部分成为一行 top_up（类别 adjustment）",
            "the total is never less; what is missing is a line top_up, tagged adjustment",
        ),
    ),
    Field(
        "at_most",
        "封顶",
        FORMULA,
        Text(
            "合计最多；超出的部分成为一行 cut（类别 adjustment）",
            "the total is never more; what is above is a line cut, tagged adjustment",
        ),
    ),
    Field("may_be_negative", "可为负", TRUE_FALSE, Text("合计可以小于零", "the total may be below zero")),
    voids.FIELD,
    prorate.FIELD,
    draw.FIELD,
    deductions.FIELD,
    corrections.FIELD,
    manual.FIELD,
    order.FIELD,
)
SECTION: Final = Field("salary", "工资", Record(FIELDS), Text("工资由哪几行组成", "what pay is made of"), required=True)
RULES: Final[tuple[Rule, ...]] = (
    *lines.RULES,
    *names.RULES,
    *prorate.RULES,
    *deductions.RULES,
    *order.RULES,
    *draw.RULES,
    *manual.RULES,
)


def read(section: Reader, desk: Desk) -> Iterator[Definition]:
    """The definitions of the section: its lines in their order, what is added to them, then the total."""
    entries = section.node_entries("lines")
    written = tuple(entry.name for entry in entries)
    default = rounding_of(section.words("rounding"), "half_up")
    applied = order.order_of(section, frozenset(_used(section, desk, entries)))
    treated = _Treatments(voids.read(section, written), prorate.read(section, written), applied)
    own = [_line(entry, desk, default, treated) for entry in entries]
    chinese = any(not word.isascii() for word in (*written, *(line.label for line in own if line is not None)))
    advance = draw.read(section, written, default, chinese=chinese)
    others = [*corrections.read(section, default), *manual.read(section)]
    added = (*(advance.lines if advance is not None else ()), *(definition.name for definition in others))
    earning = _earnings(entries, own, added, advance, applied)
    limit = deductions.read(section, (line for line in own if line is not None), earning, chinese=chinese)
    limited = {d.name: d for d in limit.definitions()} if limit is not None else {}
    for entry, line in zip(entries, own, strict=True):
        yield limited.pop(entry.name, line or Broken(entry.name, entry.key.span, "salary"))
    yield from advance.definitions() if advance is not None else ()
    yield from (*limited.values(), *others)
    least, most = section.formula("at_least"), section.formula("at_most")
    yield Total((*written, *added), section.span, default, least, most, chinese)


@frozen
class _Treatments:
    """What the section says about its lines beside their formulas, and the order in which all is applied."""

    voids: tuple[Void, ...]
    prorations: tuple[Proration, ...]
    order: tuple[str, ...]

    def steps(self) -> tuple[str, ...]:
        """The order as far as it is about single lines."""
        return tuple(step for step in self.order if step in order.LINE_STEPS)

    def proration(self, line: str) -> Proration | None:
        """The share of a line, if it has one."""
        return next((p for p in self.prorations if line in p.lines), None)

    def events(self, line: str) -> tuple[Event, ...]:
        """What voids a line."""
        return tuple(void.event for void in self.voids if line in void.lines)


def _line(entry: Entry, desk: Desk, default: Rounding, treated: _Treatments) -> SalaryLine | None:
    """One line; None where it is faulty (reported)."""
    record = desk.reader(entry.value)
    formula = record.formula("formula") if record else desk.formula(entry.value)
    if formula is None or not desk.sound(entry.value):
        return None
    return SalaryLine(
        entry.name,
        entry.key.span,
        record.words("label", entry.name) if record else entry.name,
        formula,
        record.words("tag") if record else "",
        rounding_of(record.words("rounding"), default) if record else default,
        record.whole("decimals") if record else None,
        record.formula("at_least") if record else None,
        record.formula("at_most") if record else None,
        treated.proration(entry.name),
        treated.events(entry.name),
        treated.steps(),
        record.scalar("decimals") if record else None,
    )


def _used(section: Reader, desk: Desk, entries: Iterable[Entry]) -> Iterator[str]:
    """The treatments that the section has, by the words of `apply`."""
    keys = {voids.FIELD.key: order.VOID, prorate.FIELD.key: order.PRORATE}
    yield from (keys.get(e.name, e.name) for e in section.node if keys.get(e.name, e.name) in order.DEFAULT)
    records = [desk.reader(entry.value) for entry in entries]
    if any(record.has("at_least") or record.has("at_most") for record in records if record is not None):
        yield order.LINE_LIMITS


def _earnings(
    entries: Iterable[Entry],
    own: Iterable[SalaryLine | None],
    added: Iterable[str],
    advance: Draw | None,
    applied: tuple[str, ...],
) -> tuple[str, ...]:
    """The lines that deductions are taken from: all that are none, and the draw where that is applied before."""
    taken = {line.name for line in own if line is not None and line.tag == DEDUCTION}
    before = applied[: applied.index(order.DEDUCTIONS)] if order.DEDUCTIONS in applied else applied
    without = {*taken, *(advance.lines if advance is not None and order.DRAW not in before else ())}
    return tuple(name for name in (*(entry.name for entry in entries), *added) if name not in without)
