"""Cells that hold words: identifiers, texts, dates, options, true and false."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from engine.base.quantities import Choice
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.diagnostics.suggest import nearest_help
from engine.run.cells import Cell, NumberText, quoted
from engine.run.characters import REFUSED_CHARACTER, code_point, fold_word, mixes_scripts, refused
from engine.run.place import Place

_GOOD: Final = "--- data\nagent_id,base_salary,sales\nA1,3000,100\n"
_INPUTS: Final = "inputs:\n  base_salary: {type: money}\n  sales: {type: money}\n"
_OPTION_PLAN: Final = _INPUTS + "  shift: {type: choice, options: [day, night], default: day}\n"
_FLAG_PLAN: Final = _INPUTS + "  cheated: {type: flag, default: false}\n"
_DATE_PLAN: Final = _INPUTS + "  joined: {type: date, optional: true}\n"

UNKNOWN_OPTION: Final = Rule(
    code="KPI509",
    name="unknown-option",
    headline=Text("“{column}”没有“{value}”这个选项", "{column} has no option “{value}”"),
    what=Text("选项列里的字不在方案的选项里。", "A cell holds a word that is not among the plan's options."),
    why=Text("认不出的选项不会当作任何一个。", "An unknown word is never taken as one of the options."),
    bad=_OPTION_PLAN + "--- data\nagent_id,base_salary,sales,shift\nA1,3000,100,nigt\n",
    good=_OPTION_PLAN + "--- data\nagent_id,base_salary,sales,shift\nA1,3000,100,night\n",
)

NOT_A_FLAG: Final = Rule(
    code="KPI510",
    name="not-a-flag",
    headline=Text("“{column}”要写 是 或 否，不是“{value}”", "{column} must be true or false, not “{value}”"),
    what=Text("是/否的列里是别的字（TRUE、1、yes）。", "A true-or-false cell holds something else (TRUE, 1, yes)."),
    why=Text(
        "只认 true、false、是、否四个词，避免误读。",
        "Only `true`, `false`, `是` and `否` are read, so nothing is misread.",
    ),
    bad=_FLAG_PLAN + "--- data\nagent_id,base_salary,sales,cheated\nA1,3000,100,TRUE\n",
    good=_FLAG_PLAN + "--- data\nagent_id,base_salary,sales,cheated\nA1,3000,100,true\n",
)

BAD_IDENTIFIER: Final = Rule(
    code="KPI522",
    name="bad-identifier",
    headline=Text("“{column}”的“{value}”{fault}", "{column}: “{value}” {fault}"),
    what=Text(
        "工号、姓名等文字列里是 JSON 数字，或混有外形相同的不同文字的字母。",
        "An identifier or text is a JSON number, or mixes letters of scripts that look alike.",
    ),
    why=Text(
        "007 与 7 是两个人；看起来相同的名字必须是同一个人。",
        "007 is not 7, and names that look alike must be the same.",
    ),
    bad='--- json\n[{"agent_id": 7, "base_salary": 3000, "sales": 100}]\n',
    good='--- json\n[{"agent_id": "007", "base_salary": 3000, "sales": 100}]\n',
)

BAD_DATE: Final = Rule(
    code="KPI523",
    name="bad-date",
    headline=Text("“{column}”的“{value}”不是日期", "{column}: “{value}” is not a date"),
    what=Text(
        "日期不是 年-月-日 的写法，或没有这一天。", "A date is not written year-month-day, or there is no such day."
    ),
    why=Text(
        "01/02 可能是一月二日，也可能是二月一日。", "01/02 may be the second of January or the first of February."
    ),
    bad=_DATE_PLAN + "--- data\nagent_id,base_salary,sales,joined\nA1,3000,100,2026/1/31\n",
    good=_DATE_PLAN + "--- data\nagent_id,base_salary,sales,joined\nA1,3000,100,2026-01-31\n",
)

_FLAGS: Final = {"true": True, "是": True, "false": False, "否": False}
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTE_IT: Final = Text('不是文字；写成 "{value}"', 'is not text; write "{value}"')
_LOOK_ALIKE: Final = Text("混有外形相同的不同文字的字母", "mixes letters of scripts that look alike")


def read_words(cell: Cell, place: Place) -> str | Diagnostic:
    """A trimmed, non-empty text, digit by digit; full-width letters and digits as ordinary ones, composed (NFC)."""
    if not isinstance(cell, str) or isinstance(cell, NumberText):
        return place.finding(BAD_IDENTIFIER, value=quoted(cell), fault=_QUOTE_IT.format(value=quoted(cell)))
    found = refused(cell)
    if found is not None:
        character, what = found
        return place.finding(REFUSED_CHARACTER, value=quoted(cell), what=what, code=code_point(character))
    text = fold_word(cell)
    return place.finding(BAD_IDENTIFIER, value=quoted(cell), fault=_LOOK_ALIKE) if mixes_scripts(text) else text


def read_flag(cell: Cell, place: Place) -> bool | Diagnostic:
    """True or false."""
    if isinstance(cell, bool):
        return cell
    flag = _FLAGS.get(cell) if isinstance(cell, str) else None
    if flag is not None:
        return flag
    return place.finding(NOT_A_FLAG, Text("写 是 或 否", "write true or false, in small letters"), value=quoted(cell))


def read_option(cell: Cell, choice: Choice, place: Place) -> int | Diagnostic:
    """The index of the option."""
    word = fold_word(cell) if isinstance(cell, str) else None
    options = [fold_word(option) for option in choice.options]
    if word in options:
        return options.index(word)
    return place.finding(UNKNOWN_OPTION, nearest_help(quoted(cell), choice.options), value=quoted(cell))


def read_date(cell: Cell, place: Place) -> str | Diagnostic:
    """An existing day, as the text `2026-01-31`."""
    text = fold_word(cell) if isinstance(cell, str) else ""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    return place.finding(BAD_DATE, Text("写成 2026-01-31", "write it as 2026-01-31"), value=quoted(cell))


RULES: Final = (UNKNOWN_OPTION, NOT_A_FLAG, BAD_IDENTIFIER, BAD_DATE)
