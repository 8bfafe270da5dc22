"""Forms of a table: each is one file that says its keys and how it is read; `constructs.tables` lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.base.limits import BANDS
from engine.base.text import Text
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry, Mapping, Node
from engine.document.nodes import Scalar as Words
from engine.plan.columns import Row
from engine.plan.model import Definition
from engine.plan.names import check_name
from engine.plan.reading import Desk, Reader
from engine.plan.shape import FORMULA, Either, Field, Record

ON: Final = Field("on", "依据", FORMULA, Text("按什么查表", "what the table is laid over"), required=True)
ROW: Final = Either((FORMULA, Record((), others=FORMULA)))
"""One cell, or cells under names of the author's choosing."""

VALUE: Final = "value"
"""The column of a row that is written as one cell."""

OTHERWISE: Final = Field("otherwise", "否则", ROW, Text("不在任何一段时的列", "the columns where nothing else holds"))


BANDS_OR_STEPS: Final = Rule(
    code="KPI435",
    name="bands-or-steps",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "一张表只用一种写法：bands、steps 等，并且只写这种写法的键；超额累进不写 otherwise。",
        "A table is written in one form, such as bands or steps, with the keys of that form; "
        "a marginal one has no otherwise.",
    ),
    why=Text("引擎要知道表怎么分段。", "The engine must know how the table is divided."),
    bad=table() + pay("t"),
    good=table("steps: {above: 1000, every: 1000, each: 5}") + pay("t"),
)
TOO_MANY_BANDS: Final = Rule(
    code="KPI436",
    name="too-many-bands",
    headline=Text("“{name}”有 {count} 段，最多 {limit} 段", "`{name}` has {count} bands; the limit is {limit}"),
    what=Text("一张表的段数有上限。", "The number of bands of a table is limited."),
    why=Text(
        "再多就没有人看得懂了；规律的表用 steps。", "Nobody can read more; a regular table is written with steps."
    ),
    bad=table("bands:", *(f"  - {{from: {n}, below: {n + 1}, bonus: {n}}}" for n in range(BANDS + 1))) + pay("t"),
    good=table("steps: {from: 0, every: 1, each: 1}") + pay("t"),
)
RULES: Final = (BANDS_OR_STEPS, TOO_MANY_BANDS)

_SPLIT: Final = Text("有规律的段改用 steps，或拆成几张表", "write regular bands as steps, or make several tables")


@dataclass(frozen=True)
class TableForm:
    """One way to write a table. `key` tells it from the others, and may stand with no keys but `fields`.

    `read` gives the definition of an entry that has every required field; None where it is faulty (reported).
    """

    key: str
    fields: tuple[Field, ...]
    read: Callable[[Entry, Reader], Definition | None]


def few_enough(entry: Entry, reader: Reader, key: str, count: int) -> bool:
    """Whether a table has no more bands, rows or points under a key than the limit; a finding where it has."""
    if count <= BANDS:
        return True
    place = reader.node.get(key)
    also = [Label(place.span)] if place is not None else []
    reader.desk.report(
        TOO_MANY_BANDS.at(entry.key.span, also=also, help=_SPLIT, name=entry.name, count=count, limit=BANDS)
    )
    return False


def read_cells(node: Node, desk: Desk) -> Row | None:
    """The cells of a row, or its one cell; None where one is faulty (reported)."""
    if isinstance(node, Words):
        formula = desk.formula(node)
        return None if formula is None else Row({VALUE: formula}, node.span)
    if not isinstance(node, Mapping) or desk.sound(node) is None:
        return None
    wrong = [finding for e in node if (finding := check_name(e.key))]
    desk.report(*wrong)
    cells = {e.name: formula for e in node if (formula := desk.formula(e.value)) is not None}
    return None if wrong or len(cells) < len(node.entries) else Row(cells, node.span)
