"""`corrections`: a closed month that was computed again: what was due then, less what was paid then (A-14, A-25)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from engine.base.numbers import Rounding
from engine.base.quantities import MONEY
from engine.base.text import Text
from engine.formula.tree import Formula
from engine.notes import Sums
from engine.plan.constructs.pay.added import Added, Made
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Broken, Definition
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Named, Record
from engine.program import MINUS_ONE, Product, Round, Sum

RETRO: Final = "retro"
"""The tag of the lines that put a closed month right."""

FIELD: Final = Field(
    "corrections",
    "补差",
    Named(
        Record(
            (
                Field(
                    "paid", "已发", FORMULA, Text("那个月已经发了多少", "what was paid for that month"), required=True
                ),
                Field("due", "应发", FORMULA, Text("那个月应发多少", "what was due for that month"), required=True),
                LABEL,
            )
        )
    ),
    Text(
        "已结月份的补差：应发减已发，可以是负数；类别是 retro",
        "lines tagged retro for a closed month: what was due less what was paid, above or below zero",
    ),
)


def read(section: Reader, rounding: Rounding) -> Iterator[Definition]:
    """The correction lines; one that is faulty (reported) is `Broken`."""
    for entry in section.node_entries(FIELD.key):
        record = section.desk.reader(entry.value)
        before, due = (record.formula("paid"), record.formula("due")) if record else (None, None)
        if record is None or before is None or due is None:
            yield Broken(entry.name, entry.key.span, "salary")
        else:
            label, needs = record.words("label", entry.name), tuple(names_in(before, due))
            make = partial(_difference, before=before, due=due, rounding=rounding)
            yield Added(entry.name, entry.key.span, label, RETRO, needs, make, f"{due.text} - ({before.text})")


def _difference(scope: Scope, before: Formula, due: Formula, rounding: Rounding) -> Made | None:
    """What was due, rounded as the line then was, less what was paid."""
    now = elaborate_as(scope, due, MONEY, Text("应发", "what was due"))
    then = elaborate_as(scope, before, MONEY, Text("已发", "what was paid"))
    if now is None or then is None:
        return None
    places = scope.currency_decimals
    paid = Round(then, places, "half_up", before.span)
    owed = Round(now, places, rounding, due.span)
    return Sum((owed, Product((MINUS_ONE, paid)))), (Sums((("due", owed), ("paid", paid))),)
