"""The head of a plan: what it is called, for whom and when it holds, in which currency, who is who (S0-1, S0-4)."""

from __future__ import annotations

import datetime
import re
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Fix, Label, Rule, replace_with
from engine.document.nodes import Scalar
from engine.document.rewording import reworded
from engine.plan.model import Header
from engine.plan.reading import Reader
from engine.plan.shape import NAME, PROSE, Either, Field, Items, OneOf, Record, Whole, Word

LANGUAGE_VERSION: Final = 1
CURRENCIES: Final = {"CNY": 2, "HKD": 2, "TWD": 2, "USD": 2, "EUR": 2, "GBP": 2, "SGD": 2, "MYR": 2, "JPY": 0, "KRW": 0}
"""Currencies and the decimals of their smallest unit (ISO 4217)."""

STAGES: Final = OneOf(
    (
        Word("growth", "成长期", Text("重提成轻绩效", "commission counts more")),
        Word("mature", "成熟期", Text("重绩效轻提成", "performance counts more")),
    )
)
PERIODS: Final = OneOf(
    (
        Word("month", "月", Text("按月", "a month")),
        Word("week", "周", Text("按周", "a week")),
        Word("day", "日", Text("按日", "a day")),
        Word("quarter", "季", Text("按季", "a quarter")),
        Word("year", "年", Text("按年", "a year")),
    )
)
MONEYS: Final = OneOf(tuple(Word(c, c, Text(c, c)) for c in CURRENCIES))
EFFECTIVE: Final = Record(
    (
        Field("from", "起", PROSE, Text("从这一天起（含）", "the first day"), required=True),
        Field("until", "止", PROSE, Text("到这一天为止（不含）", "the day after the last")),
    )
)
PERSON: Final = Record(
    (
        Field("name", "名称", NAME, Text("列名", "the column's name"), required=True),
        Field(
            "columns",
            "列名",
            Either((NAME, Items(PROSE))),
            Text("数据表里的其他列名", "other headings of the same column"),
        ),
    )
)
FIELDS: Final = (
    Field(
        "kpi_plan",
        "方案语言",
        Whole(LANGUAGE_VERSION, LANGUAGE_VERSION),
        Text("方案语言的版本，写 1", "version of the language: 1"),
        required=True,
    ),
    Field("id", "编号", NAME, Text("方案编号", "the plan's identifier"), required=True),
    Field("version", "版本", PROSE, Text("方案自己的版本", "the plan's own version")),
    Field("title", "标题", PROSE, Text("标题", "its title")),
    Field("purpose", "目的", PROSE, Text("要提升什么", "what it is meant to improve")),
    Field("role", "岗位", PROSE, Text("适用岗位", "the role it is for")),
    Field("stage", "阶段", STAGES, Text("店铺处于成长期还是成熟期", "whether the shop is growing or mature")),
    Field("period", "周期", PERIODS, Text("多久发一次", "the pay period")),
    Field("currency", "币种", MONEYS, Text("币种，默认 CNY", "the currency, CNY unless said")),
    Field("effective", "生效", EFFECTIVE, Text("从哪天到哪天有效", "when it holds: [from, until)")),
    Field(
        "person", "人员", Either((NAME, PERSON)), Text("哪一列是人员编号", "the column that says who"), required=True
    ),
    Field(
        "group_by",
        "分组",
        Either((NAME, Items(NAME))),
        Text("哪几列相同算一组", "the columns whose members are one group"),
    ),
)

BAD_EFFECTIVE_DATE: Final = Rule(
    code="KPI441",
    name="bad-effective-date",
    headline=Text("“{words}”不是有效的日期{problem}", "`{words}` is not a valid date{problem}"),
    what=Text("生效日期写作 2026-01-31，结束日在开始日之后。", "Dates are written 2026-01-31; until lies after from."),
    why=Text("不知道哪天生效，就不知道按哪版发工资。", "Otherwise nobody knows which month it pays."),
    bad="effective: {from: 2026-02-30}\n",
    good="effective: {from: 2026-02-28}\n",
)
BAD_PLAN_ID: Final = Rule(
    code="KPI442",
    name="bad-plan-id",
    headline=Text(
        "方案编号“{words}”里有文字、数字、- 和 _ 以外的字符",
        "the plan id `{words}` holds more than letters, digits, - and _",
    ),
    what=Text("方案编号出现在每一份结果里。", "The plan's id stands in every result."),
    why=Text("编号要能作文件名和表格列。", "It has to serve in file names and table cells."),
    bad="id: pre sales/1\n",
    good="id: pre-sales-1\n",
)
RULES: Final = (BAD_EFFECTIVE_DATE, BAD_PLAN_ID)
_LATER: Final = Text("写最后一天的后一天", "write the day after the last one")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_NOT_IN_ID: Final = re.compile(r"[^\w-]+")
_ID: Final = re.compile(r"[\w-]{1,64}")


def read(reader: Reader) -> Header:
    """The header of a plan; faulty parts are reported and take their defaults."""
    _check_effective(reader)
    identifier = reader.scalar("id")
    if identifier is not None and not _ID.fullmatch(identifier.text):
        instead = _NOT_IN_ID.sub("-", identifier.text.strip())[:64]
        help_text = Text(f"可写作 `{instead}`", f"write `{instead}`")
        fix = reworded(identifier, instead) if _ID.fullmatch(instead) and instead.strip("-") else None
        reader.desk.report(BAD_PLAN_ID.at(identifier.span, help=help_text, fix=fix, words=identifier.text[:64]))
    person = reader.mapping("person")
    group = reader.node.get("group_by")
    return Header(
        reader.words("id"),
        reader.words("title") or reader.words("id"),
        reader.words("version"),
        reader.words("currency", "CNY"),
        person.words("name") if person else reader.words("person"),
        tuple(n.text for n in person.texts("columns")) if person else (),
        tuple(n.text for n in reader.texts("group_by")),
        group.span if group else None,
        reader.words("stage") or None,
        reader.span,
        reader.scalar("role"),
    )


def _check_effective(reader: Reader) -> None:
    effective = reader.mapping("effective")
    ends = [effective.scalar(key) for key in ("from", "until")] if effective else []
    dates = [(node, _date(node)) for node in ends if node is not None]
    for node, date in dates:
        if date is None:
            help_text = Text("写作 2026-01-31 的样子", "write it like 2026-01-31")
            reader.desk.report(
                BAD_EFFECTIVE_DATE.at(
                    node.span, help=help_text, fix=_iso(node), words=node.text[:40], problem=Text("", "")
                )
            )
    match [d for _, d in dates if d is not None]:
        case [first, until] if until <= first:
            problem = Text("：结束日要在开始日之后", ": until must lie after from")
            place = dates[1][0].span
            reader.desk.report(
                BAD_EFFECTIVE_DATE.at(
                    place,
                    also=[Label(dates[0][0].span)],
                    help=_LATER,
                    words=dates[1][0].text,
                    problem=problem,
                )
            )


def _iso(node: Scalar) -> Fix | None:
    """A date that is plainly year, month and day, as dates are written; day and month first could be either."""
    found = _YEAR_FIRST.fullmatch(node.text.strip())
    try:
        date = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return replace_with(node.span, date.isoformat()) if date is not None else None


def _date(node: Scalar) -> datetime.date | None:
    if not _DATE.fullmatch(node.text):
        return None
    try:
        return datetime.date.fromisoformat(node.text)
    except ValueError:
        return None
