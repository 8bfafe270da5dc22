"""Rows of totals: what stands where a person should, and would be paid the whole team's pay."""

from __future__ import annotations

import re
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.run.cells import Cell, quoted
from engine.run.place import Place
from engine.run.typed_cells import read_identifier

TOTAL_ROW: Final = Rule(
    code="KPI537",
    name="total-row",
    headline=Text("“{who}”是合计行，不是人", "“{who}” is a row of totals, not a person"),
    what=Text("数据里有合计、小计或平均的行。", "The data has a row of totals or of averages."),
    why=Text(
        "合计行会被当作一个人，按全队的业绩领工资，还会改变组内的平均。",
        "It would be paid like a person, by the whole team's sales, and would change the group's mean.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,100\n合计,3000,100\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)

_DELETE_ROW: Final = Text(
    "删除第 {row} 行；如果“{who}”真的是一个人，改写工号",
    "delete row {row}; if “{who}” really is a person, write an id instead",
)

_ZH: Final = r"(.*(合 *计|总 *计|小 *计|共 *计|汇 *总)|总和|累计|平均值?|均值|人均|共 *[0-9]+ *人)( *[(（].*[)）])?"
_EN: Final = r"((.* )?(grand[ -]?|sub[ -]?)?totals?|sums?|averages?|avg|mean)( *[(].*[)])?"
PATTERN: Final = rf"(?i)^({_ZH}|{_EN})[ :：]*$"
"""A whole text, trimmed and folded, that names a row of totals: an expression for Python, Polars and databases."""

ENDS: Final = frozenset("计总和值均人lmgens:： )）LMGENS")
"""The characters that such a text may end in: whoever ends otherwise need not be looked at further."""

_PATTERN: Final = re.compile(PATTERN)


def read_person(cell: Cell, place: Place) -> str | Diagnostic:
    """Who a row is about: an identifier that does not say that the row is a sum of others."""
    who = read_identifier(cell, place)
    if isinstance(who, Diagnostic) or not is_total(who):
        return who
    help = _DELETE_ROW.format(row=place.row, who=quoted(who))
    message = TOTAL_ROW.headline.format(who=quoted(who))
    return TOTAL_ROW.data(place.table, place.row, quoted(place.heading), help=help, message=message)


def is_total(who: str) -> bool:
    """Whether a trimmed text that should say who says that the row is a sum or a mean of others."""
    return who[-1:] in ENDS and _PATTERN.match(who) is not None


RULES: Final = (TOTAL_ROW,)
