"""What plan tests print: how much of each group is exercised, and what is not, with its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from engine.base.frozen import frozen
from engine.base.text import Language, Text
from engine.diagnostics.json import render_json
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.place import span_words
from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.examine.coverage import Coverage
from engine.examine.goals import Group, Item

GROUPS: Final[dict[Group, Text]] = {
    "band": Text("档位和区间", "bands and tiers"),
    "bound": Text("界限两边", "sides of bounds"),
    "row": Text("表的行和格", "rows and cells"),
    "condition": Text("条件成立与否", "conditions"),
    "award": Text("奖励发放、不发、取消", "awards"),
    "limit": Text("封顶、保底和最值", "caps, floors, extremes"),
    "rounding": Text("舍入", "rounding"),
    "if_zero": Text("除数为零", "if_zero"),
    "if_missing": Text("不适用", "if_missing"),
    "default": Text("默认值", "defaults"),
}
"""The groups in the order of a report."""

_HEADS: Final = (Text("用到了", "exercised"), Text("共有", "of"))
_EXAMPLES: Final = Text(
    "{plan}：{number} 个样例，{passed} 个正确", "{plan}: {passed} of {number:example|examples} right"
)
_TOTAL: Final = Text("覆盖率 {percent}%（{covered} / {all}）", "coverage {percent}% ({covered} of {all})")
_IMPOSSIBLE: Final = Text(
    "另有 {number} 处按声明的范围不可能发生，不计入",
    "{number} more cannot happen on the declared ranges; not counted",
)
_MISSED: Final = Text("样例没有用到的：", "in no example:")
_VERSION: Final = 1
_ROOM: Final = 12
"""Columns of a count."""


@frozen
class Report:
    """The tests of one plan. `findings` are what is wrong with examples and their files, and with the coverage."""

    plan: str
    coverage: Coverage
    findings: Sequence[Diagnostic]


def render_text(report: Report, language: Language, width: int) -> str:
    """The report for people, without the findings; ends with a newline."""
    cover = report.coverage
    passed = sum(tried.passed for tried in cover.tried)
    head = _EXAMPLES.format(plan=visible(report.plan), number=len(cover.tried), passed=passed)
    lines = [*wrapped(head.to(language), width), "", *_table(cover, language, width), ""]
    counts = {"percent": cover.percent, "covered": len(cover.covered), "all": len(cover.items.all)}
    lines += [_TOTAL.format(**counts).to(language)]
    if cover.items.impossible:
        lines += wrapped(_IMPOSSIBLE.format(number=cover.items.impossible).to(language), width)
    missed = list(cover.missed)
    if missed:
        lines += ["", _MISSED.to(language)]
        for item in missed:
            lines += wrapped(_sentence(item, language), width, f"{_place(item)}  ", " " * 7)
    return "\n".join(lines) + "\n"


def _sentence(item: Item, language: Language) -> str:
    return visible(item.words.to(language))


def _place(item: Item) -> str:
    """The line, as `  44`: the file is named above."""
    return f"{item.span.line:>5}"


def _table(cover: Coverage, language: Language, width: int) -> Iterator[str]:
    """The groups with their counts; on a narrow screen the columns are as wide as their headings."""
    rows = [(name.to(language), covered, all_) for name, covered, all_ in _groups(cover)]
    heads = [head.to(language) for head in _HEADS]
    wide = max((columns(name) for name, _, _ in rows), default=0) + 2
    fits = wide + _ROOM * len(heads) <= width
    room = [_ROOM if fits else columns(head) + 2 for head in heads]
    yield padded("", wide) + "".join(padded(head, space, right=True) for head, space in zip(heads, room, strict=True))
    for name, *counts in rows:
        cells = (padded(str(n), space, right=True) for n, space in zip(counts, room, strict=True))
        yield padded(name, wide) + "".join(cells)


def _groups(cover: Coverage) -> Iterator[tuple[Text, int, int]]:
    for group, name in GROUPS.items():
        places = [place for place, item in enumerate(cover.items.all) if item.group == group]
        if places:
            yield name, len(cover.covered & set(places)), len(places)


def render_report_json(report: Report, language: Language) -> str:
    """The report for programs; places count from 1."""
    cover = report.coverage
    document = {
        "version": _VERSION,
        "plan": report.plan,
        "coverage": {
            "percent": cover.percent,
            "covered": len(cover.covered),
            "items": len(cover.items.all),
            "impossible": cover.items.impossible,
            "groups": _group_data(cover),
        },
        "examples": [
            {"name": t.example.name, "place": span_words(t.example.span), "passed": t.passed} for t in cover.tried
        ],
        "missed": [_item(item, language) for item in cover.missed],
        "diagnostics": json.loads(render_json([report.plan], report.findings, language))["diagnostics"],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _group_data(cover: Coverage) -> list[dict[str, Any]]:
    found = []
    for group in GROUPS:
        places = {place for place, item in enumerate(cover.items.all) if item.group == group}
        if places:
            found.append({"group": group, "covered": len(cover.covered & places), "items": len(places)})
    return found


def _item(item: Item, language: Language) -> dict[str, Any]:
    line, column = item.span.source.position(item.span.start)
    words = {"zh": item.words.zh, "en": item.words.en}
    return {"group": item.group, "line": line, "column": column, "message": item.words.to(language), "text": words}


def sentences(items: Iterable[Item], language: Language) -> list[str]:
    """The items as lines with their places, for a machine's list."""
    return [f"{span_words(item.span)}: {_sentence(item, language)}" for item in items]
