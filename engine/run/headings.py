"""The heading row of a table: every column has a name of its own. Used for every kind of data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.limits import COLUMNS
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.run.cells import quoted
from engine.run.characters import REFUSED_CHARACTER, SPACES, code_point, fold_heading, refused
from engine.run.size import too_many_columns

REPEATED_HEADING: Final = Rule(
    code="KPI511",
    name="repeated-heading",
    headline=Text("列名“{heading}”出现了不止一次", "the heading “{heading}” appears more than once"),
    what=Text("两列（或 JSON 记录里的两个键）同名。", "Two columns (or two keys of a JSON record) have the same name."),
    why=Text("无法知道哪一列才是要用的。", "Nobody can know which of the two is meant."),
    bad="--- data\nagent_id,base_salary,sales,sales\nA1,3000,100,200\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,300\n",
)

EMPTY_HEADING: Final = Rule(
    code="KPI526",
    name="empty-heading",
    headline=Text("第 {number} 列没有列名", "column {number} has no heading"),
    what=Text("标题行里有空的列名。", "The heading row has an empty cell."),
    why=Text(
        "没有列名的列无法对应到方案，常常是表格右边多余的一列。",
        "A column without a heading belongs to nothing; it is often a leftover at the right of the sheet.",
    ),
    bad="--- data\nagent_id,base_salary,sales,\nA1,3000,100,5\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)

NO_ROWS: Final = Rule(
    code="KPI529",
    name="no-rows",
    headline=Text("数据里没有任何人的行", "the data has no row for anybody"),
    what=Text("文件是空的，或只有标题行。", "The file is empty or holds headings only."),
    why=Text(
        "没有行就没有人得到工资，这多半是导出不完整。",
        "Without rows nobody is paid, and an export that was cut short looks just like that.",
    ),
    bad="--- data\nagent_id,base_salary,sales\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)


def heading_findings(table: str, headings: Sequence[str], row: int | None) -> list[Diagnostic]:
    """What is wrong with the headings, which stand in `row` where the table has a heading row."""
    if len(headings) > COLUMNS:
        return [too_many_columns(table, len(headings))]
    seen: set[str] = set()
    found: list[Diagnostic] = []
    for number, heading in enumerate(headings, start=1):
        folded, fault = fold_heading(heading), refused(heading.strip(SPACES))
        if fault is not None:
            found.append(_refused_heading(table, row, heading, *fault))
        elif not folded:
            found.append(EMPTY_HEADING.data(table, row, number=number))
        elif folded in seen:
            found.append(REPEATED_HEADING.data(table, row, quoted(heading), heading=quoted(heading)))
        seen.add(folded)
    return found


def _refused_heading(table: str, row: int | None, heading: str, character: str, what: Text) -> Diagnostic:
    message = Text("列名“{heading}”含有{what}（{code}）", "the heading “{heading}” contains {what} ({code})")
    words = message.format(heading=quoted(heading), what=what, code=code_point(character))
    return REFUSED_CHARACTER.data(table, row, quoted(heading), message=words)


RULES: Final = (REPEATED_HEADING, EMPTY_HEADING, NO_ROWS)
