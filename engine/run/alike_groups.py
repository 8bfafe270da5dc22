"""Names of groups that differ only in capitals, spaces or the width of a letter: mostly one group, paid as two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.run.cells import quoted

_BY_TEAM: Final = (
    "group_by: [team]\nsalary:\n  lines:\n    base: base_salary\n    pay: group_mean(sales) × 1%\n"
    "--- data\nagent_id,team,base_salary,sales\nA1,Team A,3000,100\n"
)

ALIKE_GROUPS: Final = Rule(
    code="KPI546",
    name="alike-groups",
    headline=Text(
        "“{column}”里第 {row} 行的“{first}”和第 {number} 行的“{second}”按两个组算",
        "“{first}” in row {row} and “{second}” in row {number} count as two groups of {column}",
    ),
    what=Text(
        "两个组的名称只差大小写、空格或全角半角。",
        "The names of two groups differ only in capitals, spaces or the width of their letters.",
    ),
    why=Text(
        "多半是同一个组写了两种样子；分成两组，组均、排名和奖金池就都不对。",
        "Mostly it is one group written in two ways, and as two its means, ranks and pools are wrong.",
    ),
    bad=_BY_TEAM + "A2,team a,3000,100\n",
    good=_BY_TEAM + "A2,Team A,3000,100\n",
    severity=Severity.WARNING,
)
RULES: Final = (ALIKE_GROUPS,)

_ONE_NAME: Final = Text("同一个组就写成同一个名称", "write one name where it is one group")
_BETWEEN: Final = "\uf8ff"
"""Between names that are looked at as one text; a character of no script, which no name should hold."""
_SPACES: Final = re.compile(r"\s+")
_NAMED: Final = 20
"""Pairs that are named at most."""


def alike_groups(table: str, headings: Sequence[str], groups: Mapping[tuple[str, ...], int]) -> Iterator[Diagnostic]:
    """One finding for each group whose name is written otherwise before; `groups` have the rows they are first in."""
    first: dict[tuple[str, ...], tuple[tuple[str, ...], int]] = {}
    found = 0
    for group, number in groups.items():
        before, row = first.setdefault(tuple(map(_folded, group)), (group, number))
        if before == group or found == _NAMED:
            continue
        found += 1
        at = next(place for place, (a, b) in enumerate(zip(before, group, strict=True)) if a != b)
        column = quoted(headings[at])
        message = ALIKE_GROUPS.headline.format(
            column=column, first=quoted(before[at]), row=row, second=quoted(group[at]), number=number
        )
        yield ALIKE_GROUPS.data(table, None, column, help=_ONE_NAME, message=message)


def look_alike(groups: Collection[tuple[str, ...]]) -> bool:
    """Whether there is anything to say about these different groups."""
    return len(groups) > 1 and len({tuple(map(_folded, group)) for group in groups}) < len(groups)


def all_folded(names: Sequence[str]) -> list[str]:
    """Many names as they look, at once: names that look alike are equal here."""
    looks = unicodedata.normalize("NFKC", _BETWEEN.join(names)).casefold()
    found = _SPACES.sub("", looks).split(_BETWEEN)
    return found if len(found) == len(names) else [_folded(name) for name in names]


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
